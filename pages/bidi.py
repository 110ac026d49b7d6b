"""Keeping runs of one direction intact inside text of the other."""

import re
from unicodedata import bidirectional

from django.utils.html import format_html

# Embeddings, overrides and isolates: markup says the same, visibly and with an end.
_DIRECTION_CONTROLS = "\u202a-\u202e\u2066-\u2069"
# What the production Char of XML 1.0 leaves out; tab, line feed and carriage return belong to it.
_NOT_IN_XML = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_LEFT_TO_RIGHT_MARK = "\u200e"
_SPACES = re.compile(r"[ \t\r\n]+")
_SIGNS = "+-\u2212"
_UNWANTED = re.compile(f"[{_DIRECTION_CONTROLS}{_NOT_IN_XML}]")


def isolate(value):
    """Wrap a name or title of unknown direction in `<bdi>`, escaped; nothing gives nothing.

    Not for ranges of bare digits (۱۰:۰۰–۱۲:۳۰): alone in a `bdi` they turn left to right.
    """
    return _wrapped("<bdi>{}</bdi>", value)


def left_to_right(value):
    """Wrap a telephone number, reference, file name, address, negative number or Latin unit, escaped."""
    return _wrapped('<bdi dir="ltr">{}</bdi>', value)


def marked(value, left_to_right=False):
    """The same for text without markup, where Persian stands around it: U+200E in front of what would turn round
    (a number with a sign, a figure before a Latin unit), and behind a sign that would jump (C++).

    With `left_to_right` also what is digits and spaces alone, such as a telephone number.
    """
    kinds = [bidirectional(letter) for letter in value]
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
    if not value or first in ("R", "AL") or not (first or left_to_right or value[0] in _SIGNS):
        return value
    before = "" if kinds[0] == "L" else _LEFT_TO_RIGHT_MARK
    # Digits go with the letters or the mark before them.
    after = "" if kinds[-1] in ("L", "EN") else _LEFT_TO_RIGHT_MARK
    return f"{before}{value}{after}"


def strip_controls(text):
    """Remove bidi controls and characters that XML 1.0 forbids; the non-joiner U+200C and line ends stay."""
    return _UNWANTED.sub("", text)


def one_line(text):
    """Without line ends; a space that keeps a number and its unit together stays."""
    return _SPACES.sub(" ", text).strip()


def _wrapped(markup, value):
    return "" if value is None or value == "" else format_html(markup, value)
