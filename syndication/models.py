import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.models import NewsItem

ONE_SECOND = timedelta(seconds=1)


def new_version():
    """Drawn at random: it tells nobody how often something was published, and no restored backup repeats it."""
    return secrets.token_hex(8)


class FeedStateManager(models.Manager):
    def move(self):
        """Something that feeds show has changed. Written in the transaction of the change itself.

        All languages move: an item may link to a page of another one, which has just gone.
        """
        now = timezone.now().replace(microsecond=0)
        # HTTP dates count whole seconds: two changes within one must not share theirs.
        later = Case(When(changed_at__lt=now, then=Value(now)), default=F("changed_at") + ONE_SECOND)
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


class UseQuerySet(models.QuerySet):
    def add(self, item_id, use, day):
        """One more. One statement where the row is there, and never a wrong number when two come at once."""
        row = {"item_id": item_id, "use": use, "day": day}
        if not self.filter(**row).update(count=F("count") + 1):
            self.bulk_create([Use(**row)], ignore_conflicts=True)
            self.filter(**row).update(count=F("count") + 1)


class Use(models.Model):
    """How often something of an item was taken away on one day: what, and nothing of who."""

    item = models.ForeignKey(NewsItem, verbose_name=_("item"), on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    #: One of `uses.COPIES`, or "form:" and the name of a form.
    use = models.CharField(_("what was taken"), max_length=24)
    count = models.PositiveIntegerField(_("how often"), default=0)

    objects = UseQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of an item")
        verbose_name_plural = _("uses of items")
        constraints = [models.UniqueConstraint(fields=["item", "day", "use"], name="syndication_use_once_a_day")]
        indexes = [models.Index(fields=["day"], name="syndication_use_day")]

    def __str__(self):
        return f"{self.day} {self.use}: {self.count}"
