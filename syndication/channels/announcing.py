"""Writes the rows of all channels, in the transaction that changes what is public. Nothing is sent here."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q
from wagtail.models import Page, PageViewRestriction

from editorial.models import Correction
from outbox.models import Delivery
from publication.gate import is_published, published
from publication.models import PublishedVersion
from publication.signals import Event
from stories.models import FactSheet, NewsItem, PressKit, PressRelease, Statement, Story

from ..addresses import address_of
from ..feed import permanent_id
from ..feeds.scopes import topics_of_many
from . import indexnow, posts, webhooks, websub
from .holding import ACTIONS, CORRECTED, OVERTAKEN, PUBLISHED, UPDATED, WITHDRAWN

#: What the kinds are called in events. Receivers know these names: they do not change with those of our models.
NAMES = {Story: "story", PressRelease: "release", Statement: "statement", FactSheet: "fact_sheet", PressKit: "kit"}
EVENTS = [f"{name}.{action}" for name in NAMES.values() for action in ACTIONS]


@dataclass(frozen=True)
class News:
    """What happened to an item, as machines are told it."""

    page: NewsItem
    about: str
    kind: str
    action: str
    #: Of what stands now; where there are none, as of aliases, the second of the change.
    version: int
    at: datetime
    #: Part of the key where the version does not say which time it is: one may be opened and closed often.
    occasion: str = ""
    #: What items that are told of together share, so that it is asked for once.
    shared: dict = field(default_factory=dict, compare=False)

    @property
    def event(self):
        return f"{self.kind}.{self.action}"

    @property
    def language(self):
        return self.page.locale.language_code

    @property
    def url(self):
        return address_of(self.page)

    def once(self, key, find):
        """`find()`, or what it gave for another one of these items."""
        if key not in self.shared:
            self.shared[key] = find()
        return self.shared[key]

    def row(self, channel, lane, to, **payload):
        """One for each item, channel, receiver, action and version, however often it is written."""
        key = f"{channel}:{lane}:{self.about}:{self.event}:{self.version}{self.occasion}"
        return Delivery(
            channel=channel, lane=lane, about=self.about, event=self.event, key=short(key),
            payload={"to": [to], "page": self.page.pk, **payload},
        )  # fmt: skip


def short(key):
    """Addresses of hubs may be long; the key is what must be unique and readable as far as it goes."""
    if len(key) <= Delivery._meta.get_field("key").max_length:
        return key
    return f"{key[:120]}:{hashlib.sha256(key.encode()).hexdigest()[:40]}"


def announce(page, event, at, **kwargs):
    """Receiver of `public_state_changed`."""
    if not isinstance(page, NewsItem):
        return
    about = permanent_id(page)
    if event == Event.WITHDRAWN:
        # What has not left yet does not leave any more; each sender asks the gate as well.
        _good_news([about]).cancel(OVERTAKEN)
        if not _was_public(page) and not _is_known_outside(about):
            return
    elif not is_published(page):
        return
    news = News(page, about, _kind_of(page), _action(page, event, at), _version(page, at), at)
    _put([news])
    if news.action != WITHDRAWN:
        posts.prepare(page)


def announce_many(pages, action, at):
    """Items that were opened or closed by something above them, a batch: as many queries for one as for all, and
    nothing that hangs on their words. What receivers were told of each is told anew: it is another occasion."""
    if action == WITHDRAWN:
        _good_news([permanent_id(page) for page in pages]).cancel(OVERTAKEN)
    numbers = PublishedVersion.objects.filter(page_id__in=[page.pk for page in pages]).order_by()
    versions = dict(numbers.values_list("page_id").annotate(newest=Max("number")))
    occasion, shared = f":{at.timestamp():.6f}", {}
    if settings.WEBSUB_HUBS:
        shared["topics"] = topics_of_many(pages)
    told = []
    for page in pages:
        version = versions.get(page.pk) or int(at.timestamp())
        told.append(News(page, permanent_id(page), _kind_of(page), action, version, at, occasion, shared))
    _put(told)


def _put(told):
    rows = [row for news in told for channel in (webhooks, websub, indexnow) for row in channel.rows(news)]
    if rows:
        Delivery.objects.put_many(rows)


def _good_news(abouts):
    """All that says that there is something; that something is gone holds for as long as it is."""
    return Delivery.objects.filter(about__in=abouts).exclude(event__endswith=f".{WITHDRAWN}")


def _is_known_outside(about):
    """Something of it may have arrived, and the end of it was not told since: what was closed first and is then
    withdrawn is not told twice."""
    rows = Delivery.objects.about(about).exclude(channel=posts.NAME).order_by("-pk")
    left = rows.left().values_list("pk", flat=True).first()
    ends = rows.filter(event__endswith=f".{WITHDRAWN}").exclude(state=Delivery.State.CANCELLED)
    return left is not None and not ends.filter(pk__gte=left).exists()


def _kind_of(page):
    kind = page.specific_class
    return next((name for model, name in NAMES.items() if issubclass(kind, model)), kind.kind())


def _action(page, event, at):
    if event == Event.WITHDRAWN:
        return WITHDRAWN
    if event == Event.WENT_LIVE:
        return PUBLISHED
    # What waits is told with this very publication, whoever hears of it first.
    told = page.corrections.filter(Q(at=None) | Q(at=at), kind=Correction.Kind.CORRECTION)
    return CORRECTED if told.exists() else UPDATED


def _version(page, at):
    numbers = PublishedVersion.objects.filter(page_id=page.pk).order_by("-number").values_list("number", flat=True)
    return numbers.first() or int(at.timestamp())


def _was_public(page):
    """Up to this moment: all above it is, and nothing restricted the page itself."""
    parents = Page.objects.filter(path=page.path[: -page.steplen])
    return published(queryset=parents).exists() and not PageViewRestriction.objects.filter(page_id=page.pk).exists()
