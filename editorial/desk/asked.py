from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils import timezone

from people.request import PressRequest

from .rows import Row, period

SHOWN = 5


def requests_waiting(now=None):
    """Requests that nobody has answered: how many, and those whose deadline is next. Two queries."""
    waiting, now = PressRequest.objects.waiting(), now or timezone.now()
    tally = waiting.aggregate(number=Count("pk"), oldest=Min("at"))
    first = waiting.order_by(F("deadline").asc(nulls_last=True), "at", "pk")[:SHOWN]
    rows = [
        Row(
            title=row.outlet, address=reverse("request:edit", args=[row.pk]), kind=row.get_kind_display(),
            who=row.name, details=row.purpose, at=row.deadline, period=period(row.at, now),
        )
        for row in first
    ]  # fmt: skip
    since = period(tally["oldest"], now) if tally["oldest"] else ""
    return {"rows": rows, "number": tally["number"], "since": since, "has_more": tally["number"] > SHOWN}
