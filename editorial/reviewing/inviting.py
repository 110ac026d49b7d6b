"""Giving and taking review links. A link is known to whoever invited, once, and to the reviewer's mailbox."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.calendar import format_datetime
from pages.models import BrandSettings

from ..models import ReviewLink
from ..models.passes import digest_of_token, new_token
from ..models.review import in_a_week
from .history import INVITED, REVOKED, SENT, write


@transaction.atomic
def invite(link, user=None):
    """Saves a link that has its page, revision and reviewer, and sends it. Returns its address."""
    token = new_token()
    link.token_hash, link.created_by = digest_of_token(token), user
    link.save()
    write(link, INVITED, user=user)
    return _send(link, token)


@transaction.atomic
def send_again(link, user=None):
    """Another link to the same text, in place of the one before, which opens nothing from now on; where that had
    expired, for a week. Returns its address."""
    token, now = new_token(), timezone.now()
    link.token_hash, link.sent_at = digest_of_token(token), now
    if link.has_expired(now):
        link.expires_at = in_a_week()
    link.save(update_fields=["token_hash", "sent_at", "expires_at"])
    write(link, SENT, user=user)
    return _send(link, token)


@transaction.atomic
def revoke(link, user=None):
    """At once: each request asks."""
    if ReviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        write(link, REVOKED, user=user)


def _send(link, token):
    """Neither headline nor kind: mail is read on the way, and by programs."""
    with translation.override(link.language), timezone.override(timezone.get_default_timezone()):
        address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("review", args=[token])
        brand = BrandSettings.current()
        newsroom = brand.word("newsroom_name") or str(settings.WAGTAIL_SITE_NAME)
        told = {
            "link": link, "address": address, "brand": brand, "newsroom": newsroom,
            "expires": format_datetime(link.expires_at, get_language()),
        }  # fmt: skip
        message = EmailMessage(
            _("A draft of %(newsroom)s, for your review") % {"newsroom": newsroom},
            render_to_string("emails/review.txt", told),
            settings.DEFAULT_FROM_EMAIL,
            [link.email],
            reply_to=[brand.press_email] if brand.press_email else None,
        )
    # The link opens the text for whoever reads it: the outbox forgets it when it has left.
    message.forget_when_sent = True
    message.send()
    return address
