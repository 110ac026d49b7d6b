"""What a browser holds after the terms were accepted: for a few hours, one cookie for the piece's own address and one
for its files. Each names one pass by the digest of its token, signed. The database decides at each request whether
that pass still opens anything; a link that was sent again, or taken back, has another digest or none."""

from django.conf import settings
from django.core import signing

SALT = "editorial.passes"
HOURS = 4
LIFETIME = HOURS * 3600  # seconds
OF_PIECE = "embargo"
#: Followed by the beginning of the digest, because a journalist may read several pieces at a time.
OF_FILES = "embargo-"
#: A browser that shows more of them is somebody who tries.
MOST = 20


def give(response, token_hash, path):
    value = signing.dumps(token_hash, salt=SALT)
    _set(response, OF_PIECE, value, path)
    _set(response, OF_FILES + token_hash[:16], value, settings.MEDIA_URL)


def opens(request, token_hash):
    """Whether this browser has accepted the terms of this very link."""
    return _read(request.COOKIES.get(OF_PIECE, "")) == token_hash


def passes_of(request):
    """Digests of the passes whose files this browser may ask for."""
    held = [value for name, value in request.COOKIES.items() if name.startswith(OF_FILES)]
    return [digest for digest in map(_read, held[:MOST]) if digest]


def _set(response, name, value, path):
    response.set_cookie(
        name, value, max_age=LIFETIME, path=path, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _read(value):
    try:
        return signing.loads(value, salt=SALT, max_age=LIFETIME) if value else ""
    except signing.BadSignature:
        return ""
