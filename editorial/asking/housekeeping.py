"""What journalists have told us with a request is kept no longer than the form says. Ticks in the worker."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from people.request import PressRequest

BATCH = 100
MONTH = timedelta(days=30)


def tick(now=None):
    """One round. Returns how many requests were deleted, each with its links and the mail about it."""
    now = now or timezone.now()
    moment = now - settings.REQUEST_KEPT_MONTHS * MONTH
    old = PressRequest.objects.over_since(moment, now).order_by("pk")
    keys = list(old.values_list("pk", flat=True)[:BATCH])
    if not keys:
        return 0
    with transaction.atomic():
        # The mail about them goes with them: `letters.forget`.
        PressRequest.objects.filter(pk__in=keys).delete()
    return len(keys)
