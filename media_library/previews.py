"""The first page of a document as a picture. A job draws it; the gate opens it with its document."""

import logging
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image as Pillow

from .models import Document
from .workshop import NotDrawn, drawn

logger = logging.getLogger(__name__)


def draw(document):
    """Returns whether there is a preview now. A document that cannot be drawn has none, and is as good as before."""
    with document.open_file() as file:
        data = file.read()
    try:
        picture = drawn("pdf", data)
        with Pillow.open(BytesIO(picture), formats=["JPEG"]) as opened:
            width, height = opened.size
    except (NotDrawn, OSError) as error:
        logger.info("No preview of document %s: %s", document.public_id, error)
        return False
    name = f"{document.folder}/{document.public_id}/first-page-{document.etag}.jpg"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(picture))
    # Another file may have come while this one was drawn.
    still = Document.objects.filter(pk=document.pk, etag=document.etag)
    return bool(still.update(preview=name, preview_width=width, preview_height=height))


def forget_preview(instance, **kwargs):
    """Goes with its document."""
    if instance.preview:
        default_storage.delete(instance.preview)
