from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from home.models import HomePage
from stories.models import (
    FactIndexPage,
    FactSheet,
    InfoPage,
    ItemContact,
    ItemPerson,
    ItemTopic,
    KitIndexPage,
    KitItem,
    PressKit,
    PressRelease,
    RelatedItem,
    ReleaseIndexPage,
    Statement,
    StatementIndexPage,
    Story,
    StoryIndexPage,
)
from tests.jobs import each_once

from .site import section


def body(*blocks):
    """A body from (block type, raw value) pairs: `body(("paragraph", "<p>Text.</p>"), ("image", {"image": 1}))`."""
    return [{"type": name, "value": value} for name, value in blocks]


def story(title="A quieter grid", **given):
    """A public story; see `_item` for what can be given."""
    given.setdefault("body", body(("paragraph", "<p>The gate at Gaz is a plank.</p>")))
    return _item(Story, StoryIndexPage, title, **given)


def release(title="Thirty-four qanats run again", *, contacts=(), **given):
    """A public press release; `contacts` are people."""
    given.setdefault("body", body(("paragraph", "<p>Water came at noon.</p>")))
    given.setdefault("place", "Marvdan")
    given.setdefault("dateline", timezone.localdate())
    return _item(PressRelease, ReleaseIndexPage, title, children={"contacts": _contacts(contacts)}, **given)


def statement(title="On the water of Gaz", *, contacts=(), thread=(), **given):
    """A public statement; `thread` are its additions as (time, headline, text)."""
    given.setdefault("body", body(("paragraph", "<p>We were wrong about the well.</p>")))
    entries = [("entry", {"at": at.isoformat(), "headline": head, "text": text}) for at, head, text in thread]
    children = {"contacts": _contacts(contacts)}
    return _item(Statement, StatementIndexPage, title, thread=body(*entries), children=children, **given)


def fact_sheet(title="The plain at a glance", *, groups=(), contacts=(), **given):
    """A public fact sheet; `groups` are (heading, facts) pairs."""
    tables = [("facts", {"title": heading, "facts": [fact.pk for fact in facts]}) for heading, facts in groups]
    given.setdefault("body", body(*tables))
    return _item(FactSheet, FactIndexPage, title, children={"contacts": _contacts(contacts)}, **given)


def press_kit(title="The qanat of Gaz", *, chapters=(), items=(), contacts=(), **given):
    """A public press kit; `chapters` are pairs of a heading and (kind, asset) pairs."""
    blocks = [("chapter", {"title": heading, "text": "", "files": _files(files)}) for heading, files in chapters]
    given.setdefault("body", body(*blocks))
    given.setdefault("terms", "Free for reporting. Name the photographer.")
    rows = [KitItem(target=item, sort_order=place) for place, item in enumerate(items)]
    return _item(PressKit, KitIndexPage, title, children={"contacts": _contacts(contacts), "kit_items": rows}, **given)


def _contacts(people):
    return [ItemContact(person=contact, sort_order=place) for place, contact in enumerate(people)]


def _files(files):
    return [{"type": kind, "value": asset.pk} for kind, asset in files]


def info_page(title="About us", *, language="en", **fields):
    page = InfoPage(title=title, **fields)
    return _publish(page, HomePage.objects.get(locale__language_code=language), state="live")


def scheduled(make, at, *args, **given):
    """The same by `story`, `release` and the rest, waiting for its time."""
    return make(*args, state="scheduled", go_live_at=at, **given)


def _item(
    model, index_model, title, *, language="en", translation_of=None, people=(), topics=(), related=(),
    published_at=None, days_ago=0, state="live", children=None, **fields,
):  # fmt: skip
    """An item of this kind, made as an editor would and published through a revision.

    `people` are people, or (person, role) pairs; `translation_of` is the same item in the other language;
    `state` is live, draft, scheduled (give `go_live_at` too) or withdrawn.
    """
    fields.setdefault("standfirst", f"What happened: {title}.")
    page = model(title=title, **fields)
    if translation_of is not None:
        page.translation_key = translation_of.translation_key
    pairs = [pair if isinstance(pair, tuple) else (pair, ItemPerson.Role.BY) for pair in people]
    page.item_people = [ItemPerson(person=who, role=role, sort_order=n) for n, (who, role) in enumerate(pairs)]
    page.item_topics = [ItemTopic(tag=topic) for topic in topics]
    page.related_items = [RelatedItem(target=target, sort_order=n) for n, target in enumerate(related)]
    for name, rows in (children or {}).items():
        setattr(page, name, rows)
    if published_at is None and days_ago:
        published_at = timezone.now() - timedelta(days=days_ago)
    return _publish(page, section(index_model, language), state, published_at)


@each_once()
def _publish(page, parent, state, published_at=None):
    page.locale = parent.locale
    page.live = False
    # A fresh parent: saving a stale one would overwrite the count of its children.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    # A draft may be half-finished.
    revision = page.save_revision(clean=state != "draft")
    if state in ("live", "scheduled", "withdrawn"):
        revision.publish()
    if published_at is not None:
        Page.objects.filter(pk=page.pk).update(first_published_at=published_at)
    if state == "withdrawn":
        type(page).objects.get(pk=page.pk).unpublish()
    return type(page).objects.get(pk=page.pk)
