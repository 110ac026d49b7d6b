"""An item as one sequence of elements: all that its page says, in the order of the page, with whom to call and where
it stands. Stated once for all forms; a kind says its own by `singledispatch`."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, singledispatch
from typing import Any

from django.utils.html import escape
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

from facts.blocks import settle_document
from pages.calendar import format_date, format_datetime, utc_time, zone_name
from pages.digits import is_persian
from pages.document import Facts, Figure, Heading
from pages.models import BrandSettings
from stories.models import FactSheet, NewsItem, PressKit, PressRelease, Statement, Story

from ..addresses import address_of
from ..feed_html import Expanded
from ..metadata import comma, kind_of, modified_at
from ..naming import house
from . import foot
from .elements import Entry, Line, Lines, Prose, Standfirst, Title
from .wording import day, digits_of, held, named


@dataclass
class Piece:
    """An item in the active language; `stories.context.gather` has read what it shows."""

    item: NewsItem
    brand: BrandSettings
    language: str
    address: str
    #: What stands above the headline: the notice of an embargo, kind and reference.
    head: list = field(default_factory=list)
    #: Between standfirst and text: when, where, by whom, what was corrected, the lead picture.
    above: list = field(default_factory=list)
    body: list = field(default_factory=list)
    #: Below the text: what the kind says there, the house, whom to call, where it stands.
    below: list = field(default_factory=list)

    @property
    def title(self):
        return self.item.title

    @property
    def direction(self):
        return "rtl" if get_language_bidi() else "ltr"

    @property
    def publisher(self):
        return house(self.brand)

    @property
    def elements(self):
        """All of it, in order."""
        item = self.item
        opening = [Title(item.title), *([Standfirst(item.standfirst)] if item.standfirst else [])]
        return [*self.head, *opening, *self.above, *self.body, *self.below]

    @cached_property
    def expanded(self):
        """Its rich text with the links resolved, for forms that show links: at most one query."""
        entries = [Heading(element.source, 2) for element in self.body if isinstance(element, Entry)]
        return Expanded([[*self.elements, *entries]])

    @property
    def modified_at(self):
        """When readers were last told of a change, of whatever kind."""
        return max([modified_at(self.item), *(note.at for note in self.item.notes)])


def piece_of(item):
    brand = BrandSettings.current()
    lead = item.lead_image
    picture = [Figure(lead, lead.word("caption"), lead.word("alt"), lead.decorative)] if lead else []
    above = [_dates(item), _corrections(item), _replaced(item), said_by(item, brand), *picture]
    below_ = [
        *below(item), _use_of_ai(item),
        foot.about(item, brand), *foot.contacts(item), foot.desk(brand), foot.standing(item),
    ]  # fmt: skip
    return Piece(
        item, brand, get_language(), address_of(item),
        head=[*_embargo(item), Lines("kind", (Line(_head(item)),))],
        above=list(filter(None, above)),
        body=list(text(item)),
        below=list(filter(None, below_)),
    )  # fmt: skip


# -- Above the text ------------------------------------------------------------------------------------------------


def _embargo(item):
    notice = item.embargo_notice
    return [Prose("embargo", "", (words,)) for words in (notice.line, notice.given)] if notice else []


def _head(item):
    return " ".join(filter(None, [kind_of(item), held(item.reference)]))


def _dates(item):
    lines = [Line(told) for told in dateline(item)]
    if at := item.first_published_at:
        language = get_language()
        zone, world = held(zone_name(at, language)), held(utc_time(at, language))
        published = f"{format_datetime(at, language)} {zone} ({world})"
        lines.append(Line(published, _("Published")))
        if is_persian(get_language()):
            lines.append(Line(held(format_date(at, "en"))))
    if item.updated_at:
        updated = format_datetime(item.updated_at, get_language())
        lines.append(Line(". ".join(filter(None, [updated, item.update_note])), _("Updated")))
    return Lines("dates", tuple(lines)) if lines else None


def _corrections(item):
    return Lines("corrections", tuple(map(_correction, item.notes))) if item.notes else None


def _correction(note):
    says = _("It says now: %(words)s") % {"words": note.says} if note.said else note.says
    by = [_("Pointed out by %(name)s.") % {"name": note.credited_to}] if note.credited_to else []
    head = comma().join([note.get_kind_display(), format_datetime(note.at, get_language())])
    return Line(" ".join(filter(None, [note.what_it_said, says, *by])), head)


@singledispatch
def dateline(item):
    """Lines that the kind has above the time of publication."""
    return []


@dateline.register
def _place_and_date(item: PressRelease):
    told = comma().join(filter(None, [item.place, day(item.dateline) if item.dateline else ""]))
    return [*filter(None, [told]), item.embargo_notice.line if item.embargo_notice else _("For immediate release")]


@dateline.register
def _version(item: FactSheet):
    version = item.sheet_versions.first()
    number = version and _("Version %(number)s") % {"number": digits_of(version.number)}
    as_of = item.as_of and pgettext("a fact", "As of %(date)s") % {"date": day(item.as_of)}
    return list(filter(None, [number, as_of]))


def _replaced(item):
    newer = item.replaced_by
    return Lines("replaced", (Line(newer.title, _("Replaced by"), address_of(newer)),)) if newer else None


@singledispatch
def said_by(item, brand):
    """Whose words they are: `Lines`, or None."""
    return None


@said_by.register
def _byline(item: Story, brand):
    rows = [row for row in item.people() if row.person]
    lines = tuple(Line(f"{capfirst(row.get_role_display())} {named(row.person)}") for row in rows)
    return Lines("byline", lines) if lines else None


@said_by.register
def _speaker(item: Statement, brand):
    if item.attributed_to:
        return Lines("byline", (Line(f"{_('Statement by')} {named(item.attributed_to)}"),))
    name = brand.word("name")
    return Lines("byline", (Line(" ".join([_("Statement of"), name])),)) if name else None


# -- The text ------------------------------------------------------------------------------------------------------


@singledispatch
def text(item):
    """The elements of the text itself."""
    return _each_figure_once(item.document())


@text.register
def _thread(item: Statement):
    """Each addition under the time at which it was said."""
    document = item.document()
    parts = []
    for entry in item.entries:
        elements = settle_document(entry.block.document(entry.value), item.cited)
        document = document[len(elements) :]
        parts.append(_entry(entry.value.get("at"), elements[:1]))
        parts += elements[1:]
    if parts and item.body:
        first = item.first_published_at and format_datetime(item.first_published_at, get_language())
        parts.append(Entry("", escape(comma().join(filter(None, [_("The first statement"), first])))))
    return [*parts, *document]


def _entry(at, heading):
    source = heading[0].source if heading and isinstance(heading[0], Heading) else ""
    return Entry(format_datetime(at, get_language()) if at else "", source, at if isinstance(at, datetime) else None)


def _each_figure_once(document):
    """Without figures below the text that a table above shows anyway."""
    said = set()
    for element in document:
        if isinstance(element, Facts):
            lines = tuple(line for line in element.lines if line not in said)
            said.update(lines)
            element = replace(element, lines=lines)
            if not lines:
                continue
        yield element


@singledispatch
def below(item) -> list[Any]:
    """What the kind says below its text; None among them is passed over."""
    return []


@below.register
def _outcome(item: Statement):
    return [Lines("outcome", (Line(item.outcome, pgettext("a thread", "Closed")),))] if item.outcome else []


@below.register
def _of_a_kit(item: PressKit):
    people = tuple(
        Line(comma().join(filter(None, [named(row.person), row.person.word("pronunciation")])))
        for row in item.people()
    )  # fmt: skip
    items = tuple(Line(other.title, href=address_of(other)) for other in item.items)
    return [
        Prose("terms", _("Terms of use"), (item.terms,)) if item.terms else None,
        Lines("people", people, label=_("People")) if people else None,
        Lines("items", items, label=_("Published on this subject"), bulleted=True) if items else None,
    ]


def _use_of_ai(item):
    if item.ai_use == item.AIUse.NONE:
        return None
    told = ". ".join(filter(None, [item.get_ai_use_display(), item.ai_note]))
    return Lines("ai", (Line(told, _("Use of AI")),))
