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
    give_one(response, OF_PIECE, token_hash, path)
    give_one(response, OF_FILES + token_hash[:16], token_hash, settings.MEDIA_URL)


def give_one(response, name, token_hash, path, salt=SALT):
    """Another kind of link says by this that its button was pressed; its salt is its own."""
    _set(response, name, signing.dumps(token_hash, salt=salt), path)


def opens(request, token_hash, name=OF_PIECE, salt=SALT):
    """Whether the button of this very link was pressed in this browser."""
    return _read(request.COOKIES.get(name, ""), salt) == token_hash


def passes_of(request):
    """Digests of the passes whose files this browser may ask for."""
    held = [value for name, value in request.COOKIES.items() if name.startswith(OF_FILES)]
    return [digest for digest in map(_read, held[:MOST]) if digest]


def _set(response, name, value, path):
    response.set_cookie(
        name, value, max_age=LIFETIME, path=path, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _read(value, salt=SALT):
    try:
        return signing.loads(value, salt=salt, max_age=LIFETIME) if value else ""
    except signing.BadSignature:
        return ""
