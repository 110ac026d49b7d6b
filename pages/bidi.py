"""Keeping runs of one direction intact inside text of the other."""

import re

from django.utils.html import format_html

# Embeddings, overrides and isolates: markup says the same, visibly and with an end.
_DIRECTION_CONTROLS = "\u202a-\u202e\u2066-\u2069"
# What the production Char of XML 1.0 leaves out; tab, line feed and carriage return belong to it.
_NOT_IN_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_UNWANTED = re.compile(f"[{_DIRECTION_CONTROLS}{_NOT_IN_XML}]")


def isolate(value):
    """Wrap a name or title of unknown direction in `<bdi>`, escaped; nothing gives nothing.

    Not for ranges of bare digits (۱۰:۰۰–۱۲:۳۰): alone in a `bdi` they turn left to right.
    """
    return _wrapped("<bdi>{}</bdi>", value)


def left_to_right(value):
    """Wrap a telephone number, reference, file name, address, negative number or Latin unit, escaped."""
    return _wrapped('<bdi dir="ltr">{}</bdi>', value)


def strip_controls(text):
    """Remove bidi controls and characters that XML 1.0 forbids; the non-joiner U+200C and line ends stay."""
    return _UNWANTED.sub("", text)


def _wrapped(markup, value):
    return "" if value is None or value == "" else format_html(markup, value)
