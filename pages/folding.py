"""Folding spellings that a reader takes for the same, and sorting by the alphabet.

NFKC alone leaves Arabic and Persian yeh and kaf apart, and code-point order puts پ چ ژ گ ک ی last.
"""

import re
import unicodedata

from .digits import is_persian

NON_JOINER = "\u200c"

# Persian letters and the Arabic and Urdu ones that readers take for them.
LETTERS = {"ی": "يىےئ", "ک": "كڪ", "ه": "ةۀہۂەھ", "ا": "أإٱ", "و": "ؤ"}
_SIGNS = {".": "\u066b", "%": "\u066a", ",": "\u060c", ";": "\u061b", "?": "\u061f"}

_FOLDED = {ord(variant): kept for kept, variants in (LETTERS | _SIGNS).items() for variant in variants}
_FOLDED |= {zero + digit: str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
# Tatweel, thousands separator, zero-width joiner.
_FOLDED |= dict.fromkeys((0x640, 0x66C, 0x200D))

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_INVISIBLE = "\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_DROPPED = re.compile(f"[{_MARKS}{_INVISIBLE}]")

# The hamza on the line opens the alphabet, as in dictionaries.
_ALPHABET = "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}


def fold(text, non_joiner=" "):
    """Reduce text to what search compares; `non_joiner` takes the place of U+200C.

    The same function has to run over indexed text and over queries.
    """
    text = _DROPPED.sub("", unicodedata.normalize("NFKC", text))
    text = text.translate(_FOLDED).casefold().replace(NON_JOINER, non_joiner)
    return " ".join(text.split())


def index_text(text):
    """Fold text for an index, adding each word with a non-joiner in one: کتابها beside کتاب ها."""
    joined = [fold(word, "") for word in text.split() if NON_JOINER in word]
    return " ".join([fold(text), *joined])


def sort_key(text, language="fa"):
    """Return a key for sorting by the alphabet of the language, the other script after it.

    Spaces, digits and signs come before letters; non-joiners, Latin accents and case do not count.
    """
    persian, other = (1, 2) if is_persian(language) else (2, 1)
    return tuple(_place(character, persian, other) for character in fold(text, "")), text


def _place(character, persian, other):
    """Give the group of a folded character (0 sign, else as told) and its place in there."""
    if character in _RANK:
        return persian, _RANK[character]
    if character.isalpha():
        return other, ord(unicodedata.normalize("NFD", character)[0])
    return 0, ord(character)
