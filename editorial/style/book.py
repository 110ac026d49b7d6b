"""The rules that hold in one language, ready to be applied to its texts."""

import re
from dataclasses import dataclass

from ..models import StyleRule
from . import persian, typography
from .passages import NO_TEXT
from .terms import Words

Check = StyleRule.Check

#: Check to what finds it in a text.
IN_TEXTS = {
    Check.QUOTES: typography.quotes,
    Check.EXCLAMATION: typography.exclamation,
    Check.DOUBLE_SPACES: typography.double_spaces,
    Check.SPACE_BEFORE: typography.space_before,
    Check.UNITS: typography.units,
    Check.THOUSANDS: typography.thousands,
    Check.DATES: typography.dates,
    Check.ARABIC_LETTERS: persian.arabic_letters,
    Check.HALF_SPACES: persian.half_spaces,
    Check.EZAFE: persian.ezafe,
    Check.PERSIAN_PUNCTUATION: persian.persian_punctuation,
    Check.PERSIAN_DIGITS: persian.persian_digits,
}
#: Whoever is quoted may exclaim.
NOT_OF_THE_SPOKEN = {Check.EXCLAMATION}

_ADDRESS = re.compile(
    r"\+[0-9](?:[0-9()-]|[ \u00a0](?=[0-9(])){5,20}"
    r"|(?<!\w)(?:https?://|www\.)[^\s<>«»“”\"]+"
    r"|(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![\w.@-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?!\w)(?:/[^\s<>«»“”\"]*)?"
)
_QUOTATION = re.compile(r"“[^“”\n]{0,1000}”|«[^«»\n]{0,1000}»|(?<!\w)\"[^\"\n]{0,1000}\"")


@dataclass(frozen=True)
class Hit:
    rule: StyleRule
    start: int
    end: int
    fix: str | None


class Book:
    """Rules of a language. Addresses are no text; somebody's own words keep their words, and get the house's signs."""

    def __init__(self, rules, language, binding=False):
        """`binding` leaves out what is a hint."""
        self.language = language
        rules = [*(rule for rule in rules if not rule.check_name), *self._most_specific(rules)]
        in_force = [rule for rule in rules if rule.is_on and (rule.must_be_mended or not binding)]
        self._words = Words([rule for rule in in_force if rule.kind == StyleRule.Kind.TERM])
        self._names = Words([rule for rule in in_force if rule.kind == StyleRule.Kind.NAME])
        checks = {rule.check_name: rule for rule in in_force if rule.check_name}
        self._in_texts = [(find, checks[name]) for name, find in IN_TEXTS.items() if name in checks]
        self.of_pages = {name: rule for name, rule in checks.items() if name not in IN_TEXTS}
        self.required = [rule for rule in in_force if rule.kind == StyleRule.Kind.DISCLOSURE]

    def hits(self, text, spoken=False, hidden=()):
        """Everything that the rules find in a text, in order. `spoken`: all of it is somebody's own words."""
        plain = _without(text, hidden)
        unspoken = NO_TEXT * len(plain) if spoken else _QUOTATION.sub(_blank, plain)
        found = [Hit(rule, start, end, fix) for start, end, rule, fix in self._words.hits(unspoken)]
        found += [Hit(rule, start, end, fix) for start, end, rule, fix in self._names.hits(plain)]
        for find, rule in self._in_texts:
            where = unspoken if rule.check_name in NOT_OF_THE_SPOKEN else plain
            found += [Hit(rule, start, end, fix) for start, end, fix in find(where, rule, self.language)]
        return sorted(found, key=lambda hit: (hit.start, hit.end))

    def edits(self, text, rule_id, wrong):
        """What mends a text: every place at which this rule finds exactly this, as start, end and what stands there
        then. Nothing where the text has changed since, or the rule."""
        return [
            (hit.start, hit.end, hit.fix)
            for hit in self.hits(text)
            if hit.rule.pk == rule_id and hit.fix is not None and text[hit.start : hit.end] == wrong
        ]

    def _most_specific(self, rules):
        """Of two rows for one check, the language's own goes before that of every language, also where it is off."""
        own = sorted((rule for rule in rules if rule.check_name), key=lambda rule: rule.language == self.language)
        return {rule.check_name: rule for rule in own}.values()


def book_in(language, binding=False):
    """One query."""
    return Book(list(StyleRule.objects.in_language(language).order_by("pk")), language, binding)


def _without(text, hidden):
    for start, end in hidden:
        text = text[:start] + NO_TEXT * (end - start) + text[end:]
    return _ADDRESS.sub(_blank, text)


def _blank(found):
    return NO_TEXT * len(found[0])
