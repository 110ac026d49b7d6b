"""Steps that wait too long. Ticks once a second in the worker."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from .mail import ReminderNotifier
from .models import Reminder, SignOff

logger = logging.getLogger(__name__)


def tick(now=None):
    """Reminds those who decide, once at half of their hours and once when they are over. Returns how many reminders."""
    now = now or timezone.now()
    tasks = {task.pk: task for task in SignOff.objects.filter(hours__isnull=False)}
    waiting = TaskState.objects.filter(
        task__in=tasks, status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS
    ).prefetch_related("reminders")
    return sum(_isolated(state, tasks[state.task_id], now) for state in waiting) if tasks else 0


def _isolated(state, task, now):
    """Whatever one of them raises is logged, because the others must still be told."""
    try:
        return _remind(state, task, now)
    except Exception:
        logger.exception("nobody could be reminded of step %s", state.pk)
        return 0


def _remind(state, task, now):
    stage = _stage(state, task, now)
    if stage is None or stage in {reminder.stage for reminder in state.reminders.all()}:
        return 0
    with transaction.atomic():
        # Of two workers one writes the row; its mail, rows of the outbox, goes with it or not at all.
        _row, is_new = Reminder.objects.get_or_create(task_state=state, stage=stage)
        if is_new and state.workflow_state.content_object is not None:
            ReminderNotifier(stage)(instance=state)
    return int(is_new)


def _stage(state, task, now):
    if task.is_overdue(state, now):
        return Reminder.Stage.OVERDUE
    if state.started_at + timedelta(hours=task.hours) / 2 <= now:
        return Reminder.Stage.HALF
    return None
