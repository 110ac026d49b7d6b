"""What readers may take of an asset: files by the name of their size, with pixels, weight and a name that says what is
in them."""

from dataclasses import dataclass

from .models import Image
from .renditions import largest


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


def offers(asset):
    """All files that readers may take of the asset, the largest first; none of one that has to be asked for, or whose
    rights have ended. No query if sizes are prefetched."""
    if not asset.is_free:
        return []
    if not isinstance(asset, Image):
        return [_of_the_file(asset)]
    found = largest(asset)
    return [_of_a_rendition("web", found)] if found else []


def _of_the_file(asset):
    name = asset.file.name.rpartition("/")[2]
    form = name.rpartition(".")[2].lower()
    return Offer("original", form, None, None, asset.file.size, asset.url, name, asset.file.name, asset.etag)


def _of_a_rendition(size, rendition):
    name = rendition.file.name.rpartition("/")[2]
    return Offer(
        size, "jpeg", rendition.width, rendition.height, rendition.file.size, rendition.url, name, rendition.file.name,
        rendition.etag,
    )  # fmt: skip
