"""What is nobody's any more is forgotten once a day. Ticks in the worker; what may take long is a job."""

from django.db import transaction

from .models import DailyRound
from .models.asset import today
from .tasks import forget_checksums

ROUND = "housekeeping"


def tick(now=None):
    """One round. Returns whether this one had the day's job queued."""
    day = today(now)
    if DailyRound.objects.is_done(ROUND, day):
        return 0
    with transaction.atomic():
        begun = DailyRound.objects.begin(ROUND, day)
        if begun:
            forget_checksums.enqueue()
    return int(bool(begun))
