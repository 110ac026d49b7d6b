"""Names and tokens of stored files."""

import re
import secrets
import unicodedata
from pathlib import PurePosixPath

from wagtail.coreutils import string_to_ascii

# Folder, public id and name together fit the 100 characters of Wagtail's file columns:
# "documents/" + 32 + "/" leaves 57.
LONGEST_NAME = 56
LONGEST_EXTENSION = 8


def new_public_id():
    """128 random bits as 32 hex digits: nobody finds an asset by counting or guessing."""
    return secrets.token_hex(16)


def new_etag():
    """A validator drawn at random, because one made from the content would tell who has guessed the content."""
    return secrets.token_hex(8)


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
