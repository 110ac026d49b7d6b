"""The kinds of item, each filled by one small function. A new kind is a function and a row of `KINDS`."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from stories.models import (
    FactIndexPage,
    FactSheet,
    ItemContact,
    ItemPerson,
    ItemTopic,
    KitIndexPage,
    PressKit,
    PressRelease,
    ReleaseIndexPage,
    Statement,
    StatementIndexPage,
    Story,
    StoryIndexPage,
)


@dataclass(frozen=True)
class Kind:
    model: type
    section: type
    #: The list of titles in `content/volume.toml`.
    titles: str
    #: How many of it come in a round of all kinds.
    share: int
    #: `write(page, matter, cast)` gives an unsaved page what only this kind has.
    write: Callable


def of(serial):
    """The kinds in turn, each as often as its share says."""
    turns = [kind for kind in KINDS for _turn in range(kind.share)]
    # Seven is prime to the length of a round of any likely length: neighbours are of different kinds.
    return turns[serial * 7 % len(turns)]


def compose(kind, matter, language, cast):
    """A page of this kind that is nowhere saved, with its child rows."""
    title = matter.line(kind.titles, language)
    page = kind.model(
        title=title, draft_title=title, standfirst=matter.line("standfirsts", language), locale=cast.locales[language]
    )
    page.lead_image = matter.choose("lead", cast.pictures)[0] if matter.serial % 8 else None
    page.item_topics = [ItemTopic(tag=topic) for topic in matter.choose("topics", cast.topics, 1 + matter.serial % 3)]
    kind.write(page, matter, language, cast)
    return page


def _story(page, matter, language, cast):
    page.form = matter.choose("form", Story.Form.values)[0]
    page.item_people = _byline(matter, cast)
    page.body = _body(
        matter,
        ("paragraph", matter.paragraphs(language, 2, "opening")),
        *_picture(matter, cast),
        ("paragraph", matter.paragraphs(language, 2, "middle")),
        ("quote", _quote(matter, language, cast)),
        ("paragraph", matter.paragraphs(language, 1, "close")),
    )


def _press_release(page, matter, language, cast):
    page.place, page.dateline = matter.place(language), timezone.localtime(matter.at).date()
    page.contacts = _contact(matter, cast)
    page.body = _body(
        matter,
        ("key_facts", _list(matter, matter.lines("key_facts", language, 3))),
        ("paragraph", matter.paragraphs(language, 2, "opening")),
        ("quote", _quote(matter, language, cast)),
        *_picture(matter, cast),
        ("paragraph", matter.paragraphs(language, 1, "close")),
        ("notes", _list(matter, matter.lines("notes", language, 2))),
    )


def _statement(page, matter, language, cast):
    page.attributed_to = matter.choose("speaker", cast.people)[0]
    page.contacts = _contact(matter, cast)
    page.body = _body(
        matter,
        ("paragraph", matter.paragraphs(language, 2, "opening")),
        ("quote", _quote(matter, language, cast)),
    )
    if matter.serial % 3 == 0:
        said = {"at": matter.at.isoformat(), "headline": page.title, "text": matter.paragraphs(language, 1, "entry")}
        page.thread = _body(matter, ("entry", said))


def _fact_sheet(page, matter, language, cast):
    page.contacts = _contact(matter, cast)
    groups = [
        {"title": heading, "facts": _list(matter, [fact.pk for fact in matter.choose(name, cast.facts, 3)])}
        for name, heading in zip(("first", "second"), matter.lines("headings", language, 2), strict=True)
    ]
    opening = ("paragraph", matter.paragraphs(language, 1, "opening"))
    page.body = _body(matter, opening, *(("facts", group) for group in groups))


def _press_kit(page, matter, language, cast):
    page.terms = matter.line("standfirsts", language, "terms")
    page.contacts = _contact(matter, cast)
    files = [("image", picture.pk) for picture in matter.choose("files", cast.pictures, 4)]
    chapter = {"title": matter.line("headings", language), "text": "", "files": _body(matter, *files)}
    page.body = _body(matter, ("paragraph", matter.paragraphs(language, 1, "opening")), ("chapter", chapter))


KINDS = [
    Kind(Story, StoryIndexPage, "stories", 8, _story),
    Kind(PressRelease, ReleaseIndexPage, "releases", 8, _press_release),
    Kind(Statement, StatementIndexPage, "statements", 2, _statement),
    Kind(FactSheet, FactIndexPage, "fact_sheets", 1, _fact_sheet),
    Kind(PressKit, KitIndexPage, "press_kits", 1, _press_kit),
]


def _contact(matter, cast):
    return [ItemContact(person=matter.choose("contact", cast.contacts)[0], sort_order=0)]


def _byline(matter, cast):
    authors = matter.choose("byline", cast.authors, 1 + (matter.serial % 4 == 0))
    return [ItemPerson(person=author, sort_order=place) for place, author in enumerate(authors)]


def _quote(matter, language, cast):
    speaker = matter.choose("speaker", cast.people)[0]
    return {"words": matter.line("quotes", language), "person": speaker.pk, "name": "", "role": ""}


def _picture(matter, cast):
    """In every other body."""
    if matter.serial % 2:
        image = matter.choose("picture", cast.pictures)[0]
        yield "image", {"image": image.pk, "caption": "", "decorative": False, "width": "text"}


def _list(matter, values):
    return _body(matter, *(("item", value) for value in values))


def _body(matter, *blocks):
    """The stored form of a body: blocks of which nobody asks for an id get one at every save."""
    return [
        {"type": name, "value": value, "id": str(UUID(int=matter.draw.getrandbits(128), version=4))}
        for name, value in blocks
    ]
