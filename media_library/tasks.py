from django_tasks import task

from .models import Document, Image
from .previews import draw
from .renditions import make_missing


@task(queue_name="media")
def make_renditions(image_id):
    """Makes the sizes of a picture that are missing. Safe to run twice; a deleted picture is no error."""
    image = Image.objects.filter(pk=image_id).first()
    return make_missing(image) if image else 0


@task(queue_name="media")
def make_preview(document_id):
    """Draws the first page of a document. Safe to run twice; a deleted document is no error."""
    document = Document.objects.filter(pk=document_id).first()
    return bool(document) and document.has_first_page and draw(document)
