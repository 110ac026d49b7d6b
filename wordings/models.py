from django.core.cache import cache
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

CACHE_KEY = "wordings.locale_codes"


class Wording(models.Model):
    """One language's words of a row. The subclass adds the `ParentalKey`, named for its owner, with
    `related_name="wordings"`, the text fields, and a unique constraint on owner and locale."""

    locale = models.ForeignKey(
        "wagtailcore.Locale", verbose_name=_("language"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    @property
    def language_code(self):
        if self._meta.get_field("locale").is_cached(self):
            return self.locale.language_code
        return locale_codes().get(self.locale_id, "")


class Worded(models.Model):
    """A row that has wordings. Lists must `prefetch_related("wordings")`: then no wording costs a query."""

    class Meta:
        abstract = True

    def wording(self, language=None):
        """The words in this language (default: the active one), else in any that exists, else None.

        A template that shows them must state `wording.language_code`, because it may be another language.
        """
        language = language or translation.get_language()
        wordings = list(self.wordings.all())
        for wording in wordings:
            if wording.language_code == language:
                return wording
        return wordings[0] if wordings else None

    def word(self, field, language=None):
        """One field of the wording, or "" where there is none: `topic.word("name")`."""
        wording = self.wording(language)
        return getattr(wording, field) if wording else ""


def locale_codes():
    """Primary key to language code of every locale: a handful of rows, kept in the cache until one is saved."""
    codes = cache.get(CACHE_KEY)
    if codes is None:
        codes = dict(Locale.objects.values_list("pk", "language_code"))
        cache.set(CACHE_KEY, codes, timeout=60)
    return codes


def forget_locale_codes(**kwargs):
    cache.delete(CACHE_KEY)
