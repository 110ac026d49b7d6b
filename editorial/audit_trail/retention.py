"""Entries are kept as long as `AUDIT_KEPT_DAYS` says, and then deleted, the oldest first."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import registry

from .actions import FORGOTTEN
from .recording import record
from .rights import the_house

BATCH = 1000


def tick(now=None):
    """One batch at each call, so that the worker comes round. 0 days keep everything for ever.

    The day ends at midnight in the site's zone: then what is over is deleted at once, and said in few entries.
    """
    if not settings.AUDIT_KEPT_DAYS:
        return 0
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    limit = midnight - timedelta(days=settings.AUDIT_KEPT_DAYS)
    with transaction.atomic():
        deleted = sum(_forget(model, limit) for model in registry.get_log_entry_models())
        house = the_house() if deleted else None
        if house is not None:
            record(FORGOTTEN, house, count=deleted, before=limit.isoformat())
    return deleted


def _forget(model, limit):
    oldest = model.objects.filter(timestamp__lt=limit).order_by("timestamp", "pk").values_list("pk", flat=True)[:BATCH]
    count, _rows = model.objects.filter(pk__in=list(oldest)).delete()
    return count
