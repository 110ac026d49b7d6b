"""oEmbed 1.0 (oembed.com): from an address of ours to the frame that shows what is there.

Items, facts, files and the frames themselves have one. Whatever is not public answers like what was never there, so
there is no 401: it would tell that there is something.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404
from django.urls import Resolver404, resolve

from stories.models import NewsItem

from ..addresses import absolute, origin
from ..api.parameters import number
from ..api.problems import Problem, not_there
from ..naming import newsroom
from ..pictures import card
from .finding import find
from .frames import frame_of

#: Seconds for which a consumer may keep the answer: a withdrawn item should not stand elsewhere for long.
CACHE_AGE = 300
LONGEST_URL = 2000


@dataclass(frozen=True)
class Asked:
    path: str
    language: str
    width: int | None = None
    height: int | None = None

    @classmethod
    def of(cls, request):
        """Raises a `Problem`. Parameters of which nobody has heard are passed over: consumers send their own."""
        if request.GET.get("format", "json") != "json":
            raise Problem(501, "The only format is json.", "format")
        url = request.GET.get("url", "")
        if not url:
            raise Problem(400, "It is the address of something of ours.", "url")
        path = _path_of(url)
        return cls(path, _language_of(path), *(_side(request, name) for name in ("maxwidth", "maxheight")))


def told(asked, brand):
    """The answer, in the active language."""
    try:
        subject = _subject_at(asked.path, asked.language)
    except (Http404, Resolver404):
        raise not_there() from None
    frame = frame_of(subject).within(asked.width, asked.height)
    return {
        "version": "1.0",
        "type": "video" if getattr(subject, "type", "") == "video" else "rich",
        "title": frame.title,
        "provider_name": newsroom(brand),
        "provider_url": absolute(f"/{asked.language}/"),
        "cache_age": CACHE_AGE,
        "html": frame.as_html(),
        "width": frame.width,
        "height": frame.height,
        **_thumbnail(subject),
    }


def _thumbnail(subject):
    """The card of an item, where its picture may stand elsewhere."""
    shown = card(subject.lead_image) if isinstance(subject, NewsItem) else None
    if shown is None:
        return {}
    return {"thumbnail_url": shown.url, "thumbnail_width": shown.width, "thumbnail_height": shown.height}


def _side(request, name):
    text = request.GET.get(name)
    if not text:
        return None
    try:
        return number(1, 10_000)(text)
    except ValueError as error:
        raise Problem(400, str(error), name) from None


def _path_of(url):
    """The path of an address of ours; whatever else is nothing that we have."""
    try:
        parts = urlsplit(url[:LONGEST_URL])
        path = unquote(parts.path, errors="strict")
    except ValueError:
        raise not_there() from None
    if parts.scheme not in ("http", "https") or parts.netloc != urlsplit(origin()).netloc or "\0" in path:
        raise not_there()
    return path if path.endswith("/") or path.startswith("/media/") else f"{path}/"


def _language_of(path):
    first = path.strip("/").partition("/")[0]
    return first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _subject_at(path, language):
    match = resolve(path)
    if match.view_name == "embed":
        return find(match.kwargs["kind"], match.kwargs["public_id"], language)
    if match.view_name == "fact":
        return find("fact", match.kwargs["public_id"], language)
    if match.view_name.startswith("media_library:"):
        return find("asset", match.kwargs["public_id"], language)
    if match.view_name == "wagtail_serve":
        # The slug narrows the search by its index; `url_path` has none.
        slug = path.strip("/").rpartition("/")[2]
        item = NewsItem.objects.published().filter(slug=slug, url_path=path).first()
        return find("item", str(item.translation_key) if item else "", language)
    raise Http404
