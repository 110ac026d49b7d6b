from datetime import date

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class DailyRoundQuerySet(models.QuerySet):
    def go(self, name, day, step):
        """Does the round of this day in one transaction, unless it was done: `step(since)` is given the day up to which
        it was done before. Returns what that returns, else 0."""
        if self.filter(name=name, day__gte=day).exists():
            return 0
        with transaction.atomic():
            since = self._begin(name, day)
            return step(since) if since else 0

    def _begin(self, name, day):
        """Claims the round until the transaction ends. None where another worker was quicker."""
        self.bulk_create([DailyRound(name=name, day=date.min)], ignore_conflicts=True)
        row = self.select_for_update().filter(name=name, day__lt=day).first()
        if row is None:
            return None
        self.filter(pk=row.pk).update(day=day)
        return row.day


class DailyRound(models.Model):
    """Something that the worker does once a day, and the last day of the site on which it was done."""

    name = models.CharField(max_length=20, primary_key=True)
    day = models.DateField()

    objects = DailyRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("daily round")
        verbose_name_plural = _("daily rounds")

    def __str__(self):
        return f"{self.name} {self.day}"
