from contextlib import suppress

from django.db.models import Exists, OuterRef, Q
from django_tasks import task

from .checksums import checksums_of, forget_unused
from .downloads import offers
from .embedded import statement_of
from .house import house
from .making import NEEDED, stamp
from .models import Document, Download, Image, Media, Rendition
from .previews import draw
from .renditions import make_missing

#: Pictures whose files are stamped together.
AT_ONCE = 100


@task(queue_name="media")
def make_renditions(image_id):
    """Makes the files of a picture that are missing, and has the others say what is true. Safe to run twice; a deleted
    picture is no error.

    Words that change while it runs are asked for again at the end: what it has written meanwhile may be the last.
    """
    image = Image.objects.filter(pk=image_id).first()
    made = make_missing(image) if image else 0
    _stamp(Image.objects.filter(pk=image_id))
    return made


@task(queue_name="media")
def stamp_all():
    """After the house has changed its name or address: all files of all pictures. Six queries for a hundred pictures.
    Returns how many files were written."""
    of_it = {"image_id": OuterRef("pk")}
    with_files = Q(Exists(Rendition.objects.filter(**of_it))) | Q(Exists(Download.objects.filter(**of_it)))
    keys = list(Image.objects.filter(with_files).order_by("pk").values_list("pk", flat=True))
    groups = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return sum(_stamp(Image.objects.filter(pk__in=group)) for group in groups)


@task(queue_name="media")
def make_preview(document_id):
    """Draws the first page of a document. Safe to run twice; a deleted document is no error."""
    document = Document.objects.filter(pk=document_id).first()
    return bool(document) and document.has_first_page and draw(document)


@task(queue_name="media")
def sum_up(public_id):
    """Sums up what readers may take of an asset, before anybody asks for an archive of it."""
    for model in (Image, Document, Media):
        for asset in model.objects.filter(public_id=public_id):
            # What is not on the disk has nothing to be summed up.
            with suppress(FileNotFoundError):
                checksums_of(offers(asset))


@task(queue_name="media")
def forget_checksums():
    """Safe to run twice, and while files are written: sums are kept after the row that has their etag."""
    return forget_unused()


def _stamp(images):
    now = house()
    images = list(images.prefetch_related(*NEEDED))
    written = stamp(images, {image.pk: statement_of(image, now) for image in images})
    if written:
        checksums_of([offer for image in images for offer in offers(image)])
    return written
