"""Giving and taking passes. A link is known to whoever issued it, once, and to the journalist's mailbox."""

from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from media_library.models import Image
from media_library.renditions import enqueue_renditions
from pages.models import BrandSettings

from ..embargo import moment_in_words
from ..models import Embargo, Pass
from ..models.passes import digest_of_token, new_token
from .history import ISSUED, RENEWED, REVOKED, SENT, write
from .texts import assets_shown


class NothingUnderEmbargo(ValueError):
    """The embargo is over, or was never set."""


@dataclass(frozen=True)
class Link:
    """A pass with the address that opens it; the address cannot be found out later."""

    embargo_pass: Pass
    address: str


def issue(page, journalists, text, user=None, expires_at=None):
    """One pass each, and a letter to each. Whoever has one that was not revoked keeps that, and gets nothing new.
    Returns the links."""
    with transaction.atomic():
        moment = _moment_of(page)
        files = _files_of(text.revision)
        links = []
        for journalist in journalists:
            token = new_token()
            given, is_new = Pass.objects.get_or_create(
                page_id=page.pk, journalist=journalist, revoked_at=None,
                defaults={
                    "revision": text.revision, "files": files, "token_hash": digest_of_token(token),
                    "issued_by": user, "expires_at": expires_at,
                },
            )  # fmt: skip
            if is_new:
                links.append(_send(given, token, moment))
                write(given, ISSUED, user=user)
    return links


def send_again(given, user=None):
    """Another link in place of the one before, which opens nothing from now on."""
    with transaction.atomic():
        moment = _moment_of(given.page)
        link = _renew_token(given, moment)
        write(given, SENT, user=user)
    return link


def renew(given, text, user=None):
    """The pass shows this text from now on. The journalist gets another link, because the text is another."""
    with transaction.atomic():
        moment = _moment_of(given.page)
        given.revision, given.files = text.revision, _files_of(text.revision)
        link = _renew_token(given, moment)
        write(given, RENEWED, user=user)
    return link


def revoke(passes, user=None):
    """At once, with the files: each request asks. Returns how many were revoked."""
    count = 0
    with transaction.atomic():
        for given in passes.filter(revoked_at=None).select_related("journalist", "page"):
            count += Pass.objects.filter(pk=given.pk, revoked_at=None).update(revoked_at=timezone.now())
            write(given, REVOKED, user=user)
    return count


def address_of(token, language):
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("embargo", args=[token])


def _moment_of(page):
    embargo = Embargo.objects.standing().with_moment().filter(page_id=page.pk).first()
    if embargo is None:
        raise NothingUnderEmbargo(_("There is no embargo on this piece."))
    return embargo.moment


def _files_of(revision):
    """Public ids. Readers' sizes of the pictures are made now, as for a publication."""
    assets = assets_shown(revision)
    pictures = [asset.pk for asset in assets if isinstance(asset, Image)]
    transaction.on_commit(lambda: enqueue_renditions(pictures))
    return sorted(asset.public_id for asset in assets)


def _renew_token(given, moment):
    token = new_token()
    now = timezone.now()
    given.token_hash, given.sent_at = digest_of_token(token), now
    if given.has_expired(now):
        given.expires_at = None
    given.save(update_fields=["token_hash", "sent_at", "expires_at", "revision", "files"])
    return _send(given, token, moment)


def _send(given, token, moment):
    """Neither headline nor kind: mail is read on the way, and by programs."""
    journalist = given.journalist
    link = Link(given, address_of(token, journalist.language))
    with translation.override(journalist.language):
        brand = BrandSettings.current()
        told = {
            "journalist": journalist, "address": link.address, "moment": moment_in_words(moment), "brand": brand,
            "newsroom": brand.word("newsroom_name") or str(settings.WAGTAIL_SITE_NAME),
            "expires": given.expires_at and moment_in_words(given.expires_at),
        }  # fmt: skip
        message = EmailMessage(
            _("A piece under embargo until %(moment)s") % {"moment": told["moment"]},
            render_to_string("emails/pass.txt", told),
            settings.DEFAULT_FROM_EMAIL,
            [journalist.email],
            reply_to=[brand.press_email] if brand.press_email else None,
        )
    # The link opens the piece for whoever reads it: the outbox forgets it when it has left.
    message.forget_when_sent = True
    message.send()
    return link
