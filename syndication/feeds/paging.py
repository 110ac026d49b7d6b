"""Where one page of a feed ends and the next begins (RFC 5005, 3).

A place is named by what stands there and not by a number: what is published or withdrawn meanwhile shifts nothing, so
whoever follows `next` meets every older entry once.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Q

#: Seventeen digits reach into the year 5138.
WRITTEN = re.compile(r"(\d{1,17})\.([0-9a-f]{32})(?:\.(\d{1,6}))?")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Cursor:
    """The last entry of a page: its time, the key that all languages of its item share, and a place where one item has
    several. No key of the database: it stands in addresses."""

    at: datetime
    key: UUID
    place: int | None = None

    @classmethod
    def read(cls, text):
        match = WRITTEN.fullmatch(text)
        if match is None:
            return None
        at, key, place = match.groups()
        return cls(EPOCH + int(at) * MICROSECOND, UUID(key), int(place) if place else None)

    def __str__(self):
        parts = [str(microseconds(self.at)), self.key.hex]
        return ".".join(parts if self.place is None else [*parts, str(self.place)])


def microseconds(at):
    """Since 1970, without the rounding of a float."""
    return (at - EPOCH) // MICROSECOND


def beyond(cursor, at, key, place=None):
    """What comes after this place, in descending order of these fields."""
    later = Q(**{f"{at}__lt": cursor.at})
    same = Q(**{at: cursor.at})
    later |= same & Q(**{f"{key}__lt": cursor.key})
    if place:
        later |= same & Q(**{key: cursor.key, f"{place}__lt": cursor.place or 0})
    # Said once more: this is what an index answers.
    return Q(**{f"{at}__lte": cursor.at}) & later
