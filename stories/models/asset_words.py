from django.db import models
from django.utils.translation import gettext_lazy as _


class AssetWords(models.Model):
    """What an asset is found by, folded: the words that readers see of it, in every language, and no other. The index
    of the admin knows what the desk calls it and where it came from, which is nobody else's business."""

    public_id = models.CharField(max_length=32, primary_key=True)
    words = models.TextField()

    class Meta:
        verbose_name = _("words of an asset")
        verbose_name_plural = _("words of assets")

    def __str__(self):
        return self.public_id
