from django import template

from pages.templatetags.frame import frame

from ..embeds.frames import code_for
from ..feeds.discovery import announced_on
from ..forms import forms_of
from ..forms.registry import announced
from ..graph import graph_of, shortest_graph
from ..here import Here
from ..metadata import metadata_of
from ..pictures import icon
from ..takeaway.panel import TakeAway

register = template.Library()


@register.inclusion_tag("syndication/metadata.html", takes_context=True)
def metadata(context):
    """Everything in the head that speaks to machines, except `<title>`.

        {% load syndication_tags %}
        {% metadata %}

    Takes page, list, person, topic, fact and the earlier version of a fact sheet (`shown`) from the context. Where
    there is nothing to speak of it asks not to be indexed, and a preview says nothing else at all.
    """
    request = context.get("request")
    if request is None or getattr(request, "is_preview", False) or context.get("is_preview"):
        return {"is_preview": True}
    here = Here.of(context)
    printed = {"indexable": here.indexable, "icon": icon(here.brand), "feeds": announced_on(here)}
    if here.subject is None and not here.is_front_door:
        return printed
    return printed | metadata_of(here) | {"graph": graph_of(here), "forms": announced(here)}


@register.inclusion_tag("syndication/addresses.html", takes_context=True)
def addresses(context):
    """Of all that only what leads on, and how a link to it looks: description, addresses, feed, Open Graph. For a page
    that counts its bytes."""
    here = Here.of(context)
    return metadata_of(here) | {"feeds": announced_on(here)[:1], "graph": shortest_graph(here)}


@register.simple_tag
def embed_code(thing):
    """The HTML that shows a public file, fact or item on another site; "" for what is not to be embedded."""
    return code_for(thing)


@register.simple_tag
def forms(thing):
    """(name, label, address, media type) of each form in which a public item or fact can be taken away."""
    return forms_of(thing)


@register.inclusion_tag("syndication/take_away.html", takes_context=True)
def take_away(context, text):
    """What journalists take over from a piece, at its end. `text` is the id of what the page shows as its text.

    {% load syndication_tags %}
    {% take_away text="release-text" %}
    """
    page, is_preview = context["page"], bool(context.get("is_preview"))
    return {"page": page, "is_preview": is_preview, "text": text, "take": TakeAway(page, frame(context), is_preview)}
