from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState


class Reminder(models.Model):
    """That those who decide at a step have been reminded of it: each stage once."""

    class Stage(models.TextChoices):
        HALF = "half", _("half of the time is over")
        OVERDUE = "overdue", _("the time is over")

    task_state = models.ForeignKey(TaskState, on_delete=models.CASCADE, related_name="reminders")
    stage = models.CharField(max_length=10, choices=Stage.choices)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint(fields=["task_state", "stage"], name="editorial_reminded_once")]

    def __str__(self):
        return f"{self.task_state_id} · {self.stage}"
