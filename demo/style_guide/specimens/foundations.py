"""What components are made of: no template of the site is behind these, only its stylesheet and its filters."""

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pages.templatetags.pages_text import iso, ltr
from stories.models import Story

from .. import tokens
from ..specimen import Section, alone

SECTION = Section("foundations", _("Foundations"))
#: In pixels.
SIZES = (4, 8, 12, 16, 24, 32, 48)
FILTERS = {"iso": iso, "ltr": ltr}


@SECTION.specimen(
    "colours", _("Colours"), "demo/style_guide/colours.html",
    _("Name them, never the value: each has a light and a dark one, and text can be read on every surface."),
)  # fmt: skip
def colours(examples):
    return alone({"colours": tokens.colours(examples.brand.palette)})


@SECTION.specimen(
    "type", _("Type scale"), "demo/style_guide/type.html",
    _("Story voice for what somebody tells, record voice for what the house states; no size between the steps."),
)  # fmt: skip
def type_scale(examples):
    return alone({"steps": tokens.steps(), "sample": examples.words["sample"]})


@SECTION.specimen(
    "spaces", _("Spaces"), "demo/style_guide/spaces.html",
    _("Within a component the fixed ones, in pixels; between components those that grow with the screen."),
)  # fmt: skip
def spaces(examples):
    return alone({"sizes": SIZES, "spaces": tokens.spaces()})


@SECTION.specimen(
    "rules", pgettext_lazy("style guide", "Rules"), "demo/style_guide/rules.html",
    _("Rules, not boxes, say what belongs together; each has its place and no other."),
)  # fmt: skip
def rules(examples):
    return alone({"kind": Story._meta.verbose_name.capitalize()})


@SECTION.specimen(
    "buttons", _("Buttons"), "demo/style_guide/buttons.html",
    _("Filled for the one thing to do, outlined for a tool beside a text, an arrow for what leads on."),
)  # fmt: skip
def buttons(examples):
    return alone()


@SECTION.specimen(
    "bidi", _("Test card of both directions"), "demo/style_guide/bidi.html",
    _("Every value that a template puts into a sentence goes through one of the two filters."),
)  # fmt: skip
def bidi(examples):
    return alone({"cases": [_case(**entry) for entry in examples.words["bidi"]]})


def _case(text, values, filter):
    isolate = FILTERS.get(filter, lambda value: value)
    return {
        "bare": format_html(text, *values),
        "isolated": format_html(text, *(isolate(value) for value in values)),
        "filter": filter,
    }
