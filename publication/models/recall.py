from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .release import Release


class Recall(models.Model):
    """Everything of a release, or of one item, was withdrawn at once; and the proof that nothing of it can be reached.

    What it has taken down are its `withdrawals`.
    """

    class Proof(models.TextChoices):
        WAITING = "waiting", _("waiting for the worker")
        RUNNING = "running", _("looking")
        CLEAN = "clean", _("nothing can be reached")
        LEAKS = "leaks", _("something can be reached")
        FAILED = "failed", _("could not look")

    release = models.ForeignKey(Release, on_delete=models.SET_NULL, null=True, blank=True, related_name="recalls")
    reason = models.CharField(_("reason"), max_length=300)
    is_public = models.BooleanField(_("readers are told"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("withdrawn at"), default=timezone.now)
    #: How long the transaction that took it down has taken.
    took = models.DurationField(null=True)
    proof = models.CharField(_("proof"), max_length=10, choices=Proof.choices, default=Proof.WAITING)
    #: The last thing that the proof has looked at, and how many answers it has read.
    looked_at = models.CharField(max_length=200, blank=True)
    answers = models.PositiveIntegerField(default=0)
    finds = models.JSONField(default=list)
    proved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("recall")
        verbose_name_plural = _("recalls")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.reason

    @property
    def is_being_proved(self):
        return self.proof in (self.Proof.WAITING, self.Proof.RUNNING)
