"""Carries out due rows: claim, send, mark. A crash between the receiver's yes and our mark is the only way to a
second sending, and it has the same idempotency key."""

import logging
import random
import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from . import lanes
from .channels import Cancelled, channels
from .models import Delivery

logger = logging.getLogger(__name__)

FIRST_RETRY = timedelta(seconds=10)
LAST_RETRY = timedelta(hours=6)
BATCH = 50  # between batches the worker notes that it is alive, and may be stopped
#: Seconds. Then a slow receiver leaves its place to another one.
TURN = 20
#: By so much a wait grows by chance, so that what failed together does not come back together.
JITTER = 0.1
#: Kept on the row in English, and shown in the language of whoever looks.
WORKERS_DIED = gettext_noop("The worker died each time it was sent.")
#: Seconds. Whatever a receiver asks for.
LONGEST_WAIT = 24 * 3600


def tick(now=None):
    """Sends what is due, at most one batch of each receiver. Returns how many were sent.

    In a worker each receiver has a thread of its own (`lanes`), and the number is not known yet: 0.
    """
    return sum(lanes.run(key, send_lane, now) for key in Delivery.objects.lanes(now))


def send_lane(channel, lane, now=None):
    """One turn of one receiver."""
    started, sent = time.monotonic(), 0
    due = Delivery.objects.due(now).filter(channel=channel, lane=lane)
    for pk in list(due.order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:BATCH]):
        delivery = _claim(pk)
        if delivery is not None and _limit(delivery) <= delivery.attempts:
            _give_up(delivery)
        elif delivery is not None:
            sent += _send(delivery)
        if time.monotonic() - started > TURN:
            break
    return sent


def _claim(pk):
    """One update decides between workers; nothing is sent inside a transaction."""
    return Delivery.objects.get(pk=pk) if Delivery.objects.due().filter(pk=pk).lease() else None


def _send(delivery):
    try:
        code = channels[delivery.channel](delivery)
    except Cancelled as reason:
        _ours(delivery).update(state=Delivery.State.CANCELLED, leased_until=None, last_error=str(reason))
        return 0
    except Exception as error:  # noqa: BLE001 - whatever a channel raises is kept on the row and tried again
        logger.warning("%s was not sent: %s", delivery, error)
        _record_failure(delivery, error)
        return 0
    forgets = delivery.payload.get("forget_when_sent")
    more = {"payload": {"to": delivery.payload["to"]}} if forgets else {}
    Delivery.objects.filter(pk=delivery.pk).mark_sent(code if isinstance(code, int) else None, **more)
    return 1


def _ours(delivery):
    """Only while the lease is ours: another worker may have taken the row over, and sent it."""
    return Delivery.objects.filter(
        pk=delivery.pk, state=Delivery.State.WAITING, leased_until=delivery.leased_until
    )  # fmt: skip


def _record_failure(delivery, error):
    channel = channels.get(delivery.channel)
    attempts, waits = delivery.attempts + 1, getattr(channel, "waits", ())
    over = getattr(error, "final", False) or attempts >= _limit(delivery)
    changed = _ours(delivery).update(
        attempts=attempts,
        may_have_arrived=True,
        state=Delivery.State.GIVEN_UP if over else Delivery.State.WAITING,
        next_attempt_at=timezone.now() + _wait(attempts, waits, error),
        leased_until=None,
        response_code=getattr(error, "code", None),
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )
    if changed and over:
        _tell_channel(delivery)


def _limit(delivery):
    waits = getattr(channels.get(delivery.channel), "waits", ())
    return len(waits) + 1 if waits else Delivery.ATTEMPTS


def _give_up(delivery):
    """One whose last attempts were never reported: their workers died, perhaps of it. It must not take another one."""
    logger.error("%s is given up: its workers died", delivery)
    changed = _ours(delivery).update(
        state=Delivery.State.GIVEN_UP, leased_until=None, last_error=WORKERS_DIED, may_have_arrived=True
    )  # fmt: skip
    if changed:
        _tell_channel(delivery)


def _tell_channel(delivery):
    told = getattr(channels.get(delivery.channel), "given_up", None)
    if told:
        delivery.refresh_from_db()
        told(delivery)


def _wait(attempts, waits, error):
    if not waits:
        return min(FIRST_RETRY * 2 ** (attempts - 1), LAST_RETRY)
    wait = waits[min(attempts, len(waits)) - 1] * (1 + random.uniform(0, JITTER)) / settings.OUTBOX_HASTE  # noqa: S311
    asked = getattr(error, "wait", None) or timedelta(0)
    return min(max(wait, asked), timedelta(seconds=LONGEST_WAIT))
