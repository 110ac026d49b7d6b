from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Case, Count, Q, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import pgettext

from facts.models import Fact

from .rows import Row, fact_row, facts_open_to, name_of

SHOWN = 8
SOON = timedelta(days=14)


@dataclass(frozen=True)
class ToCheck:
    """Facts that somebody should look at again: `stale` are past their date, `soon` will be within two weeks."""

    stale: list[Row]
    soon: list[Row]
    stale_count: int
    own_count: int
    soon_count: int
    stale_address: str
    own_address: str
    soon_address: str


def to_check(user, today=None):
    today = today or timezone.localdate()
    facts = facts_open_to(user)
    past, near = Q(review_by__lt=today), Q(review_by__range=(today, today + SOON))
    counts = facts.aggregate(
        stale_count=Count("pk", filter=past),
        own_count=Count("pk", filter=past & Q(owner=user)),
        soon_count=Count("pk", filter=near),
    )
    return ToCheck(
        stale=_rows(facts.filter(past), user),
        soon=_rows(facts.filter(near), user),
        stale_address=_list(review="stale"),
        own_address=_list(review="stale", owner=user.pk),
        soon_address=_list(ordering="review_by"),
        **counts,
    )


def _rows(facts, user):
    """The user's own first, then the oldest."""
    own_first = Case(When(owner=user, then=Value(0)), default=Value(1))
    facts = facts.select_related("owner").order_by(own_first, "review_by", "pk")[:SHOWN]
    you = pgettext("owner of a fact", "you")
    return [
        fact_row(fact, at=fact.review_by, who=you if fact.owner_id == user.pk else name_of(fact.owner))
        for fact in facts
    ]  # fmt: skip


def _list(**query):
    return f"{reverse(Fact.snippet_viewset.get_url_name('list'))}?{urlencode(query)}"
