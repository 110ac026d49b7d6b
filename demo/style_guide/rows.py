"""The demo's rows without a database: unsaved, under keys that no table holds, with everything read that pages show."""

from copy import copy
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.images.models import Filter
from wagtail.models import Locale

from demo import facts as demo_facts
from demo import reading
from demo.body import Library
from demo.rows import PERSON_WORDS, room_of
from facts.models import Fact, FactVersion
from media_library.models import (
    Document,
    DocumentWording,
    Image,
    ImageWording,
    Media,
    MediaWording,
    Tour,
    TourWording,
)
from media_library.renditions import SQUARE
from pages.models import BrandChannel, BrandSettings, BrandWording
from people.models import Person, PersonWording
from stories.context import keep
from topics.models import Topic, TopicWording

LOCALES = {
    code: Locale(pk=-place, language_code=code) for place, (code, _name) in enumerate(settings.LANGUAGES, start=1)
}
#: Width of the small copies that `demo/pictures/small.py` makes.
SHOWN = 640
#: Keys from here on: no table of any newsroom holds them.
KEYS = 10**12
TABLES = {
    "documents": "document", "recordings": "recording", "tours": "tour", "topics": "topic", "people": "person",
    "facts": "fact",
}  # fmt: skip
FILM = {
    "kind": "video", "file": "divider.mp4", "poster": "water-divider", "duration": 95, "credit": "Karizan",
    "terms": "ask",
}  # fmt: skip
_table = lru_cache(reading.table)


@dataclass(frozen=True)
class Size:
    """One size of a picture, of which the file is a static one."""

    filter_spec: str
    focal_point_key: str
    width: int
    height: int
    url: str


class Shelf(dict):
    """Rows by key, each made when it is first asked for: what no specimen of a page shows costs nothing."""

    def __init__(self, entries, make):
        super().__init__()
        self.entries, self._make = entries, make

    def __missing__(self, key):
        self[key] = made = self._make(self.entries[key])
        return made

    def get(self, key, default=None):
        return self[key] if key in self.entries else default

    def all(self):
        return [self[key] for key in self.entries]


@dataclass
class Rows(Library):
    """Rows by key, as `demo.body` takes them, and of each fact the versions that the public has seen."""

    versions: Shelf

    def by_model(self):
        """Model to primary key to row, of those made so far, as `pages.streams.fill` takes it."""
        found = {}
        for shelf in (self.pictures, self.documents, self.recordings, self.tours, self.people, self.topics):
            for row in shelf.values():
                found.setdefault(type(row), {})[row.pk] = row
        return found


def read(keys, film):
    """All that the demo has, and a film, of which it has none. `keys` yields primary keys."""
    entries = {name: {entry["key"]: entry for entry in _table(plural)[name]} for plural, name in TABLES.items()}
    entries["recording"]["film"] = FILM | film
    pictures = Shelf(_picture_entries(), lambda entry: _picture(entry, next(keys)))
    documents = Shelf(entries["document"], lambda entry: _document(entry, next(keys)))
    around = Shelf(
        {entry["file"]: entry | {"file": f"{entry['file']}.jpg"} for entry in _table("tours")["panorama"]},
        lambda entry: _picture(entry, next(keys)),
    )
    tours = Shelf(entries["tour"], lambda entry: _tour(entry, next(keys), pictures, around))
    recordings = Shelf(entries["recording"], lambda entry: _recording(entry, next(keys), pictures))
    topics = Shelf(entries["topic"], lambda entry: _topic(entry, next(keys)))
    people = Shelf(entries["person"], lambda entry: _person(entry, next(keys), pictures))
    facts = Shelf(entries["fact"], lambda entry: _fact(entry, next(keys)))
    versions = Shelf(entries["fact"], lambda entry: _versions(entry, facts[entry["key"]], documents, keys))
    return Rows(pictures, documents, recordings, tours, people, topics, facts, versions)


def _picture_entries():
    table, endings = _table("pictures"), {"picture": "jpg", "mark": "png"}
    return {
        entry["file"]: entry | {"file": f"{entry['file']}.{ending}"}
        for name, ending in endings.items()
        for entry in table[name]
    }


def brand(pictures):
    entry = _table("brand")
    hours = {name: time.fromisoformat(entry[name]) for name in ("opens", "closes")}
    lines = {name: entry[name] for name in ("press_phone", "press_urgent_phone", "press_email", "working_days")}
    return BrandSettings(
        pk=-1, colour=entry["colour"], logo=pictures["logo"], logo_dark=pictures["logo-dark"], favicon=None,
        wordings=[BrandWording(locale=locale, **entry[code]) for code, locale in LOCALES.items()],
        channels=[BrandChannel(**channel) for channel in entry["channels"]],
        **hours, **lines,
    )  # fmt: skip


# -- Files ---------------------------------------------------------------------------------------------------


def _picture(entry, key):
    width, height, weight = _measured(entry["file"])
    image = Image(
        # A collection is named, if none, because the default asks the database for the root one.
        pk=key, collection_id=None, title=entry["title"], credit=entry["credit"], terms=entry["terms"],
        file=f"images/{key}/{entry['file']}", width=width, height=height, file_size=weight,
    )  # fmt: skip
    address = static(f"demo/pictures/{Path(entry['file']).stem}.webp")
    shown = {f"width-{width}": (SHOWN, round(height * SHOWN / width)), SQUARE: (480, 480)}
    specs = {f"{spec}|format-jpeg": measures for spec, measures in shown.items()}
    keep(image, "renditions", [Size(spec, _focus(spec, image), *specs[spec], address) for spec in specs])
    return _with_words(image, [_words(ImageWording, entry, code, ("alt", "caption")) for code in LOCALES])


@lru_cache(maxsize=64)
def _measured(name):
    """Width, height and bytes of a picture of the demo."""
    path = reading.PICTURES / name
    with Pillow.open(path) as picture:
        return *picture.size, path.stat().st_size


def _focus(spec, image):
    return Filter(spec=spec).get_cache_key(image) if spec.startswith("fill") else ""


def _document(entry, key):
    weight = (reading.DOCUMENTS / entry["file"]).stat().st_size
    document = Document(
        pk=key, collection_id=None, title=entry["en"]["title"], credit=entry["credit"], terms=entry["terms"],
        file=f"documents/{key}/{entry['file']}", file_size=weight,
    )  # fmt: skip
    return _with_words(document, [_words(DocumentWording, entry, code, ("title", "description")) for code in LOCALES])


def _recording(entry, key, pictures):
    made = Media(
        pk=key, collection_id=None, type=entry["kind"], title=entry["en"]["title"], duration=entry["duration"],
        credit=entry["credit"], terms=entry["terms"], file=f"media/{key}/{entry['file']}",
    )  # fmt: skip
    if "poster" in entry:
        made.thumbnail = next(iter(pictures[entry["poster"]].renditions.all()))
    keep(made, "tracks", [])
    words = ("title", "caption", "transcript")
    return _with_words(made, [_words(MediaWording, entry, code, words) for code in LOCALES])


def _with_words(asset, wordings):
    keep(asset, "wordings", wordings)
    asset.used_publicly, asset.in_closed_collection = True, False
    return asset


def _words(model, entry, code, names):
    return model(locale=LOCALES[code], **{name: entry[code].get(name, "").strip() for name in names})


def _tour(entry, key, pictures, around):
    return Tour(
        pk=key, label=entry["label"],
        rooms=[("room", room_of(room, around[room["image"]], pictures, LOCALES)) for room in entry["room"]],
        wordings=[_words(TourWording, entry, code, ("title", "introduction")) for code in LOCALES],
    )  # fmt: skip


# -- Topics, people, facts -----------------------------------------------------------------------------------


def _topic(entry, key):
    words = [_words(TopicWording, entry, code, ("name", "introduction")) for code in LOCALES]
    for wording in words:
        wording.checked_on = date(2026, 11, 1)
    return Topic(pk=key, name=entry["en"]["name"], slug=entry["key"], wordings=words)


def _person(entry, key, pictures):
    return Person(
        pk=key, label=entry["en"]["name"], slug=entry["slug"], portrait=pictures[entry["portrait"]],
        relation=entry["relation"], is_author=entry["author"], is_spokesperson=entry["spokesperson"],
        is_press_contact=entry["press_contact"], languages=entry["languages"],
        reply_minutes=entry.get("reply_minutes"),
        wordings=[_words(PersonWording, entry, code, PERSON_WORDS) for code in LOCALES],
        **{name: entry.get(name, "") for name in ("phone", "mobile", "email")},
    )  # fmt: skip


def _fact(entry, key):
    public_id = demo_facts.public_id(entry["key"])
    return Fact(pk=key, label=entry["en"]["statement"], public_id=public_id, unit=_unit(entry), live=True)


def _unit(entry):
    return entry.get("unit", "") if entry.get("number") else ""


def _versions(entry, fact, documents, keys):
    """What the fact has said in public, the oldest first, each leading to the value before it."""
    values = [*entry.get("earlier", ()), *([entry] if entry.get("state", "published") == "published" else ())]
    said = []
    for number, value in enumerate(values, start=1):
        said.append(_version(entry | value, fact, documents, pk=next(keys), number=number))
        said[-1].previous = said[-2] if number > 1 else None
    return said


def _version(entry, fact, documents, **numbers):
    moment = timezone.make_aware(entry["published"])
    wordings = {}
    for code in LOCALES:
        words = {name: entry[code].get(name, "") for name in demo_facts.WORDS}
        words["value"] = entry.get(f"value_{code}") or words["value"]
        wordings[code] = words | {"language": code}
    return FactVersion(
        fact=fact, at=moment, changed_at=moment, unit=_unit(entry), as_of=entry.get("as_of"), wordings=wordings,
        amount=Decimal(entry["number"]) if entry.get("number") else None,
        source_address=entry.get("source_address", ""),
        source_document=documents.get(entry.get("source_document")), **numbers,
    )  # fmt: skip


def altered(row, **fields):
    """A copy of the row with other values: the state that a specimen wants to show."""
    other = copy(row)
    for name, value in fields.items():
        setattr(other, name, value)
    return other
