"""How values stand in what programs read: forms, the API, structured data."""

import json

from django.utils.translation import get_language

from facts.units import CHOICES

UNIT_NAMES = dict(CHOICES)


def written(data):
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def moment(value):
    """RFC 3339 in whole seconds, with its offset: 2026-03-21T08:00:00+03:30; None stays."""
    return value.isoformat(timespec="seconds") if value else None


def day(value):
    return value.isoformat() if value else None


def number(amount):
    """A decimal as a number of JSON: whole where it is whole."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def unit_of(fact):
    """The unit of a fact's version, or what it counts, in words of the active language; "" for a value in words."""
    if fact.amount is None:
        return ""
    return str(UNIT_NAMES.get(fact.unit) or fact.words(get_language()).get("counted", ""))
