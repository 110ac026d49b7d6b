"""Tables of bodies: as they are shown, and as a file to take away."""

import re
from dataclasses import dataclass

from django.core.cache import cache
from django.http import Http404, HttpResponse

from media_library import tables

MOST_ROWS, MOST_COLUMNS = 500, 30
LARGEST = 2 * 1024**2
#: A figure with its sign, its separators and a per cent.
NUMBER = re.compile(r"\s*[-−+]?[\d\u06f0-\u06f9][\d\u06f0-\u06f9.,٫٬\s]*[%٪]?\s*")
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class Column:
    heading: str
    is_number: bool


@dataclass(frozen=True)
class Shown:
    columns: tuple = ()
    rows: tuple = ()
    #: How many rows of a file are too many to be shown.
    left_out: int = 0

    @property
    def head(self):
        return tuple(column.heading for column in self.columns)

    def lines(self):
        """Rows of pairs: a text and whether its column holds numbers."""
        numbers = [column.is_number for column in self.columns]
        return [list(zip(row, numbers, strict=True)) for row in self.rows]


def of_typed(table):
    """What an editor has written into the block."""
    columns = tuple(Column(column["heading"], column["block"].name == "number") for column in table.columns)
    return Shown(columns, tuple(tuple(str(cell.value or "") for cell in row) for row in table.rows))


def of_file(document):
    """What a CSV file of the library holds; nothing of a file that cannot be read as one. Kept by its validator."""
    if document.pk is None:
        return Shown()
    key = f"stories.table.{document.etag}"
    found = cache.get(key)
    if found is None:
        found = _read(document)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _read(document):
    try:
        with document.open_file() as file:
            rows = tables.read(tables.decoded(file.read(LARGEST)))
    except (OSError, ValueError):
        return Shown()
    if not rows:
        return Shown()
    width = min(len(rows[0]), MOST_COLUMNS)
    head, *others = ((*row, *[""] * width)[:width] for row in rows[: MOST_ROWS + 1])
    numbers = [any(row[at] for row in others) and all(NUMBER.fullmatch(row[at] or "0") for row in others)
               for at in range(width)]  # fmt: skip
    columns = tuple(Column(heading, bool(number)) for heading, number in zip(head, numbers, strict=True))
    return Shown(columns, tuple(others), max(0, len(rows) - 1 - MOST_ROWS))


def answer_with_table(page, request, serve_args=(), serve_kwargs=None):
    """`?table=<id of the block>` on the address of a page: that table as CSV. Hooked in before a page is served, so
    that only who may read the page gets here."""
    wanted = request.GET.get("table")
    if wanted is None:
        return None
    for block in getattr(page, "body", None) or ():
        if block.block_type == "data_table" and block.id and block.id == wanted and _may_be_taken(block.value):
            return _file_of(block.value, page)
    raise Http404


def _may_be_taken(value):
    """Whether it was written here, or its file is one that readers have not to ask for."""
    file = value.get("file")
    return file is None or file.is_free


def _file_of(value, page):
    shown = value.shown
    text = tables.written([shown.head, *shown.rows])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug[:60] if page.slug.isascii() else "table"}.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response
