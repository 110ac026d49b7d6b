"""A piece as PDF on A4: the HTML of `web`, set by WeasyPrint with the product's own fonts.

The libraries that WeasyPrint stands on (Pango, fontconfig) come from the operating system; where they are missing the
form is not offered, and a check says so. Nothing is fetched while a file is made: addresses of pictures and fonts are
names of what is handed over with it.
"""

import ctypes
import importlib.util
from datetime import UTC
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from PIL import ImageFile

from pages.bidi import strip_controls

from ..metadata import authors_of
from ..pictures import Shown
from . import web
from .pictures import bytes_of, largest

#: As they are called on Linux, and on macOS.
LIBRARIES = (
    ("libpango-1.0.so.0", "libpango-1.0.dylib"),
    ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"),
    ("libharfbuzz.so.0", "libharfbuzz.0.dylib"),
    ("libfontconfig.so.1", "libfontconfig.1.dylib"),
)
SCHEME = "newsroom"
STYLE = Path(__file__).with_name("pdf.css")
FONTS = ("nr-sans.woff2", "nr-vazir.woff2")

PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="description" content="{description}">
{authors}
<meta name="dcterms.created" content="{created}">
<meta name="dcterms.modified" content="{modified}">
<style>{style}</style>
</head>
<body>
<p class="running">{running}</p>
{article}
</body>
</html>
"""


@lru_cache(maxsize=1)
def is_possible():
    """Whether WeasyPrint would start, without starting it: that takes half a second."""
    return importlib.util.find_spec("weasyprint") is not None and all(any(map(_opens, names)) for names in LIBRARIES)


def _opens(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def weasyprint():
    """The package, which is loaded with the first file. It tells Pillow, for the whole process, to take broken pictures
    for whole: that is taken back, for uploads must be refused."""
    import weasyprint

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


def of(piece):
    pictures = {}
    html = page(piece, lambda image: _hand_over(image, pictures))
    document = weasyprint().HTML(string=strip_controls(html), url_fetcher=fetcher_of(pictures), base_url=f"{SCHEME}:")
    return document.write_pdf(pdf_variant="pdf/ua-1")


def page(piece, picture):
    """`picture(image)` gives the address under which its bytes are handed over."""
    item = piece.item
    authors = [str(person) for person in authors_of(item)] or [piece.publisher]
    return format_html(
        PAGE, language=piece.language, direction=piece.direction, title=piece.title, description=item.standfirst,
        authors=format_html_join("\n", '<meta name="author" content="{}">', ((name,) for name in authors if name)),
        created=_moment(item.first_published_at), modified=_moment(piece.modified_at), style=_style(),
        running=" · ".join(filter(None, [piece.publisher, item.reference])), article=web.article(piece, picture),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _style():
    return mark_safe(STYLE.read_text(encoding="utf-8"))  # noqa: S308 - a file of ours


def _moment(value):
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else ""


def _hand_over(image, pictures):
    rendition = largest(image)
    data = bytes_of(rendition) if rendition else b""
    if not data:
        return None
    name = f"{SCHEME}:picture/{len(pictures)}"
    pictures[name] = data
    return Shown(name, rendition.width, rendition.height)


def fetcher_of(pictures):
    urls = weasyprint().urls

    class Given(urls.URLFetcher):
        """Answers what was handed over, and the fonts, and nothing else: no network, no file, no `data:`."""

        def fetch(self, url, headers=None):
            if url in pictures:
                return urls.URLFetcherResponse(url, pictures[url], {"Content-Type": "image/jpeg"})
            name = url.removeprefix(f"{SCHEME}:font/")
            path = finders.find(f"fonts/{name}") if name in FONTS else None
            if path is None:
                raise ValueError(f"Not handed over: {url}")
            return urls.URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": "font/woff2"})

    return Given(allowed_protocols=(SCHEME,), allow_redirects=False)
