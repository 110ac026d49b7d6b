from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WithdrawalQuerySet(models.QuerySet):
    def standing(self):
        """Until the page goes live again."""
        return self.filter(ended_at=None)

    def told_at(self, url_path):
        """What readers are told at the address of a page that is gone; None where they are told nothing."""
        told = self.standing().filter(is_public=True, page__url_path=url_path, page__live=False)
        return told.order_by("-at").first()


class Withdrawal(models.Model):
    """Why a page was taken off the site: told at its address (410), or kept for the house alone."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="withdrawals")
    reason = models.CharField(_("reason"), max_length=300)
    is_public = models.BooleanField(_("readers are told"), default=False)
    at = models.DateTimeField(_("withdrawn at"), default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self):
        return self.reason
