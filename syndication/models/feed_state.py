import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models import Withdrawal

ONE_SECOND = timedelta(seconds=1)
#: By how much the clocks of a house's servers may, at most.
CLOCKS_DIFFER = timedelta(seconds=5)
#: Of a scope's key: language, folder, slug.
KEY_LENGTH = 120


def new_version():
    """Drawn at random: it tells nobody how often something was published, and no restored backup repeats it."""
    return secrets.token_hex(8)


class FeedStateManager(models.Manager):
    def move(self):
        """Something that feeds show has changed. Written in the transaction of the change itself.

        All languages move: an item may link to a page of another one, which has just gone.
        """
        now = timezone.now().replace(microsecond=0)
        # HTTP dates count whole seconds: two changes within one must not share theirs. Of many it is enough that no
        # server, by whose clock a date is cut off (`validators.answer`), can have told the last one's yet.
        later = Case(
            When(changed_at__lt=now, then=Value(now)),
            When(changed_at__lt=now + CLOCKS_DIFFER, then=F("changed_at") + ONE_SECOND),
            default=F("changed_at"),
        )
        for language, _name in sorted(settings.LANGUAGES):
            if not self.filter(language=language).update(changed_at=later, version=new_version()):
                self.bulk_create([FeedState(language=language, changed_at=now)], ignore_conflicts=True)


class FeedState(models.Model):
    """Since when the feeds of a language have stood as they stand. Moves on withdrawals too, and never backwards."""

    language = models.CharField(_("language"), max_length=12, primary_key=True)
    changed_at = models.DateTimeField(_("changed at"))
    version = models.CharField(max_length=16, default=new_version)

    objects = FeedStateManager()

    class Meta:
        verbose_name = _("state of a feed")
        verbose_name_plural = _("states of feeds")

    def __str__(self):
        return f"{self.language} {self.changed_at:%Y-%m-%d %H:%M:%S}"


class ScopeState(models.Model):
    """What a feed said in the state of its language in which somebody last looked (`feeds.validity`), and since when.

    Written by the first reader after a change, not with the change: which feeds show a link to the page that has just
    gone is known when they are made. What is written follows from what is public alone.
    """

    scope = models.CharField(max_length=KEY_LENGTH, primary_key=True)
    seen = models.CharField(max_length=64)
    digest = models.CharField(max_length=32)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("state of one feed")
        verbose_name_plural = _("states of single feeds")

    def __str__(self):
        return f"{self.scope} {self.changed_at:%Y-%m-%d %H:%M:%S}"


class TombstoneQuerySet(models.QuerySet):
    def newest_of(self, scope, length):
        """What has left a feed, last first, each with the `reason` that readers are told at its address. One query."""
        told = Withdrawal.objects.told().filter(page_id=models.OuterRef("page_id")).order_by("-at")
        rows = self.filter(scope=scope).annotate(reason=Subquery(told.values("reason")[:1]))
        return list(rows.order_by("-at", "-pk")[:length])


class Tombstone(models.Model):
    """An item that readers of a feed had, and that was withdrawn since. Gone when the item comes back."""

    scope = models.CharField(max_length=KEY_LENGTH)
    #: `syndication.feed.permanent_id`, which had been public.
    entry_id = models.CharField(max_length=100)
    at = models.DateTimeField()
    # No foreign key: it is written while the page is being deleted.
    page_id = models.BigIntegerField()

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawn entry of a feed")
        verbose_name_plural = _("withdrawn entries of feeds")
        constraints = [models.UniqueConstraint(fields=["scope", "entry_id"], name="syndication_one_tombstone")]
        indexes = [models.Index(fields=["scope", "-at"], name="syndication_tombstones_of")]

    def __str__(self):
        return f"{self.scope} {self.entry_id}"
