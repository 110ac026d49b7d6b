"""An endpoint that listens, on a real server of this machine, and a worker that goes round."""

import json
from datetime import timedelta

from django.test import override_settings
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from outbox import delivery
from outbox.models import Delivery
from syndication.channels.models import WebhookEndpoint
from tests.outbox.receiver import Receiver

here = override_settings(OUTBOX_LOOPBACK=True)


def endpoint(receiver=None, **fields):
    """Returns the row and its secret."""
    made = WebhookEndpoint(
        name="The archive", url=receiver.url("/hook") if receiver else "https://hook.example/", **fields
    )
    secret = made.renew_secret()
    made.save()
    return made, secret


def work(again=False):
    """One round of the worker; with `again` also what waits for its next attempt."""
    if again:
        Delivery.objects.filter(state=Delivery.State.WAITING).update(next_attempt_at=timezone.now())
    return delivery.tick()


def heard(receiver):
    """What arrived, as (type, data)."""
    told = [json.loads(asked.body) for asked in receiver.asked]
    return [(body["type"], body["data"]) for body in told]


def types(receiver):
    return [name for name, _data in heard(receiver)]


def verified(asked, secret):
    """By the reference library; raises if it is not ours."""
    return Webhook(secret).verify(asked.body, asked.headers)


def died_with(row):
    """As a worker leaves it that was killed while it sent."""
    Delivery.objects.filter(pk=row.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


__all__ = ["Receiver", "died_with", "endpoint", "heard", "here", "types", "verified", "work"]
