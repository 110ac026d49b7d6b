"""The way from a piece to what readers can say of it: `{% load dialogue_tags %}`."""

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("dialogue/way_in.html", takes_context=True)
def suggest_link(context, page):
    """Writes the link to the form. A preview has none: nobody has read the piece yet."""
    if context.get("is_preview"):
        return {}
    return {"address": reverse("suggest", args=[page.translation_key.hex])}
