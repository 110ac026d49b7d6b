"""How values stand among words, in the active language."""

from django.utils.translation import get_language, get_language_bidi

from pages.bidi import marked
from pages.calendar import format_date
from pages.digits import is_persian, persian_digits

from ..metadata import comma


def held(value, left_to_right=False):
    """A value that the software puts into a text: beside Persian words it must not turn round."""
    return marked(value, left_to_right) if get_language_bidi() else value


def day(value):
    return format_date(value, get_language())


def digits_of(number):
    return persian_digits(number) if is_persian(get_language()) else str(number)


def named(person):
    """A person with what they are."""
    return comma().join(filter(None, [str(person), person.word("role")]))
