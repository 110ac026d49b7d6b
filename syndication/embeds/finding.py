"""What a frame on another site shows, read through the gate: `/<language>/embed/<kind>/<public id>/`."""

from django.http import Http404

from media_library.models import Document
from media_library.renditions import prefetch_pictures
from publication.models import Withdrawal

from ..api import assets
from ..api.facts import said
from ..api.objects import NO_KEY, key_of, public_item
from .frames import may_be_embedded, quotations


def find(kind, public_id, language):
    """The subject, in the active language. `Http404` for whatever is not public, or not to be embedded."""
    finder = FINDERS.get(kind)
    # PostgreSQL refuses to compare NUL; no id holds one.
    subject = finder(public_id.replace("\0", ""), language) if finder else None
    if subject is None:
        raise Http404
    return subject


def withdrawal_of(kind, public_id, language):
    """Why an item that stood in this frame was taken off the site, where readers are told; else None. Two queries."""
    key = key_of(f"{public_id.partition('.')[0]}.{language}") if kind in ("item", "quote") else NO_KEY
    told = Withdrawal.objects.standing().filter(
        is_public=True, page__translation_key=key, page__locale__language_code=language
    )
    path = told.order_by("-at").values_list("url_path", flat=True).first()
    return Withdrawal.objects.told_at(path or "")


def _item(key, language):
    item = public_item(f"{key}.{language}").select_related("lead_image", "locale", "content_type").first()
    if item is None:
        return None
    if item.lead_image and not may_be_embedded(item.lead_image):
        item.lead_image = None
    prefetch_pictures([item.lead_image])
    return item


def _quotation(public_id, language):
    key, _dot, block_id = public_id.partition(".")
    item = public_item(f"{key}.{language}").select_related("locale").first()
    return item and next((quote for quote in quotations(item.specific) if quote.block_id == block_id), None)


def _fact(public_id, language):
    return said().filter(fact__public_id=public_id).select_related("fact", "previous").first()


def _asset(public_id, language):
    asset = assets.read_one(None, public_id)
    return asset if asset and not isinstance(asset, Document) and may_be_embedded(asset) else None


FINDERS = {"item": _item, "quote": _quotation, "fact": _fact, "asset": _asset}
