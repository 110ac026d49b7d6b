from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class AssetUse(models.Model):
    """Says that what stands public of an owner (a page, a person) uses an asset. Drafts leave no row.

    Wagtail's reference index is written late, by a task, and counts drafts: it serves editors only.
    """

    public_id = models.CharField(max_length=32)
    owner_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    owner_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("use of an asset")
        verbose_name_plural = _("uses of assets")
        # Whose uses an asset has is asked picture by picture, and one may stand on thousands of pages.
        indexes = [models.Index(fields=["public_id", "owner_type", "owner_id"], name="media_library_used_by")]
        constraints = [
            models.UniqueConstraint(fields=["owner_type", "owner_id", "public_id"], name="media_library_use_once")
        ]

    def __str__(self):
        return f"{self.owner_type} {self.owner_id}: {self.public_id}"
