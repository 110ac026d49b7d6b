"""*Set for all*, of more files than anybody waits for."""

import logging

from django.db import transaction
from django_tasks import task
from wagtail.log_actions import LogContext

from ..many import many_at_once
from ..models import BatchChange
from .for_all import ForAllForm
from .kinds import kind_named

logger = logging.getLogger(__name__)
Why = BatchChange.Why


@task(queue_name="media")
def set_for_all(key):
    """Sets some, and queues itself for the next ones: other jobs have their turn in between, and a worker that is told
    to stop is soon done. Goes on where it was when it was killed; safe to run twice."""
    with transaction.atomic():
        batch = BatchChange.objects.claim(key)
        if batch is None:
            return
        batch.count_next(_try(batch))
        if not batch.finished:
            set_for_all.enqueue(key)


def _try(batch):
    """Returns those that stay as they were, each with why."""
    try:
        with many_at_once(), LogContext(user=batch.user):
            return _set(batch)
    except Exception:
        # Whatever it was: these stay as they were and are named, and the others are set.
        logger.exception("%s files were not set", len(batch.next_keys))
        return dict.fromkeys(batch.next_keys, Why.NOT_SAVED)


def _set(batch):
    """Asks once more what its user may, now."""
    kind, keys = kind_named(batch.kind), batch.next_keys
    form = ForAllForm(batch.values, kind=kind, user=batch.user)
    if not form.is_valid():
        return dict.fromkeys(keys, Why.NOT_POSSIBLE)
    assets = kind.model.objects.select_related("collection").in_bulk(keys)
    failed = {key: Why.GONE for key in keys if key not in assets}
    for key, asset in sorted(assets.items()):
        if kind.may_change(batch.user, asset):
            form.apply(asset)
        else:
            failed[key] = Why.NOT_YOURS
    return failed
