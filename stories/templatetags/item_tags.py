"""What is said of facts and files in the language of the page: `{% load item_tags %}`."""

from pathlib import PurePosixPath

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from pages import bidi
from pages.calendar import format_date
from pages.digits import is_persian, persian_digits
from pages.templatetags.frame import frame

register = template.Library()


@register.filter
def saying(fact, word):
    """Write a word of a fact, isolated, with its language where that is not the page's."""
    text = getattr(fact, word, "")
    if not text or fact.language in ("", get_language()):
        return bidi.isolate(text)
    return format_html('<bdi lang="{}">{}</bdi>', fact.language, text)


@register.simple_tag(takes_context=True)
def anchor(context, fact):
    """` id="…"` by which a fact's row can be cited, the same in each language; nothing if the page has it already."""
    name = f"fact-{fact.public_id[:8]}"
    request = context.get("request")
    used = request.__dict__.setdefault("_anchors", set()) if request is not None else set()
    if name in used:
        return ""
    used.add(name)
    return format_html(' id="{}"', name)


@register.simple_tag(takes_context=True)
def citation(context, fact):
    """The fact in a sentence as it is copied from a page: with the house and the page's reference behind it."""
    comma = "، " if is_persian(get_language()) else ", "
    house, reference = frame(context).words, getattr(context.get("page"), "reference", "")
    told = comma.join(filter(None, [house.name if house else "", reference]))
    return f"{fact.sentence}. {told}." if told else fact.sentence


@register.filter
def quoted(words):
    """Write words in the quotation marks of the language; they are text, so that they are copied too."""
    words = words or ""
    return f"«{words}»" if is_persian(get_language()) else f"“{words}”"


@register.simple_tag(takes_context=True)
def quotation(context, quote):
    """A quote as it is copied from a page: the words, who said them, and the item's date and reference."""
    comma = "، " if is_persian(get_language()) else ", "
    page, house = context.get("page"), frame(context).words
    day = getattr(page, "dateline", None) or getattr(page, "first_published_at", None)
    said_by = comma.join(filter(None, [quote.speaker, quote.speaker_role]))
    told = [house.name if house else "", day and format_date(day, get_language()), getattr(page, "reference", "")]
    return f"{quoted(quote.get('words'))} – {said_by}. {comma.join(filter(None, told))}"


@register.simple_tag(takes_context=True)
def number_to_call(context):
    """The telephone number of the item's first contact who has one, else of the press line."""
    numbers = (person.phone or person.mobile for person in context["page"].press_contacts())
    return next(filter(None, numbers), "") or frame(context).brand.press_phone


@register.simple_tag
def pictures_at(page, hero=False):
    """The id of the place where a page shows the most of its pictures, "" if it shows none. `hero` says whether its
    kind shows the lead picture."""
    shown = [block for block in page.body if block.id and _shows_pictures(block)]
    for kind, prefix in (("gallery", "pictures"), ("chapter", "group")):
        for block in shown:
            if block.block_type == kind:
                return f"{prefix}-{block.id}"
    if hero and page.lead_image:
        return "hero"
    return f"pictures-{shown[0].id}" if shown else ""


def _shows_pictures(block):
    if block.block_type == "gallery":
        return any(shot.get("image") for shot in block.value)
    if block.block_type == "chapter":
        return any(file.block_type == "image" and file.value for file in block.value.get("files") or ())
    return block.block_type == "image" and bool(block.value.get("image"))


@register.filter
def present(facts):
    """Those of a group that are there to be shown: a fact that was withdrawn leaves a gap in the stored list."""
    return [fact for fact in facts if fact]


@register.filter
def figures_to_list(page):
    """What the texts of a page cite inside their sentences, without what a table of the page shows anyway."""
    tables = [block.value.get("facts") or () for block in page.body if block.block_type == "facts"]
    tabled = {fact.said.fact_id for table in tables for fact in present(table)}
    return [cited for cited in page.figures if cited.said.fact_id not in tabled]


@register.filter
def titled(body):
    """The blocks of a body that stand under a heading of their own and can be led to."""
    return [block for block in body if block.id and isinstance(block.value, dict) and block.value.get("title")]


@register.filter
def uncaptioned(image):
    """Whether a picture has no caption: then its alternative text stands in the place of one, and is read once."""
    return not image.word("caption")


@register.filter
def described(image):
    """Write the alternative text of a picture, isolated, with its language where that is not the page's."""
    wording = image.alt_wording
    if wording is None or wording.language_code == get_language():
        return bidi.isolate(image.default_alt_text)
    return format_html('<bdi lang="{}">{}</bdi>', wording.language_code, wording.alt)


@register.filter
def file_type(asset):
    """Write what kind of file it is: PDF."""
    name = getattr(asset.file, "name", "") or ""
    return bidi.left_to_right(PurePosixPath(name).suffix[1:].upper())


@register.filter
def pixels(asset):
    """Write the size of a picture or film: 6000 × 4000. Width stands first in both languages."""
    if not (getattr(asset, "width", None) and asset.height):
        return ""
    text = f"{asset.width} × {asset.height}"
    return bidi.left_to_right(persian_digits(text) if is_persian(get_language()) else text)


@register.filter
def playing_time(seconds):
    """Write how long a recording plays: 3:12, 1:04:09."""
    if not seconds:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    text = f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
    return bidi.left_to_right(persian_digits(text) if is_persian(get_language()) else text)


@register.filter
def total(assets, field):
    """The sum of what is known: `files|total:"file_size"` in bytes, `files|total:"duration"` in seconds."""
    return sum(getattr(asset, field, None) or 0 for asset in assets)


@register.simple_tag(takes_context=True)
def let_in(context, directive, source):
    """Lets the page load from there, see `ContentSecurityPolicyMiddleware`; writes nothing."""
    request = context.get("request")
    if source and request is not None:
        request.__dict__.setdefault("offered_sources", {}).setdefault(directive, set()).add(source)
    return ""
