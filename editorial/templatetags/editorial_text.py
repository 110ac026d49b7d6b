from django import template

from editorial import embargo

register = template.Library()


@register.filter
def is_secret(page):
    """Whether even the title must not stand in a letter."""
    return embargo.is_secret(page)
