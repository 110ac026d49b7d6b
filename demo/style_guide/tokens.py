"""Tokens as the stylesheet declares them: a name that is added there stands in the guide, one that goes leaves it."""

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.palette import TEXT, least_contrast

_DECLARED = re.compile(r"--([\w-]+):\s*([^;]+);")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3})?\Z")

USES = {
    "paper": _("the page"),
    "card": _("fields to type in"),
    "wash": _("desk, footer, what is pointed at"),
    "sunk": _("contact sheet, bars, pictures that are not there yet"),
    "ink": _("text, heavy rules"),
    "ink-2": _("standfirst, what comes second"),
    "ink-3": _("captions, labels, the smallest text"),
    "line": _("hairlines: decoration only"),
    "line-strong": _("the edge of what can be operated"),
    "live": _("live, error"),
    "warn": _("updated, being checked"),
    "ok": _("the press line is open, a thread is closed"),
    "info": _("replaced, notices"),
    "focus": _("the ring around what the keyboard is on"),
}
BRAND = {
    "brand-fill": _("buttons: the exact colour"),
    "on-brand": _("words on it"),
    "brand-text": _("links under the pointer"),
    "brand-rule": _("brand tab, rules over a desk, a quote, a fact"),
    "brand-edge": _("the edge of buttons"),
}
STEPS = {
    "s--2": _("slugline, captions, heads of columns"),
    "s--1": _("rail, buttons, bylines"),
    "s-0": _("the record, forms"),
    "s-1": _("the text of a story, ledger"),
    "s-2": _("standfirst"),
    "s-3": _("headline of a teaser"),
    "s-4": _("pull quote"),
    "s-5": _("headline of a release, value of a fact"),
    "s-6": _("headline of a story"),
    "s-7": _("billboard"),
}
SPACES = {
    "section": _("between the sections of a page"),
    "edge": _("from the edge of the screen"),
    "gutter": pgettext_lazy("space", "between columns"),
}
#: What must be read, as opposed to seen.
READ = {"ink", "ink-2", "ink-3", "live", "warn", "ok", "info", "brand-text"}


@lru_cache
def _sheet():
    return Path(finders.find("css/site.css")).read_text(encoding="utf-8")


def _declarations(selector):
    block = _sheet().partition(f"\n  {selector} {{")[2].partition("\n  }")[0]
    return dict(_DECLARED.findall(block))


def declared():
    """Name to value, in light mode."""
    return _declarations(":root")


def colours(palette):
    """Name, use, value in light and dark, and the lower of the contrasts on its least favourable surface."""
    light, dark = declared(), _declarations(":root[data-theme=dark]")
    names = [name for name, value in light.items() if _COLOUR.fullmatch(value)]
    rows = [_colour(name, USES.get(name, ""), light[name], dark.get(name, light[name])) for name in names]
    made = {
        "brand-fill": (palette.fill, palette.fill),
        "on-brand": (palette.on_fill, palette.on_fill),
        "brand-text": (palette.light.text, palette.dark.text),
        "brand-rule": (palette.light.rule, palette.dark.rule),
        "brand-edge": (palette.light.rule, palette.dark.rule),
    }
    return rows + [_colour(name, use, *made[name]) for name, use in BRAND.items()]


def _colour(name, use, light, dark):
    light, dark = _long(light), _long(dark)
    contrast = min(least_contrast(light, "light"), least_contrast(dark, "dark")) if name in READ else None
    return {"name": name, "use": use, "light": light, "dark": dark, "contrast": contrast, "enough": TEXT}


def _long(colour):
    return "#" + "".join(2 * digit for digit in colour[1:]).upper() if len(colour) == 4 else colour.upper()


def steps():
    return [{"name": name, "use": STEPS.get(name, "")} for name in declared() if re.fullmatch(r"s-(-)?\d", name)]


def spaces():
    return [{"name": name, "use": use, "value": declared()[name]} for name, use in SPACES.items() if name in declared()]
