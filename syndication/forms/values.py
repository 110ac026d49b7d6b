"""How values stand in files for programs."""

import json


def written(data):
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def moment(value):
    """RFC 3339, with the offset."""
    return value.isoformat() if value else None


def day(value):
    return value.isoformat() if value else None


def number(amount):
    """A decimal as a number of JSON: whole where it is whole."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
