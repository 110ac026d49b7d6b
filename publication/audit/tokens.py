"""Random words in place of content. Wherever one turns up, the field that it stood in has leaked."""

import html
import re
import secrets
import string
from dataclasses import dataclass, field
from urllib.parse import unquote

from django.db.models import TextChoices

# Letters, because slugs, folding, search and file names leave them as they are. The first eight tell a token, so
# that a text which was cut short is found as well.
WORD = re.compile(r"zq[a-z]{6,}", re.IGNORECASE)
NUMBER = re.compile(r"9090[0-9]{9}")
# The public id of an asset: 128 bits in hexadecimal.
PUBLIC_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", re.IGNORECASE)
HEAD = 8

_LATIN_DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "0123456789" * 2)


class Shape(TextChoices):
    WORD = "word"
    NUMBER = "number"
    PUBLIC_ID = "public id"


def random_value(shape):
    if shape == Shape.WORD:
        return "zq" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(14))
    if shape == Shape.NUMBER:
        return "9090" + "".join(secrets.choice(string.digits) for _ in range(9))
    return secrets.token_hex(16)


@dataclass(eq=False)
class Token:
    value: str
    field: str
    canary: object
    #: Not for readers even when its canary is public: the desk's own notes, what stood in a file's metadata.
    always_secret: bool = False

    @property
    def is_secret(self):
        return self.always_secret or not self.canary.is_public


@dataclass
class Ledger:
    """All tokens of one audit."""

    tokens: dict[str, Token] = field(default_factory=dict)
    decoys: dict[str, str] = field(default_factory=lambda: {shape: random_value(shape) for shape in Shape})

    def mint(self, canary, name, shape=Shape.WORD, value=None, always_secret=False):
        """A new token; `value` adopts one that exists already, such as an asset's public id."""
        value = value or self._unused(shape)
        token = Token(value, name, canary, always_secret)
        self.tokens[_key(value)] = token
        return token

    def _unused(self, shape):
        """Among twenty thousand words two would often enough begin alike, and one be taken for the other."""
        value = random_value(shape)
        while _key(value) in self.tokens:
            value = random_value(shape)
        return value

    def find(self, text):
        """Tokens that stand in a readable text (see `readable`)."""
        matches = (match for pattern in (WORD, NUMBER, PUBLIC_ID) for match in pattern.findall(text))
        found = (self.tokens.get(_key(match)) for match in matches)
        return {token for token in found if token is not None}

    def secrets_in(self, text):
        return {token for token in self.find(text) if token.is_secret}

    def about_nothing(self, address):
        """The same address with every secret replaced by a value of the same shape that belongs to nothing."""
        for pattern, shape in ((WORD, Shape.WORD), (NUMBER, Shape.NUMBER), (PUBLIC_ID, Shape.PUBLIC_ID)):
            address = pattern.sub(lambda match, shape=shape: self._decoy(match[0], shape), address)
        return address

    def _decoy(self, value, shape):
        token = self.tokens.get(_key(value))
        if token is None or not token.is_secret:
            return value
        decoy = self.decoys[shape][: len(value)]
        return decoy.upper() if value.isupper() else decoy

    def without_names(self, text):
        """The text with tokens and decoys replaced, so that two answers which repeat what was asked are alike."""
        for pattern in (WORD, NUMBER, PUBLIC_ID):
            text = pattern.sub(self._anonymous, text)
        return text

    def _anonymous(self, match):
        value = match[0].lower()
        token = self.tokens.get(_key(value))
        known = token is not None and token.is_secret
        return "·" if known or any(decoy.startswith(value) for decoy in self.decoys.values()) else match[0]


def readable(text):
    """Text as a reader or a program would understand it: entities, percent signs, digits of other scripts."""
    return unquote(html.unescape(text)).translate(_LATIN_DIGITS)


def _key(value):
    value = value.lower()
    return value[:HEAD] if value.startswith("zq") else value
