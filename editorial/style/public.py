"""The style book for readers: what its owner has marked as public, and nothing else."""

from dataclasses import dataclass

from django.utils.translation import get_language, pgettext

from pages.digits import is_persian
from pages.folding import sort_key

from ..models import StyleRule
from .messages import SAID

Kind, Check = StyleRule.Kind, StyleRule.Check


@dataclass(frozen=True)
class Rules:
    """A table: its head, and a row of three texts for each rule."""

    head: tuple[str, str, str]
    rows: tuple[tuple[str, str, str], ...]


def public_rules(kind, language):
    """One query."""
    return as_table(StyleRule.objects.told_to_readers().filter(kind=kind).in_language(language), kind, language)


def as_table(rules, kind, language):
    """In the order of the alphabet, by what is to be written."""
    rows = sorted((_row(rule) for rule in rules), key=lambda row: sort_key(row[0] or row[1], language))
    return Rules(_head(kind), tuple(rows))


def _head(kind):
    why = pgettext("style book", "Why")
    if kind == Kind.CHECK:
        return pgettext("style book", "What"), pgettext("style book", "How"), why
    if kind == Kind.DISCLOSURE:
        return pgettext("style book", "Text"), pgettext("style book", "When"), why
    return pgettext("style book", "Write"), pgettext("style book", "Not"), why


def _row(rule):
    if rule.kind == Kind.CHECK:
        return rule.name, str(SAID.get(Check(rule.check_name), "")), rule.reason
    if rule.kind == Kind.DISCLOSURE:
        return rule.text, rule.get_condition_display(), rule.reason
    comma = "، " if is_persian(get_language() or "en") else ", "
    return rule.prefer, comma.join(rule.variants), rule.reason
