"""The neutral document: what a page says, in plain structure, stated once by each block.

Search text, feeds, structured data, checks and every other form of a page are made from these elements, so a new
block is described here once. Rich text is kept in Wagtail's stored form; `expand` resolves its links at rendering,
when it is known which targets are public.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from bs4 import BeautifulSoup, NavigableString
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from wagtail.rich_text import expand_db_html

from .calendar import format_date


@dataclass(frozen=True)
class Element:
    """Something that stands in a document by itself."""

    def text(self) -> str:
        """Its words alone, one line to a paragraph."""
        raise NotImplementedError(type(self).__name__)

    def assets(self) -> list:
        return []


@dataclass(frozen=True)
class Heading(Element):
    source: str
    level: int

    def text(self):
        return plain(self.source)


@dataclass(frozen=True)
class Paragraph(Element):
    source: str

    def text(self):
        return plain(self.source)


@dataclass(frozen=True)
class Items(Element):
    """A list. `label` is its heading where it is a block of its own: key facts, notes to editors."""

    sources: tuple[str, ...]
    ordered: bool = False
    label: str | Promise = ""

    def text(self):
        lines = [plain(source) for source in self.sources]
        marks = [f"{number}. " for number in range(1, len(lines) + 1)] if self.ordered else ["- "] * len(lines)
        head = [str(self.label)] if self.label else []
        return "\n".join([*head, *(mark + line for mark, line in zip(marks, lines, strict=True))])


@dataclass(frozen=True)
class Quote(Element):
    words: str
    speaker: str = ""
    role: str = ""
    language: str = ""

    def text(self):
        who = ", ".join(part for part in (self.speaker, self.role) if part)
        return f"{self.words}\n— {who}" if who else self.words


@dataclass(frozen=True)
class Figure(Element):
    image: Any
    caption: str = ""
    alt: str = ""
    decorative: bool = False

    def text(self):
        return self.caption

    def assets(self):
        return [self.image]


@dataclass(frozen=True)
class Recording(Element):
    media: Any
    caption: str = ""
    transcript: str = ""

    def text(self):
        return "\n".join(part for part in (self.caption, plain(self.transcript)) if part)

    def assets(self):
        return [self.media]


@dataclass(frozen=True)
class Files(Element):
    documents: tuple = ()
    titles: tuple[str, ...] = ()
    #: Accessible versions of them, which are offered beside.
    beside: tuple = ()

    def text(self):
        return "\n".join(self.titles)

    def assets(self):
        return [*self.documents, *self.beside]


@dataclass(frozen=True)
class Table(Element):
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""
    as_of: Any = None
    #: The file that its rows are read from.
    file: Any = None

    def assets(self):
        return [self.file] if self.file else []

    def text(self):
        lines = [self.caption, *(" | ".join(row) for row in (self.head, *self.rows)), self.source]
        return "\n".join(line for line in lines if line)


@dataclass(frozen=True)
class Timeline(Element):
    entries: tuple[tuple[str, str], ...] = field(default_factory=tuple)

    def text(self):
        return "\n".join(f"{when}: {what}" for when, what in self.entries)


@dataclass(frozen=True)
class FactLine(Element):
    """A figure with what makes it one: what it is about, its value, date and source. `now` is the value that holds
    today, where the page keeps another."""

    statement: str
    value: str
    as_of: Any = None
    source: str = ""
    url: str = ""
    source_url: str = ""
    now: str = ""
    now_as_of: Any = None
    withdrawn: bool = False

    def text(self):
        language = translation.get_language() or "en"
        written = [f"{self.statement}: {self.value}"]
        if self.as_of:
            written.append(pgettext("a fact", "As of %(date)s") % {"date": format_date(self.as_of, language)})
        if self.source:
            written.append(gettext("Source: %(source)s") % {"source": self.source})
        if self.now:
            written.append(gettext("Now: %(value)s") % {"value": self.now})
        if self.withdrawn:
            written.append(gettext("This figure has been withdrawn since."))
        return ". ".join(part.rstrip(".") for part in written) + "."


@dataclass(frozen=True)
class Facts(Element):
    """Figures under one heading: a group of a fact sheet, or those that a text cites."""

    label: str | Promise
    lines: tuple[FactLine, ...]

    def text(self):
        return "\n".join([str(self.label), *(f"- {line.text()}" for line in self.lines)])


@dataclass(frozen=True)
class Link(Element):
    """Something that lives elsewhere: an embed, named by its address."""

    url: str
    title: str = ""

    def text(self):
        return f"{self.title} {self.url}".strip()


class StatesDocument:
    """Mixed into each block of a body: `document(value)` says what it is, as a list of elements."""

    def document(self, value) -> list[Element]:
        raise NotImplementedError(f"{type(self).__name__} must state its document.")


def document_of_stream(stream) -> list[Element]:
    """All elements of a StreamField value, in order."""
    return [element for child in stream or [] for element in child.block.document(child.value)]


def text_of(document) -> str:
    return "\n\n".join(text for text in (element.text() for element in document) if text)


def assets_of(document) -> Iterator:
    """Every asset that the document shows; a missing one (deleted since) is left out."""
    return (asset for element in document for asset in element.assets() if asset is not None)


def in_force(document) -> list[Element]:
    """The document without files whose rights have ended, for what is kept of it, such as the index of the search."""
    return [kept for element in document if (kept := _in_force(element)) is not None]


def _in_force(element):
    if not any(map(_has_ended, element.assets())):
        return element
    if not isinstance(element, Files):
        return None
    left = [place for place, document in enumerate(element.documents) if not _has_ended(document)]
    return replace(
        element,
        documents=tuple(element.documents[place] for place in left),
        titles=tuple(element.titles[place] for place in left if place < len(element.titles)),
        beside=tuple(document for document in element.beside if not _has_ended(document)),
    )


def _has_ended(asset):
    return asset is not None and asset.rights_expired


#: What begins on a line of its own.
BLOCKS = ["p", "li", "ul", "ol", "h2", "h3", "h4", "br", "div"]


def plain(source: str) -> str:
    """Stored rich text without its marks; spaces as a reader sees them."""
    if "<" not in source and "&" not in source:
        return " ".join(source.split())
    if "<embed" in source:
        # What nobody has settled yet says what it stands for, not nothing.
        source = expand_db_html(source)
    soup = BeautifulSoup(source, "html.parser")
    for block in soup.find_all(BLOCKS):
        # Marks inside a line stand in its words; only lines are apart.
        block.insert_after(" ")
        block.insert_before(" ")
    return " ".join(soup.get_text().split())


def expand(source: str) -> str:
    """Stored rich text as HTML for a page, its links resolved through the gate."""
    return expand_db_html(source)


def elements_of_rich_text(source: str) -> list[Element]:
    """Headings, paragraphs and lists of a stored rich text, each with its inline marks."""
    elements = []
    for node in BeautifulSoup(source or "", "html.parser").children:
        if isinstance(node, NavigableString):
            if node.strip():
                elements.append(Paragraph(str(node)))
        elif node.name in {"h2", "h3", "h4"}:
            elements.append(Heading(node.decode_contents(), int(node.name[1])))
        elif node.name in {"ul", "ol"}:
            lines = tuple(item.decode_contents() for item in node.find_all("li", recursive=False))
            elements.append(Items(lines, ordered=node.name == "ol"))
        elif node.get_text(strip=True):
            elements.append(Paragraph(node.decode_contents()))
    return elements
