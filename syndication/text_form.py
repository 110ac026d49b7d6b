"""An item as plain text: all that its page says, in the order of the page, with whom to call and where it stands."""

from dataclasses import replace
from functools import singledispatch

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from facts.blocks import settle_document
from pages.calendar import format_date, format_datetime, utc_time, zone_name
from pages.digits import is_persian, persian_digits
from pages.document import Facts, Figure
from pages.models import BrandSettings
from pages.templatetags.frame import language_name, reply_time
from stories.context import gather
from stories.models import FactSheet, PressKit, PressRelease, Statement, Story

from .addresses import address_of
from .metadata import comma, kind_of
from .plain_text import day, held, render, to_text


def answer(item):
    """`?format=txt`. Search engines are told that the page is the original."""
    gather(item)
    response = HttpResponse(text_of_item(item), content_type="text/plain; charset=utf-8")
    response.headers["Content-Language"] = get_language()
    response.headers["Link"] = f'<{address_of(item)}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def text_of_item(item):
    """In the active language; `stories.context.gather` has read what it shows."""
    brand = BrandSettings.current()
    parts = [
        _embargo(item), _head(item), item.title, item.standfirst, _dates(item), _corrections(item), _replaced(item),
        said_by(item, brand), _lead(item), text(item), below(item), _use_of_ai(item),
        _about(item, brand), _contacts(item), _desk(brand), _foot(item),
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


# -- Above the text ------------------------------------------------------------------------------------------------


def _embargo(item):
    notice = item.embargo_notice
    return f"{notice.line}\n\n{notice.given}" if notice else ""


def _head(item):
    return " ".join(filter(None, [kind_of(item), held(item.reference)]))


def _dates(item):
    lines = [*dateline(item)]
    if at := item.first_published_at:
        published = f"{format_datetime(at, get_language())} {held(zone_name(at))} ({held(utc_time(at))})"
        lines.append(_line(_("Published"), published))
        if is_persian(get_language()):
            lines.append(held(format_date(at, "en")))
    if item.updated_at:
        updated = format_datetime(item.updated_at, get_language())
        lines.append(_line(_("Updated"), ". ".join(filter(None, [updated, item.update_note]))))
    return "\n".join(lines)


def _corrections(item):
    return "\n".join(_correction(note) for note in item.notes)


def _correction(note):
    said = [_("It said: “%(words)s”.") % {"words": note.said}] if note.said else []
    says = _("It says now: %(words)s") % {"words": note.says} if said else note.says
    by = [_("Pointed out by %(name)s.") % {"name": note.credited_to}] if note.credited_to else []
    head = comma().join([note.get_kind_display(), format_datetime(note.at, get_language())])
    return _line(head, " ".join([*said, says, *by]))


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
    number = version and _("Version %(number)s") % {"number": _digits(version.number)}
    as_of = item.as_of and pgettext("a fact", "As of %(date)s") % {"date": day(item.as_of)}
    return list(filter(None, [number, as_of]))


def _replaced(item):
    newer = item.replaced_by
    return f"{_line(_('Replaced by'), newer.title)}\n{address_of(newer)}" if newer else ""


@singledispatch
def said_by(item, brand):
    """Whose words they are."""
    return ""


@said_by.register
def _byline(item: Story, brand):
    rows = [row for row in item.people() if row.person]
    return "\n".join(f"{capfirst(row.get_role_display())} {_named(row.person)}" for row in rows)


@said_by.register
def _speaker(item: Statement, brand):
    if item.attributed_to:
        return f"{_('Statement by')} {_named(item.attributed_to)}"
    return " ".join([_("Statement of"), brand.word("name")]) if brand.word("name") else ""


def _named(person):
    return comma().join(filter(None, [str(person), person.word("role")]))


def _lead(item):
    image = item.lead_image
    return render(Figure(image, image.word("caption"), image.word("alt"), image.decorative)) if image else ""


# -- The text ------------------------------------------------------------------------------------------------------


@singledispatch
def text(item):
    return to_text(_each_figure_once(item.document()))


@text.register
def _thread(item: Statement):
    """Each addition under the time at which it was said."""
    document = item.document()
    parts = []
    for entry in item.entries:
        elements = settle_document(entry.block.document(entry.value), item.cited)
        document = document[len(elements) :]
        at = entry.value.get("at")
        parts.append("\n".join(filter(None, [at and format_datetime(at, get_language()), to_text(elements[:1])])))
        parts.append(to_text(elements[1:]))
    if parts and item.body:
        first = item.first_published_at and format_datetime(item.first_published_at, get_language())
        parts.append(comma().join(filter(None, [_("The first statement"), first])))
    return "\n\n".join(part for part in [*parts, to_text(document)] if part)


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
def below(item):
    """What the kind says below its text."""
    return ""


@below.register
def _outcome(item: Statement):
    return _line(pgettext("a thread", "Closed"), item.outcome) if item.outcome else ""


@below.register
def _of_a_kit(item: PressKit):
    terms = f"{_('Terms of use')}\n{item.terms}" if item.terms else ""
    people = [
        comma().join(filter(None, [_named(row.person), row.person.word("pronunciation")])) for row in item.people()
    ]
    items = [f"- {other.title}\n{address_of(other)}" for other in item.items]
    lists = [(_("People"), people), (_("Published on this subject"), items)]
    return "\n\n".join(filter(None, [terms, *("\n".join([label, *lines]) for label, lines in lists if lines)]))


def _use_of_ai(item):
    if item.ai_use == item.AIUse.NONE:
        return ""
    return _line(_("Use of AI"), ". ".join(filter(None, [item.get_ai_use_display(), item.ai_note])))


# -- Below it ------------------------------------------------------------------------------------------------------


def _about(item, brand):
    name, boilerplate = brand.word("name"), getattr(item, "boilerplate", "") or brand.word("boilerplate")
    lines = [_("About %(name)s") % {"name": name}, boilerplate] if boilerplate else []
    if isinstance(item, Story) and name:
        lines.append(_("Published by %(name)s, which also produces the stories.") % {"name": name})
    return "\n".join(lines)


def _contacts(item):
    people = item.press_contacts()
    if not people:
        return ""
    label = ngettext("Press contact", "Press contacts", len(people))
    return "\n".join([label, "\n\n".join(map(_contact, people))])


def _contact(person):
    languages = comma().join(str(language_name(code)) for code in person.languages)
    lines = [
        (_("Call"), held(person.phone, left_to_right=True)),
        (_("Mobile"), held(person.mobile, left_to_right=True)),
        (_("Email"), person.email),
        (_("Hours"), person.word("hours")),
        (_("Speaks"), languages),
        (_("Replies"), reply_time(person.reply_minutes) if person.reply_minutes else ""),
    ]
    return "\n".join([_named(person), *(_line(label, value) for label, value in lines if value)])


def _desk(brand):
    lines = [
        (_("Call"), held(brand.press_phone, left_to_right=True)),
        (_("Email"), brand.press_email),
        (_("Hours"), brand.word("press_line_note")),
        (_("Urgent"), held(brand.press_urgent_phone, left_to_right=True)),
    ]
    lines = [_line(label, value) for label, value in lines if value]
    return "\n".join([_("For journalists"), *lines]) if lines else ""


def _foot(item):
    reference = _line(_("Reference"), held(item.reference)) if item.reference else ""
    return "\n".join(filter(None, [reference, address_of(item)]))


def _line(label, value):
    return f"{label}: {value}"


def _digits(number):
    return persian_digits(number) if is_persian(get_language()) else str(number)
