from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from .digest import digest_of


class VoteQuerySet(models.QuerySet):
    def for_present_text(self, task_state):
        return self.filter(task_state=task_state, digest=digest_of(task_state.revision))


class Vote(models.Model):
    """One of several approvals that a step needs. It holds for one text: another one has to be approved again."""

    task_state = models.ForeignKey(TaskState, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["task_state", "user", "digest"], name="editorial_one_vote")]

    def __str__(self):
        return f"{self.user} · {self.task_state_id}"


class Approval(models.Model):
    """What exactly was approved: the fingerprint of the text at the moment of the approval."""

    task_state = models.OneToOneField(TaskState, on_delete=models.CASCADE, related_name="approval")
    digest = models.CharField(max_length=64)
    #: Of the text alone: what waited with it has been told when the same text goes out once more.
    digest_of_words = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")

    def __str__(self):
        return f"{self.task_state_id} · {self.digest[:12]}"
