"""What a finding tells its writer, in the writer's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import StyleRule

Check, Kind = StyleRule.Check, StyleRule.Kind

#: Check to what is wrong, in a sentence.
SAID = {
    Check.QUOTES: gettext_lazy("Not the quotation marks of this language."),
    Check.EXCLAMATION: gettext_lazy("The house does not exclaim."),
    Check.DOUBLE_SPACES: gettext_lazy("One space is enough."),
    Check.SPACE_BEFORE: gettext_lazy("No space before the sign."),
    Check.UNITS: gettext_lazy("A space stands between number and unit."),
    Check.THOUSANDS: gettext_lazy("Thousands are set apart by a sign."),
    Check.DATES: gettext_lazy("Day and month can be taken for each other: write the month as a word."),
    Check.ARABIC_LETTERS: gettext_lazy("An Arabic letter in a Persian word: search does not find it."),
    Check.HALF_SPACES: gettext_lazy("Here a half-space stands, not a space."),
    Check.EZAFE: gettext_lazy("Ezafe after a silent heh is written هٔ."),
    Check.PERSIAN_PUNCTUATION: gettext_lazy("Persian has a sign of its own for this."),
    Check.PERSIAN_DIGITS: gettext_lazy("Numbers in Persian text have Persian digits."),
}


def message_of(rule, fix):
    if rule.kind == Kind.NAME:
        return _("The name is written “%(name)s”.") % {"name": rule.prefer}
    if rule.kind == Kind.TERM and fix is None:
        return _("The house does not write this word: leave it out, or say it in another way.")
    if rule.kind == Kind.TERM:
        return _("Write “%(word)s”.") % {"word": fix}
    return str(SAID[Check(rule.check_name)])
