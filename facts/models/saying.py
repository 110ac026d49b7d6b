from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pages.calendar import format_date

from ..units import written

#: The words of a fact, in each language.
WORDS = ("statement", "value", "counted", "source", "note")


class Saying:
    """How a fact is written, in the active language. Shared by the fact as it is edited and by its versions.

    Needs `amount`, `unit`, `as_of`, `source_address`, `languages()`, and `words(language)`, a mapping of `WORDS` with
    the `language` that they are in.
    """

    def words(self, language):
        raise NotImplementedError(type(self).__name__)

    def _word(self, name, language=None):
        return self.words(language or get_language()).get(name, "")

    @property
    def language(self):
        """The language of its words: another than the page's where it has not been worded in that."""
        return self._word("language")

    @property
    def statement(self):
        return self._word("statement")

    @property
    def source(self):
        return self._word("source")

    @property
    def note(self):
        return self._word("note")

    @property
    def value(self):
        return self.value_in(get_language())

    def value_in(self, language):
        """The value with its unit: 38 cm, ۳۸ سانتی‌متر; or the words that stand in its place."""
        words = self.words(language)
        if self.amount is None:
            return words.get("value", "")
        return written(self.amount, self.unit, words.get("counted", ""), language)

    @property
    def as_of_words(self):
        """ "As of 1 March 2026", or "" for what has no date."""
        if not self.as_of:
            return ""
        date = format_date(self.as_of, get_language())
        return pgettext("a fact", "As of %(date)s") % {"date": date}

    @property
    def basis(self):
        """Date and source in one line, for places that have no room for more."""
        source = _("Source: %(source)s") % {"source": self.source} if self.source else ""
        return ". ".join(part for part in (self.as_of_words, source) if part)

    @property
    def headline(self):
        """Wells read: 61."""
        return _("%(statement)s: %(value)s") % {"statement": self.statement, "value": self.value}

    @property
    def sentence(self):
        """The whole fact in one line, as it is copied: Wells read: 61 (as of 1 March 2026; source: register)."""
        day = format_date(self.as_of, get_language()) if self.as_of else ""
        parts = [_("as of %(date)s") % {"date": day}] if day else []
        parts += [_("source: %(source)s") % {"source": self.source}] if self.source else []
        basis = _("; ").join(parts)
        return f"{self.headline} ({basis})" if basis else self.headline

    def says_the_same(self, other):
        """Whether value and unit are the same; another date, source or language is no other value."""
        if self.amount is not None or other.amount is not None:
            return (self.amount, self.unit) == (other.amount, other.unit)
        common = set(self.languages()) & set(other.languages())
        return bool(common) and all(self.value_in(code) == other.value_in(code) for code in common)


class Addressed:
    """What has the permanent address of a fact. Needs `public_id`."""

    @property
    def url(self):
        """Permanent in each language: /en/facts/figures/<public id>/."""
        return reverse("fact", args=[self.public_id])


def is_past(day):
    return bool(day) and day < timezone.localdate()
