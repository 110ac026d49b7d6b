"""What editors can do inside rich text: few marks, and one of our own that keeps left-to-right runs whole."""

import re

from django.utils.translation import gettext_lazy as _

ISOLATE = "isolate"
STYLE = "ISOLATE"

#: A figure kept once, placed in a sentence; the room of facts brings it.
FACT = "fact"

#: Marks inside a line.
INLINE_FEATURES = ["bold", "italic", "link", FACT, ISOLATE]
#: A rich text that does not say what it wants gets these.
DEFAULT_FEATURES = ["h2", "h3", "ol", "ul", *INLINE_FEATURES]


#: Digits of other scripts, or more than a column holds, are nobody's key.
_KEY = re.compile("[0-9]{1,18}")


def key_in(attributes):
    """The primary key that a link or an embed in a stored text names, or None for what somebody made up."""
    key = attributes.get("id") or ""
    return int(key) if _KEY.fullmatch(key) else None


def register_isolate(features):
    """`<bdi dir="ltr" lang="en">` around a telephone number, a unit or a Latin name inside Persian text."""
    # Here, because blocks take the lists above while models are still loading.
    from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
    from wagtail.admin.rich_text.editors.draftail.features import InlineStyleFeature

    features.register_editor_plugin(
        "draftail",
        ISOLATE,
        InlineStyleFeature(
            {
                "type": STYLE,
                "label": "LTR",
                "description": _("Isolate left-to-right: numbers, units and Latin names inside Persian text"),
                # How it looks while writing; the page itself shows nothing but the right order.
                "style": {"direction": "ltr", "unicodeBidi": "isolate", "borderBottom": "1px dotted currentColor"},
            }
        ),
    )
    features.register_converter_rule(
        "contentstate",
        ISOLATE,
        {
            "from_database_format": {"bdi": InlineStyleElementHandler(STYLE)},
            "to_database_format": {
                "style_map": {STYLE: {"element": "bdi", "props": {"dir": "ltr", "lang": "en"}}},
            },
        },
    )
