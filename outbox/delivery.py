"""Carries out due rows: claim, send, mark. A crash between the receiver's yes and our mark is the only way to a
second sending, and it has the same idempotency key."""

import logging
from datetime import timedelta

from django.utils import timezone

from .channels import channels
from .models import Delivery

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=10)
LAST_RETRY = timedelta(hours=6)
BATCH = 50  # between batches the worker notes that it is alive, and may be stopped


def tick(now=None):
    """Sends what is due, at most one batch. Returns how many were sent."""
    sent = 0
    for pk in list(Delivery.objects.due(now).order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:BATCH]):
        delivery = _claim(pk)
        if delivery is not None:
            sent += _send(delivery)
    return sent


def _claim(pk):
    """One update decides between workers; nothing is sent inside a transaction."""
    now = timezone.now()
    claimed = Delivery.objects.due(now).filter(pk=pk).update(leased_until=now + Delivery.LEASE)
    return Delivery.objects.get(pk=pk) if claimed else None


def _send(delivery):
    try:
        channels[delivery.channel](delivery)
    except Exception as error:  # noqa: BLE001 - whatever a channel raises is kept on the row and tried again
        logger.warning("%s was not sent: %s", delivery, error)
        _record_failure(delivery, error)
        return 0
    sent = {"state": Delivery.State.SENT, "sent_at": timezone.now(), "leased_until": None, "last_error": ""}
    if delivery.payload.get("forget_when_sent"):
        sent["payload"] = {"to": delivery.payload["to"]}
    Delivery.objects.filter(pk=delivery.pk).update(**sent)
    return 1


def _record_failure(delivery, error):
    attempts = delivery.attempts + 1
    wait = min(FIRST_RETRY * 2 ** (attempts - 1), LAST_RETRY)
    # Only while the lease is ours: another worker may have taken the row over, and sent it.
    ours = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING, leased_until=delivery.leased_until)
    ours.update(
        attempts=attempts,
        state=Delivery.State.GIVEN_UP if attempts >= Delivery.ATTEMPTS else Delivery.State.WAITING,
        next_attempt_at=timezone.now() + wait,
        leased_until=None,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
