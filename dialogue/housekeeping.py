"""What readers have left with us is kept no longer than it is needed. Ticks in the worker."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from outbox.models import Delivery

from . import rate
from .answering import key_of_mail
from .models import Suggestion

BATCH = 100


def tick(now=None):
    """One round. Returns how many addresses of readers were deleted."""
    now = now or timezone.now()
    rate.forget(now)
    return _forget_addresses(now - timedelta(days=settings.SUGGESTION_EMAIL_DAYS))


def _forget_addresses(moment):
    """In the row, and in the mail that went to it."""
    old = list(Suggestion.objects.with_an_address_since(moment).values_list("pk", flat=True)[:BATCH])
    if not old:
        return 0
    with transaction.atomic():
        Delivery.objects.filter(key__in=[key_of_mail(pk) for pk in old]).delete()
        return Suggestion.objects.filter(pk__in=old).update(email="")
