"""Form fields for editors who think in Solar Hijri dates and type in both directions."""

import re
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.dateparse import parse_datetime
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, SlugInput

from .calendar import GREGORIAN_YEARS, parse_date_text, plain_typing
from .slugs import browser_formatters

_YEAR_FIRST = re.compile(r"[0-9]{4}[-/.]")
_DAY_AND_TIME = re.compile(
    r"(?P<day>[0-9][0-9/.-]*)"
    r"(?:[T\s,،]+(?P<time>(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?)"
    r"\s?(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


#: An account on a server of the fediverse (ActivityPub), as Mastodon writes it.
fediverse_address = RegexValidator(
    r"^@[A-Za-z0-9_.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z", _("Write it as @name@server.")
)


class _KeepsWhatWasTyped:
    """Stop Wagtail's picker from replacing what it cannot read (۱۴۰۵/۹/۲) by the current time."""

    def get_config(self):
        return {**super().get_config(), "validateOnBlur": False}


class CalendarDateInput(_KeepsWhatWasTyped, AdminDateInput):
    """Wagtail's date picker, leaving typed dates to the server."""


class CalendarDateTimeInput(_KeepsWhatWasTyped, AdminDateTimeInput):
    """Wagtail's date and time picker, leaving typed dates to the server."""


class CalendarDateField(forms.DateField):
    """A date typed in either calendar, in Persian, Arabic-Indic or ASCII digits; 2000 to 2100 only.

    Besides `parse_date_text` it reads the format of its widget, which settings may change.
    """

    widget = CalendarDateInput

    def to_python(self, value):
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        text = plain_typing(value)
        if not text:
            return None
        moment = _read_as_written(self.widget, text)
        return _in_range(moment.date() if moment else _read_day(text))


class CalendarDateTimeField(forms.DateTimeField):
    """Like `CalendarDateField` with a time of day: 1405/9/2 14:30.

    The time is of the active zone unless an offset follows; a date alone means its first minute.
    """

    widget = CalendarDateTimeInput

    def to_python(self, value):
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        text = plain_typing(value)
        if not text:
            return None
        return super().to_python(_in_range(_read_as_written(self.widget, text) or _read_moment(text)))


class CalendarAwareFormMixin:
    """Make date fields read both calendars, inputs follow the direction of typing, slugs keep words apart.

    To be named before the Wagtail form class. The forms of inline panels are classes of their own and need
    it too. A `dir` that a widget already has stays.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self.fields[name] = field = _with_calendar(field)
            for attribute, value in _attributes(field.widget).items():
                field.widget.attrs.setdefault(attribute, value)


_FIELDS = {forms.DateField: CalendarDateField, forms.DateTimeField: CalendarDateTimeField}
_WIDGETS = {AdminDateInput: CalendarDateInput, AdminDateTimeInput: CalendarDateTimeInput}
_SLUG_RULES = "data-w-slug-formatters-value"
_LEFT_TO_RIGHT_TYPES = {"url", "email", "number", "tel", "date", "time", "datetime-local", "password"}


def _with_calendar(field):
    """Return a plain date field as one of both calendars, with all its settings; others as they are.

    A picker that a panel gave to a field of both calendars is turned as well.
    """
    if type(field) in _FIELDS:
        field = _turned_into(_FIELDS[type(field)], field)
    if isinstance(field, CalendarDateField | CalendarDateTimeField) and type(field.widget) in _WIDGETS:
        field.widget = _turned_into(_WIDGETS[type(field.widget)], field.widget)
    return field


def _turned_into(subclass, original):
    """Make a field or widget of a subclass with all that was set on the original, also after it was made."""
    turned = subclass()
    vars(turned).update(vars(original))
    return turned


def _attributes(widget):
    """Return what an input lacks: ltr for dates, addresses, numbers, auto for text, our rules for slugs."""
    if isinstance(widget, SlugInput):
        return {"dir": "auto", _SLUG_RULES: SlugInput(formatters=browser_formatters()).attrs[_SLUG_RULES]}
    if isinstance(widget, forms.DateInput | forms.DateTimeInput | forms.TimeInput):
        return {"dir": "ltr"}
    if getattr(widget, "input_type", None) in _LEFT_TO_RIGHT_TYPES:
        return {"dir": "ltr"}
    return {"dir": "auto"} if isinstance(widget, forms.TextInput | forms.Textarea) else {}


def date_of_asset(name, asset):
    """A date of a picture, a document or a recording, whose form Wagtail makes of plain fields."""
    widget = CalendarDateInput(attrs={"dir": "ltr"})
    return asset._meta.get_field(name).formfield(form_class=CalendarDateField, widget=widget)


def _read_as_written(widget, text):
    """Read text in the format that the widget writes; None if it is another or begins with the year."""
    key = getattr(widget, "format_key", None)
    if not key or _YEAR_FIRST.match(text):
        return None
    try:
        # Naive on purpose: the field gives it the active zone.
        return datetime.strptime(text, widget.format or get_format(key)[0])  # noqa: DTZ007
    except ValueError:
        return None


def _read_day(text):
    try:
        return parse_date_text(text)
    except ValueError as error:
        raise ValidationError(error.args[0], code="invalid") from error


def _read_moment(text):
    """Read a day with or without a time of day, naive unless an offset follows."""
    match = _DAY_AND_TIME.fullmatch(text)
    if not match:
        raise ValidationError(_("Write date and time, for example 2026-11-23 14:30 or 1405/9/2 14:30."), code="invalid")
    day = _read_day(match["day"])
    return parse_datetime(f"{day.isoformat()} {match['time'] or '00:00'}{match['offset'] or ''}")


def _in_range(day):
    """Refuse a typed date or datetime outside the years that a newsroom writes about."""
    if day.year not in GREGORIAN_YEARS:
        raise ValidationError(
            _("The date must lie in the years 2000 to 2100 (Solar Hijri: 1378/10/11 to 1479/10/10)."),
            code="year",
        )
    return day
