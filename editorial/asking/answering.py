"""A request is answered once: granted, with a personal link to certain files, or refused with words."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.log_actions import log

from people.request import PersonalLink, PressRequest, digest_of_token, new_token

from . import letters

GRANTED, REFUSED, SENT, REVOKED = (f"editorial.request.{what}" for what in ("granted", "refused", "sent", "revoked"))


class AlreadyAnswered(Exception):
    """Somebody else was quicker."""


def grant(request, user, files, expires_at, answer=""):
    """Returns the address of the link, which cannot be found out later."""
    with transaction.atomic():
        _hold_waiting(request)
        _answer(request, user, PressRequest.State.GRANTED, answer)
        address = _send(request, files, expires_at)
        log(instance=request, action=GRANTED, user=user)
    return address


def refuse(request, user, answer):
    with transaction.atomic():
        _hold_waiting(request)
        _answer(request, user, PressRequest.State.REFUSED, answer)
        letters.tell_refused(request)
        log(instance=request, action=REFUSED, user=user)


def send_again(request, user, files, expires_at):
    """Another link in place of the one before, which opens nothing from now on."""
    with transaction.atomic():
        _take_back(request)
        address = _send(request, files, expires_at)
        log(instance=request, action=SENT, user=user)
    return address


def revoke(request, user):
    """Whether there was a link to be taken back."""
    with transaction.atomic():
        if taken := _take_back(request):
            log(instance=request, action=REVOKED, user=user)
    return bool(taken)


def address_of(token, language):
    with translation.override(language):
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("granted", args=[token])


def _hold_waiting(request):
    if not _hold(request, PressRequest.objects.waiting()):
        raise AlreadyAnswered


def _hold(request, requests=PressRequest.objects):
    """Until the transaction ends, so that of two desks one comes after the other. None if it is not among these."""
    return requests.filter(pk=request.pk).select_for_update().first()


def _answer(request, user, state, answer):
    request.state, request.answer = state, answer
    request.answered_at, request.answered_by = timezone.now(), user
    request.save(update_fields=["state", "answer", "answered_at", "answered_by"])


def _send(request, files, expires_at):
    token = new_token()
    link = request.links.create(files=sorted(files), token_hash=digest_of_token(token), expires_at=expires_at)
    address = address_of(token, request.language)
    letters.tell_granted(request, link, address)
    return address


def _take_back(request):
    _hold(request)
    return PersonalLink.objects.filter(request=request, revoked_at=None).update(revoked_at=timezone.now())
