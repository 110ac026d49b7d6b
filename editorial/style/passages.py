"""What is checked: the words of a page or a fact, piece by piece, each with the place where it was typed.

Of a body the neutral document says what its words are (somebody's own words, a heading, a line of a table), and what is
stored says where they were typed. What a page only chooses, a caption or a name, is mended where it is kept.
"""

import html
import re
from dataclasses import dataclass
from functools import singledispatch

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.blocks import CharBlock, RichTextBlock, TextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page

from facts.models import Fact
from pages.document import (
    Figure,
    Heading,
    Items,
    Link,
    Paragraph,
    Quote,
    Recording,
    Table,
    Timeline,
    elements_of_rich_text,
)
from pages.streams import typed_in

#: Stands for what is no text, letter by letter: a picture's place, an address, a run of the other direction.
NO_TEXT = "\ufffc"
#: Wagtail's own texts of a page that readers meet.
OF_EVERY_PAGE = ("title", "seo_title", "search_description")
#: A page of more is checked to here. An hour's speech has 60,000.
MOST_CHARACTERS = 200_000

_MARK = re.compile(r"(<[^<>]*>)")


@dataclass(frozen=True)
class Passage:
    """`path` leads through the editor's form to where it was typed; `name` says so in words. `spoken`: somebody's own
    words, which are not the house's to change. `hidden`: spans that are no text of this language."""

    path: tuple[str, ...]
    name: str
    text: str
    language: str
    spoken: bool = False
    hidden: tuple[tuple[int, int], ...] = ()
    in_one_control: bool = True


def passages_of(thing):
    """All passages of a page or a fact, up to `MOST_CHARACTERS`."""
    left = MOST_CHARACTERS
    for passage in _passages(thing):
        if len(passage.text) > left:
            return
        left -= len(passage.text)
        if passage.text.strip():
            yield passage


@singledispatch
def _passages(thing):
    raise TypeError(f"{type(thing).__name__} has no passages")


@_passages.register
def _of_page(page: Page):
    language = page.locale.language_code
    for field in _plain_fields(type(page)):
        text = getattr(page, field.attname) or ""
        yield Passage((field.name,), _name_of(field), text, language)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            for typed in typed_in(getattr(page, field.name)):
                yield from _of_block(typed, field.name, language)


@_passages.register
def _of_fact(fact: Fact):
    for wording in fact.wordings.all():
        for field in wording._meta.concrete_fields:
            if type(field) in (models.CharField, models.TextField):
                path = ("wordings", wording.language_code, field.name)
                name, text = str(field.verbose_name), getattr(wording, field.name) or ""
                yield Passage(path, capfirst(name), text, wording.language_code, in_one_control=False)


def _plain_fields(model):
    """Fields of letters that editors fill: no address, no choice, nothing of the system."""
    for field in model._meta.concrete_fields:
        is_text = type(field) in (models.CharField, models.TextField) and field.editable and not field.choices
        if is_text and (field.model is not Page or field.name in OF_EVERY_PAGE):
            yield field


def place_of(page, name):
    """A field of the page by the name that its form gives it."""
    return _name_of(page._meta.get_field(name))


def _name_of(field):
    return gettext("Headline") if field.name == "title" else capfirst(str(field.verbose_name))


def _of_block(typed, field, language):
    # Of two places with the same text, the one in which it can be mended.
    places = dict(sorted(_places(typed.leaves), key=lambda place: place[1][1]))
    if not places:
        return
    for element in typed.block.document(typed.value):
        for text, hidden, spoken in _said(element):
            if text in places:
                path, in_one_control = places[text]
                name = capfirst(str(typed.block.label))
                yield Passage((field, *path), name, text, language, spoken, hidden, in_one_control)


def _places(leaves):
    """Text to the path of the control that it was typed into, and whether it is one."""
    for path, block, raw in leaves:
        if isinstance(block, RichTextBlock):
            for element in elements_of_rich_text(raw or ""):
                yield from ((text, (path, True)) for text, _hidden, _spoken in _said(element))
            yield words_of(raw or "")[0], (path, True)
        elif isinstance(block, CharBlock | TextBlock):
            yield raw or "", (path, True)
        elif isinstance(block, TypedTableBlock) and raw:
            cells = [column["heading"] for column in raw["columns"]]
            cells += [cell for row in raw["rows"] for cell in row["values"]]
            yield from ((str(cell or ""), (path, False)) for cell in cells)


def _said(element):
    """Triples of a text, its hidden spans, and whether they are somebody's own words."""
    match element:
        case Heading(source=source) | Paragraph(source=source):
            yield (*words_of(source), False)
        case Items(sources=sources):
            for source in sources:
                yield (*words_of(source), False)
        case Quote(words=words, speaker=speaker, role=role):
            yield words, (), True
            yield speaker, (), False
            yield role, (), False
        case Figure(caption=text) | Link(title=text):
            yield text, (), False
        case Recording(caption=caption, transcript=transcript):
            yield caption, (), False
            yield (*words_of(transcript), True)
        case Table(caption=caption, head=head, rows=rows, source=source):
            for text in (caption, *head, *(cell for row in rows for cell in row), source):
                yield text, (), False
        case Timeline(entries=entries):
            for text in (text for entry in entries for text in entry):
                yield text, (), False
        case _:
            for line in element.text().splitlines():
                yield line, (), False


def words_of(source):
    """The words of a stored rich text, spaces as they were typed, and the spans that run in the other direction."""
    if "<" not in source and "&" not in source:
        return source, ()
    words, hidden, begun = "", [], None
    for piece in _MARK.split(source):
        if piece.startswith("<bdi"):
            begun = len(words)
        elif piece == "</bdi>" and begun is not None:
            hidden.append((begun, len(words)))
            begun = None
        elif piece.startswith("<embed"):
            words += NO_TEXT
        elif piece.startswith("<br"):
            words += "\n"
        elif not piece.startswith("<"):
            words += html.unescape(piece)
    return words, tuple(hidden)
