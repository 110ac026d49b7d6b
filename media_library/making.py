"""The files of a picture made and kept up to date, by a task: sizes of pages, files for readers, and what all of them
say of themselves."""

import contextlib
import logging
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import prefetch_related_objects
from wagtail.images.image_operations import FormatOperation
from wagtail.images.models import Filter
from willow.image import AvifImageFile, JPEGImageFile, PNGImageFile, WebPImageFile
from willow.plugins.pillow import PillowImage

from .checksums import checksums_of
from .downloads import offers
from .embedded import embed, statement_of
from .house import house
from .models import Download, Rendition
from .named_sizes import pieces_of, social_box
from .names import new_etag, readable_name
from .renditions import CARD, CARD_LIMIT, CARD_QUALITIES, missing
from .scaling import UNSCALED, Pyramid, encoded
from .signals import sizes_made
from .storage import rewrite

logger = logging.getLogger(__name__)

FILES = {"jpeg": JPEGImageFile, "png": PNGImageFile, "webp": WebPImageFile, "avif": AvifImageFile}
#: Of a file for readers, what another one in its place says of itself.
CHANGING = ("name", "width", "height", "weight", "etag", "made_of", "mark")
NEEDED = ("renditions", "wordings", "downloads", "crops")


def bring_up_to_date(image):
    """Makes what is missing of a picture, takes away what readers may not have, and has the rest say what is true now.

    Returns how many files were made. One that an encoder refuses is logged and left out: the others are worth having.
    """
    prefetch_related_objects([image], *NEEDED)
    try:
        with says(image):
            _take_away(image)
            if stamp([image], {image.pk: image.statement}):
                sizes_made.send(sender=type(image), image=image)
            made = _make(image)
    finally:
        _forget(image, "renditions", "downloads")
    checksums_of(offers(image))
    return made


def lacking(image):
    """Pieces that readers are to have and have not."""
    known = {(row.size, row.form): row.made_of for row in image.downloads.all()}
    return [piece for piece in pieces_of(image) if known.get((piece.size, piece.form)) != piece.made_of]


def needless(image):
    """Files that readers had, and are not to have any more."""
    wanted = {(piece.size, piece.form) for piece in pieces_of(image)}
    return [row for row in image.downloads.all() if (row.size, row.form) not in wanted]


def stale(image, statement):
    """Rows of files that say what is not true any more."""
    return [row for row in [*image.renditions.all(), *image.downloads.all()] if row.mark != statement.mark]


def stamp(images, statements):
    """Writes what is true now into the files that say something else, and returns how many these were.

    Each row is written with its file, one or two queries for each: bytes never stand under the etag of others, not even
    where this is broken off.
    """
    written = 0
    for image in images:
        for row in stale(image, statements[image.pk]):
            with _logged(row, image):
                _stamp(row, image, statements[image.pk])
                written += 1
    return written


def _stamp(row, image, statement):
    with default_storage.open(row.file.name) as file:
        data = embed(file.read(), statement)
    if isinstance(row, Download):
        row.mark, row.name = statement.mark, _name(image, row.size, row.file.name)
        _replace(row, data)
    else:
        _rewrite(row, data, statement.mark)


def _rewrite(row, data, mark):
    """A size of a page: its file name is its address, which pages have shown, and stays. While it is written it has an
    etag of its own, and no mark: whatever breaks off here is done again the next time."""
    this = Rendition.objects.filter(pk=row.pk)
    this.update(etag=new_etag(), mark="")
    rewrite(row.file.name, data)
    row.etag, row.mark = new_etag(), mark
    this.update(etag=row.etag, mark=mark)


def _replace(row, data):
    """A file for readers: its address is its size, so the new one is whole under another name before the row changes
    over to it. Unless somebody else was faster."""
    old = row.file.name
    _store(row, data, old.rpartition(".")[2])
    values = {name: getattr(row, name) for name in CHANGING}
    changed = False
    try:
        changed = Download.objects.filter(pk=row.pk, file=old).update(file=row.file.name, **values)
    finally:
        transaction.on_commit(partial(default_storage.delete, old if changed else row.file.name))


def _store(row, data, extension):
    row.weight, row.etag = len(data), new_etag()
    row.file.save(f"{row.size}.{row.etag}.{extension}", ContentFile(data), save=False)


@contextlib.contextmanager
def says(image):
    """Keeps what the files of the picture are to say, for those that are made meanwhile."""
    if "statement" in image.__dict__:
        yield
        return
    image.statement = statement_of(image, house())
    try:
        yield
    finally:
        del image.statement


def _take_away(image):
    for row in needless(image):
        row.delete()
    _forget(image, "downloads")


def _forget(image, *names):
    for name in names:
        getattr(image, "_prefetched_objects_cache", {}).pop(name, None)


def _make(image):
    """What pages show first, because readers wait for it; of each the largest first: others are drawn from it."""
    sizes, pieces = [_Size(spec, image) for spec in missing(image)], lacking(image)
    if not (sizes or pieces):
        return 0
    with decoded(image, min(1, max(task.scale for task in [*sizes, *pieces]))):
        try:
            made = _each(image, sizes, lambda size: image.create_rendition(Filter(spec=size.spec)))
        finally:
            # Also of a run that is broken off: what it has made is shown.
            if sizes:
                sizes_made.send(sender=type(image), image=image)
        return made + _each(image, pieces, lambda piece: take_out(image, piece))


def _each(image, tasks, make):
    made = 0
    for task in sorted(tasks, key=lambda task: -task.scale):
        with _logged(task, image):
            make(task)
            made += 1
    return made


class _Size:
    def __init__(self, spec, image):
        transform = Filter(spec=spec).get_transform(image)
        self.spec, self.scale = spec, transform.size[0] / transform.get_rect().width

    def __str__(self):
        return self.spec


@contextlib.contextmanager
def _logged(task, image):
    try:
        yield
    except Exception:
        logger.exception("%s of picture %s was not made", task, image.public_id)


@contextlib.contextmanager
def decoded(image, scale=1.0):
    """Keeps the decoded picture for the sizes that are made meanwhile; 50 million pixels are 150 MB."""
    with image.open_file() as file:
        image.pyramid = Pyramid(file, scale)
    try:
        yield
    finally:
        del image.pyramid


def take_out(image, piece):
    """One file for readers, in the place of the one that they had."""
    if piece.size == "original":
        with image.open_file() as file:
            data = file.read()
    else:
        finer = UNSCALED.get(piece.form, {}) if piece.scale == 1 else {}
        data = encoded(image.pyramid.cut(piece.box, piece.pixels), piece.form, **(piece.options | finer))
    data = embed(data, image.statement)
    row = Download.objects.filter(image=image, size=piece.size, form=piece.form).first()
    row = row or Download(image=image, size=piece.size, form=piece.form)
    row.width, row.height = piece.pixels
    row.made_of, row.mark = piece.made_of, image.statement.mark
    row.name = _name(image, piece.size, f".{piece.extension}")
    if row.pk:
        _replace(row, data)
    else:
        _store(row, data, piece.extension)
        _save_unless_another_was_faster(row)


def _save_unless_another_was_faster(row):
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        default_storage.delete(row.file.name)


def _name(image, size, path):
    return readable_name(image, size, path.rpartition(".")[2])


class PlainPicture(PillowImage):
    """Nothing but pixels, so that no EXIF can get into a rendition; Wagtail copies it into JPEG and PNG."""

    def __init__(self, image, format_name):
        super().__init__(image)
        self.format_name = format_name


class PlainFilter(Filter):
    """Wagtail's filter drawing from the picture that is decoded already, without Wagtail's detours over Willow. One
    that does more to a picture than scale and convert it goes Wagtail's way."""

    def __init__(self, spec, box=None, **options):
        super().__init__(spec)
        self.box, self.options = box, options

    def run(self, image, output, source=None):
        if any(not isinstance(step, FormatOperation) or step.options for step in self.filter_operations):
            made = super().run(image, output, source)
            made.f.seek(0)
            data, kind = made.f.read(), type(made)
        else:
            pyramid = self._pyramid(image, source)
            transform = self.get_transform(image, pyramid.size)
            box, size = self.box or (transform.get_rect().round().as_tuple(), transform.size)
            form = next((step.format for step in self.filter_operations), pyramid.format)
            form = form if form in FILES else "png" if form == "gif" else "jpeg"
            box, size = tuple(box), tuple(map(int, size))
            finer = UNSCALED.get(form, {}) if size[0] == box[2] - box[0] else {}
            data, kind = encoded(pyramid.cut(box, size), form, **(finer | self.options)), FILES[form]
        output.seek(0)
        output.truncate()
        output.write(embed(data, image.statement))
        return kind(output)

    def _pyramid(self, image, source):
        if hasattr(image, "pyramid"):
            return image.pyramid
        transform = self.get_transform(image)
        scale = min(1, transform.size[0] / transform.get_rect().width)
        if source is not None:
            return Pyramid(source, scale)
        with image.open_file() as file:
            return Pyramid(file, scale)

    @contextlib.contextmanager
    def get_willow_image(self, image, source=None):
        if source is not None:
            pyramid = Pyramid(source)
        else:
            with image.open_file() as file:
                pyramid = Pyramid(file)
        yield PlainPicture(pyramid.levels[0], pyramid.format)


def generate(image, filter, source, stock):
    """A rendition's file by `stock`, Wagtail's own method; the card at the best quality within its limit."""
    with says(image):
        file = _card(image, source, stock) if filter.spec == CARD else stock(PlainFilter(filter.spec), source=source)
        file.mark = image.statement.mark
    return file


def _card(image, source, stock):
    box = social_box(image)
    for quality in CARD_QUALITIES:
        file = stock(PlainFilter(CARD, box, quality=quality), source=source)
        if file.size <= CARD_LIMIT:
            break
    return file
