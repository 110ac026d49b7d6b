"""Builds the demo newsroom the way that editors would: drafts, revisions, approval, publication."""

import json
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TASK_MAX_PRIORITY
from wagtail.models import Page

from dialogue.models import Suggestion
from editorial.models import Correction
from home.models import Announcement, ChosenFact, HomePage, TopStory
from home.structure import lay_out
from media_library.tasks import make_renditions
from pages.models import BrandSettings
from publication.models import Withdrawal
from stories.models import (
    FactIndexPage,
    FactSheet,
    InfoPage,
    ItemContact,
    ItemPerson,
    KitIndexPage,
    KitItem,
    NewsItem,
    PressKit,
    PressRelease,
    RelatedItem,
    ReleaseIndexPage,
    Statement,
    StatementIndexPage,
    Story,
    StoryIndexPage,
)

from . import accounts, bundle, facts, history, reading, rows, style
from .body import BodyBuilder, Library

MODELS = {
    "stories": Story,
    "releases": PressRelease,
    "statements": Statement,
    "sheets": FactSheet,
    "kits": PressKit,
    "pages": InfoPage,
}
#: Where a kind hangs, below the front page; one that is not named hangs on the front page itself.
SECTIONS = {
    "stories": StoryIndexPage,
    "releases": ReleaseIndexPage,
    "statements": StatementIndexPage,
    "sheets": FactIndexPage,
    "kits": KitIndexPage,
}
SCHEDULED_IN = timedelta(days=3)
ANNOUNCED_FOR = timedelta(days=14)
#: Of both languages together: what a front page shows with a picture, twice.
FRONT_PAGE_ITEMS = 10


def translation_key(item):
    """The same for both languages of a pair, and the same at every run: so the demo knows its own pages."""
    return uuid5(NAMESPACE_URL, f"newsroom-demo:{item.kind}:{item.key}")


def foreign_content():
    """A page that the demo did not make, if there is one."""
    own = {translation_key(item) for item in reading.items()}
    for model in (NewsItem, InfoPage):
        page = model.objects.exclude(translation_key__in=own).first()
        if page:
            return page
    return None


def load(progress, password):
    """Loads what is missing. `progress(text)` is told of each step. Returns how many pages are new."""
    homes = lay_out()
    users = accounts.make(password)
    library, new_facts = _library(progress, users)
    rows.brand(library.pictures)
    style.rules()
    items = reading.items()
    pages = _drafts(items, homes, users["writer"])
    builder = BodyBuilder(library, {key: page for key, (page, _is_new) in pages.items()})
    writer = _Writer(builder, library, users)
    new = [item for item in items if pages[item.key, item.language][1]]
    for moment, steps in groupby(_timeline(new, facts.values(library.facts, new_facts)), key=itemgetter(0)):
        started = timezone.now()
        for _moment, _order, step in steps:
            if isinstance(step, facts.Value):
                progress(f"fact {step.entry['key']}")
                facts.bring_out(step, users)
            else:
                progress(f"{step.language} {step.kind} {step.key}")
                writer.finish(step, pages[step.key, step.language][0].specific)
        if isinstance(moment, datetime):
            facts.date_back(started, timezone.make_aware(moment))
    together = [pages[item.key, item.language][0] for item in new if item.front.get("state") == "bundled"]
    bundle.let_out(together, users)
    _compose_homes(homes, library, builder.pages, users["publisher"])
    if new:
        front_page_pictures_first()
    return len(new)


def _library(progress, users):
    """All rows that are kept once, and the keys of the facts that are new."""
    topics = rows.topics()
    pictures, documents = rows.pictures(topics, progress), rows.documents(topics, progress)
    recordings = rows.recordings(topics, progress)
    tours = rows.tours(pictures, topics, progress)
    people = rows.people(pictures, topics)
    known, new = facts.drafts(documents, users)
    return Library(pictures, documents, recordings, tours, people, topics, known), new


def _timeline(items, values):
    """Items and values of facts in the order of their publication: a release keeps the value of its day. Triples of
    the moment ("" for pages that stand still, which come first, and None for what is not published, which comes last),
    a number and the step; between equals the fact is first."""
    steps = [(value.published if value.state == "published" else None, 0, value) for value in values]
    steps += [(_moment_of(item), 1, item) for item in items]
    return sorted(steps, key=lambda step: ("9999" if step[0] is None else str(step[0]), step[1]))


def _moment_of(item):
    if item.kind == "pages":
        return ""
    return item.front.get("published") if item.front.get("state", "published") == "published" else None


def front_page_pictures_first():
    """Asks for the sizes of the front pages' pictures before all other jobs: they are what is looked at first."""
    newest = NewsItem.objects.published().exclude(lead_image=None).order_by("-first_published_at")
    logos = [BrandSettings.current().logo_id, BrandSettings.current().favicon_id]
    pictures = [*filter(None, logos), *newest.values_list("lead_image_id", flat=True)[:FRONT_PAGE_ITEMS]]
    for picture in dict.fromkeys(pictures):
        make_renditions.using(priority=TASK_MAX_PRIORITY).enqueue(picture)


def _compose_homes(homes, library, pages, publisher):
    """Names the front pages and fills their places, while nobody has worked on them."""
    names, choices = reading.table("brand"), reading.table("home")
    for code, home in homes.items():
        home = HomePage.objects.get(pk=home.pk)
        if home.revisions.count() > 1:
            continue
        chosen = choices[code]
        home.title = names[code]["newsroom_name"]
        home.chosen_facts = [
            ChosenFact(fact=library.facts[key], sort_order=place) for place, key in enumerate(chosen["facts"])
        ]
        home.top_stories = [
            TopStory(item=pages[key, code].newsitem_ptr, sort_order=place) for place, key in enumerate(chosen["top"])
        ]
        home.announcements = [_announcement(chosen["announcement"], pages, code)]
        home.save_revision(user=publisher).publish(user=publisher)


def _announcement(entry, pages, language):
    return Announcement(
        kind=entry["kind"],
        text=entry["text"],
        item=pages[entry["item"], language].newsitem_ptr,
        ends_at=timezone.now() + ANNOUNCED_FOR,
    )


def _drafts(items, homes, writer):
    """Every page as an empty draft first, because texts link to one another. Key and language to (page, is new)."""
    pages = {}
    for item in items:
        model, home = MODELS[item.kind], homes[item.language]
        key = translation_key(item)
        existing = model.objects.filter(translation_key=key, locale_id=home.locale_id).first()
        if existing is None:
            page = model(
                title=item.front["title"],
                slug=item.front["slug"],
                locale=home.locale,
                translation_key=key,
                owner=writer,
                live=False,
                standfirst=item.front["standfirst"],
            )
            _section(item.kind, home).add_child(instance=page)
        # One that an interrupted load has left empty is new as well.
        pages[item.key, item.language] = (existing or page, existing is None or existing.latest_revision_id is None)
    return pages


def _section(kind, home):
    """Fetched anew each time: a stale parent would overwrite the count of its children."""
    if kind == "pages":
        return Page.objects.get(pk=home.pk)
    return Page.objects.get(pk=SECTIONS[kind].objects.descendant_of(home).get().pk)


class _Writer:
    def __init__(self, builder, library, users):
        self.builder, self.library, self.users = builder, library, users

    @transaction.atomic
    def finish(self, item, page):
        page.body = json.dumps(self.builder.build(item))
        if isinstance(page, InfoPage):
            page.purpose = purpose_of(item.key)
            page.checked_on = timezone.localdate() - timedelta(days=20)
            page.show_in_menus = False
        else:
            self._news(item, page)
            getattr(self, f"_{item.kind}")(item, page)
        self._bring_out(item, page)

    def _news(self, item, page):
        front = item.front
        if front.get("lead_image"):
            page.lead_image = self.library.pictures[front["lead_image"]]
        page.topics.set([self.library.topics[key].name for key in front.get("topics", [])])
        page.short_version, page.medium_version = front.get("short", ""), front.get("medium", "")
        page.ai_use, page.ai_note = front.get("ai_use", "none"), front.get("ai_note", "")
        page.item_people = [
            ItemPerson(person=self.library.people[row["person"]], role=row["role"], sort_order=order)
            for order, row in enumerate(people_of(front))
        ]
        page.related_items = [
            RelatedItem(target=target, sort_order=order)
            for order, target in enumerate(self._others(front.get("related", []), item))
        ]
        for older in self._others([front.get("supersedes")], item):
            page.supersedes = older
        page.contacts = [
            ItemContact(person=self.library.people[key], sort_order=order)
            for order, key in enumerate(front.get("contacts", []))
        ]

    def _stories(self, item, page):
        page.form = item.front["form"]

    def _releases(self, item, page):
        page.place, page.dateline = item.front["place"], item.front["dateline"]

    def _statements(self, item, page):
        page.attributed_to = self.library.people.get(item.front.get("attributed_to"))
        page.thread = json.dumps(self.builder.entries(item))
        page.outcome = item.front.get("outcome", "")

    def _sheets(self, item, page):
        """Nothing of its own: its facts stand in the body."""

    def _kits(self, item, page):
        page.terms = item.front["terms"]
        page.kit_items = [
            KitItem(target=target, sort_order=order)
            for order, target in enumerate(self._others(item.front.get("items", []), item))
        ]

    def _others(self, keys, item):
        pages = (self.builder.pages.get((key, item.language)) for key in keys if key)
        return [page.newsitem_ptr for page in pages if page]

    def _bring_out(self, item, page):
        writer, publisher = self.users["writer"], self.users["publisher"]
        state = item.front.get("state", "published")
        if state == "scheduled":
            page.go_live_at = (timezone.now() + SCHEDULED_IN).replace(minute=0, second=0, microsecond=0)
        published = item.front.get("published")
        if state == "published" and published:
            page.first_published_at = timezone.make_aware(published)
            Page.objects.filter(pk=page.pk).update(first_published_at=page.first_published_at)
        page.full_clean()
        page = history.publish_first(item, page, self.users)
        revision = page.save_revision(user=writer, log_action=True)
        if state == "in_review":
            page.get_workflow().start(page, writer)
            self._approve(page, item.front.get("approved_by", []))
        elif state not in ("draft", "bundled"):
            revision.publish(user=publisher)
        self._correct(item, page, publisher)
        self._suggest(item, page, publisher)
        if page.first_published_at:
            history.date_back(item, page)
        if "withdrawn" in item.front:
            self._withdraw(Page.objects.get(pk=page.pk).specific, item.front["withdrawn"], publisher)

    def _approve(self, page, names):
        """One step after the other, by these logins."""
        for name in names:
            step = Page.objects.get(pk=page.pk).current_workflow_task_state
            step.task.specific.on_action(step, self.users[name], "approve")

    def _correct(self, item, page, publisher):
        for told in item.front.get("corrections", []):
            given = told | {"at": timezone.make_aware(told["at"])}
            Correction.objects.create(page_id=page.pk, user=publisher, **given)

    def _withdraw(self, page, reason, publisher):
        """Its address tells readers why it is gone."""
        page.unpublish(user=publisher)
        Withdrawal.objects.create(
            page_id=page.pk, url_path=page.url_path, reason=reason, is_public=True, user=publisher
        )

    def _suggest(self, item, page, publisher):
        """What readers have said; an accepted one has led to the correction that thanks them by name."""
        for said in item.front.get("suggestions", []):
            moments = {name: timezone.make_aware(said[name]) for name in ("at", "answered_at") if name in said}
            made = Suggestion(page_id=page.pk, **said | moments)
            if not made.is_open:
                made.answered_by = publisher
            if made.state == Suggestion.State.ACCEPTED:
                made.correction = Correction.objects.get(page_id=page.pk, credited_to=made.name)
            made.save()


def people_of(front):
    """Rows of person and role; a press kit names its people without one."""
    rows = front.get("people", [])
    return [row if isinstance(row, dict) else {"person": row, "role": ItemPerson.Role.WITH} for row in rows]


def purpose_of(key):
    purpose = key.replace("-", "_")
    return purpose if purpose in InfoPage.Purpose.values else InfoPage.Purpose.OTHER
