import secrets

from django.db import models
from django.db.models import Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

ONLY = 1


def new_version():
    """Drawn at random: what was remembered in a transaction that was rolled back must not come true later."""
    return secrets.token_hex(8)


class EpochQuerySet(models.QuerySet):
    def move(self):
        """What is public has changed. Called in the transaction of the change itself: whoever reads the new version
        reads the change as well."""
        while not self.filter(pk=ONLY).update(version=new_version()):
            self.bulk_create([Epoch(pk=ONLY)], ignore_conflicts=True)

    def present(self, now=None):
        """The present epoch, or "" where there is none yet. One query; `with_epoch` spares it."""
        return _name(self.filter(pk=ONLY).annotate(**_moments(now)).values_list("version", *MOMENTS).first())


class Epoch(models.Model):
    """As long as this row stands, what is public stands, but for pages that come and go by the clock alone."""

    version = models.CharField(max_length=16, default=new_version)

    objects = EpochQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of what is public")
        verbose_name_plural = _("states of what is public")

    def __str__(self):
        return self.version


MOMENTS = ("epoch_expired", "epoch_opened")


def with_epoch(pages, now=None):
    """The rows of a queryset with the present epoch on each, for `epoch_of`: no query of its own."""
    version = Epoch.objects.filter(pk=ONLY).values("version")
    return pages.annotate(epoch_version=Subquery(version), **_moments(now))


def epoch_of(row):
    return _name([row.epoch_version, row.epoch_expired, row.epoch_opened])


def _moments(now):
    """When the clock last closed a page that nobody has taken down yet, and last opened one."""
    now = now or timezone.now()
    live = Page.objects.filter(live=True)
    return {
        "epoch_expired": Subquery(live.filter(expire_at__lte=now).order_by("-expire_at").values("expire_at")[:1]),
        "epoch_opened": Subquery(live.filter(go_live_at__lte=now).order_by("-go_live_at").values("go_live_at")[:1]),
    }


def _name(values):
    if not values or not values[0]:
        return ""
    version, *moments = values
    return "-".join([version, *(f"{moment.timestamp():.6f}" if moment else "" for moment in moments)])
