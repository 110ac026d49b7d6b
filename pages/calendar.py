"""Dates as readers write them: Gregorian in English, Solar Hijri in Persian; time of day in 24 hours.

Aware datetimes are shown in the active time zone, naive ones as they stand. `language` is a code such as
`en` or `fa-IR`; what is not Persian is written in English. Text comes back unescaped and unwrapped.
"""

import re
from datetime import UTC, date, datetime, time, timedelta

import jdatetime
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .bidi import strip_controls
from .digits import is_persian, latin_digits, persian_digits

# Which calendar a typed year belongs to; both ends are included.
GREGORIAN_YEARS = range(2000, 2101)
SOLAR_HIJRI_YEARS = range(1300, 1501)
# The years that archives may ask for: the Gregorian ones meet the Solar Hijri span.
ARCHIVE_YEARS = {"en": range(1921, 2122), "fa": SOLAR_HIJRI_YEARS}

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
# Monday first, as in date.weekday().
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PERSIAN_WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")

_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")


def format_date(value, language, *, weekday=False):
    """Write a date or datetime: 23 November 2026, ۲ آذر ۱۴۰۵; with `weekday`, دوشنبه ۲ آذر ۱۴۰۵."""
    day = _local_day(value)
    text = f"{_parts(day, language)[2]} {format_month(day, language)}"
    if weekday:
        names = PERSIAN_WEEKDAYS if is_persian(language) else ENGLISH_WEEKDAYS
        text = f"{names[day.weekday()]} {text}"
    return persian_digits(text) if is_persian(language) else text


def format_time(value, language):
    """Write the time of day of a datetime or time: 09:05, ۰۹:۰۵."""
    text = f"{_local(value):%H:%M}"
    return persian_digits(text) if is_persian(language) else text


def format_datetime(value, language, *, weekday=False):
    """Write date and time: 23 November 2026, 14:30."""
    comma = "،" if is_persian(language) else ","
    return f"{format_date(value, language, weekday=weekday)}{comma} {format_time(value, language)}"


def utc_time(value, language):
    """Write an aware datetime in UTC: 04:30 UTC, and with the day where that is another one than here."""
    world = value.astimezone(UTC).replace(tzinfo=None)
    is_same_day = world.date() == timezone.localtime(value).date()
    return f"{format_time(world, language) if is_same_day else format_datetime(world, language)} UTC"


def zone_name(value, language):
    """Write the name of the active time zone at this moment: CET, or UTC+3:30 where it has no name."""
    local = timezone.localtime(value)
    name = local.tzname()
    if name.isalpha():
        return name
    sign, offset = ("\u2212", -local.utcoffset()) if local.utcoffset() < timedelta(0) else ("+", local.utcoffset())
    hours, rest = divmod(int(offset.total_seconds()) // 60, 60)
    text = f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"
    return persian_digits(text) if is_persian(language) else text


def format_month(value, language):
    """Write the month and year that a date falls in: November 2026, آذر ۱۴۰۵."""
    year, month, _day = _parts(_local_day(value), language)
    if is_persian(language):
        return f"{PERSIAN_MONTHS[month - 1]} {persian_digits(year)}"
    return f"{ENGLISH_MONTHS[month - 1]} {year}"


def year_of(value, language):
    """Return the year that a date falls in, as an int: Solar Hijri in Persian, else Gregorian."""
    return _parts(_local_day(value), language)[0]


def year_bounds(year, language, tz=None):
    """Return the aware [start, end) of a year of the language's calendar in `tz` (default: the active zone).

    Raises ValueError outside 1921 to 2121, in Persian outside 1300 to 1500.
    """
    persian = is_persian(language)
    if year not in ARCHIVE_YEARS["fa" if persian else "en"]:
        raise ValueError(_("There is no archive for this year."))
    first_day = gregorian if persian else date
    tz = tz or timezone.get_current_timezone()
    days = (first_day(year, 1, 1), first_day(year + 1, 1, 1))
    return tuple(timezone.make_aware(datetime.combine(day, time.min), tz) for day in days)


def month_bounds(day, language):
    """Return the dates [first, first of the next) of the month that a day falls in, by the language's calendar."""
    make = gregorian if is_persian(language) else date
    year, month, _day = _parts(day, language)
    after = (year + 1, 1) if month == 12 else (year, month + 1)
    return make(year, month, 1), make(*after, 1)


def week_bounds(day, language):
    """Return the dates [first, first of the next) of its week: from Saturday in Persian, else from Monday."""
    first = day - timedelta(days=(day.weekday() - (5 if is_persian(language) else 0)) % 7)
    return first, first + timedelta(days=7)


def weekday_names(language):
    """The names of the days in the order of the language's week."""
    if is_persian(language):
        return (*PERSIAN_WEEKDAYS[5:], *PERSIAN_WEEKDAYS[:5])
    return ENGLISH_WEEKDAYS


def day_of_month(day, language):
    """Return the number of the day in its month, in the digits of the language."""
    number = _parts(day, language)[2]
    return persian_digits(number) if is_persian(language) else str(number)


def gregorian(year, month, day):
    """Return the date of a Solar Hijri day; ValueError if there is no such day."""
    return jdatetime.date(year, month, day).togregorian()


def solar_hijri(day):
    """Return the Solar Hijri (year, month, day) of a date."""
    converted = jdatetime.date.fromgregorian(date=day)
    return converted.year, converted.month, converted.day


def parse_date_text(text):
    """Read a date written year first with `-`, `/` or `.` in ASCII, Persian or Arabic-Indic digits.

    A year from 1300 to 1500 is Solar Hijri, from 2000 to 2100 Gregorian. Raises ValueError with a
    translatable message for anything else.
    """
    match = _YEAR_FIRST.fullmatch(plain_typing(text))
    if not match:
        raise ValueError(_("Write year, month and day, for example 2026-11-23 or 1405/9/2."))
    year, month, day = (int(match[group]) for group in (1, 3, 4))
    if year in SOLAR_HIJRI_YEARS:
        calendar = gregorian
    elif year in GREGORIAN_YEARS:
        calendar = date
    else:
        raise ValueError(_("Write a year from 2000 to 2100, or a Solar Hijri year from 1300 to 1500."))
    try:
        return calendar(year, month, day)
    except ValueError as error:
        raise ValueError(_("There is no such day in the calendar.")) from error


def written(day, language):
    """Write a date as it is typed: 2026-11-23, ۱۴۰۵/۹/۲; the inverse of `parse_date_text`."""
    return persian_digits("/".join(map(str, solar_hijri(day)))) if is_persian(language) else day.isoformat()


def plain_typing(text):
    """Return typed or pasted digits in ASCII, without direction marks and surrounding space."""
    return latin_digits(re.sub("[\u061c\u200b-\u200f\ufeff]", "", strip_controls(text))).strip()


def _local(value):
    """Move an aware datetime into the active zone; everything else stays."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _local_day(value):
    value = _local(value)
    return value.date() if isinstance(value, datetime) else value


def _parts(day, language):
    """Return (year, month, day) in the language's calendar."""
    return solar_hijri(day) if is_persian(language) else (day.year, day.month, day.day)
