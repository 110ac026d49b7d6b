"""What a pass opens besides the piece: the files that its text shows, for whoever has accepted the terms."""

from media_library.models import Asset

from ..models import Pass
from .cookies import passes_of
from .uses import record_download

#: What a browser says when it shows a file inside a page, and nobody has asked to keep it.
SHOWN_IN_THE_PAGE = {"image"}


def by_pass(request, thing):
    """One query for whoever holds such a cookie, whatever they ask for; none for anybody else."""
    if not isinstance(thing, Asset) or not (held := passes_of(request)):
        return False
    found = Pass.objects.opening().filter(token_hash__in=held, accepted_at__isnull=False)
    opening = [given for given in found.select_related("journalist", "page") if thing.public_id in given.files]
    if not opening or not thing.may_be_shown:
        return False
    request.embargo_pass = opening[0]
    return True


def count_download(request, asset, filename, **kwargs):
    """A file that was taken, not one that the page shows, or that anybody may have. Of one that comes in parts, the
    first counts."""
    given = getattr(request, "embargo_pass", None)
    begins = request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    if given and not asset.is_public and begins and request.headers.get("Sec-Fetch-Dest") not in SHOWN_IN_THE_PAGE:
        record_download(given, request, filename)
