"""Pages of a list by a cursor: it says after which row the next page begins, so that what is published or withdrawn
meanwhile neither repeats a row nor leaves one out. It holds nothing but what the row itself shows."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime

from django.db.models import Q

from .parameters import FIRST_YEAR, LAST_YEAR, Parameter
from .problems import Problem

LONGEST_CURSOR = 400
WRONG = "It is to be taken from “next” as it stands."


def read(text):
    """The values that a cursor holds, as JSON has them."""
    try:
        values = json.loads(urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        values = None
    if len(text) > LONGEST_CURSOR or not isinstance(values, list):
        raise ValueError(WRONG)
    return values


CURSOR = Parameter("cursor", {"type": "string"}, read, f"Where the page begins. {WRONG}")


def written(*values):
    text = json.dumps([_plain(value) for value in values], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place(asked, *kinds):
    """What the asked cursor holds, in a list that is ordered by values of these kinds: `datetime`, `UUID`, `str` or
    `int`. None where none was given."""
    values = asked["cursor"]
    if values is None:
        return None
    try:
        return [_as(kind, value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, OverflowError):
        raise Problem(400, WRONG, CURSOR.name) from None


def after(first, second):
    """The condition of what comes next in a list that falls by the first field and then by the second; each is a pair
    of the field and its value in the last row of the page before."""
    (leading, value), (then, key) = first, second
    return Q(**{f"{leading}__lt": value}) | Q(**{leading: value, f"{then}__lt": key})


def _plain(value):
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)


def _as(kind, value):
    if kind is int:
        return value if type(value) is int and 0 <= value < 10**6 else _refuse()
    # JSON can write halves of a character (`\ud800`), which no database takes: `encode` raises a `ValueError` for them.
    if not isinstance(value, str) or "\0" in value or not value.encode():
        _refuse()
    made = datetime.fromisoformat(value) if kind is datetime else kind(value)
    if kind is datetime and not (made.tzinfo and FIRST_YEAR <= made.year <= LAST_YEAR):
        _refuse()
    return made


def _refuse():
    raise ValueError(WRONG)
