"""The Wire: everything public as lines of text, on pages that weigh no more than a bad line carries.

Each line has its share of the page in bytes. The headline comes first and is cut only where it alone is longer than
that; the standfirst takes what is left, or is left out.
"""

from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import get_language

from pages.calendar import format_date
from stories.context import refer
from stories.models import NewsItem

#: Bytes of a page, uncompressed, and the lines on it. What stands around them may take a third of that.
PAGE, LENGTH = 15_000, 12
#: Bytes of a line, and of what stands in it beside its address and texts: tags, time, kind, reference, and the day.
SHARE, MARKUP = 860, 240
#: Characters of a standfirst that is still one line, and bytes below which it is not worth beginning.
SENTENCE, SHORTEST = 160, 80


@dataclass(frozen=True)
class Line:
    item: NewsItem
    headline: str
    standfirst: str
    day: str


def lines_of(items):
    items = refer(list(items))
    return [_line(item) for item in items]


def _line(item):
    room = SHARE - MARKUP - weight(item.url_path)
    headline = fitted(item.title, room)
    room -= weight(headline)
    standfirst = " ".join(item.standfirst.split())
    standfirst = fitted(standfirst, room, SENTENCE) if room >= SHORTEST else ""
    return Line(item, headline, standfirst, format_date(item.first_published_at, get_language(), weekday=True))


def weight(text):
    """Bytes of a text in HTML."""
    return len(escape(text).encode())


def fitted(text, room, length=None):
    """The text, or as many words of it as so many bytes hold, and so many characters."""
    if weight(text) <= room and len(text) <= (length or len(text)):
        return text
    cut = text[:length]
    while cut and weight(f"{cut}…") > room:
        cut = cut[:-1]
    return f"{cut.rpartition(' ')[0] or cut}…"
