"""What of a file may be granted to somebody who asks: every size that readers would get, and the original."""

from contextlib import suppress
from copy import copy

from django.utils.text import capfirst

from media_library.downloads import Offer, offers
from media_library.models import Document, Image, Media, Terms
from media_library.named_sizes import LABELS, form_of

ORIGINAL = "original"


def asset_of(public_id):
    """The file, public or not, with its words; None once its rights have ended or its collection was closed."""
    for kind in (Image, Document, Media):
        asset = kind.objects.filter(public_id=public_id).select_related("collection").first()
        if asset is not None:
            return asset if asset.may_be_shown else None
    return None


def files_of(asset):
    """Offers as `media_library.downloads` makes them of a file that is free; what is lost from the disk is none."""
    if asset is None:
        return []
    freed = copy(asset)
    freed.terms, freed.original_offered = Terms.FREE_WITH_CREDIT, True
    found = []
    with suppress(FileNotFoundError):
        found = offers(freed)
        # The original that says whose it is, and the plain upload until that is made.
        if all(offer.size != ORIGINAL for offer in found):
            found = [_upload(asset), *found]
    return found


def key_of(offer):
    return f"{offer.size}.{offer.form}"


def granted(link, asset):
    return [offer for offer in files_of(asset) if key_of(offer) in link.files]


def _upload(image):
    path = image.file.name
    name = path.rpartition("/")[2]
    return Offer(ORIGINAL, form_of(name), image.width, image.height, image.file.size, "", name, path, image.etag)


def name_of_size(size):
    """One that is not among the named ones is called as it is."""
    return capfirst(str(LABELS.get(size, size)))
