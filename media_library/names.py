"""Names and tokens of stored files."""

import re
import secrets
import unicodedata
from pathlib import PurePosixPath

from django.conf import settings
from wagtail.coreutils import string_to_ascii

# Folder, public id and name together fit the 100 characters of Wagtail's file columns:
# "documents/" + 32 + "/" leaves 57.
LONGEST_NAME = 56
LONGEST_EXTENSION = 8
#: Of the words in a name that readers see.
LONGEST_STEM = 64


def new_public_id():
    """128 random bits as 32 hex digits: nobody finds an asset by counting or guessing."""
    return secrets.token_hex(16)


def new_etag():
    """A validator drawn at random, because one made from the content would tell who has guessed the content."""
    return secrets.token_hex(8)


def readable_name(asset, size, extension, language=None):
    """What a person calls the file: `northshore-tidal-station-turbine-2026-web.jpg`. Of its title for readers, the year
    in which it was made, and the size; in ASCII, or with `language` in the letters of its title in that language.

    No query if wordings are prefetched.
    """
    title = _title(asset, language)
    words = string_to_ascii(title) if language is None else unicodedata.normalize("NFC", title)
    stem = re.sub(r"[\W_]+", "-", words.lower()).strip("-") or "file"
    if len(stem) > LONGEST_STEM:
        stem = stem[:LONGEST_STEM].rpartition("-")[0] or stem[:LONGEST_STEM]
    year = str(asset.taken_on.year) if asset.taken_on else ""
    parts = [stem, "" if year in stem.split("-") else year, size]
    return "-".join(part for part in parts if part) + f".{extension}"


def _title(asset, language):
    """What readers call it: of a picture its title, else its caption or what it shows, else the number of its frame.
    What the desk calls a picture is the desk's; a document or a recording without words has no other name."""
    is_picture = asset.folder == "images"
    told = {wording.language_code: _words(wording, is_picture) for wording in asset.wordings.all()}
    order = [language, *(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES), *told]
    otherwise = asset.public_id[:8].upper() if is_picture else asset.title
    return next((told[code] for code in order if told.get(code)), otherwise)


def _words(wording, is_picture):
    return wording.title or (wording.caption or wording.alt if is_picture else "")


def clean_file_name(name, extension=None):
    """A name of ASCII letters, digits, `.`, `_` and `-`, without folders or a leading dot, at most 56 long.

    `extension` replaces that of the name. A name with nothing usable in it becomes "file".
    """
    path = PurePosixPath(unicodedata.normalize("NFKC", str(name)).replace("\\", "/"))
    stem, suffix = path.stem, (extension or path.suffix.lstrip("."))
    suffix = re.sub(r"[^a-z0-9]", "", suffix.lower())[:LONGEST_EXTENSION]
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", string_to_ascii(stem)).strip("-_")
    stem = stem[: LONGEST_NAME - len(suffix) - 1].rstrip("-_") or "file"
    return f"{stem}.{suffix}" if suffix else stem
