"""Tables that leave the house are opened in spreadsheets, which take some words for formulas and carry them out."""

import csv
import io

from .bidi import strip_controls

#: What a spreadsheet may take for the beginning of a formula, in the wide forms too; tab, line feed and return come
#: before one that is found behind them.
BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
QUOTE = "'"
#: Without it Excel takes UTF-8 for a code page of the machine.
BYTE_ORDER_MARK = "\ufeff"


def harmless(value):
    """The text of a cell, never a formula: with an apostrophe in front where it would be one, and without what neither
    a spreadsheet nor a reader needs. A number stays one."""
    if not isinstance(value, str):
        return value
    text = strip_controls(value)
    return QUOTE + text if text.lstrip(" ").startswith(BEGINNINGS) else text


def table(columns, rows):
    """RFC 4180, in UTF-8 with its mark. `rows` are mappings; what is no text is written as it is."""
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: harmless(row.get(name)) for name in columns} for row in rows)
    return BYTE_ORDER_MARK + file.getvalue()
