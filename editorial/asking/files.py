"""What of a file may be granted to somebody who asks: every size that readers would get, and the original."""

from copy import copy

from django.utils.text import capfirst

from media_library.downloads import Offer, offers
from media_library.models import Document, Image, Media, Terms
from media_library.named_sizes import LABELS

ORIGINAL = "original"


def asset_of(public_id):
    """The file, public or not, with its words; None once its rights have ended or its collection was closed."""
    for kind in (Image, Document, Media):
        asset = kind.objects.filter(public_id=public_id).select_related("collection").first()
        if asset is not None:
            return asset if asset.may_be_shown else None
    return None


def files_of(asset):
    """Offers as `media_library.downloads` makes them of a file that is free."""
    if asset is None:
        return []
    freed = copy(asset)
    freed.terms, freed.original_offered = Terms.FREE_WITH_CREDIT, True
    found = offers(freed)
    return found if any(offer.size == ORIGINAL for offer in found) else [_original(asset), *found]


def key_of(offer):
    return f"{offer.size}.{offer.form}"


def granted(link, asset):
    return [offer for offer in files_of(asset) if key_of(offer) in link.files]


def title_of(asset, language_code=None):
    """What readers call it; what it is called at the desk says nothing to them."""
    names = asset.wordings.model.word_fields()
    words = (asset.word(name, language_code) for name in ("title", "caption", "alt") if name in names)
    return next(filter(None, words), "")


def _original(asset):
    name = asset.file.name.rpartition("/")[2]
    width, height = getattr(asset, "width", None), getattr(asset, "height", None)
    form = name.rpartition(".")[2].lower().replace("jpg", "jpeg")
    return Offer(ORIGINAL, form, width, height, asset.file.size, "", name, asset.file.name, asset.etag)


def name_of_size(size):
    """One that is not among the named ones is called as it is."""
    return capfirst(str(LABELS.get(size, size)))
