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
    titles = {wording.language_code: wording.title for wording in asset.wordings.all() if wording.title}
    order = [language, *(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES), *titles]
    title = next((titles[code] for code in order if code in titles), asset.title)
    words = string_to_ascii(title) if language is None else unicodedata.normalize("NFC", title)
    stem = re.sub(r"[\W_]+", "-", words.lower()).strip("-") or "file"
    if len(stem) > LONGEST_STEM:
        stem = stem[:LONGEST_STEM].rpartition("-")[0] or stem[:LONGEST_STEM]
    year = str(asset.taken_on.year) if asset.taken_on else ""
    parts = [stem, "" if year in stem.split("-") else year, size]
    return "-".join(part for part in parts if part) + f".{extension}"


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
