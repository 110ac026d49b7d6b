"""Standard Webhooks 1.0: each endpoint is told what happened in a few signed words, and fetches the item itself.

The id is that of the event, the same in each attempt; whoever has seen it need not look again. Only a 2xx counts.
"""

import base64
import hashlib
import hmac
import json
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from outbox import http
from outbox.channels import Cancelled, Channel, Failed
from outbox.models import Delivery

from ..addresses import absolute
from . import secrets
from .answers import accepted
from .holding import WITHDRAWN, make_sure_it_holds
from .models import WebhookEndpoint

NAME = "webhook"
TEST = "newsroom.test"
GONE = 410
#: Of the standard; each grows by up to a tenth. The first attempt is made at once.
WAITS = (
    timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=5),
    timedelta(hours=10), timedelta(hours=14), timedelta(hours=20), timedelta(hours=24),
)  # fmt: skip


def rows(news):
    listening = WebhookEndpoint.objects.listening(news.language)
    for endpoint in news.once(f"webhooks.{news.language}", lambda: list(listening)):
        if endpoint.hears(news.event):
            yield news.row(NAME, endpoint.lane, endpoint.name, endpoint=endpoint.pk, body=_body(news))


def _body(news):
    """Names and addresses, no words: what is not read here need not be corrected here."""
    data = {
        "id": news.about, "kind": news.kind, "language": news.language, "version": news.version, "url": news.url,
    }  # fmt: skip
    if news.action != WITHDRAWN:
        data["ninjs"] = f"{news.url}?format=ninjs"
    return {"type": news.event, "timestamp": _written(news.at), "data": data}


def put_test(endpoint, user):
    """A row that says nothing of any item, so that somebody can see whether the address answers."""
    now = timezone.now()
    body = {"type": TEST, "timestamp": _written(now), "data": {"url": absolute("/")}}
    return Delivery.objects.put(
        NAME, key=f"{NAME}:{endpoint.lane}:{TEST}:{now.timestamp():.6f}", lane=endpoint.lane, event=TEST,
        payload={"to": [endpoint.name], "endpoint": endpoint.pk, "body": body},
    )  # fmt: skip


def send(delivery):
    endpoint = WebhookEndpoint.objects.filter(pk=delivery.payload["endpoint"]).first()
    if endpoint is None:
        raise Cancelled(gettext_noop("The webhook was deleted."))
    if not endpoint.enabled and delivery.event != TEST:
        raise Cancelled(gettext_noop("The webhook is switched off."))
    if delivery.event != TEST:
        make_sure_it_holds(delivery)
    if not (kept := endpoint.signing_secrets()):
        raise Failed("The secret cannot be read: SECRET_KEY was changed. Make a new one.")
    body = json.dumps(delivery.payload["body"], ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"content-type": "application/json"} | signed(message_id(delivery), timezone.now(), body, kept)
    code = _answer(endpoint, http.send("POST", endpoint.url, body=body, headers=headers, redirects=0))
    WebhookEndpoint.objects.filter(pk=endpoint.pk).update(answered_at=timezone.now())
    return code


def message_id(delivery):
    return f"msg_{hashlib.sha256(delivery.key.encode()).hexdigest()[:32]}"


def signed(message, at, body, kept):
    """The three headers, with one signature for each secret that counts at the moment."""
    timestamp = str(int(at.timestamp()))
    content = f"{message}.{timestamp}.".encode() + body
    signatures = [base64.b64encode(hmac.digest(secrets.key_of(one), content, hashlib.sha256)).decode() for one in kept]
    return {
        "webhook-id": message,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }


def _answer(endpoint, response):
    """410 says that nobody is there any more: the standard's way to sign off."""
    try:
        return accepted(response, final=(GONE,))
    except Failed:
        if response.status == GONE:
            switch_off(endpoint, _("The receiver answered 410 Gone."))
        raise


def given_up(delivery):
    """After the last attempt. An endpoint that has answered meanwhile stays on: it did not want this one."""
    answered = WebhookEndpoint.objects.filter(
        pk=delivery.payload["endpoint"], enabled=True, answered_at__gt=delivery.created_at
    )
    endpoint = WebhookEndpoint.objects.filter(pk=delivery.payload["endpoint"], enabled=True).first()
    if endpoint and not answered.exists() and delivery.event != TEST:
        switch_off(endpoint, _("Nothing was taken for three days, after ten attempts."))


def switch_off(endpoint, why):
    """And tells whoever set it up, else the owners; what waits for it is cancelled as each row comes up."""
    if not WebhookEndpoint.objects.filter(pk=endpoint.pk, enabled=True).update(
        enabled=False, disabled_because=str(why)
    ):
        return
    for user in _to_tell(endpoint):
        with translation.override(_language_of(user)):
            told = {"endpoint": endpoint, "why": str(why), "address": absolute(_edit(endpoint)), "user": user}
            subject = gettext("Webhook switched off: %(name)s") % {"name": " ".join(endpoint.name.split())}
            EmailMessage(subject, render_to_string("emails/webhook_off.txt", told), to=[user.email]).send()


def _to_tell(endpoint):
    users = get_user_model().objects.filter(is_active=True).exclude(email="")
    owner = users.filter(pk=endpoint.owner_id) if endpoint.owner_id else users.none()
    return list(owner) or list(users.filter(is_superuser=True))


def _language_of(user):
    profile = UserProfile.objects.filter(user=user).first()
    return (profile and profile.get_preferred_language()) or settings.LANGUAGE_CODE


def _edit(endpoint):
    return reverse("webhook:edit", args=[endpoint.pk])


def _written(moment):
    return moment.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds")


CHANNEL = Channel(send, _("webhook"), WAITS, given_up)
