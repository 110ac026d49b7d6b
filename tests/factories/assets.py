from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Pillow

from media_library.models import Document, Image, Media, Tour, TourWording
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


def tour(label="The water of Nowbar", *, rooms=None, texts=None):
    """A tour of two rooms, each with a panorama of its own, that lead to one another."""
    made = Tour(label=label, rooms=[("room", value) for value in rooms or (room(), room("tunnel", leads_to="divider"))])
    texts = texts or {"en": {"title": "The water of Nowbar"}, "fa": {"title": "گرداگرد آب نوبر"}}
    made.wordings = words(TourWording, {}, texts)
    made.save()
    return made


def room(name="divider", *, image=None, leads_to="tunnel", points=()):
    image = image or picture(f"Panorama: {name}", size=(1200, 600), genre="panorama")
    stone = {"title": {"en": "The sill", "fa": "تخته‌سنگ"}, "text": {"en": "Five notches.", "fa": "پنج شکاف."}}
    ahead = {"title": {"en": f"To the {leads_to}", "fa": "به جای دیگر"}, "room": leads_to}
    return {
        "name": name,
        "image": image,
        "title": {"en": f"At the {name}", "fa": "این‌جا"},
        "start_x": 50,
        "start_y": 50,
        "points": [*points, ("text", {"x": 50, "y": 60, **stone}), ("room", {"x": 75, "y": 50, **ahead})],
    }


def _give_words(asset, model, texts):
    for wording in words(model, {"asset": asset}, texts):
        wording.save()
