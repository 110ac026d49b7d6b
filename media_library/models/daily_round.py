from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyRoundQuerySet(models.QuerySet):
    def is_done(self, name, day):
        return self.filter(name=name, day__gte=day).exists()

    def begin(self, name, day):
        """Claims the round of this day until the transaction ends. The day up to which it was done before, or None
        where another worker was quicker."""
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
