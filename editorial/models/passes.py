import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publication.gate import published

from .embargo import Embargo


def new_token():
    """256 random bits, as they stand in an address."""
    return secrets.token_urlsafe(32)


def digest_of_token(token):
    """What is kept of a token. It is random, so a plain hash gives nothing to guess from."""
    return hashlib.sha256(token.encode()).hexdigest()


class PassQuerySet(models.QuerySet):
    def with_state(self, now=None):
        """Each knowing whether its embargo `stands`, the `moment` of that, and whether its page `is_out`."""
        standing = Embargo.objects.standing(now).with_moment().filter(page=OuterRef("page"))
        public = published(now).filter(pk=OuterRef("page")).order_by()
        moment = Subquery(standing.values("moment"))
        return self.annotate(stands=Exists(standing), moment=moment, is_out=Exists(public))

    def living(self, now=None):
        """Neither revoked nor expired, and their journalist still on the list."""
        now = now or timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), revoked_at=None, journalist__is_active=True)

    def opening(self, now=None):
        """Those that open their piece at this moment."""
        return self.living(now).filter(Exists(Embargo.objects.standing(now).filter(page=OuterRef("page"))))

    def counted(self):
        """For lists: how often each was used, and when last."""
        return self.annotate(
            opens=Count("uses", filter=Q(uses__kind=PassUse.Kind.OPEN)),
            downloads=Count("uses", filter=Q(uses__kind=PassUse.Kind.DOWNLOAD)),
            last_used_at=Max("uses__at"),
        )

    def refuse(self, token_hash, address, now=None):
        """Notes a knock with a token that opens nothing. One statement, whether there is such a token or not: neither
        the answer nor its time tells. The worker writes it into the history of the page (`editorial.passes.runner`)."""
        told = {"refused_at": now or timezone.now(), "refused_from": address}
        self.filter(token_hash=token_hash).update(refusals=F("refusals") + 1, **told)


class Pass(models.Model):
    """One journalist may read one text of one piece under embargo, and the files of that text.

    RESTRICT, as for published versions: the revision stays as long as somebody may be reading it.
    """

    journalist = models.ForeignKey("people.Journalist", on_delete=models.CASCADE, related_name="passes")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="passes")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.RESTRICT, related_name="passes")
    #: Public ids of the assets that this text shows.
    files = models.JSONField(default=list, editable=False)
    #: SHA-256 of the token. The token itself is in the journalist's mail and nowhere else.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: When the present link was sent.
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("terms accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    refusals = models.PositiveIntegerField(default=0)
    refused_at = models.DateTimeField(null=True, blank=True)
    refused_from = models.CharField(max_length=45, blank=True)
    #: How many of the refusals stand in the history of the page.
    refusals_told = models.PositiveIntegerField(default=0)

    objects = PassQuerySet.as_manager()
    # Whom it was given to is not among the uses that editors are shown of a page.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("embargo pass")
        verbose_name_plural = _("embargo passes")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["page", "journalist"], name="editorial_pass_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "journalist"], condition=Q(revoked_at=None), name="editorial_one_pass_each"
            )
        ]

    def __str__(self):
        return f"{self.journalist} · {self.page_id}"

    def is_living(self, now=None):
        """The same as `living`, of a row in memory that was read with its journalist."""
        now = now or timezone.now()
        return self.revoked_at is None and self.journalist.is_active and not self.has_expired(now)

    def has_expired(self, now=None):
        return self.expires_at is not None and self.expires_at <= (now or timezone.now())


class PassUse(models.Model):
    """One opening of the piece, or one file taken with a pass."""

    class Kind(models.TextChoices):
        OPEN = "open", _("opened")
        DOWNLOAD = "download", _("file taken")

    embargo_pass = models.ForeignKey(Pass, on_delete=models.CASCADE, related_name="uses")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    #: The asker's address on the network, as the server sees it.
    address = models.CharField(max_length=45, blank=True)
    #: Name of the file taken.
    file = models.CharField(max_length=255, blank=True)

    class Meta:
        verbose_name = _("use of a pass")
        verbose_name_plural = _("uses of passes")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
