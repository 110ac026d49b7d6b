"""Secrets of webhooks, as they are kept: encrypted with a key that follows from `SECRET_KEY`, so that a copy of the
database opens nothing. After a change of that key, `SECRET_KEY_FALLBACKS` still opens what the old one closed."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

PREFIX = "whsec_"
#: Standard Webhooks asks for 24 to 64.
BYTES = 32
_PURPOSE = b"newsroom.syndication.webhooks:"


def new_secret():
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def key_of(secret):
    """The bytes that sign."""
    return base64.b64decode(secret.removeprefix(PREFIX))


def close(secret):
    return _box().encrypt(secret.encode()).decode()


def open_(closed):
    """ "" where no key opens it: `SECRET_KEY` was changed, and the secret has to be made anew."""
    try:
        return _box().decrypt(closed.encode()).decode() if closed else ""
    except InvalidToken:
        return ""


def _box():
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key):
    return base64.urlsafe_b64encode(hashlib.sha256(_PURPOSE + key.encode()).digest())
