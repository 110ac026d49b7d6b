import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from pages.document import Quote


class Consent(models.Model):
    """That somebody who is quoted in a page agrees to exactly these words. A row: an old revision takes none back."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="consents")
    #: SHA-256 of speaker and words: other words need another consent.
    digest = models.CharField(max_length=64)
    speaker = models.CharField(_("speaker"), max_length=200)
    how = models.CharField(
        _("how it was given"), max_length=200, help_text=_("By telephone, in a letter of 3 March, in the interview.")
    )
    at = models.DateTimeField(_("given at"), default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("noted by"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [models.UniqueConstraint(fields=["page", "digest"], name="editorial_one_consent")]

    def __str__(self):
        return f"{self.speaker}: {self.how}"


def digest_of_quote(quote):
    return hashlib.sha256(f"{quote.speaker}\n{quote.words}".encode()).hexdigest()


def quotes_of(thing):
    """The quotes of a page, once each, by their fingerprints; of anything else none.

    In the language of the page, whoever asks: a speaker's name is written otherwise in another.
    """
    if not hasattr(thing, "document"):
        return {}
    with translation.override(thing.language_code):
        return {digest_of_quote(element): element for element in thing.document() if isinstance(element, Quote)}


def lacking_consent(thing):
    """Quotes to which nobody has consented yet, by their fingerprints. One query."""
    quotes = quotes_of(thing)
    if not quotes:
        return {}
    given = set(Consent.objects.filter(page_id=thing.pk, digest__in=quotes).values_list("digest", flat=True))
    return {digest: quote for digest, quote in quotes.items() if digest not in given}
