"""Mail leaves through the outbox: Wagtail and Django send as usual, the worker speaks SMTP."""

import hashlib
from email.utils import parseaddr
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from .models import Delivery

CHANNEL = "mail"
OURS = {"message-id", "to", "cc", "bcc"}  # headers that follow from the row, whatever the sender set


class OutboxEmailBackend(BaseEmailBackend):
    """Writes one row per receiver: one bad address must not hold up the others, nor see them."""

    def send_messages(self, email_messages):
        count = 0
        for message in email_messages or []:
            if message.attachments:
                raise ValueError("Mail with attachments does not go through the outbox.")
            for receiver in message.recipients():
                Delivery.objects.put(CHANNEL, key=f"mail:{uuid4().hex}", payload=_payload(message, receiver))
                count += 1
        return count


def put(message, key):
    """Writes the row of a mail to one receiver under a key of the sender's own: the same event twice leaves once, and
    the sender can find what it has sent."""
    (receiver,) = message.recipients()
    return Delivery.objects.put(CHANNEL, key=key, payload=_payload(message, receiver))


def _payload(message, receiver):
    message.message()  # raises BadHeaderError now, in the caller's hands, and not a minute later in the worker
    return {
        "subject": str(message.subject),
        "body": str(message.body),
        "subtype": message.content_subtype,
        "from_email": str(message.from_email),
        "to": [receiver],
        "reply_to": list(message.reply_to),
        "headers": {name: str(value) for name, value in message.extra_headers.items() if name.lower() not in OURS},
        "alternatives": [[str(part[0]), part[1]] for part in getattr(message, "alternatives", [])],
        # Set by whoever sends something that is for the receiver's eyes alone, such as a link that opens a door.
        "forget_when_sent": bool(getattr(message, "forget_when_sent", False)),
    }


def send(delivery):
    """Sends one row over SMTP. The Message-ID follows from the key, so a second copy is recognisable."""
    payload = dict(delivery.payload)
    headers = payload.pop("headers") | {"Message-ID": _message_id(delivery.key)}
    alternatives, subtype = payload.pop("alternatives"), payload.pop("subtype", "plain")
    payload.pop("forget_when_sent", None)
    message = EmailMultiAlternatives(**payload, headers=headers)
    message.content_subtype = subtype
    for content, mimetype in alternatives:
        message.attach_alternative(content, mimetype)
    get_connection(settings.OUTBOX_EMAIL_BACKEND).send_messages([message])


def _message_id(key):
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{domain}>"
