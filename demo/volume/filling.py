"""The run: who and what stands in the items, when they were published, and which pages are the run's own."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from facts.models import Fact, FactWording
from home.structure import lay_out
from media_library.renditions import enqueue_renditions
from people.models import Person
from stories.models import NewsItem

from .. import loading, reading, rows
from . import kinds
from .bulk import Writer
from .matter import Matter, bank, languages_of

#: Matters whose items are written in one transaction.
BATCH = 250
YEARS = 12
#: Translation keys of the run (UUIDs of version 8) are a name and the number of the matter: it knows its own pages
#: at any size.
NAME = int.from_bytes(b"volume__", "big") & ~(0xF << 12) | 0x8 << 12
FIRST = UUID(int=NAME << 64 | 0x8 << 60)
LAST = UUID(int=FIRST.int + 2**40)


@dataclass
class Cast:
    """The rows that all items share."""

    locales: dict
    pictures: list
    topics: list
    people: list
    authors: list
    contacts: list
    facts: list
    #: Who has written and published it all; nobody on a site without users.
    user: object


def foreign_content():
    """An item that neither this nor the demo made, if there is one."""
    demo = {loading.translation_key(item) for item in reading.items()}
    return NewsItem.objects.exclude(translation_key__range=(FIRST, LAST)).exclude(translation_key__in=demo).first()


def fill(items, progress):
    """Adds so many published items. `progress(done)` is told how many there are after each transaction."""
    lay_out()
    cast = _cast()
    writer = Writer(cast.user)
    serials = _serials(items)
    times = _times(len(serials))
    done = 0
    for start in range(0, len(serials), BATCH):
        pages = []
        for serial, at in list(zip(serials, times, strict=True))[start : start + BATCH]:
            matter, kind = Matter(serial, at, UUID(int=FIRST.int + serial)), kinds.of(serial)
            pages += [(matter, kind, kinds.compose(kind, matter, code, cast)) for code in matter.languages]
        writer.write(pages[: items - done])
        done += len(pages[: items - done])
        progress(done)
    enqueue_renditions(picture.pk for picture in cast.pictures)
    if connection.vendor == "postgresql":
        # What a running house has done for it; before, it plans for tables that hold next to nothing.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _cast():
    topics = rows.topics()
    pictures = rows.pictures(topics, lambda text: None)
    keys = [person.pk for person in rows.people(pictures, topics).values()]
    people = list(Person.objects.filter(pk__in=keys).prefetch_related("wordings").order_by("pk"))
    rows.brand(pictures)
    user = get_user_model().objects.filter(is_active=True).order_by("pk").first()
    return Cast(
        locales=rows.locales(),
        pictures=_scenes(pictures),
        topics=list(topics.values()),
        people=people,
        authors=[person for person in people if person.is_author],
        contacts=[person for person in people if person.is_press_contact],
        facts=_facts(user),
        user=user,
    )


def _facts(user):
    """A few figures for all fact sheets, published as the desk would."""
    facts = []
    for entry in bank()["facts"]:
        key = uuid5(NAMESPACE_URL, f"newsroom-volume:fact:{entry['en']['statement']}").hex
        fact = Fact.objects.filter(public_id=key).first()
        if fact is None:
            fact = Fact(
                label=entry["en"]["statement"], public_id=key, amount=Decimal(entry["amount"]), unit=entry["unit"],
                as_of=timezone.localdate(), owner=user, live=False,
            )  # fmt: skip
            fact.wordings = [FactWording(locale=locale, **entry[code]) for code, locale in rows.locales().items()]
            fact.save()
            fact.save_revision(user=user).publish(user=user)
        facts.append(fact)
    return facts


def _scenes(pictures):
    """A handful, the same ones on everything."""
    scenes = [name for name in sorted(pictures) if not name.startswith(("portrait", "logo", "mark"))]
    return [pictures[name] for name in scenes[:6]]


def _serials(items):
    """Numbers of matters that make so many pages, going on where the last run ended."""
    newest = NewsItem.objects.filter(translation_key__range=(FIRST, LAST)).order_by("-translation_key").first()
    serial = newest.translation_key.int - FIRST.int + 1 if newest else 0
    found, pages = [], 0
    while pages < items:
        found.append(serial)
        pages += len(languages_of(serial))
        serial += 1
    return found


def _times(length):
    """Moments of publication, evenly over the years, the oldest first."""
    end = timezone.now().replace(microsecond=0) - timedelta(hours=1)
    step = timedelta(days=365 * YEARS) / max(1, length)
    return [end - step * (length - 1 - place) for place in range(length)]
