"""For Wagtail's own pages of assets: where each is used, and where its file is replaced."""

from django import template
from django.urls import reverse

from ..desk.kinds import kind_of
from ..desk.where_used import places_of

register = template.Library()


def _places(context, asset):
    request = context["request"]
    known = request.__dict__.setdefault("places_of_assets", {})  # told twice before a deletion
    key = asset.public_id
    if key not in known:
        known[key] = places_of(asset, request.user)
    return known[key]


@register.inclusion_tag("wagtailadmin/media_library/where_used.html", takes_context=True)
def where_used(context, asset):
    return {"places": _places(context, asset), "is_marked": asset.marked_public}


@register.inclusion_tag("wagtailadmin/media_library/delete_warning.html", takes_context=True)
def delete_warning(context, asset):
    public = [place for place in _places(context, asset) if place.is_public]
    return {"public": public, "is_marked": asset.marked_public}


@register.filter
def replace_url(asset):
    return reverse("asset_replace", args=[kind_of(asset).name, asset.pk])
