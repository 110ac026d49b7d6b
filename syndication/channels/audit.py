"""What leaves by the outbox, in the leak audit: somebody listens to everything, and each row asks the gate as it does
when it is sent."""

import json

from outbox.channels import Cancelled
from outbox.models import Delivery
from publication.registries import CanaryMaker, Surface, canaries, surfaces

from . import webhooks
from .holding import make_sure_it_holds
from .models import WebhookEndpoint

NO_KEY = "/0123456789abcdef.txt"


def listen():
    """Before anything is planted: without somebody who listens no row is written."""
    endpoint = WebhookEndpoint(name="audit", url="https://receiver.invalid/")
    endpoint.renew_secret()
    endpoint.save()


def leaving(site):
    for row in Delivery.objects.filter(channel=webhooks.NAME, state=Delivery.State.WAITING).exclude(about=""):
        try:
            make_sure_it_holds(row)
        except Cancelled:
            continue
        yield f"{row.event} of {row.about}", json.dumps(row.payload["body"])


canaries.register(CanaryMaker("webhook", lambda site: None, prepare=listen))
surfaces.register(Surface("webhooks", texts=leaving))
surfaces.register(Surface("key of IndexNow", lambda site: [NO_KEY], changes=False))
