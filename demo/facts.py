"""The demo's facts: each value published on its day, between the items that cite it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from facts.models import Fact, FactVersion, FactWording
from stories.models import SheetVersion

from . import reading
from .rows import locales

WORDS = ("statement", "value", "counted", "source", "note")


@dataclass
class Value:
    """One value that a fact had, with the moment of its publication."""

    fact: Fact
    entry: dict
    number: str | None
    as_of: object
    published: datetime | None
    state: str = "published"


def public_id(key):
    """The same at every run: so the demo knows its own facts."""
    return uuid5(NAMESPACE_URL, f"newsroom-demo:fact:{key}").hex


def drafts(documents, users):
    """Every fact as an empty draft first, because texts cite them. Facts by key, and the keys of those that are new."""
    made, new = {}, set()
    for entry in reading.table("facts")["fact"]:
        key = entry["key"]
        fact = Fact.objects.filter(public_id=public_id(key)).first()
        if fact is None:
            fact = _draft(entry, documents, users)
        # One that an interrupted load has left empty is new as well.
        if fact.latest_revision_id is None:
            new.add(key)
        made[key] = fact
    return made, new


def _draft(entry, documents, users):
    fact = Fact(
        label=entry["en"]["statement"], public_id=public_id(entry["key"]), unit=entry.get("unit", ""),
        review_by=entry.get("review_by"), source_address=entry.get("source_address", ""),
        source_document=documents.get(entry.get("source_document")), owner=users.get(entry.get("owner", "editor")),
        live=False,
    )  # fmt: skip
    fact.wordings = [
        FactWording(locale=locale, **{name: entry[code].get(name, "") for name in WORDS})
        for code, locale in locales().items()
    ]
    if not entry.get("number"):
        fact.unit = ""
    fact.save()
    return fact


def values(facts, new):
    """Every value of the facts that are new, in no order; what is not published yet comes with its state."""
    for entry in reading.table("facts")["fact"]:
        if entry["key"] not in new:
            continue
        fact = facts[entry["key"]]
        for earlier in entry.get("earlier", ()):
            yield Value(fact, entry | earlier, earlier.get("number"), earlier.get("as_of"), earlier["published"])
        state = entry.get("state", "published")
        yield Value(fact, entry, entry.get("number"), entry.get("as_of"), entry.get("published"), state)


def bring_out(value, users):
    """Publishes (or submits) this value as an editor would, and dates what that wrote to its day."""
    fact = Fact.objects.get(pk=value.fact.pk)
    fact.amount = Decimal(value.number) if value.number else None
    fact.as_of = value.as_of
    for wording in fact.wordings.all():
        words = value.entry.get(f"value_{wording.language_code}")
        wording.value = words or value.entry[wording.language_code].get("value", "")
    fact.wordings = list(fact.wordings.all())
    fact.full_clean()
    revision = fact.save_revision(user=users["editor"], log_action=True)
    if value.state == "in_review":
        fact.get_workflow().start(fact, users["editor"])
    elif value.state == "published":
        revision.publish(user=users["publisher"])


def date_back(started, moment):
    """What was written since `started` tells of `moment`: its history begins on its day, not on that of the demo."""
    FactVersion.objects.filter(at__gte=started).update(at=moment)
    FactVersion.objects.filter(changed_at__gte=started).update(changed_at=moment)
    Fact.objects.filter(first_published_at__gte=started).update(first_published_at=moment)
    SheetVersion.objects.filter(at__gte=started).update(at=moment)
