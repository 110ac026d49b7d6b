from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from outbox.channels import Failed
from outbox.http import target_of

from . import secrets
from .networks import NETWORKS

#: For so long two signatures are sent after a change of the secret.
OVERLAP = timedelta(hours=24)


class EndpointQuerySet(models.QuerySet):
    def listening(self, language):
        """Those that are told of items in this language; each says itself of which events (`hears`)."""
        return self.filter(enabled=True, language__in=["", language])


class WebhookEndpoint(models.Model):
    """An address that is told when something was published, changed or withdrawn: Standard Webhooks 1.0."""

    name = models.CharField(_("name"), max_length=80, help_text=_("For the house: whose it is, or what it feeds."))
    url = models.CharField(
        _("address"), max_length=500, help_text=_("Begins with https:// and is reached from the public internet.")
    )
    events = models.JSONField(_("events"), default=list, blank=True)
    language = models.CharField(
        _("language of the items"), max_length=12, blank=True, choices=settings.LANGUAGES,
        help_text=_("None: in every language."),
    )  # fmt: skip
    enabled = models.BooleanField(pgettext_lazy("switched", "on"), default=True)
    disabled_because = models.TextField(_("switched off because"), blank=True, editable=False)
    secret = models.TextField(editable=False)
    previous_secret = models.TextField(blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, blank=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.SET_NULL, null=True, blank=True,
        editable=False, related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(_("last answered"), null=True, blank=True, editable=False)

    objects = EndpointQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        try:
            target_of(self.url)
        except Failed as error:
            raise ValidationError({"url": str(error)}) from error

    def hears(self, event):
        return not self.events or event in self.events

    @property
    def lane(self):
        return f"webhook:{self.pk}"

    def renew_secret(self):
        """Returns the new one, which is not to be seen again. The one before signs too for a day."""
        if self.secret:
            self.previous_secret, self.previous_until = self.secret, timezone.now() + OVERLAP
        new = secrets.new_secret()
        self.secret = secrets.close(new)
        return new

    def signing_secrets(self, now=None):
        """The newest first. Empty where none can be opened."""
        kept = [self.secret]
        if self.previous_until and self.previous_until > (now or timezone.now()):
            kept.append(self.previous_secret)
        return list(filter(None, map(secrets.open_, kept)))


class PreparedPost(models.Model):
    """What is to be said of an item on one network: a proposal, which an editor words, copies or releases."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RELEASED = "released", _("released")
        POSTED = "posted", _("posted")

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("piece"), on_delete=models.CASCADE, related_name="prepared_posts"
    )
    network = models.CharField(_("network"), max_length=12, choices=[(name, it.label) for name, it in NETWORKS.items()])
    text = models.TextField(_("text"), blank=True)
    hashtags = models.CharField(_("hashtags"), max_length=200, blank=True)
    image = models.ForeignKey(
        "media_library.Image", verbose_name=_("picture"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    counts_visits = models.BooleanField(
        _("mark the link"), default=False, help_text=_("Adds utm_source and utm_medium, so that visits can be counted.")
    )
    is_edited = models.BooleanField(default=False, editable=False)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT)
    #: Counts releases: part of the idempotency key.
    releases = models.PositiveIntegerField(default=0, editable=False)
    at = models.DateTimeField(null=True, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    #: Where it stands, as the network says.
    address = models.CharField(max_length=500, blank=True, editable=False)

    # A proposal is no use of a picture.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("prepared post")
        verbose_name_plural = _("prepared posts")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["page", "network"], name="syndication_one_post_a_network")]

    def __str__(self):
        return f"{self.get_network_display()}: {self.text[:60]}"

    @property
    def on(self):
        return NETWORKS[self.network]
