"""Isolation, digits and dates in the language of the page: `{% load pages_text %}`."""

from datetime import datetime

from django import template
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from pages import bidi, calendar, digits

register = template.Library()

_WAYS = {
    "date": calendar.format_date,
    "time": calendar.format_time,
    "datetime": calendar.format_datetime,
    "month": calendar.format_month,
}


@register.filter
def iso(value):
    """Isolate a name, title or other text of unknown direction."""
    return bidi.isolate(value)


@register.filter
def ltr(value):
    """Isolate what runs left to right: telephone, reference, file name, negative number, Latin unit."""
    return bidi.left_to_right(value)


@register.filter
def email(address):
    """Isolate an e-mail address, which breaks behind its @ where it must."""
    name, at, host = str(address or "").partition("@")
    return format_html('<bdi dir="ltr">{}{}<wbr>{}</bdi>', name, at, host) if at else bidi.left_to_right(address)


@register.filter
def pdate(value):
    """Write the date in the active language and its calendar."""
    return _written(value, "date")


@register.filter
def ptime(value):
    """Write the time of day, 24 hours, in the active zone."""
    return _written(value, "time")


@register.filter
def pdatetime(value):
    """Write date and time in the active language and its calendar."""
    return _written(value, "datetime")


@register.filter
def pnum(value):
    """Write a number in the active language; what is no number stays, in the digits of the language.

    Negative numbers want `|pnum|ltr`.
    """
    if value is None or value == "":
        return ""
    language = _language()
    try:
        return digits.format_number(value, language)
    except ValueError:
        return digits.persian_digits(value) if digits.is_persian(language) else value


@register.filter
def isodate(value):
    """Write the `datetime` attribute (ISO 8601): a moment with the offset of the active zone, a date bare."""
    if not value:
        return ""
    if not isinstance(value, datetime):
        return value.isoformat()
    if timezone.is_naive(value):
        value = timezone.make_aware(value)
    return timezone.localtime(value).isoformat(timespec="seconds")


@register.simple_tag
def time_element(value, show=None, named=""):
    """Write `<time datetime="…">…</time>`; `show` is date, time, datetime or month, `named` a class.

    By default a datetime shows date and time, a date the date. Nothing gives nothing.
    """
    if not value:
        return ""
    show = show or ("datetime" if isinstance(value, datetime) else "date")
    attrs = flatatt({"class": named} if named else {})
    return format_html('<time{} datetime="{}">{}</time>', attrs, isodate(value), _written(value, show))


def _language():
    """Return the active language; where translation is off, English."""
    return get_language() or "en"


def _written(value, way):
    return _WAYS[way](value, _language()) if value else ""
