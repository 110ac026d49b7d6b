"""What stands below every piece: the house, whom to call, and where the piece stands."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.digits import latin_digits
from pages.templatetags.frame import language_name, reply_time
from stories.models import Story

from ..addresses import address_of
from ..metadata import comma
from .elements import Line, Lines, Prose
from .wording import held, named


def about(item, brand):
    name, boilerplate = brand.word("name"), getattr(item, "boilerplate", "") or brand.word("boilerplate")
    label = _("About %(name)s") % {"name": name} if boilerplate else ""
    parts = [boilerplate] if boilerplate else []
    if isinstance(item, Story) and name:
        parts.append(_("Published by %(name)s, which also produces the stories.") % {"name": name})
    return Prose("about", label, tuple(parts)) if parts else None


def contacts(item):
    people = item.press_contacts()
    label = ngettext("Press contact", "Press contacts", len(people))
    return [_contact(person, "" if place else label) for place, person in enumerate(people)]


def _contact(person, label):
    languages = comma().join(str(language_name(code)) for code in person.languages)
    lines = [
        _telephone(person.phone, _("Call")),
        _telephone(person.mobile, _("Mobile")),
        Line(person.email, _("Email"), f"mailto:{person.email}"),
        Line(person.word("hours"), _("Hours")),
        Line(languages, _("Speaks")),
        Line(reply_time(person.reply_minutes) if person.reply_minutes else "", _("Replies")),
    ]
    return Lines("contact", tuple(line for line in lines if line.value), label=label, head=named(person))


def desk(brand):
    lines = [
        _telephone(brand.press_phone, _("Call")),
        Line(brand.press_email, _("Email"), f"mailto:{brand.press_email}"),
        Line(brand.word("press_line_note"), _("Hours")),
        _telephone(brand.press_urgent_phone, _("Urgent")),
    ]
    lines = tuple(line for line in lines if line.value)
    return Lines("desk", lines, label=_("For journalists")) if lines else None


def _telephone(number, label):
    dialled = "".join(sign for sign in latin_digits(number) if sign.isdigit() or sign == "+")
    return Line(held(number, left_to_right=True), label, f"tel:{dialled}" if dialled else "")


def standing(item):
    reference = [Line(held(item.reference), _("Reference"))] if item.reference else []
    address = address_of(item)
    return Lines("foot", (*reference, Line(address, href=address)))
