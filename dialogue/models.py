from django.conf import settings
from django.contrib import admin
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.bidi import isolate

#: Characters. A passage and a name go on into a correction, so they are no longer there either.
LONGEST_PASSAGE, LONGEST_TEXT, LONGEST_NAME, LONGEST_ADDRESS = 600, 2000, 120, 500


class SuggestionQuerySet(models.QuerySet):
    def open(self):
        """Nobody has answered yet."""
        return self.filter(state=Suggestion.State.OPEN)

    def with_an_address_since(self, moment):
        """Answered by then, and the reader's address is still kept."""
        return self.filter(answered_at__lt=moment).exclude(email="")


class Suggestion(models.Model):
    """What a reader wants put right or added. For the desk alone: of all this the public may learn the name, in the
    correction that comes of it."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", pgettext_lazy("what a reader suggests", "Correction")
        ADDITION = "addition", pgettext_lazy("what a reader suggests", "Addition")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("a suggestion", "Open")
        ACCEPTED = "accepted", pgettext_lazy("a suggestion", "Accepted")
        DECLINED = "declined", pgettext_lazy("a suggestion", "Declined")

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("piece"), on_delete=models.CASCADE, related_name="suggestions"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CORRECTION)
    passage = models.TextField(_("passage"), max_length=LONGEST_PASSAGE, blank=True)
    text = models.TextField(_("what the reader says"), max_length=LONGEST_TEXT)
    source_url = models.URLField(_("where it can be checked"), max_length=LONGEST_ADDRESS, blank=True)
    name = models.CharField(_("name to be credited by"), max_length=LONGEST_NAME, blank=True)
    email = models.EmailField(_("address for the answer"), blank=True)
    at = models.DateTimeField(_("received"), default=timezone.now)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("answer"), max_length=LONGEST_TEXT, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    correction = models.ForeignKey(
        "editorial.Correction", verbose_name=_("correction"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="suggestions",
    )  # fmt: skip

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        indexes = [
            models.Index(fields=["state", "at"], name="dialogue_by_state"),
            models.Index(fields=["answered_at"], condition=~models.Q(email=""), name="dialogue_addresses_kept"),
        ]

    def __str__(self):
        return Truncator(self.text).chars(60)

    @admin.display(description=_("what the reader says"), ordering="text")
    def isolated(self):
        """What the reader says, for a list that may run in the other direction."""
        return isolate(Truncator(self.text).chars(120))

    @property
    def is_open(self):
        return self.state == self.State.OPEN


class Arrival(models.Model):
    """That something came from somewhere, for an hour: `rate` counts them. Whose address the key was made of cannot be
    read from it."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        indexes = [models.Index(fields=["key", "at"], name="dialogue_arrivals")]

    def __str__(self):
        return f"{self.key[:8]} {self.at:%H:%M:%S}"
