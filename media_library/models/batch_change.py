from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=30)
#: Files that are set in one transaction: others wait for the database no longer than that takes.
AT_ONCE = 50


class BatchChangeQuerySet(models.QuerySet):
    def claim(self, key):
        """The row, until the transaction ends; None where nothing is left to be done."""
        return self.select_for_update().filter(pk=key, finished=None).first()

    def forget_old(self, now):
        return self.filter(created__lt=now - KEPT).delete()


class BatchChange(models.Model):
    """What is set for more files than anybody waits for, how far a job has come with it, and what stayed as it was."""

    class Why(models.TextChoices):
        GONE = "gone", _("It was deleted meanwhile.")
        NOT_YOURS = "not yours", _("It is not yours to change.")
        NOT_SAVED = "not saved", _("It could not be changed. Please try again.")
        NOT_POSSIBLE = "not possible", _("What was to be set is no longer possible.")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    #: As its form reads them, of the fields alone that were filled in.
    values = models.JSONField(encoder=DjangoJSONEncoder)
    #: Primary keys, in the order in which they are set.
    keys = models.JSONField()
    done = models.PositiveIntegerField(default=0)
    #: Primary keys of what stayed as it was, as text, each with a `Why`.
    failed = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now, db_index=True)
    finished = models.DateTimeField(null=True)

    objects = BatchChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of many files")
        verbose_name_plural = _("changes of many files")

    def __str__(self):
        return f"{self.kind} {self.done}/{len(self.keys)}"

    @property
    def next_keys(self):
        return self.keys[self.done : self.done + AT_ONCE]

    def count_next(self, failed):
        """The next ones are done, but for those that failed."""
        self.failed |= {str(key): why for key, why in failed.items()}
        self.done += len(self.next_keys)
        if self.done == len(self.keys):
            self.finished = timezone.now()
        self.save(update_fields=["done", "failed", "finished"])
