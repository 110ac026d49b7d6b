"""Publishes what is due and takes down what has expired. Replaces Wagtail's `publish_scheduled`.

Ticks once a second in the worker. Any number of runners may tick at once and any may be killed: each release is
claimed, published and marked done in one transaction, so it is either still waiting or wholly out. A release that
fails is tried again later and holds up no other.
"""

import logging
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.log_actions import LogContext
from wagtail.models import Page
from wagtail.search.backends import get_search_backends

from .models import Release, ReleaseItem
from .registries import blockers

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=1)
LAST_RETRY = timedelta(minutes=5)


class Blocked(Exception):
    """A bundle whose preflight finds something missing at its moment stays in as a whole."""

    def __init__(self, messages):
        super().__init__("; ".join(map(str, messages)))
        self.count = len(messages)


class ItemFailed(Exception):
    """One item could not be published, and with it nothing of its release. The cause is chained."""

    def __init__(self, item):
        super().__init__(str(item.pk))
        self.item = item


def tick(now=None):
    """One round. Returns how many releases and expiries were carried out."""
    now = now or timezone.now()
    done = 0
    for pk in list(Release.objects.due(now).values_list("pk", flat=True)):
        done += _isolated(_release, pk, now)
    for pk in list(Page.objects.filter(live=True, expire_at__lte=now).values_list("pk", flat=True)):
        done += _isolated(_expire, pk, now)
    return done


def _isolated(step, pk, now):
    """Runs one step; whatever it raises is recorded and logged, because the next item must still go out."""
    try:
        return step(pk, now)
    except Exception as error:
        logger.exception("%s of %s failed", step.__name__.strip("_"), pk)
        if step is _release:
            _record_failure(pk, error)
        return 0


def _claim(queryset):
    """The row, locked for this transaction, or None when another runner has it. SQLite's IMMEDIATE
    transaction has taken the one write lock already."""
    if connection.features.has_select_for_update_skip_locked:
        queryset = queryset.select_for_update(skip_locked=True, of=("self",))
    return queryset.first()


def _release(pk, now):
    with transaction.atomic():
        release = _claim(Release.objects.due(now).filter(pk=pk))
        if release is None:
            return 0
        # All pages before anything else, and always in one order: nobody waits for somebody who waits for them.
        list(
            Page.objects.filter(release_items__release=release)
            .order_by("pk")
            .select_for_update(of=("self",))
            .only("pk")
        )
        items = list(release.items.as_they_go_out().order_by("page_id"))
        _refuse_what_is_blocked(release, items)
        # Marked before: what is published below overtakes every release of its page that is still waiting.
        release.state = Release.State.DONE
        release.last_error = ""
        release.save(update_fields=["state", "last_error"])
        for item in items:
            if any(item.page.is_descendant_of(other.page) for other in items):
                # That one may have taken another address a moment ago.
                item = release.items.as_they_go_out().get(pk=item.pk)
            _publish_item(item, release)
        _find_by_search(release)
        # Last, so that it says when everything was out.
        release.done_at = timezone.now()
        release.blockers = 0
        release.save(update_fields=["done_at", "blockers"])
        release.items.exclude(error="").update(error="")
    return 1


def _refuse_what_is_blocked(release, items):
    if release.name and (found := [message for check in blockers for message in check(release, items)]):
        raise Blocked(found)


def _find_by_search(release):
    """At the same instant as everything else: Wagtail's own job comes when the worker has time for it. It comes all the
    same, so that an index which fails now holds up nothing. All pages of a kind at once: PostgreSQL's index weighs
    every title anew each time."""
    by_kind = {}
    for page in Page.objects.filter(release_items__release=release).specific():
        by_kind.setdefault(type(page), []).append(page)
    for kind, pages in by_kind.items():
        for backend in get_search_backends(with_auto_update=True):
            try:
                with transaction.atomic():
                    backend.add_bulk(kind, pages)
            except Exception:
                logger.exception("search was not told of pages %s", [page.pk for page in pages])


def _publish_item(item, release):
    """In a log context of its own: of one context, histories show the last entry alone."""
    try:
        with LogContext(user=release.user):
            _publish(item, release)
    except Exception as error:
        raise ItemFailed(item) from error


def _publish(item, release):
    page = _not_public_yet_forgotten(item.page_to_be)
    item.revision.as_object = lambda: page
    action = PublishPageRevisionAction(item.revision, user=release.user, log_action="wagtail.publish.scheduled")
    action.execute(skip_permission_checks=True)


def _not_public_yet_forgotten(page):
    """Without what the preflight has worked out of a page that was not public."""
    for name in list(vars(page)):
        if isinstance(getattr(type(page), name, None), cached_property):
            delattr(page, name)
    return page


def _record_failure(pk, error):
    cause = error.__cause__ if isinstance(error, ItemFailed) else error
    told = f"{type(cause).__name__}: {cause}"[:2000]
    try:
        with transaction.atomic():
            release = Release.objects.select_for_update().get(pk=pk)
            wait = min(FIRST_RETRY * 2 ** min(release.attempts, 20), LAST_RETRY)
            release.attempts += 1
            release.next_attempt_at = timezone.now() + wait
            release.last_error = told
            release.blockers = error.count if isinstance(error, Blocked) else release.blockers
            release.save(update_fields=["attempts", "next_attempt_at", "last_error", "blockers"])
            items = ReleaseItem.objects.filter(release_id=pk)
            items.exclude(error="").update(error="")
            if isinstance(error, ItemFailed):
                items.filter(pk=error.item.pk).update(error=told)
    except DatabaseError:
        # The database itself is away: the row stays due and is tried on the next tick.
        logger.exception("could not record the failure of release %s", pk)


def _expire(pk, now):
    with transaction.atomic():
        page = _claim(Page.objects.filter(pk=pk, live=True, expire_at__lte=now))
        if page is None:
            return 0
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1
