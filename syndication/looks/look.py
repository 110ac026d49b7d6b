import base64
import io
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils import translation
from django.utils.text import Truncator
from PIL import Image as Pillow
from wagtail.admin.ui.components import Component

from media_library.renditions import CARD
from pages.bidi import one_line
from pages.models import BrandSettings

from ..addresses import origin
from ..cards.drawing import CannotBeDrawn, as_jpeg, draw
from ..cards.faces import face_of
from ..metadata import DESCRIPTION_LENGTH
from ..pictures import picture_of

#: Of the picture in the preview: half of what goes out.
SHOWN_SIZE = (600, 315)
#: Characters that a search engine's page has room for in a title.
TITLE_ROOM = 60


@dataclass(frozen=True)
class Look:
    """What networks, messengers and search engines take from the page as it stands in memory."""

    title: str
    text: str
    found_as: str
    found_text: str
    site: str
    host: str
    place: str
    language: str
    direction: str
    #: The picture as a `data:` address, "" where none could be made.
    picture: str
    alt: str
    is_drawn: bool

    @property
    def is_long(self):
        return len(self.title) > TITLE_ROOM

    @classmethod
    def of(cls, page):
        language = page.language_code
        with translation.override(language):
            brand = BrandSettings.current()
            words = page.search_description or getattr(page, "standfirst", "") or getattr(page, "introduction", "")
            about = words or brand.word("description", language)
            face, picture = face_of(page, language, brand), picture_of(page)
            site = brand.word("newsroom_name", language)
            return cls(
                title=one_line(page.share_title or (site if page.depth == 2 else page.title)),
                text=one_line(page.share_text or about),
                found_as=one_line(page.seo_title or page.title),
                found_text=Truncator(one_line(about)).chars(DESCRIPTION_LENGTH, truncate="…"),
                site=site,
                host=urlsplit(origin()).netloc,
                place=" › ".join(part for part in (page.url_path or "").split("/") if part),
                language=language,
                direction=page.direction,
                picture=_as_data(face, picture),
                alt=face.words if face else picture.word("alt", language),
                is_drawn=face is not None,
            )


class Looks(Component):
    template_name = "wagtailadmin/syndication/looks.html"

    def __init__(self, page):
        self.look = Look.of(page)

    def get_context_data(self, parent_context=None):
        return {"look": self.look}


def _as_data(face, picture):
    """Drawn for this answer and kept nowhere: what is not public has no card."""
    try:
        opened = _opened(picture) if picture is not None else None
        drawn = Pillow.open(io.BytesIO(draw(face, opened if face.picture else None))) if face else opened
    except (CannotBeDrawn, OSError):
        return ""
    small = as_jpeg(drawn.convert("RGB").resize(SHOWN_SIZE, Pillow.Resampling.LANCZOS))
    return f"data:image/jpeg;base64,{base64.b64encode(small).decode()}"


def _opened(image):
    """At the desk the size of a card may be made at once."""
    with image.get_rendition(CARD).file.open("rb") as file:
        return Pillow.open(io.BytesIO(file.read()))
