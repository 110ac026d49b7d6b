"""Pictures as machines get them. A size is shown if it exists and never made here."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from django.core.cache import cache
from django.templatetags.static import static
from django.utils.translation import gettext as _

from media_library.models import Image
from media_library.renditions import CARD, SHAPES, SQUARE, WIDTHS, rendition_for
from pages.models import BasePage
from people.models import Person

from .addresses import absolute

ICON_SECONDS = 60
#: The widest that a feed shows.
FEED_WIDTH = 1200


@dataclass(frozen=True)
class Shown:
    """One size of a picture, with what has to be said about it."""

    url: str
    width: int
    height: int
    type: str = "image/jpeg"
    alt: str = ""
    bytes: int | None = None

    def as_image_object(self):
        size = {"width": _pixels(self.width), "height": _pixels(self.height)}
        return {"@type": "ImageObject", "url": self.url, **size}


def _pixels(number):
    """A bare number is no distance (schema.org); E37 is the pixel of UN/CEFACT."""
    return {"@type": "QuantitativeValue", "value": number, "unitCode": "E37"}


def shown(image, *specs):
    """The first of these sizes that the picture has, or None. No query where renditions and wordings are prefetched."""
    if image is None or image.rights_expired:
        return None
    for spec in specs:
        rendition = rendition_for(image, spec)
        if rendition is not None:
            return Shown(absolute(rendition.url), rendition.width, rendition.height, _type(spec), image.word("alt"))
    return None


def card(image):
    """The 1200 by 630 picture for link previews."""
    return shown(image, CARD)


def picture_of(subject):
    """The picture that stands for a subject, or None: the one chosen for sharing, else its own, while its rights
    last. A picture stands for itself."""
    if isinstance(subject, BasePage):
        own = (subject.share_image, getattr(subject, "lead_image", None))
    elif isinstance(subject, Image):
        own = (subject,)
    else:
        own = (subject.portrait,) if isinstance(subject, Person) else ()
    return next((picture for picture in own if picture is not None and not picture.rights_expired), None)


def widest(image, up_to=WIDTHS[-1]):
    """The widest JPEG that the whole picture has, not wider than `up_to`."""
    if image is None:
        return None
    widths = sorted({*WIDTHS, image.width}, reverse=True)
    return shown(image, *(f"width-{width}|format-jpeg" for width in widths if width <= up_to))


def shapes(image):
    """The picture in three ratios, of those that exist."""
    return [found for found in (shown(image, spec) for spec in SHAPES) if found]


def feed_spec(image):
    """The one size in which feeds show a picture: whole, and a JPEG, which every reader can show."""
    return f"width-{min(image.width, FEED_WIDTH)}|format-jpeg"


def default_card(site_name):
    """What a page without a picture is announced with."""
    alt = _("%(name)s: emblem") % {"name": site_name}
    return Shown(absolute(static("syndication/card.png")), 1200, 630, "image/png", alt)


def logo(brand):
    return widest(brand.logo, up_to=1200) or Shown(absolute(static("syndication/icon-512.png")), 512, 512, "image/png")


def icon(brand):
    """The square site icon: the editors' own once its size exists, else None. Kept for a minute.

    Browsers load it, so it stands under a path: the policy allows pictures of the host that was asked alone.
    """
    if not brand.favicon_id:
        return None
    key = f"syndication.icon.{brand.favicon_id}"
    return cache.get_or_set(key, lambda: _own_icon(brand.favicon) or "", ICON_SECONDS) or None


def _own_icon(image):
    square = shown(image, f"{SQUARE}|format-jpeg")
    return square and replace(square, url=urlsplit(square.url).path)


def _type(spec):
    return f"image/{spec.rpartition('format-')[2]}"
