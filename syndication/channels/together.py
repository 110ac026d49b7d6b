"""Pings say that something has changed, and not what: those that wait for one receiver leave as one request."""

from datetime import timedelta

from django.utils import timezone

from outbox.channels import Cancelled
from outbox.models import Delivery

from .holding import make_sure_it_holds

AT_ONCE = 100
A_MINUTE = timedelta(minutes=1)


def send_together(delivery, ask):
    """`ask(rows)` sends this one and those beside it that still hold. Only rows that are visible now count: what is
    committed later is told by a later request."""
    make_sure_it_holds(delivery)
    beside = Delivery.objects.filter(channel=delivery.channel, lane=delivery.lane).exclude(pk=delivery.pk)
    first = beside.due().order_by("next_attempt_at", "pk")[: AT_ONCE - 1].values("pk")
    claimed = Delivery.objects.filter(pk__in=list(first.values_list("pk", flat=True))).claim()
    holding = [row for row in claimed if _holds(row)]
    keys = Delivery.objects.filter(pk__in=[row.pk for row in holding], state=Delivery.State.WAITING)
    try:
        code = ask([delivery, *holding])
    except Exception as error:
        wait = getattr(error, "wait", None) or A_MINUTE
        keys.update(leased_until=None, may_have_arrived=True, next_attempt_at=timezone.now() + wait)
        raise
    keys.mark_sent(code)
    return code


def _holds(row):
    try:
        make_sure_it_holds(row)
    except Cancelled as reason:
        Delivery.objects.filter(pk=row.pk, state=Delivery.State.WAITING).update(
            state=Delivery.State.CANCELLED, leased_until=None, last_error=str(reason)
        )
        return False
    return True
