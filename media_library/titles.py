"""What readers call an asset."""

import re

from django.utils.translation import get_language

from .models import Image

TITLE_LENGTH = 72


def title_of(asset):
    """What readers call it, and in which language that is: its title, else its caption or what it shows, else the
    number of its frame. What the desk calls a picture says nothing to readers; a document without words has no other
    name. Prefers the active language; no query if wordings are prefetched."""
    return _words_of(asset) or (("" if isinstance(asset, Image) else asset.title) or number_of(asset), get_language())


def title_at_the_desk(asset):
    """The same words, but of a picture without any what the desk calls it."""
    words = _words_of(asset)
    return words[0] if words else asset.title


def number_of(asset):
    """By which an asset is named on the telephone: the same everywhere and for good."""
    return asset.public_id[:8].upper()


def _words_of(asset):
    language = get_language()
    wordings = sorted(asset.wordings.all(), key=lambda wording: wording.language_code != language)
    for wording in wordings:
        for name in ("title", "caption", "alt"):
            if words := getattr(wording, name, ""):
                return _shortened(" ".join(words.split())), wording.language_code
    return None


def _shortened(words):
    """Cut between two words, and not after a comma; within one only where it is longer than a title may be."""
    if len(words) <= TITLE_LENGTH:
        return words
    whole, _space, _cut = words[:TITLE_LENGTH].rpartition(" ")
    return re.sub(r"\W+$", "", whole or words[: TITLE_LENGTH - 1]) + "…"
