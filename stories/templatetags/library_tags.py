"""The way from a file that a page shows to its own page in the library: `{% load library_tags %}`."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from pages import bidi
from pages.templatetags.frame import frame

from ..library.kits import PICKED_BY
from ..library.tiles import Tile

register = template.Library()


@register.simple_tag(takes_context=True)
def asset_page(context, asset):
    """The address of an asset's page; "" where there is none: in a preview, under embargo, without a library, and when
    its rights have ended."""
    page = context.get("page")
    hidden = context.get("is_preview") or getattr(page, "embargo_notice", None) or not context.get("request")
    if hidden or not getattr(asset, "pk", None) or asset.rights_expired:
        return ""
    section = frame(context).serving.get("media")
    return f"{section.url}{asset.public_id}/" if section else ""


@register.simple_tag(takes_context=True)
def asset_link(context, asset):
    """`<a>` to the page where a file that the page shows is taken, or asked for."""
    address = asset_page(context, asset)
    if not address:
        return ""
    tile = Tile(asset)
    label = _("Request") if tile.has_to_be_asked_for else _("Download")
    # Not as hidden words in it: where pictures stand in a row that scrolls, these would widen the page.
    named = f"{label}: {tile.title}"
    return format_html('<a class="to-asset screen-only" href="{}" aria-label="{}">{}</a>', address, named, label)


@register.simple_tag(takes_context=True)
def request_link(context, asset, named=None):
    """`<a>` to the form by which a file is asked for, in the place of the one that would take it. It is called by the
    title of `named`, for one whose own words have not been read."""
    address = asset_page(context, asset)
    if not address:
        return ""
    label = _("Request this file")
    return format_html(
        '<a class="screen-only" href="{}request/" aria-label="{}">{}</a>',
        address, f"{label}: {Tile(named or asset).title}", label,
    )  # fmt: skip


@register.simple_tag(takes_context=True)
def kit_tile(context, asset):
    """What the page of a press kit offers of a file; None where nothing is offered: a preview, an embargo, a sample."""
    page = context.get("page")
    if not asset_page(context, asset) or not hasattr(page, "library"):
        return None
    return page.library.tiles.get(asset)


@register.simple_tag(takes_context=True)
def shown_files(context, files):
    """(number, file) of the files of a chapter that are there and among those that are asked for; the numbers are those
    of the whole chapter."""
    library = getattr(context.get("page"), "library", None)
    # A sample of the style guide is a plain one.
    values = [(number, file, file["value"] if isinstance(file, dict) else file.value)
              for number, file in enumerate(files or (), 1)]  # fmt: skip
    return [(number, file) for number, file, asset in values if asset and (library is None or library.shows(asset))]


@register.filter
def may_be_see_through(asset):
    """Whether a picture may have nothing behind it, as marks have that stand on any ground."""
    return (asset.file.name or "").lower().endswith((".png", ".webp", ".gif"))


@register.filter
def picked_by(asset):
    return asset.public_id[:PICKED_BY]


@register.filter
def titled_tile(tile):
    """Write the title of an asset, isolated, with its language where that is not the page's."""
    return _in_its_language(tile.title, tile)


@register.filter
def headed_tile(tile):
    """The same with a whole sentence, for its own page."""
    return _in_its_language(tile.heading, tile)


def _in_its_language(words, tile):
    if tile.title_language:
        return format_html('<bdi lang="{}">{}</bdi>', tile.title_language, words)
    return bidi.isolate(words)
