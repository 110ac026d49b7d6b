"""What happens when files have come. Rows are written; whatever takes long is a job."""

from .models import Checksum


def sum_up_file(instance, **kwargs):
    """A recording may be gigabytes: a job reads it."""
    from .tasks import sum_up

    if not Checksum.objects.filter(etag=instance.etag).exists():
        sum_up.enqueue(instance.public_id)


def sum_up_sizes(image, **kwargs):
    """The sizes have just been made, by a job."""
    from .checksums import checksums_of
    from .downloads import offers

    checksums_of(offers(image))
