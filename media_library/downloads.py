"""What readers may take of an asset: files by the name of their size, with pixels, weight and a name that says what is
in them."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import translation

from .models import Image
from .named_sizes import EXTENSIONS, FORMS, LABELS

#: The order in which files are offered.
ORDER = {name: place for place, name in enumerate(LABELS)}


@dataclass(frozen=True)
class Offer:
    """One file to take. `size` is "original", "print", "web" and so on; `form` its format in lower case ("jpeg");
    `width` and `height` are pixels, None of what has none; `weight` is octets; `path` stands in the storage."""

    size: str
    form: str
    width: int | None
    height: int | None
    weight: int
    url: str
    file_name: str
    path: str
    etag: str

    @property
    def label(self):
        """What the size is called, in the active language."""
        return LABELS[self.size]

    @property
    def form_label(self):
        """What the format is called: the same in all languages."""
        return {"webp": "WebP"}.get(self.form, self.form.upper())

    @property
    def download_url(self):
        return as_download(self.url)


def as_download(address):
    """The address of a file at which the browser stores it and does not show it, under its title in the active
    language: a link to it says `download` without a name. "" for none."""
    return f"{address}?download={translation.get_language() or ''}" if address else ""


def offers(asset):
    """All files that readers may take of the asset, the largest first; none of one that has to be asked for, or whose
    rights have ended. No query of pictures that went through `prefetch_offers`."""
    if not asset.is_free:
        return []
    if not isinstance(asset, Image):
        return [_of_the_file(asset)]
    rows = sorted(asset.downloads.all(), key=_place)
    return [_of_a_row(row) for row in rows if row.size != "original" or asset.original_offered]


def prefetch_offers(images):
    """What `offers` reads of these pictures: one query for all. Returns them."""
    images = [image for image in images if isinstance(image, Image)]
    prefetch_related_objects(images, "downloads")
    return images


def _place(row):
    return ORDER[row.size], FORMS.index(row.form) if row.form in FORMS else len(FORMS)


def _of_the_file(asset):
    name = asset.file.name.rpartition("/")[2]
    form = name.rpartition(".")[2].lower()
    # The disk is asked only where the row does not say.
    weight = getattr(asset, "file_size", None) or asset.file.size
    return Offer("original", form, None, None, weight, asset.url, name, asset.file.name, asset.etag)


def _of_a_row(row):
    return Offer(
        row.size, row.form, row.width, row.height, row.weight, row.url, row.name, row.file.name, row.etag,
    )  # fmt: skip


def size_and_form(size, filename):
    """Of an address: what its last part is called says only the format."""
    extension = filename.rpartition(".")[2].lower()
    forms = {short: form for form, short in EXTENSIONS.items()}
    return size, forms.get(extension, extension)
