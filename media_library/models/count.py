from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

#: Referring sites that are told apart for one file on one day; the rest is counted together under `OTHERS`.
MOST_SITES, OTHERS = 20, "*"
VIEW, PLAY, ZIP = "view", "play", "zip"


class AssetCountQuerySet(models.QuerySet):
    def add(self, public_ids, what, day, site=""):
        """One more for each. Two statements where the rows are there, and never a wrong number when two come at
        once."""
        wanted = set(public_ids)
        rows = self.filter(public_id__in=wanted, what=what, day=day, site=site)
        missing = wanted - set(rows.values_list("public_id", flat=True))
        if missing and site and site != OTHERS and self._has_enough_sites(missing, day):
            return self.add(wanted, what, day, OTHERS)
        new = [AssetCount(public_id=public_id, what=what, day=day, site=site) for public_id in sorted(missing)]
        self.bulk_create(new, ignore_conflicts=True)
        return rows.update(count=F("count") + 1)

    def _has_enough_sites(self, public_ids, day):
        known = self.filter(public_id__in=public_ids, day=day).exclude(site__in=["", OTHERS])
        return known.order_by().values("site").distinct().count() >= MOST_SITES


class AssetCount(models.Model):
    """How often something was done with a file on one day, and on which site the link to it stood: nothing of who."""

    #: Of a file; of a press kit its translation key, in as many digits.
    public_id = models.CharField(max_length=32)
    day = models.DateField(_("day"))
    #: `VIEW`, `PLAY`, `ZIP`, or what was taken: "web.jpeg", "original.pdf".
    what = models.CharField(_("what"), max_length=24)
    #: Its name on the net, without a path; "" if there was none, or if it was ours.
    site = models.CharField(_("from"), max_length=100, blank=True)
    count = models.PositiveIntegerField(_("how often"), default=0)

    objects = AssetCountQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("use of a file")
        verbose_name_plural = _("uses of files")
        constraints = [
            models.UniqueConstraint(fields=["public_id", "day", "what", "site"], name="media_library_count_once_a_day")
        ]
        indexes = [models.Index(fields=["day"], name="media_library_count_day")]

    def __str__(self):
        return f"{self.day} {self.public_id} {self.what}: {self.count}"
