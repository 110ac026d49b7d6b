from datetime import timedelta
from itertools import groupby

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from wagtail.models import Revision

from facts.models import Fact
from pages.calendar import format_date, format_time
from pages.digits import format_number
from publication.models import Release, ReleaseItem

from ..bundles.permissions import bundles_open_to
from .rows import OF_PAGES, Row, about, cut, fact_row, facts_open_to, page_row, pages_open_to, period

SHOWN = 20
#: The worker goes round once a second; what is later than this by more was not merely passed by.
LATE = timedelta(minutes=1)


def upcoming(user, now=None):
    """The next first, under headings by day in the active zone."""
    now = now or timezone.now()
    rows = [*_bundles(user, now), *_pages(user, now), *_facts(user, now)]
    found = cut(sorted(rows, key=lambda row: row.at), SHOWN)
    days = groupby(found["rows"], key=lambda row: _heading(row.at, now))
    return {"days": [(heading, list(rows)) for heading, rows in days], "has_more": found["has_more"]}


def _bundles(user, now):
    """One row for all that goes out together, for those who may open all of it."""
    waiting = bundles_open_to(user).pending().annotate(size=Count("items")).order_by("at", "pk")[: SHOWN + 1]
    for release in waiting:
        count = format_number(release.size, get_language())
        yield Row(
            title=release.name, address=reverse("release:look", args=[release.pk]),
            kind=gettext("Release of several, items: %(count)s") % {"count": count},
            **_timing(release.at, now), mark=_mark_of(release, now),
            details=release.last_error if user.is_superuser else "",
        )  # fmt: skip


def _pages(user, now):
    opens = Exists(pages_open_to(user).filter(pk=OuterRef("page_id")))
    items = (
        ReleaseItem.objects.filter(opens, release__state=Release.State.PENDING)
        .exclude(release__in=bundles_open_to(user).order_by().values("pk"))
        .select_related("release", "revision", *(f"page__{name}" for name in OF_PAGES))
        .defer("revision__content")
        .order_by("release__at", "pk")[: SHOWN + 1]
    )
    for item in items:
        release = item.release
        # The title that was approved; a later draft may have another.
        yield page_row(
            item.page, title=item.revision.object_str, **_timing(release.at, now), mark=_mark_of(release, now),
            details=release.last_error if user.is_superuser else "",
        )  # fmt: skip


def _facts(user, now):
    approved = Revision.objects.filter(about(facts_open_to(user)), approved_go_live_at__isnull=False)
    revisions = list(approved.defer("content").order_by("approved_go_live_at", "pk")[: SHOWN + 1])
    facts = Fact.objects.in_bulk([int(revision.object_id) for revision in revisions])
    for revision in revisions:
        fact = facts.get(int(revision.object_id))
        if fact is not None:
            at = revision.approved_go_live_at
            yield fact_row(fact, **_timing(at, now), mark=_lateness(at, now))


def _timing(at, now):
    return {"at": at, "period": period(at, now) if at <= now else ""}


def _mark_of(release, now):
    if release.at > now or not release.last_error:
        return _lateness(release.at, now)
    if release.name and release.blockers:
        return gettext("Something is missing, so it stays in: look at its preflight.")
    attempts = format_number(release.attempts, get_language())
    if release.next_attempt_at is None:
        return gettext("Could not be released (attempts: %(count)s).") % {"count": attempts}
    again = format_time(release.next_attempt_at, get_language())
    words = {"count": attempts, "time": again}
    return gettext("Could not be released (attempts: %(count)s). Next attempt at %(time)s.") % words


def _lateness(at, now):
    return gettext("Its time has passed, and it has not gone out.") if now - at > LATE else ""


def _heading(at, now):
    day, today = timezone.localdate(at), timezone.localdate(now)
    if at <= now:
        return gettext("Should be out by now")
    if day == today:
        return gettext("Later today")
    if day == today + timedelta(days=1):
        return gettext("Tomorrow")
    return format_date(at, get_language(), weekday=True)
