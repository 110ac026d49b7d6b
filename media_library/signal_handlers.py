"""What happens when files have come or gone. Rows are written; whatever takes long is a job."""

from django.core.files.storage import default_storage
from django.db import transaction

from .models import Checksum, Rendition, Shape
from .renditions import CARD, keep_up


def forget_file(instance, **kwargs):
    """A file for readers goes with its row."""
    name = instance.file.name
    transaction.on_commit(lambda: default_storage.delete(name))


def cut_anew(instance, **kwargs):
    """An editor has cut the picture otherwise. The picture for link previews is cut like the wide one for networks."""
    if instance.shape == Shape.SOCIAL:
        Rendition.objects.filter(image_id=instance.image_id, filter_spec=CARD).delete()
    transaction.on_commit(lambda: keep_up([instance.image_id]))


def sum_up_file(instance, **kwargs):
    """A recording may be gigabytes: a job reads it."""
    from .tasks import sum_up

    if not Checksum.objects.filter(etag=instance.etag).exists():
        sum_up.enqueue(instance.public_id)
