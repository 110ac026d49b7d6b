"""Publishes facts whose time has come and takes down those whose time is over. Ticks in the worker, beside pages."""

import logging

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from .models import Fact

logger = logging.getLogger(__name__)


def tick(now=None):
    """One round. Returns how many facts were published or taken down."""
    now = now or timezone.now()
    done = 0
    for pk in dict.fromkeys(_due(now).values_list("object_id", flat=True)):
        done += _isolated(_publish, pk, now)
    for pk in list(_expired(now).values_list("pk", flat=True)):
        done += _isolated(_expire, pk, now)
    return done


def _due(now):
    # By name and not by `ContentType.objects`: its cache may be of another database.
    fact = {"content_type__app_label": Fact._meta.app_label, "content_type__model": Fact._meta.model_name}
    return Revision.objects.filter(**fact, approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")


def _expired(now):
    return Fact.objects.filter(live=True, expire_at__lte=now)


def _isolated(step, pk, now):
    """Runs one step; whatever it raises is logged, because the next fact must still go out. It is tried again."""
    try:
        return step(pk, now)
    except Exception:
        logger.exception("%s of fact %s failed", step.__name__.strip("_"), pk)
        return 0


def _claim(queryset):
    """The fact, locked for this transaction, or None when somebody else has it: the next round asks again. The fact
    before its revisions, in the order of those who publish by hand."""
    if connection.features.has_select_for_update_skip_locked:
        queryset = queryset.select_for_update(skip_locked=True, no_key=True)
    return queryset.first()


def _publish(pk, now):
    with transaction.atomic():
        revision = _due(now).filter(object_id=pk).first() if _claim(Fact.objects.filter(pk=pk)) else None
        if revision is None:
            return 0
        revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)
    return 1


def _expire(pk, now):
    with transaction.atomic():
        fact = _claim(_expired(now).filter(pk=pk))
        if fact is None:
            return 0
        fact.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1
