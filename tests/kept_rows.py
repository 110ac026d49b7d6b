"""Rows of the database, read once and laid back as often as needed: no signal is sent, nothing is built anew."""

from datetime import time

from django.db import connection


def tables():
    """All of ours; the index of words that SQLite keeps beside `IndexEntry` is filled and emptied by triggers."""
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return [name for name in names if not name.endswith("_fts")]


class KeptRows:
    """What stands in these tables now."""

    def __init__(self, names):
        self.rows = {name: _read(name) for name in names}

    def without(self, names):
        """The same, of fewer tables."""
        fewer = KeptRows(())
        fewer.rows = {name: rows for name, rows in self.rows.items() if name not in names}
        return fewer

    def same_in(self, other):
        """The tables in which nothing differs from the other moment."""
        return {name for name, rows in self.rows.items() if _equal(rows, other.rows[name])}

    def stand(self):
        """Whether the tables hold just these rows."""
        return all(_equal(rows, _read(name)) for name, rows in self.rows.items())

    def lay_back(self):
        """Into tables that are empty. In one transaction: only its end looks at the keys between them."""
        with connection.cursor() as cursor:
            for name, (columns, rows) in self.rows.items():
                if rows:
                    names = ", ".join(map(connection.ops.quote_name, columns))
                    places = ", ".join(["%s"] * len(columns))
                    into = f"INSERT INTO {connection.ops.quote_name(name)} ({names}) VALUES ({places})"  # noqa: S608 - names of our tables
                    cursor.executemany(into, rows)

    def put_in_place_of_what_stands(self):
        with connection.cursor() as cursor:
            for name in self.rows:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a name of our tables
        self.lay_back()


def _read(name):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a name of our tables
        columns = [column[0] for column in cursor.description]
        return columns, [tuple(map(_as_stored, row)) for row in cursor.fetchall()]


def _as_stored(value):
    """SQLite gives hours as Python's, and does not take them so."""
    return str(value) if isinstance(value, time) else value


def _equal(one, other):
    return one[0] == other[0] and sorted(map(repr, one[1])) == sorted(map(repr, other[1]))
