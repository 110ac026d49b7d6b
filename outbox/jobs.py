"""Looks after what workers leave behind. The database backend of jobs has no lease, so a job whose worker was killed
would stay "running" for ever; and what has been sent is forgotten after a while."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .models import Delivery

logger = logging.getLogger(__name__)

# The longest job, the AVIF pictures of one large photograph, takes well under a minute on one core.
LONGEST_JOB = timedelta(minutes=15)
KEPT = timedelta(days=14)


def tick(now=None):
    """Gives lost jobs back to the queue and forgets finished ones after a fortnight."""
    now = now or timezone.now()
    lost = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - LONGEST_JOB)
    revived = lost.update(status=TaskResultStatus.READY, started_at=None)
    if revived:
        logger.warning("%s lost jobs were given back to the queue", revived)
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    _forget_deliveries(now)
    return revived


def _forget_deliveries(now):
    """By whole days of the site's zone, so that most rounds find nothing and the rows of a day go at once."""
    if settings.OUTBOX_KEPT_DAYS:
        midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
        Delivery.objects.forget_sent(midnight - timedelta(days=settings.OUTBOX_KEPT_DAYS))
