"""Facts as tables and as JSON: value, number, unit, day and source, under names that stay (docs/forms.md)."""

from pages.spreadsheets import table

from ..addresses import absolute
from ..values import day, moment, number, unit_of, written

SCHEMA = "urn:newsroom:fact:1"
COLUMNS = (
    "group", "statement", "value", "number", "unit", "unit_code", "as_of", "source", "source_url", "note", "updated",
    "version", "language", "id", "url",
)  # fmt: skip


def csv_of_fact(versions):
    """Every version that was public, the newest first: the last row is where it began."""
    return table(COLUMNS, (_row(record(version)) for version in versions))


def json_of_fact(versions):
    current = next(version for version in versions if version.is_current)
    history = [record(version) for version in versions]
    return written({"schema": SCHEMA, **record(current), "history": history})


def csv_of_piece(piece):
    return table(COLUMNS, map(_row, records_of(piece.item)))


def records_of(sheet):
    """The facts of a fact sheet, group by group, then those that only its text says."""
    said, records = set(), []
    for title, keys in sheet.groups:
        for key in keys:
            if key in sheet.cited:
                said.add(key)
                records.append({"group": title, **record(sheet.cited[key].said)})
    return [*records, *(record(cited.said) for key, cited in sheet.cited.items() if key not in said)]


def record(fact):
    """`updated` is when it was published as it stands; `number` is for programs, `value` for people."""
    return {
        "id": fact.public_id,
        "url": absolute(fact.url),
        "statement": fact.statement,
        "value": fact.value,
        "number": number(fact.amount),
        "unit": unit_of(fact),
        "unit_code": fact.unit,
        "as_of": day(fact.as_of),
        "source": fact.source,
        "source_url": fact.source_address,
        "note": fact.note,
        "updated": moment(fact.at),
        "version": fact.number,
        "language": fact.language,
    }


def _row(record):
    """Without the marks that hold a negative value together on a page: a cell stands alone."""
    return record | {"value": record["value"].strip("\u200e\u200f")}
