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
    for pk in list(_due(now).values_list("pk", flat=True)):
        done += _isolated(_publish, pk, now)
    for pk in list(Fact.objects.filter(live=True, expire_at__lte=now).values_list("pk", flat=True)):
        done += _isolated(_expire, pk, now)
    return done


def _due(now):
    # By name and not by `ContentType.objects`: its cache may be of another database.
    fact = {"content_type__app_label": Fact._meta.app_label, "content_type__model": Fact._meta.model_name}
    return Revision.objects.filter(**fact, approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")


def _isolated(step, pk, now):
    """Runs one step; whatever it raises is logged, because the next fact must still go out. It is tried again."""
    try:
        return step(pk, now)
    except Exception:
        logger.exception("%s of fact %s failed", step.__name__.strip("_"), pk)
        return 0


def _claim(queryset):
    if connection.features.has_select_for_update_skip_locked:
        queryset = queryset.select_for_update(skip_locked=True, of=("self",))
    return queryset.first()


def _publish(pk, now):
    with transaction.atomic():
        revision = _claim(_due(now).filter(pk=pk))
        if revision is None:
            return 0
        revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)
    return 1


def _expire(pk, now):
    with transaction.atomic():
        fact = _claim(Fact.objects.filter(pk=pk, live=True, expire_at__lte=now))
        if fact is None:
            return 0
        fact.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1
