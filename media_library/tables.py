"""Tables as CSV: read as programs and people write it, written so that no spreadsheet takes a cell for a formula."""

import codecs
import csv
import re
from io import StringIO
from itertools import islice

_BEFORE = r"[ \u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069]*"
_NUMBER = r"[\d \u00a0.,٫٬\u06f0-\u06f9\u0660-\u0669]*[%٪]?[ \u00a0]*"
#: In the wide forms too.
_EQUALS, _SIGN = "[=@\uff1d\uff20]", "[+\\-\uff0b\uff0d]"
#: What a spreadsheet would work out, also behind spaces and marks of direction. A number with its sign is none, in
#: whichever digits.
FORMULA = re.compile(rf"{_BEFORE}(?:{_EQUALS}|{_SIGN}(?!{_NUMBER}\Z))|[\t\r\n]")
#: The same in a whole table, where it may be one: a cell begins with the line, or behind a sign that parts cells.
SUSPECT = re.compile(rf"(?:\A|[,;\t|\"\n\r]){_BEFORE}(?:{_EQUALS}|{_SIGN}(?!{_NUMBER}(?:[,;\t|\"\n\r]|\Z)))")
DELIMITERS = ",;\t|"
MOST_COLUMNS = 16_384
LONGEST_CELL = 32_000
BOM = "\ufeff"


def neutral(cell):
    """The cell as words: what would be worked out stands behind an apostrophe, as OWASP has it."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def written(rows, delimiter=","):
    """Rows of texts as CSV with the mark by which Excel knows UTF-8."""
    text = StringIO()
    table = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    table.writerows([neutral(str(cell)) for cell in row] for row in rows)
    return BOM + text.getvalue()


def decoded(data):
    """Text in UTF-8 or UTF-16, or in the older encoding of Persian and Arabic Windows."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1256", "replace")


def delimiter_of(text):
    """The sign that parts the first line most often."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(DELIMITERS, key=first.count)


def rows_of(text):
    """Rows of cells one by one, empty rows left out. Raises `ValueError` for what is no table."""
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text)):
            if len(row) > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for cell in row):
                raise ValueError("too wide")
            if any(cell.strip() for cell in row):
                yield row
    except csv.Error as error:
        raise ValueError(str(error)) from error


def read(text, most_rows=None):
    return list(islice(rows_of(text), most_rows))
