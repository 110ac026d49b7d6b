"""What may be asked behind the `?`. Whatever else is asked, or asked wrongly, is refused by name: a filter that is
passed over in silence would answer another question."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from .problems import Problem, cut

LENGTH, LONGEST = 20, 100
LONGEST_QUERY = 200
SLUG = re.compile(r"[-a-zA-Z0-9_]{1,120}")
ITEM_ID = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([a-z]{2,3}(?:-[a-z]{2,4})?)")
#: Dates outside are typing mistakes, and the ends of what computers count.
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True)
class Parameter:
    """`read` makes the value out of the text; it raises `ValueError` with what would have been right."""

    name: str
    schema: dict
    read: Callable
    about: str
    default: object = None


def asked(request, parameters):
    """Name to value of everything that may be asked, asked or not."""
    known = {parameter.name: parameter for parameter in parameters}
    try:
        given = request.GET
    except SuspiciousOperation:
        raise Problem(400, "There are too many parameters.") from None
    for name in given:
        if name not in known:
            raise Problem(400, f"There is no parameter “{cut(name)}” here. There are: {', '.join(known)}.", cut(name))
    return {name: _value(given, parameter) for name, parameter in known.items()}


def _value(given, parameter):
    values = given.getlist(parameter.name)
    if not values:
        return parameter.default
    if len(values) > 1:
        raise Problem(400, "It is given more than once.", parameter.name)
    (text,) = values
    if "\0" in text:
        raise Problem(400, "It holds a character that no text has.", parameter.name)
    try:
        return parameter.read(text)
    except ValueError as error:
        raise Problem(400, str(error), parameter.name) from None


# -- Readings ------------------------------------------------------------------------------------------------------


def choice(names):
    def read(text):
        if text not in names:
            raise ValueError(f"It is one of: {', '.join(names)}.")
        return text

    return read


def choices(names):
    """Several, with commas between them."""
    one = choice(names)

    def read(text):
        return list(dict.fromkeys(map(one, text.split(","))))

    return read


def slug(text):
    if not SLUG.fullmatch(text):
        raise ValueError("It is a short name in Latin letters, digits, hyphens and underscores.")
    return text


def item_id(text):
    if not ITEM_ID.fullmatch(text):
        raise ValueError("It is the id of an item, as this API gives it.")
    return text


def number(lowest, highest):
    def read(text):
        if not re.fullmatch("[0-9]{1,6}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"It is a whole number from {lowest} to {highest}.")
        return int(text)

    return read


def moment(text):
    """A day, which begins at midnight of the site, or a moment."""
    wrong = ValueError("It is a day (2026-03-21) or a moment (2026-03-21T08:00:00Z).")
    # A plus that nobody has encoded comes as a space.
    text = text.strip().replace(" ", "+")
    try:
        value = parse_date(text) or parse_datetime(text)
    except ValueError:
        raise wrong from None
    if value is None or not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise wrong
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return timezone.make_aware(value) if timezone.is_naive(value) else value


def words(text):
    text = text.strip()
    if not text or len(text) > LONGEST_QUERY:
        raise ValueError(f"It is some words, at most {LONGEST_QUERY} characters.")
    return text


# -- Common to several ---------------------------------------------------------------------------------------------


def language():
    codes = [code for code, _name in settings.LANGUAGES]
    return Parameter(
        "language", {"type": "string", "enum": codes, "default": settings.LANGUAGE_CODE}, choice(codes),
        "The language of the words.", default=settings.LANGUAGE_CODE,
    )  # fmt: skip


def fields(names):
    schema = {"type": "array", "items": {"type": "string", "enum": list(names)}}
    return Parameter("fields", schema, choices(names), "Only these fields, with commas between them.")


def limit():
    return Parameter(
        "limit", {"type": "integer", "minimum": 1, "maximum": LONGEST, "default": LENGTH}, number(1, LONGEST),
        "How many at once.", default=LENGTH,
    )  # fmt: skip


def since(about):
    return Parameter("since", {"type": "string"}, moment, about)


def until(about):
    return Parameter("until", {"type": "string"}, moment, about)
