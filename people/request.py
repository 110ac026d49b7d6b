"""What journalists ask of the press desk, whatever it is about, and the links by which they get it."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: Characters.
LONGEST_NAME, LONGEST_OUTLET, LONGEST_TEXT = 120, 160, 2000


def languages_of_the_site():
    """A function, so that a site with other languages needs no migration."""
    return settings.LANGUAGES


class PressRequestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=PressRequest.State.WAITING)

    def over_since(self, moment, now=None):
        """Came, and were answered if they were, before that; and no link of theirs works any more."""
        living = PersonalLink.objects.living(now).values("request")
        return self.filter(Q(answered_at=None) | Q(answered_at__lt=moment), at__lt=moment).exclude(pk__in=living)


class PressRequest(models.Model):
    """What somebody of another house has asked for. Known to the desk alone, and kept no longer than it says."""

    class Kind(models.TextChoices):
        ASSET = "asset", _("a file of the media library")

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("a request", "Waiting")
        GRANTED = "granted", pgettext_lazy("a request", "Granted")
        REFUSED = "refused", pgettext_lazy("a request", "Refused")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.ASSET)
    #: Of an asset its public id.
    subject = models.CharField(_("about"), max_length=40, db_index=True)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    outlet = models.CharField(_("outlet"), max_length=LONGEST_OUTLET)
    email = models.EmailField(_("e-mail"))
    purpose = models.TextField(_("purpose"), max_length=LONGEST_TEXT)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=languages_of_the_site)
    at = models.DateTimeField(_("received"), default=timezone.now)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.WAITING)
    answer = models.TextField(_("answer"), max_length=LONGEST_TEXT, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    objects = PressRequestQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["state", "at"], name="people_request_by_state")]

    def __str__(self):
        return f"{self.name} · {self.outlet}"

    @property
    def is_waiting(self):
        return self.state == self.State.WAITING


def new_token():
    """256 random bits, as they stand in an address."""
    return secrets.token_urlsafe(32)


def digest_of_token(token):
    """What is kept of a token. It is random, so a plain hash gives nothing to guess from."""
    return hashlib.sha256(token.encode()).hexdigest()


class PersonalLinkQuerySet(models.QuerySet):
    def living(self, now=None):
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())

    def count_opening(self, pk):
        self.filter(pk=pk).update(opens=F("opens") + 1, last_used_at=timezone.now())

    def count_download(self, pk):
        self.filter(pk=pk).update(downloads=F("downloads") + 1, last_used_at=timezone.now())


class PersonalLink(models.Model):
    """By this link one journalist takes what was granted, until it ends or is taken back."""

    request = models.ForeignKey(PressRequest, on_delete=models.CASCADE, related_name="links")
    #: What is granted of an asset: "original.jpeg", "web.webp", as `media_library.downloads` names sizes and formats.
    files = models.JSONField(default=list)
    #: SHA-256 of the token. The token itself is in the journalist's mail and nowhere else.
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    opens = models.PositiveIntegerField(_("openings"), default=0)
    downloads = models.PositiveIntegerField(_("files taken"), default=0)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    objects = PersonalLinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(revoked_at=None), name="people_one_link_a_request")
        ]

    def __str__(self):
        return f"{self.request_id} {self.issued_at:%Y-%m-%d %H:%M}"

    def is_living(self, now=None):
        return self.revoked_at is None and self.expires_at > (now or timezone.now())
