"""What a piece is made of besides the elements of a body (`pages.document`): all that a page says around its text."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from pages.document import Element, plain


@dataclass(frozen=True)
class Title(Element):
    words: str

    def text(self):
        return self.words


@dataclass(frozen=True)
class Standfirst(Element):
    words: str

    def text(self):
        return self.words


@dataclass(frozen=True)
class Line:
    """One thing said: a value, what it is, and where it leads (`https:`, `mailto:`, `tel:`)."""

    value: str
    label: str | Promise = ""
    href: str = ""

    @property
    def words(self):
        return f"{self.label}: {self.value}" if self.label else self.value

    @property
    def is_page(self):
        return self.href.startswith(("https:", "http:"))


@dataclass(frozen=True)
class Lines(Element):
    """Short lines that stand together. `name` says what they are, for programs: dates, byline, contact; `head` is whom
    or what they are about."""

    name: str
    lines: tuple[Line, ...]
    label: str | Promise = ""
    head: str = ""
    bulleted: bool = False

    def text(self):
        return "\n".join([*filter(None, [str(self.label), self.head]), *(line.words for line in self.lines)])


@dataclass(frozen=True)
class Prose(Element):
    """Text as it was typed, without marks: boilerplate, terms. An empty line begins another paragraph."""

    name: str
    label: str | Promise
    words: tuple[str, ...]

    def text(self):
        return "\n".join(filter(None, [str(self.label), *self.words]))


@dataclass(frozen=True)
class Entry(Element):
    """Heads an addition to a thread: when it was said, and its headline as rich text."""

    when: str
    source: str
    at: datetime | None = None

    def text(self):
        return "\n".join(filter(None, [self.when, plain(self.source)]))
