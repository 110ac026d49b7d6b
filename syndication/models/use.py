from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from stories.models import NewsItem


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
