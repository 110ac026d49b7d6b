from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublishedVersionQuerySet(models.QuerySet):
    def put(self, page, revision, user=None, at=None):
        """The next version of the page. Call it while the page's row is locked: numbers have no gaps."""
        last = self.filter(page_id=page.pk).aggregate(models.Max("number"))["number__max"] or 0
        at = at or timezone.now()
        return self.create(page_id=page.pk, revision=revision, number=last + 1, at=at, user=user)

    def told(self):
        """Those that readers may read where earlier versions are open, and their page is public: the gate's to say."""
        return self.filter(is_withheld=False)

    def withhold(self, page_id):
        """The page is taken off the site: what it said goes with it, and comes back only by somebody's decision."""
        return self.filter(page_id=page_id).update(is_withheld=True)


class PublishedVersion(models.Model):
    """What stood on the site from `at` on. One row per publication; it keeps its revision from being purged.

    RESTRICT, not PROTECT: deleting the page takes both away together.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="published_versions")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.RESTRICT, related_name="published_versions")
    number = models.PositiveIntegerField(_("version"))
    at = models.DateTimeField(_("published at"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: It held something that must not be read. Of the version that stands, the page itself decides.
    is_withheld = models.BooleanField(_("withheld"), default=False)

    objects = PublishedVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ["page", "-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="publication_version_number")]

    def __str__(self):
        return f"{self.page} · {self.number}"
