"""The part of an address that is made of words.

Django's `slugify` deletes the non-joiner, which runs two words into one, and keeps Arabic beside Persian
letters, so that two slugs that look the same may differ.
"""

import re
import unicodedata

from .folding import LETTERS, NON_JOINER, fold

MAX_WORDS = 6
# The length of Wagtail's slug field.
MAX_LENGTH = 255

_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_SEPARATORS = re.compile(r"\W+")


#: Addresses under a front page that views serve, or will: a page of this name would never be seen.
RESERVED = frozenset(
    {
        "archive",
        "ask",
        "corrections",
        "developers",
        "embargo",
        "embed",
        "feed",
        "feeds",
        "files",
        "r",
        "review",
        "search",
        "subscribe",
        "suggest",
        "tours",
        "wire",
    }  # fmt: skip
)


def slugify(text):
    """Make a slug of a title: folded letters, ASCII digits, at most six words.

    A word with a hyphen or a non-joiner counts once. Text without letters or digits gives "".
    """
    return _shortened("-".join(_WORD.findall(_plain(text))[:MAX_WORDS]))


def clean_slug(text):
    """Put right a slug that an editor typed: all words and underscores stay; a clean slug is unchanged."""
    return _shortened(_SEPARATORS.sub("-", _plain(text)).strip("-"))


def browser_formatters():
    """Return the formatters for Wagtail's `SlugInput`, whose own script deletes the non-joiner."""
    digits = [(f"[{chr(0x660 + digit)}{chr(0x6F0 + digit)}]", str(digit)) for digit in range(10)]
    letters = [(f"[{variants}]", letter) for letter, variants in LETTERS.items()]
    return [(NON_JOINER, "-"), *letters, *digits]


def _plain(text):
    """Fold to lower case without accents, with a hyphen for each non-joiner."""
    text = _THOUSANDS.sub("", _APOSTROPHES.sub("", fold(text, "-")))
    unaccented = _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", unaccented)


def _shortened(slug):
    return slug[:MAX_LENGTH].rstrip("-")
