from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from wagtail.permissions import policy_registry

from media_library.models import AssetUse
from media_library.models.asset import today
from media_library.rights import KINDS

from ..ending import STAGES, address_of
from .rows import Row

SHOWN = 8
SOON, LATELY = timedelta(days=max(STAGES)), timedelta(days=14)


def rights_ending(user, day=None):
    """Files that this user may change and whose rights end within a month, or have ended lately and leave a gap in
    something public: the next first. A fixed number of queries."""
    day = day or today()
    found = [asset for kind in KINDS for asset in _of_kind(kind, user, day)]
    found.sort(key=lambda asset: (asset.expires_on, asset.title))
    return [_row(asset, day) for asset in found[:SHOWN]], len(found) > SHOWN


def _of_kind(kind, user, day):
    used = Exists(AssetUse.objects.filter(public_id=OuterRef("public_id")))
    soon, gap = Q(expires_on__range=(day, day + SOON)), Q(used, expires_on__range=(day - LATELY, day))
    theirs = policy_registry.get_by_type(kind).instances_user_has_permission_for(user, "change")
    return theirs.filter(soon | gap).order_by("expires_on", "pk").distinct()[: SHOWN + 1]


def _row(asset, day):
    return Row(
        title=asset.title,
        address=address_of(asset),
        kind=str(capfirst(asset._meta.verbose_name)),
        at=asset.expires_on,
        mark=gettext("ended, readers see a gap") if asset.expires_on < day else "",
    )
