"""A suggestion is answered once: accepted, with a correction that waits for the next publication, or declined."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from outbox import mail
from pages.models import BrandSettings
from publication.gate import published

from .models import Suggestion

ACCEPTED, DECLINED = "dialogue.accept", "dialogue.decline"


class AlreadyAnswered(Exception):
    """Somebody else was quicker."""


def accept(suggestion, user, answer, correction):
    """`correction` is written, waits, and goes out with the next publication of the piece."""
    with transaction.atomic():
        _hold(suggestion)
        correction.save()
        suggestion.correction = correction
        _answer(suggestion, user, Suggestion.State.ACCEPTED, answer)


def decline(suggestion, user, answer):
    with transaction.atomic():
        _hold(suggestion)
        _answer(suggestion, user, Suggestion.State.DECLINED, answer)


def _hold(suggestion):
    if not Suggestion.objects.open().filter(pk=suggestion.pk).select_for_update().first():
        raise AlreadyAnswered


def _answer(suggestion, user, state, answer):
    suggestion.state, suggestion.answer = state, answer
    suggestion.answered_at, suggestion.answered_by = timezone.now(), user
    suggestion.save(update_fields=["state", "answer", "answered_at", "answered_by", "correction"])
    log(instance=suggestion, action=ACCEPTED if state == Suggestion.State.ACCEPTED else DECLINED, user=user)
    if suggestion.email and answer:
        _tell(suggestion)


def _tell(suggestion):
    """In the language of the piece. Its headline and address are named only while readers may see it."""
    with translation.override(suggestion.page.locale.language_code):
        piece = published().filter(pk=suggestion.page_id).first()
        words = BrandSettings.current().wording()
        address = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{iri_to_uri(piece.url_path)}" if piece else ""
        context = {"suggestion": suggestion, "piece": piece, "address": address, "words": words}
        subject = _("Your suggestion to %(name)s") % {"name": words.newsroom_name if words else _("the newsroom")}
        body = render_to_string("emails/suggestion_answered.txt", context)
    mail.put(EmailMessage(subject, body, to=[suggestion.email]), key=key_of_mail(suggestion.pk))


def key_of_mail(key):
    return f"mail:suggestion:{key}"
