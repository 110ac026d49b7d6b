"""Public assets by their ids, behind the gate of each."""

from django.db.models import Q

from media_library.models import Image

from .lines import not_ended
from .shown import closed_collections, shown_among
from .tiles import ready, with_facts
from .words import MODELS


def public_assets(public_ids):
    """Those that anybody may have now, by public id, with words and sizes. The same queries for what is not there, what
    is not public, and what has ended."""
    return _public(Q(public_id__in=public_ids or [""]))


def public_asset(public_id):
    return public_assets([public_id]).get(public_id)


def public_ids_of(beginnings):
    """The ids, in their order, of public assets whose ids begin so: enough of each is given that it is one."""
    condition = Q(pk__in=[])
    for beginning in beginnings:
        condition |= Q(public_id__startswith=beginning)
    found = _public(condition) if beginnings else {}
    return [public_id for start in beginnings for public_id in found if public_id.startswith(start)]


def _public(condition):
    rows = [row for model in MODELS for row in with_facts(model.objects.filter(condition).filter(not_ended()))]
    closed, shown = closed_collections(), shown_among([row.public_id for row in rows])
    public = [row for row in rows if (row.marked_public or row.public_id in shown) and row.collection_id not in closed]
    ready([row for row in public if isinstance(row, Image)])
    return {row.public_id: row for row in public}
