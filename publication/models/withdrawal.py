from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Length, Substr
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ..gate import published


class WithdrawalQuerySet(models.QuerySet):
    def standing(self):
        """Until the page goes live again."""
        return self.filter(ended_at=None)

    def told(self):
        """Those that readers are told of, and where they would see the page if it were back."""
        above = published().filter(path=OuterRef("path_above"))
        return (
            self.standing()
            .filter(is_public=True, page__live=False, page__view_restrictions=None)
            .annotate(path_above=Substr("page__path", 1, Length("page__path") - Page.steplen))
            .filter(Exists(above.order_by()))
        )

    def told_at(self, url_path):
        """What readers are told at the address that a page had in public; None where they are told nothing. One
        query."""
        return self.told().filter(url_path=url_path).order_by("-at").first()


class Withdrawal(models.Model):
    """Why a page was taken off the site: told at its address (410), or kept for the house alone."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="withdrawals")
    #: Where it stood: a draft may be renamed afterwards.
    url_path = models.TextField(editable=False)
    reason = models.CharField(_("reason"), max_length=300)
    is_public = models.BooleanField(_("readers are told"), default=False)
    at = models.DateTimeField(_("withdrawn at"), default=timezone.now)
    recall = models.ForeignKey(
        "publication.Recall", on_delete=models.CASCADE, null=True, blank=True, editable=False,
        related_name="withdrawals",
    )  # fmt: skip
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
