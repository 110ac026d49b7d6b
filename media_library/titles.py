"""What readers call an asset."""

import re

from django.utils.translation import get_language

from .models import Image

#: Signs, in lists and where there is room.
TITLE_LENGTH, HEADING_LENGTH = 72, 200
#: Not behind a short word, which may be an abbreviation: "Dr. Rahmani at the well".
SENTENCE = re.compile(r"(?<=\w{5}[.!?؟])\s+")


def title_of(asset, longest=TITLE_LENGTH):
    """What readers call it, and in which language that is: its title, else the first sentence of its caption or of what
    it shows, else the number of its frame. What the desk calls a picture says nothing to readers; a document without
    words has no other name. Prefers the active language; no query if wordings are prefetched."""
    found = _words_of(asset, longest)
    return found or (("" if isinstance(asset, Image) else asset.title) or number_of(asset), get_language())


def heading_of(asset):
    """The same where there is room for a whole sentence."""
    return title_of(asset, HEADING_LENGTH)


def title_at_the_desk(asset):
    """The same words, but of a picture without any what the desk calls it."""
    words = _words_of(asset, TITLE_LENGTH)
    return words[0] if words else asset.title


def number_of(asset):
    """By which an asset is named on the telephone: the same everywhere and for good."""
    return asset.public_id[:8].upper()


def _words_of(asset, longest):
    language = get_language()
    wordings = sorted(asset.wordings.all(), key=lambda wording: wording.language_code != language)
    for wording in wordings:
        for name in ("title", "caption", "alt"):
            words = " ".join(getattr(wording, name, "").split())
            if words := words if name == "title" else _first_sentence(words):
                return _shortened(words, longest), wording.language_code
    return None


def _first_sentence(words):
    """Without its full stop: it stands as a title."""
    return SENTENCE.split(words, maxsplit=1)[0].removesuffix(".")


def _shortened(words, longest):
    """Cut between two words, and not after a comma; within one only where it is longer than a title may be."""
    if len(words) <= longest:
        return words
    whole, _space, _cut = words[:longest].rpartition(" ")
    return re.sub(r"\W+$", "", whole or words[: longest - 1]) + "…"
