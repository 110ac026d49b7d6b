from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.models import Release, ReleaseItem


class EmbargoQuerySet(models.QuerySet):
    def with_moment(self):
        """Each with the `moment` at which it ends: that of the page's release, if one waits, else the announced one."""
        waiting = ReleaseItem.objects.filter(page=OuterRef("page"), release__state=Release.State.PENDING)
        return self.annotate(
            released_at=Subquery(waiting.order_by("release__at").values("release__at")[:1]),
            moment=Coalesce("released_at", "until"),
        )

    def standing(self, now=None):
        """Not lifted: a release waits, be it late, or the announced moment has not come."""
        now = now or timezone.now()
        waiting = ReleaseItem.objects.filter(page=OuterRef("page"), release__state=Release.State.PENDING)
        return self.filter(Exists(waiting) | Q(until__gt=now), lifted_at=None)


class Embargo(models.Model):
    """Until when nobody but those with a pass may see a piece, and on what terms.

    A row, because it is set and moved while the piece itself is locked. It says what is asked of journalists; what
    keeps the piece from everybody else is that it is not public. Publication lifts it.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="embargo")
    until = models.DateTimeField(
        _("embargo until"),
        help_text=_("In the site's time zone. Once the piece is scheduled, the time of its release holds."),
    )
    terms = models.TextField(
        _("terms"), max_length=2000, blank=True,
        help_text=_("What a journalist accepts before reading. Left empty, the usual terms stand there."),
    )  # fmt: skip
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    set_at = models.DateTimeField(default=timezone.now, editable=False)
    #: When the piece was published, or somebody took the embargo away.
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EmbargoQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("embargo")
        verbose_name_plural = _("embargoes")

    def __str__(self):
        return f"{self.page_id}: {self.until:%Y-%m-%d %H:%M}"
