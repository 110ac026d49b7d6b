"""The style book's rules, as rows: what the house writes, and why."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.bidi import isolate

#: Of one rule: what a list of ways to write a word needs, and no more than a search can carry.
MOST_VARIANTS, LONGEST_VARIANT = 60, 80


class StyleRuleQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(is_on=True)

    def in_language(self, language):
        """Those of the language and those of every language."""
        return self.filter(language__in=["", language])

    def told_to_readers(self):
        """What a public style book shows."""
        return self.in_force().filter(is_public=True)


class StyleRule(models.Model):
    """One rule: a word and what stands for it, a name and its spelling, a check of the machine, or a text that has to
    stand in a kind of page. Patterns are no part of it: what is typed here is looked for letter by letter."""

    class Kind(models.TextChoices):
        TERM = "term", pgettext_lazy("a style rule", "Word")
        NAME = "name", pgettext_lazy("a style rule", "Name")
        CHECK = "check", pgettext_lazy("a style rule", "Check")
        DISCLOSURE = "disclosure", pgettext_lazy("a style rule", "Required text")

    class Check(models.TextChoices):
        HEADLINE_LENGTH = "headline_length", _("Length of headlines")
        STANDFIRST_LENGTH = "standfirst_length", _("Length of standfirsts")
        SHORT_VERSION_LENGTH = "short_version_length", _("Length of versions in about 50 words")
        MEDIUM_VERSION_LENGTH = "medium_version_length", _("Length of versions in about 200 words")
        QUESTION_HEADLINE = "question_headline", _("Headlines that ask")
        QUOTES = "quotes", _("Quotation marks")
        EXCLAMATION = "exclamation", _("Exclamation marks")
        DOUBLE_SPACES = "double_spaces", _("Double spaces")
        SPACE_BEFORE = "space_before", _("Space before punctuation")
        UNITS = "units", _("Space between number and unit")
        THOUSANDS = "thousands", _("Thousands separators")
        DATES = "dates", _("Dates that can be read in two ways")
        ARABIC_LETTERS = "arabic_letters", _("Arabic letters in Persian")
        HALF_SPACES = "half_spaces", _("Half-spaces")
        EZAFE = "ezafe", _("Ezafe after a silent heh")
        PERSIAN_PUNCTUATION = "persian_punctuation", _("Persian punctuation")
        PERSIAN_DIGITS = "persian_digits", _("Persian digits")

    class Condition(models.TextChoices):
        ALWAYS = "always", pgettext_lazy("style book", "always")
        AI = "ai", _("where AI was used")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TERM)
    language = models.CharField(
        _("language"), max_length=10, blank=True, choices=[("", _("every language")), *settings.LANGUAGES]
    )
    avoid = models.TextField(
        _("what not to write"), max_length=4000, blank=True,
        help_text=_("One way to write it on each line. With a capital letter in it, capitals count."),
    )  # fmt: skip
    prefer = models.CharField(
        _("what to write"), max_length=120, blank=True,
        help_text=_("Of a word it may stay empty: then it is not written at all."),
    )  # fmt: skip
    check_name = models.CharField(
        pgettext_lazy("style book", "check"), max_length=24, choices=Check.choices, blank=True
    )
    limit = models.PositiveSmallIntegerField(
        pgettext_lazy("style book", "limit"), null=True, blank=True,
        help_text=_(
            "Of a length: characters; of shorter versions: words. Of thousands separators: digits from which on they "
            "stand."
        ),
    )  # fmt: skip
    setting = models.CharField(
        pgettext_lazy("style book", "signs"), max_length=200, blank=True,
        help_text=_("Of quotation marks: the opening and the closing one. Of units: further ones, a space between."),
    )  # fmt: skip
    text = models.TextField(
        _("text that must stand"), max_length=600, blank=True, help_text=_("Word for word, anywhere in the piece.")
    )
    condition = models.CharField(
        pgettext_lazy("style book", "when"), max_length=8, choices=Condition.choices, default=Condition.ALWAYS
    )
    page_kinds = models.JSONField(
        _("kinds of page"), default=list, blank=True, help_text=_("None chosen: it holds for all of them.")
    )
    reason = models.TextField(
        _("reason"), max_length=400, blank=True, help_text=_("Why: writers see it beside what was found.")
    )
    is_on = models.BooleanField(_("in force"), default=True)
    must_be_mended = models.BooleanField(
        _("must be mended"), default=False,
        help_text=_("Nothing is submitted, scheduled or published that breaks it. Else it is a hint."),
    )  # fmt: skip
    is_public = models.BooleanField(
        pgettext_lazy("style book", "public"),
        default=True,
        help_text=_("Stands on information pages that show the style book."),
    )

    objects = StyleRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of the style book")
        verbose_name_plural = _("rules of the style book")
        ordering = ["kind", "prefer", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["check_name", "language"], condition=~Q(check_name=""), name="editorial_one_check_a_language",
                violation_error_message=_("There is such a check for this language already: change that one."),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    def clean(self):
        needed = {
            self.Kind.TERM: "avoid",
            self.Kind.NAME: "prefer",
            self.Kind.CHECK: "check_name",
            self.Kind.DISCLOSURE: "text",
        }
        name = needed.get(self.kind)
        if name and not getattr(self, name).strip():
            raise ValidationError({name: _("A rule of this kind needs it.")})
        self._forget_what_other_kinds_need()
        self._refuse_what_cannot_be_looked_for()

    def _forget_what_other_kinds_need(self):
        if self.kind != self.Kind.CHECK:
            self.check_name, self.limit, self.setting = "", None, ""
        if self.kind not in (self.Kind.TERM, self.Kind.NAME):
            self.avoid = self.prefer = ""
        if self.kind != self.Kind.DISCLOSURE:
            self.text = ""

    def _refuse_what_cannot_be_looked_for(self):
        if len(self.variants) > MOST_VARIANTS:
            raise ValidationError({"avoid": _("At most %(most)s lines.") % {"most": MOST_VARIANTS}})
        if any(len(variant) > LONGEST_VARIANT for variant in self.variants):
            raise ValidationError({"avoid": _("At most %(most)s characters on a line.") % {"most": LONGEST_VARIANT}})
        if any(not any(letter.isalnum() for letter in variant) for variant in self.variants):
            raise ValidationError({"avoid": _("Each line needs a letter.")})
        if self.prefer and self.prefer in self.variants:
            raise ValidationError({"avoid": _("This is what to write: it cannot be wrong as well.")})
        if self.check_name == self.Check.QUOTES and self.setting and len("".join(self.setting.split())) != 2:
            raise ValidationError({"setting": _("Two signs: the opening and the closing one.")})

    @property
    def variants(self):
        """The ways in which it is not to be written."""
        return list(dict.fromkeys(" ".join(line.split()) for line in self.avoid.splitlines() if line.strip()))

    @property
    def name(self):
        """What the rule is about, in a few words."""
        if self.kind == self.Kind.CHECK:
            return str(self.get_check_name_display())
        if self.kind == self.Kind.DISCLOSURE:
            return self.text if len(self.text) <= 60 else f"{self.text[:60].rstrip()}…"
        return self.prefer or ", ".join(self.variants[:3])

    @admin.display(description=_("Rule"))
    def isolated(self):
        """Its name, for a list that may run in the other direction."""
        return isolate(self.name)

    def holds_for(self, page_kind):
        return not self.page_kinds or page_kind in self.page_kinds
