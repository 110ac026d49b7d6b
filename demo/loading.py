"""Builds the demo newsroom the way that editors would: drafts, revisions, approval, publication."""

import json
from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TASK_MAX_PRIORITY
from wagtail.models import Page

from home.models import HomePage
from home.structure import lay_out
from media_library.tasks import make_renditions
from pages.models import BrandSettings
from publication.models import PublishedVersion
from stories.models import InfoPage, ItemContact, ItemPerson, NewsItem, PressRelease, RelatedItem, Story

from . import accounts, reading, rows
from .body import BodyBuilder

MODELS = {"stories": Story, "releases": PressRelease, "pages": InfoPage}
SCHEDULED_IN = timedelta(days=3)
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
    pictures = rows.pictures(progress)
    topics = rows.topics()
    people = rows.people(pictures, topics)
    rows.brand(pictures)
    _name_homes(homes, users["publisher"])
    items = reading.items()
    pages = _drafts(items, homes, users["writer"])
    builder = BodyBuilder(pictures, people, {key: page for key, (page, _is_new) in pages.items()})
    writer = _Writer(builder, topics, people, pictures, users)
    new = 0
    for item in items:
        page, is_new = pages[item.key, item.language]
        if is_new:
            progress(f"{item.language} {item.kind} {item.key}")
            writer.finish(item, page.specific)
            new += 1
    if new:
        front_page_pictures_first()
    return new


def front_page_pictures_first():
    """Asks for the sizes of the front pages' pictures before all other jobs: they are what is looked at first."""
    newest = NewsItem.objects.published().exclude(lead_image=None).order_by("-first_published_at")
    logos = [BrandSettings.current().logo_id, BrandSettings.current().favicon_id]
    pictures = [*filter(None, logos), *newest.values_list("lead_image_id", flat=True)[:FRONT_PAGE_ITEMS]]
    for picture in dict.fromkeys(pictures):
        make_renditions.using(priority=TASK_MAX_PRIORITY).enqueue(picture)


def _name_homes(homes, publisher):
    names = reading.table("brand")
    for code, home in homes.items():
        wanted = names[code]["newsroom_name"]
        home = HomePage.objects.get(pk=home.pk)
        if home.title != wanted and home.revisions.count() == 1:
            home.title = wanted
            home.save_revision(user=publisher).publish(user=publisher)


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
        pages[item.key, item.language] = (existing or page, existing is None)
    return pages


def _section(kind, home):
    """Fetched anew each time: a stale parent would overwrite the count of its children."""
    if kind == "pages":
        return Page.objects.get(pk=home.pk)
    return Page.objects.child_of(home).get(slug=kind)


class _Writer:
    def __init__(self, builder, topics, people, pictures, users):
        self.builder, self.topics, self.people, self.pictures = builder, topics, people, pictures
        self.users = users

    @transaction.atomic
    def finish(self, item, page):
        page.body = json.dumps(self.builder.build(item))
        if isinstance(page, InfoPage):
            page.purpose = _purpose(item.key)
            page.checked_on = timezone.localdate() - timedelta(days=20)
            page.show_in_menus = False
        else:
            self._news(item, page)
        self._bring_out(item, page)

    def _news(self, item, page):
        front = item.front
        if front.get("lead_image"):
            page.lead_image = self.pictures[front["lead_image"]]
        page.topics.set([self.topics[key].name for key in front.get("topics", [])])
        page.ai_use, page.ai_note = front.get("ai_use", "none"), front.get("ai_note", "")
        page.item_people = [
            ItemPerson(person=self.people[row["person"]], role=row["role"], sort_order=order)
            for order, row in enumerate(front.get("people", []))
        ]
        page.related_items = [
            RelatedItem(target=target, sort_order=order)
            for order, target in enumerate(self._others(front.get("related", []), item))
        ]
        for older in self._others([front.get("supersedes")], item):
            page.supersedes = older
        if isinstance(page, Story):
            page.form = front["form"]
        else:
            page.place, page.dateline = front["place"], front["dateline"]
            page.contacts = [
                ItemContact(person=self.people[key], sort_order=order)
                for order, key in enumerate(front.get("contacts", []))
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
        revision = page.save_revision(user=writer, log_action=True)
        if state == "in_review":
            page.get_workflow().start(page, writer)
        elif state != "draft":
            revision.publish(user=publisher)
        if page.first_published_at:
            # Its history begins on the day that it tells of, not on the day of the demo.
            PublishedVersion.objects.filter(page_id=page.pk).update(at=page.first_published_at)


def _purpose(key):
    purpose = key.replace("-", "_")
    return purpose if purpose in InfoPage.Purpose.values else InfoPage.Purpose.OTHER
