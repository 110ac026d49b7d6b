from contextlib import suppress

from django_tasks import task

from .checksums import checksums_of
from .downloads import offers
from .models import Document, Image, Media
from .renditions import make_missing


@task(queue_name="media")
def make_renditions(image_id):
    """Makes the sizes of a picture that are missing. Safe to run twice; a deleted picture is no error."""
    image = Image.objects.filter(pk=image_id).first()
    return make_missing(image) if image else 0


@task(queue_name="media")
def sum_up(public_id):
    """Sums up what readers may take of an asset, before anybody asks for an archive of it."""
    for model in (Image, Document, Media):
        for asset in model.objects.filter(public_id=public_id):
            # What is not on the disk has nothing to be summed up.
            with suppress(FileNotFoundError):
                checksums_of(offers(asset))
