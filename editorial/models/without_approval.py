from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WithoutApproval(models.Model):
    """That a publisher let a text out which nobody had approved, and why."""

    revision = models.OneToOneField(
        "wagtailcore.Revision", on_delete=models.CASCADE, related_name="let_out_without_approval"
    )
    #: Of the text, which a save may overwrite in its place.
    digest = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=300)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("publication without approval")
        verbose_name_plural = _("publications without approval")

    def __str__(self):
        return self.reason
