"""Checks of a page as a whole: its headline, its standfirst, what it has to say somewhere."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.digits import format_number

QUESTION_MARKS = "?؟"


def headline_length(page, rule):
    return _length(page.title, "title", rule, 60 if page.locale.language_code == "fa" else 70)


def standfirst_length(page, rule):
    return _length(getattr(page, "standfirst", ""), "standfirst", rule, 160)


def short_version_length(page, rule):
    return _words(page, "short_version", rule, 60)


def medium_version_length(page, rule):
    return _words(page, "medium_version", rule, 230)


def question_headline(page, rule):
    if page.title.rstrip(' »”"').endswith(tuple(QUESTION_MARKS)):
        yield "title", _("The headline asks. Say what happened.")


def required_text(page, rule, said):
    """`said` is everything that the page says, its spaces as a reader sees them."""
    if rule.condition == rule.Condition.AI and getattr(page, "ai_use", "none") in ("", "none"):
        return
    if " ".join(rule.text.split()) not in said:
        yield "", _("This has to stand in it: “%(text)s”") % {"text": rule.text}


def _length(text, field, rule, usual):
    most = rule.limit or usual
    if len(text) > most:
        yield field, _("%(length)s characters; at most %(most)s.") % _in_digits(len(text), most)


def _words(page, field, rule, usual):
    """Somebody has just so much room: they would cut it themselves."""
    length, most = len(getattr(page, field, "").split()), rule.limit or usual
    if length > most:
        yield field, _("%(length)s words; at most %(most)s.") % _in_digits(length, most)


def _in_digits(length, most):
    language = get_language() or "en"
    return {"length": format_number(length, language), "most": format_number(most, language)}
