"""What is nobody's any more is forgotten once a day. Ticks in the worker; what may take long is a job."""

from django.utils import timezone

from .desk.tasks import set_for_all
from .models import BatchChange, DailyRound
from .models.asset import today
from .tasks import forget_checksums

ROUND = "housekeeping"


def tick(now=None):
    """One round. Returns whether this one had the day's job queued."""
    return DailyRound.objects.go(ROUND, today(now), lambda since: _clean_up(now or timezone.now()))


def _clean_up(now):
    forget_checksums.enqueue()
    BatchChange.objects.forget_old(now)
    _go_on_with_batches()
    return 1


def _go_on_with_batches():
    """Those whose job came to nothing, because the database was away. One that still runs is not disturbed."""
    for key in BatchChange.objects.filter(finished=None).values_list("pk", flat=True):
        set_for_all.enqueue(key)
