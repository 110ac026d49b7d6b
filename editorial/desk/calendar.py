"""What goes out when, and what has gone out: a month, a week or a day, in the calendar of the admin's language."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.models import Page, Revision, get_page_models

from facts.models import Fact
from pages.calendar import (
    day_of_month,
    format_date,
    format_month,
    month_bounds,
    parse_date_text,
    week_bounds,
    weekday_names,
    written,
)
from publication.gate import published
from publication.models import PublishedVersion, Release, ReleaseItem

from .rows import OF_PAGES, Row, about, fact_row, facts_open_to, may, page_row, pages_open_to

MONTH, WEEK, DAY = "month", "week", "day"
VIEWS = {MONTH: _("Month"), WEEK: _("Week"), DAY: _("Day")}
#: Of each kind in one view; beyond that a shorter span tells more.
SHOWN = 400


@dataclass
class Day:
    day: date
    number: str
    heading: str
    is_today: bool
    #: Whether it belongs to the month that is shown, and not to the weeks around it.
    is_inside: bool
    rows: list[Row] = field(default_factory=list)


def calendar(request):
    if not may(request.user, "change", Page, Fact):
        raise PermissionDenied
    view = request.GET.get("view") if request.GET.get("view") in VIEWS else MONTH
    with timezone.override(timezone.get_default_timezone()):
        day, error = _asked(request.GET.get("on", ""))
        return TemplateResponse(
            request, "wagtailadmin/editorial/calendar.html", _context(request.user, view, day) | {"error": error}
        ).render()


def _asked(text):
    today = timezone.localdate()
    if not text:
        return today, ""
    try:
        return parse_date_text(text), ""
    except ValueError as error:
        return today, str(error)


def _context(user, view, day):
    language = get_language()
    first, end = _span(view, day, language)
    days = _days(view, first, end, language)
    for row in _rows(user, _moment(days[0].day), _moment(days[-1].day + timedelta(days=1))):
        days[(timezone.localdate(row.at) - days[0].day).days].rows.append(row)
    return {
        "view": view,
        "views": [(name, label, _address(name, day)) for name, label in VIEWS.items()],
        "span": format_month(day, language) if view == MONTH else format_date(first, language, weekday=view == DAY),
        "weekdays": weekday_names(language),
        "weeks": [days[start : start + 7] for start in range(0, len(days), 7)] if view == MONTH else [],
        "days": days,
        "earlier": _address(view, first - timedelta(days=1)),
        "later": _address(view, end),
        "today": _address(view, timezone.localdate()),
        "on": written(day, language),
    }


def _span(view, day, language):
    if view == MONTH:
        return month_bounds(day, language)
    return week_bounds(day, language) if view == WEEK else (day, day + timedelta(days=1))


def _days(view, first, end, language):
    """In a month whole weeks, so that it makes a table."""
    start, stop = first, end
    if view == MONTH:
        start, stop = week_bounds(first, language)[0], week_bounds(end - timedelta(days=1), language)[1]
    return [
        Day(
            day, day_of_month(day, language), format_date(day, language, weekday=True), day == timezone.localdate(),
            first <= day < end,
        )
        for day in (start + timedelta(days=number) for number in range((stop - start).days))
    ]  # fmt: skip


def _moment(day):
    return timezone.make_aware(datetime.combine(day, time.min))


def _address(view, day):
    return f"{reverse('editorial_calendar')}?view={view}&on={day.isoformat()}"


def _rows(user, start, end):
    rows = [*_pages_ahead(user, start, end), *_facts_ahead(user, start, end), *_gone_out(user, start, end)]
    return sorted(rows, key=lambda row: row.at)


def _pages_ahead(user, start, end):
    opens = Exists(pages_open_to(user).filter(pk=OuterRef("page_id")))
    waiting = ReleaseItem.objects.filter(
        opens, release__state=Release.State.PENDING, release__at__gte=start, release__at__lt=end
    )
    relations = ("release", "revision", *(f"page__{name}" for name in OF_PAGES))
    for item in waiting.select_related(*relations).defer("revision__content").order_by("release__at")[:SHOWN]:
        yield page_row(item.page, title=item.revision.object_str, at=item.release.at, mark=gettext("scheduled"))


def _facts_ahead(user, start, end):
    approved = Revision.objects.filter(
        about(facts_open_to(user)), approved_go_live_at__gte=start, approved_go_live_at__lt=end
    )
    revisions = list(approved.defer("content").order_by("approved_go_live_at")[:SHOWN])
    facts = Fact.objects.in_bulk([int(revision.object_id) for revision in revisions])
    for revision in revisions:
        fact = facts.get(int(revision.object_id))
        if fact is not None:
            yield fact_row(fact, at=revision.approved_go_live_at, mark=gettext("scheduled"))


def _gone_out(user, start, end):
    versions = (
        PublishedVersion.objects.filter(at__gte=start, at__lt=end, page__in=pages_open_to(user).order_by().values("pk"))
        .filter(page__content_type__in=_kinds_of_items())
        .annotate(is_public=Exists(published(queryset=Page.objects.filter(pk=OuterRef("page_id")))))
        .select_related(*(f"page__{name}" for name in OF_PAGES))
        .order_by("at")[:SHOWN]
    )
    for version in versions:
        event = (
            pgettext("published today", "went live") if version.number == 1 else pgettext("published today", "changed")
        )
        mark = "" if version.is_public else gettext("no longer public")
        yield page_row(version.page, title=version.page.title, at=version.at, step=event, mark=mark)


def _kinds_of_items():
    """Content types of what has a reference: sections and front pages are no news."""
    models = [model for model in get_page_models() if getattr(model, "reference_series", "")]
    return [kind.pk for kind in ContentType.objects.get_for_models(*models).values()]


class CalendarMenuItem(MenuItem):
    def is_shown(self, request):
        return may(request.user, "change", Page, Fact)


def menu_item():
    return CalendarMenuItem(_("Calendar"), reverse("editorial_calendar"), icon_name="calendar-alt", order=192)
