from django_tasks import task

from .models import Image
from .renditions import make_missing


@task(queue_name="media")
def make_renditions(image_id):
    """Makes the sizes of a picture that are missing. Safe to run twice; a deleted picture is no error."""
    image = Image.objects.filter(pk=image_id).first()
    return make_missing(image) if image else 0
