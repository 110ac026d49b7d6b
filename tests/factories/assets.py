from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Pillow

from media_library.models import Document, Image, Media
from media_library.models.document import DocumentWording
from media_library.models.image import ImageWording
from media_library.models.media import MediaWording
from tests.jobs import each_once

from .rows import words


@each_once()
def picture(title="Dawn at the wetland", *, size=(640, 427), colour="teal", texts=None, **fields):
    """A JPEG with alternative text in both languages, a credit, free to use with it."""
    file = BytesIO()
    Pillow.new("RGB", size, colour).save(file, "JPEG")
    fields = {"credit": "Omid Karimi / Karizan", "terms": "free_with_credit", **fields}
    made = Image(title=title, file=ContentFile(file.getvalue(), "picture.jpg"), **fields)
    made.save()
    _give_words(made, ImageWording, texts or {"en": {"alt": "Reeds in mist"}, "fa": {"alt": "نیزار در مه"}})
    return made


@each_once()
def document(title="Readings of 1405", *, name="readings.csv", content=b"well;level\r\n1;42\r\n", texts=None, **fields):
    fields = {"credit": "Karizan", "terms": "free_with_credit", **fields}
    made = Document(title=title, file=ContentFile(content, name), **fields)
    made.save()
    _give_words(made, DocumentWording, texts or {"en": {"title": title}})
    return made


def recording(title="Water in the tunnel", *, kind="audio", texts=None, **fields):
    """A sound or film as a row; its file is named and not there, because no test plays it."""
    fields = {"credit": "Omid Karimi / Karizan", "terms": "free_with_credit", "duration": 64.0, **fields}
    made = Media(title=title, type=kind, **fields)
    made.file.name = f"media/{made.public_id}/sound.{'mp3' if kind == 'audio' else 'mp4'}"
    made.save()
    _give_words(made, MediaWording, texts or {"en": {"title": title, "caption": title}})
    return made


def _give_words(asset, model, texts):
    for wording in words(model, {"asset": asset}, texts):
        wording.save()
