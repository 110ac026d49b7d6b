"""What other sites may show of ours in a frame: an item, a fact, a quotation, a picture or recording.

`frame_of(subject)` says where the frame of a subject is and how large it wants to be, one function per kind by
`singledispatch`; `code_for` writes the HTML that somebody copies. What must be asked for before it is used has none.
"""

from dataclasses import dataclass, replace
from functools import singledispatch
from math import ceil

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from facts.models import Fact, FactVersion
from media_library.models import Image, Media, Terms
from stories.models import NewsItem

from ..addresses import absolute, origin

#: Pixels: how wide a frame is unless its page says otherwise.
WIDTH = 600
#: Pixels that credit, terms and the way home take below what is shown; and a line of text with about its letters.
FOOT, LINE, LETTERS = 96, 28, 56
TITLE_LENGTH = 120

#: Takes the height that a frame tells (`static/js/embed.js`): from our frames alone, and each for itself.
LISTENER = """<script>
addEventListener("message", (event) => {
  const height = event.data && event.data.newsroomFrameHeight;
  for (const frame of document.querySelectorAll('iframe[src^="%(origin)s/"]'))
    if (frame.contentWindow === event.source && height > 0) frame.height = Math.ceil(height);
});
</script>"""


@dataclass(frozen=True)
class Quotation:
    """A quote block of an item. Its public id names both: `<translation key>.<id of the block>`."""

    item: NewsItem
    block_id: str
    words: str
    speaker: str = ""
    role: str = ""

    @property
    def public_id(self):
        return f"{self.item.translation_key}.{self.block_id}"


@dataclass(frozen=True)
class Frame:
    kind: str
    public_id: str
    language: str
    #: What the frame is called for who does not see it.
    title: str
    height: int
    width: int = WIDTH
    #: Of a picture or film, its height to a width of one: what grows and shrinks with the frame.
    ratio: float = 0

    @property
    def path(self):
        return f"/{self.language}/embed/{self.kind}/{self.public_id}/"

    @property
    def url(self):
        return absolute(self.path)

    def within(self, width=None, height=None):
        """Not larger than that; a narrower frame is lower where it holds a picture."""
        fitted = min(self.width, width) if width else self.width
        high = self.height - round(self.ratio * (self.width - fitted))
        return replace(self, width=fitted, height=min(high, height) if height else high)

    def as_html(self):
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" allowfullscreen '
            'style="border:0;max-width:100%"></iframe>',
            self.url, self.title, str(self.width), str(self.height),
        )  # fmt: skip


def code_for(subject, language=None, resizing=False):
    """The HTML that shows a subject on another site, or "" for what is not to be embedded.

    `subject` is an item, a fact or a version of one, a `Quotation`, a picture or a recording. Whether it is public is
    for the caller to know: the frame itself asks the gate. `resizing` adds a script that lets the frame be as high as
    what is in it.
    """
    with override(language or get_language()):
        frame = frame_of(subject)
    if frame is None:
        return ""
    listener = mark_safe("\n" + LISTENER % {"origin": origin()}) if resizing else ""  # noqa: S308 - of the settings
    return frame.as_html() + listener


def quotations(item):
    """The quotes of an item that stand in its text, in order. No query where its people have been read."""
    return [
        Quotation(item, block.id, block.value.get("words", ""), block.value.speaker, block.value.speaker_role)
        for block in getattr(item, "body", None) or ()
        if block.block_type == "quote" and block.id
    ]


def may_be_embedded(asset):
    """Whether a file may stand on another site without anybody being asked, by its terms and while its rights last."""
    return asset.terms != Terms.ASK and not asset.rights_expired


@singledispatch
def frame_of(subject):
    """Where the frame of a subject is, in the active language; None for what has none."""
    return None


@frame_of.register
def _item(subject: NewsItem):
    height = FOOT + 48 + _lines(subject.title, LETTERS // 2) * 34 + _lines(subject.standfirst) * LINE
    language = subject.locale.language_code
    return Frame("item", str(subject.translation_key), language, _titled(subject.title), height)


@frame_of.register(Fact)
@frame_of.register(FactVersion)
def _fact(subject):
    title = subject.headline
    return Frame("fact", subject.public_id, get_language(), _titled(title), FOOT + 136)


@frame_of.register
def _quotation(subject: Quotation):
    language = subject.item.locale.language_code
    with override(language):
        title = _("Quote: %(speaker)s") % {"speaker": subject.speaker} if subject.speaker else _("Quote")
    height = FOOT + 40 + _lines(subject.words, LETTERS * 3 // 4) * 34
    return Frame("quote", subject.public_id, language, _titled(title), height)


@frame_of.register
def _picture(subject: Image):
    if not may_be_embedded(subject):
        return None
    title = subject.word("caption") or subject.default_alt_text or _("Picture")
    return _framed(subject, title, subject.height / subject.width, FOOT + _lines(subject.word("caption")) * LINE)


@frame_of.register
def _recording(subject: Media):
    if not may_be_embedded(subject):
        return None
    title = subject.word("title") or subject.title
    ratio = (subject.height or 9) / (subject.width or 16) if subject.type == "video" else 0
    below = FOOT + _lines(subject.word("caption") or title) * LINE
    return _framed(subject, title, ratio, below if ratio else below + 72)


def _framed(asset, title, ratio, below):
    height = round(WIDTH * ratio) + below
    return Frame("asset", asset.public_id, get_language(), _titled(title), height, ratio=ratio)


def _titled(text):
    return Truncator(" ".join(str(text).split())).chars(TITLE_LENGTH, truncate="…")


def _lines(text, letters=LETTERS):
    return ceil(len(text) / letters) if text else 0
