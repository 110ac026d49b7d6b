"""What is opened or closed without a word of its own: items below a page that was withdrawn, came back or was
restricted. Receivers of `public_state_changed` hear of the upper page alone; here feeds and channels are told the rest.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication.gate import published
from publication.signals import Event
from stories.models import NewsItem

from .channels.announcing import announce_many
from .channels.holding import PUBLISHED, WITHDRAWN
from .signal_handlers import bury, dig_up

#: Items of which rows are written at once.
BATCH = 200


def after_page(page, event, at, **kwargs):
    """Receiver of `public_state_changed`. News has nothing below it, and is told of by others."""
    if isinstance(page, NewsItem):
        return
    if event == Event.WENT_LIVE:
        opened(page, at)
    # A deleted page still stands; Django names each page below it, and each is announced as withdrawn.
    elif event == Event.WITHDRAWN and not Page.objects.filter(pk=page.pk, live=True).exists():
        closed(page, at, by=page)


def after_restriction(instance, created, raw=False, **kwargs):
    if created and not raw:
        closed(instance.page, timezone.now(), by=instance)


def after_restriction_ended(instance, origin=None, **kwargs):
    """Lifted, that is: with a page that is deleted its restrictions go too, and open nothing."""
    if getattr(origin, "model", type(origin)) is PageViewRestriction:
        opened(instance.page, timezone.now())


@transaction.atomic
def opened(page, at):
    """Nothing below was public while it was closed; what is now, came with it."""
    for items in _batches(published(queryset=_reach_of(page))):
        dig_up(items)
        announce_many(items, PUBLISHED, at)


@transaction.atomic
def closed(page, at, by):
    """`by` is what closed it, the page itself or a restriction: what would be public without it, was."""
    for items in _batches(published(queryset=_reach_of(page), but_for=by)):
        bury(items, at)
        announce_many(items, WITHDRAWN, at)


def _reach_of(page):
    """The page, what is below it, and what repeats its words elsewhere."""
    below = Q(path__startswith=page.path)
    return NewsItem.objects.filter(below | Q(alias_of=page.pk)).order_by("pk")


def _batches(items):
    keys = list(items.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        some = NewsItem.objects.filter(pk__in=keys[start : start + BATCH])
        yield list(some.select_related("locale").order_by("pk"))
