from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DeliveryQuerySet(models.QuerySet):
    def due(self, now=None):
        """Waiting and its time come, or claimed by a worker that has died since."""
        now = now or timezone.now()
        return self.filter(state=Delivery.State.WAITING, next_attempt_at__lte=now).filter(
            models.Q(leased_until__isnull=True) | models.Q(leased_until__lte=now)
        )

    def put(self, channel, key, payload, at=None):
        """Writes the row unless one with this key exists: the same event twice leaves once."""
        return self.get_or_create(
            key=key,
            defaults={"channel": channel, "payload": payload, "next_attempt_at": at or timezone.now()},
        )[0]


class Delivery(models.Model):
    """One thing to one receiver."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")

    LEASE = timedelta(seconds=90)
    ATTEMPTS = 12  # with doubling waits from 10 s to 6 h: about a day

    channel = models.CharField(max_length=30)
    key = models.CharField(_("idempotency key"), max_length=200, unique=True)
    payload = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="outbox_due")]

    def __str__(self):
        return f"{self.channel} {self.key}"

    @property
    def receiver(self):
        return ", ".join(self.payload.get("to", []))

    def try_again(self):
        """From the beginning: for somebody who has mended the cause."""
        waiting = {"state": self.State.WAITING, "attempts": 0, "leased_until": None, "next_attempt_at": timezone.now()}
        return Delivery.objects.filter(pk=self.pk).exclude(state=self.State.SENT).update(**waiting)


class HeartbeatQuerySet(models.QuerySet):
    def beat(self, name, now=None):
        """Notes that this one went round, every few seconds and not each time: the disk should rest too."""
        now = now or timezone.now()
        if not self.filter(name=name, at__gt=now - Heartbeat.EVERY).exists():
            self.update_or_create(name=name, defaults={"at": now})

    def silent(self, names, now=None):
        """Those of the names that have not gone round for too long."""
        now = now or timezone.now()
        alive = set(self.filter(name__in=names, at__gt=now - Heartbeat.STALE).values_list("name", flat=True))
        return [name for name in names if name not in alive]


class Heartbeat(models.Model):
    """When each clock of the worker last went round. One row per name; the health page reads it."""

    EVERY = timedelta(seconds=5)
    STALE = timedelta(seconds=15)

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self):
        return f"{self.name} {self.at:%H:%M:%S}"
