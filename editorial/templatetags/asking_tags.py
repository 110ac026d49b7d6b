from django import template
from django.utils.translation import get_language

from editorial.asking.files import name_of_size
from editorial.embargo import moment_in_words
from pages.digits import is_persian, persian_digits

register = template.Library()
register.filter("size_name", name_of_size)
register.filter("in_zones", moment_in_words)


@register.filter
def in_pixels(offer):
    """Width stands first in both languages."""
    text = f"{offer.width} × {offer.height}"
    return persian_digits(text) if is_persian(get_language()) else text
