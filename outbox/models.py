from datetime import timedelta

from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .channels import label_of

#: People would read it twice.
UNREPEATABLE = {"mail", "post"}


def _if_lost(lost, otherwise, field):
    """A lease that is over and was never given back is that of a worker that died."""
    lost = models.When(leased_until__isnull=False, then=lost)
    return models.Case(lost, default=models.F(otherwise), output_field=field)


WITH_WHAT_WAS_LOST = {
    "attempts": _if_lost(models.F("attempts") + 1, "attempts", models.PositiveIntegerField()),
    "may_have_arrived": _if_lost(models.Value(True), "may_have_arrived", models.BooleanField()),
}


class DeliveryQuerySet(models.QuerySet):
    def due(self, now=None):
        """Waiting and its time come, or claimed by a worker that has died since."""
        now = now or timezone.now()
        return self.filter(state=Delivery.State.WAITING, next_attempt_at__lte=now).filter(
            models.Q(leased_until__isnull=True) | models.Q(leased_until__lte=now)
        )

    def put(self, channel, key, payload, at=None, **fields):
        """Writes the row unless one with this key exists: the same event twice leaves once."""
        row = {"channel": channel, "payload": payload, "next_attempt_at": at or timezone.now(), "lane": channel}
        return self.get_or_create(key=key, defaults=row | fields)[0]

    def put_many(self, rows):
        """The same for many at once, in one query."""
        now = timezone.now()
        for row in rows:
            row.next_attempt_at = row.next_attempt_at or now
            row.lane = row.lane or row.channel
        self.bulk_create(rows, ignore_conflicts=True)

    def lanes(self, now=None):
        """(channel, lane) of what is due, whoever has waited longest first."""
        due = self.due(now).values_list("channel", "lane").order_by()
        return list(due.annotate(since=models.Min("next_attempt_at")).order_by("since").values_list("channel", "lane"))

    def claim(self, now=None):
        """Leases those of these rows that are due; one update for each decides between workers. Returns them."""
        now = now or timezone.now()
        claimed = []
        for pk in self.due(now).order_by("next_attempt_at", "pk").values_list("pk", flat=True):
            if Delivery.objects.due(now).filter(pk=pk).lease():
                claimed.append(pk)
        return list(Delivery.objects.filter(pk__in=claimed))

    def lease(self):
        """Taken over from a worker that died: what it was doing counts as an attempt, it may have arrived."""
        return self.update(leased_until=timezone.now() + Delivery.LEASE, **WITH_WHAT_WAS_LOST)

    def about(self, subject):
        return self.filter(about=subject)

    def left(self):
        """Sent, or tried, or being sent: the receiver may know of it."""
        return self.filter(models.Q(may_have_arrived=True) | models.Q(leased_until__isnull=False))

    def mark_sent(self, code=None, **more):
        """What a channel has sent, with the status that it was answered with, if there are such."""
        sent = {"state": Delivery.State.SENT, "sent_at": timezone.now(), "leased_until": None, "last_error": ""}
        return self.update(**sent, may_have_arrived=True, response_code=code, **more)

    def forget_sent(self, before, most=1000):
        """Deletes what was sent before that moment, the oldest first, but for mail. Returns how many."""
        done = self.filter(state=Delivery.State.SENT, sent_at__lt=before).exclude(channel="mail")
        # No row is sent before its time: this is what the index answers.
        oldest = done.filter(next_attempt_at__lt=before).order_by("next_attempt_at").values_list("pk", flat=True)[:most]
        return self.filter(pk__in=list(oldest)).delete()[0]

    def cancel(self, reason):
        """Those that nobody is sending at this moment will not leave."""
        waiting = self.filter(state=Delivery.State.WAITING).exclude(leased_until__gt=timezone.now())
        cancelled = {"state": Delivery.State.CANCELLED, "last_error": reason, "leased_until": None}
        return waiting.update(**cancelled, **WITH_WHAT_WAS_LOST)


class Delivery(models.Model):
    """One thing to one receiver."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")
        CANCELLED = "cancelled", pgettext_lazy("a delivery", "cancelled")

    LEASE = timedelta(seconds=90)
    ATTEMPTS = 12  # with doubling waits from 10 s to 6 h: about a day

    channel = models.CharField(pgettext_lazy("of deliveries", "channel"), max_length=30)
    key = models.CharField(_("idempotency key"), max_length=200, unique=True)
    #: Rows of one lane leave one after the other; lanes do not wait for each other. One for each receiver.
    lane = models.CharField(max_length=200, blank=True)
    #: The permanent id of what it tells of; "" for mail.
    about = models.CharField(max_length=120, blank=True)
    #: What happened, as a machine says it: `story.published`.
    event = models.CharField(_("event"), max_length=60, blank=True)
    payload = models.JSONField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    leased_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    #: Whatever became of it: an attempt that failed may have failed on the way back.
    may_have_arrived = models.BooleanField(default=False)
    response_code = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "next_attempt_at"], name="outbox_due"),
            models.Index(fields=["state", "channel", "lane", "next_attempt_at"], name="outbox_due_in_lane"),
            models.Index(fields=["about"], name="outbox_about"),
        ]

    def __str__(self):
        return f"{self.channel} {self.key}"

    @property
    def receiver(self):
        return ", ".join(self.payload.get("to", []))

    @admin.display(description=pgettext_lazy("of deliveries", "What"))
    def what(self):
        """For people: the title, if whoever lists the row has found it (`title`), else the subject, else the key."""
        words = getattr(self, "title", "") or self.payload.get("subject") or self.key
        return format_html("<bdi>{}</bdi>", words)

    @property
    def channel_label(self):
        return label_of(self.channel)

    @property
    def last_error_in_words(self):
        """Our own reasons in the language of whoever looks; what a receiver said stays as it is."""
        if not self.last_error:
            return ""
        kind, _colon, words = self.last_error.partition(": ")
        # "Failed" says no more than the state does.
        return gettext(words if kind == "Failed" and words else self.last_error)

    def try_again(self):
        """From the beginning: for somebody who has mended the cause."""
        return self._wait_again(Delivery.objects.filter(pk=self.pk).exclude(state=self.State.SENT))

    def repeat(self):
        """Once more under the same key, even what has arrived: for a receiver that has lost it."""
        if self.channel in UNREPEATABLE:
            return self.try_again()
        return self._wait_again(Delivery.objects.filter(pk=self.pk))

    def _wait_again(self, rows):
        waiting = {"state": self.State.WAITING, "attempts": 0, "leased_until": None, "next_attempt_at": timezone.now()}
        return rows.update(**waiting)


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
