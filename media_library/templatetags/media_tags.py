from django import template
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from ..downloads import as_download, offers
from ..renditions import AROUND, FORMATS, PREVIEW, SQUARE, existing, largest, widths_of

register = template.Library()

# The width of the picture that stands in `src`, for readers without `srcset`, and of the placeholder.
FALLBACK_WIDTH = 1200


@register.simple_tag(takes_context=True)
def picture(
    context, image, profile="width", alt=None, decorative=False, sizes="100vw", loading="lazy", link=False, **attrs
):
    """`<picture>` in AVIF, WebP and JPEG, of the sizes that exist; a placeholder of the same shape until some do.

        {% load media_tags %}
        {% picture image sizes="(min-width: 60rem) 50vw, 100vw" loading="lazy" class="lead" %}

    `profile` is "width" (all widths) or "square". `alt` takes the place of the picture's own alternative text,
    `decorative=True` empties it. `loading="eager"` is for the one picture that the page leads with. `link=True` leads
    to the largest size, which `static/js/viewer.js` then shows on the page, one picture after the other. Asks for
    nothing if the pictures went through `prefetch_pictures`, and never makes a size, except one in a preview. Of a
    picture whose rights have ended nothing is shown, except in a preview.
    """
    in_preview = getattr(context.get("request"), "is_preview", False)
    if not image or (image.rights_expired and not in_preview):
        return ""
    renditions = existing(image)
    by_format = {kind: _of_format(image, renditions, profile, kind) for kind in FORMATS}
    if not by_format["jpeg"] and in_preview:
        by_format = {"jpeg": [image.get_rendition(PREVIEW)]}
    attrs |= _text(image, alt, decorative)
    attrs["loading"], attrs["decoding"] = loading, "async"
    if loading == "eager":
        attrs["fetchpriority"] = "high"
    if not by_format["jpeg"]:
        return format_html("<img{}>", flatatt(_placeholder(image, profile) | attrs))
    markup = _markup(by_format, {"sizes": sizes} | attrs)
    return _linked(context, image, renditions, profile, markup, attrs["alt"]) if link else markup


@register.filter
def around(image):
    """The address of the panorama in the size for looking around in it, "" while there is none."""
    found = existing(image).get(AROUND) or largest(image)
    return found.url if found else ""


register.filter("as_download", as_download)


@register.filter
def offered(asset):
    """The file itself as readers may take it, or None; a file that is lost is offered to nobody."""
    try:
        return next((offer for offer in offers(asset) if offer.size == "original"), None)
    except OSError:
        return None


def _markup(by_format, attrs):
    *others, (kind, fallbacks) = [(kind, found) for kind, found in by_format.items() if found]
    sources = format_html_join(
        "",
        "<source{}>",
        (
            (flatatt({"type": FORMATS[kind], "srcset": _srcset(found), "sizes": attrs["sizes"]}),)
            for kind, found in others
        ),
    )
    first = max((r for r in fallbacks if r.width <= FALLBACK_WIDTH), key=_width, default=fallbacks[0])
    shown = {"src": first.url, "srcset": _srcset(fallbacks), "width": first.width, "height": first.height}
    return format_html("<picture>{}<img{}></picture>", sources, flatatt(shown | attrs))


def _linked(context, image, renditions, profile, markup, alt):
    large = _of_format(image, renditions, "width", "jpeg")
    if not large:
        return markup
    if "request" in context:
        context["request"].shows_pictures = True
    named = {"class": "view", "data-act": "view", "href": large[-1].url}
    if not alt:
        named["aria-label"] = _("View the picture")
    if profile != "width":  # what stands on the page has been cropped, and is not all of it
        named["data-srcset"] = _srcset(_of_format(image, renditions, "width", "webp") or large)
    return format_html("<a{}>{}</a>", flatatt(named), markup)


def _of_format(image, renditions, profile, kind):
    names = [f"width-{width}" for width in widths_of(image)] if profile == "width" else [SQUARE]
    found = [renditions[spec] for name in names if (spec := f"{name}|format-{kind}") in renditions]
    return sorted(found, key=_width)


def _width(rendition):
    return rendition.width


def _srcset(renditions):
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in renditions)


def _placeholder(image, profile):
    width = min(image.width, FALLBACK_WIDTH)
    height = round(image.height * width / image.width) or 1
    if profile != "width":
        width = height = min(image.width, image.height, 480)
    return {"src": static("media_library/pending.svg"), "width": width, "height": height}


def _text(image, alt, decorative):
    """The alternative text, with its language where that is not the page's."""
    if decorative or image.decorative:
        return {"alt": ""}
    if alt is None:
        alt = image.contextual_alt_text
    if alt:
        return {"alt": alt}
    wording = image.alt_wording
    if wording is None or wording.language_code == translation.get_language():
        return {"alt": image.default_alt_text}
    return {"alt": wording.alt, "lang": wording.language_code}
