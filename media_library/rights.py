"""When rights end. `expires_on` is their last day, in the zone of the site: at the midnight after it the file is gone
for readers, whatever uses it. The gate and all lists look at the day themselves; what is kept elsewhere (epochs, states
of feeds, cards, the index of the search) is moved by the worker, which looks for another day each second.
"""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from publication.models import Epoch

from .many import follow
from .models import AssetUse, DailyRound, Document, Image, Media
from .models.asset import today
from .signals import rights_changed

KINDS = (Image, Document, Media)
ROUND = "rights"


def in_force(assets, day=None):
    """Those of a queryset whose rights have not ended."""
    return assets.filter(Q(expires_on=None) | Q(expires_on__gte=day or today()))


def end_of(day):
    """The moment at which rights end whose last day it is."""
    return datetime.combine(day + timedelta(days=1), time(), timezone.get_default_timezone())


def leave_out_ended(rows, *names):
    """Takes pictures whose rights have ended off rows that are only shown. They must not be saved after this."""
    for row in rows:
        for name in names:
            picture = getattr(row, name)
            if picture is not None and picture.rights_expired:
                setattr(row, name, None)
    return rows


def tick(now=None):
    """One round. Returns of how many files the rights have ended since the last one."""
    day = today(now)
    return DailyRound.objects.go(ROUND, day, lambda since: _tell_of_ended(since, day))


def _tell_of_ended(since, day):
    ended = _ended_between(since, day)
    if ended:
        tell(ended)
    return len(ended)


def tell(public_ids):
    """The rights of these have ended, or last again. Called in the transaction of the change; whoever changes many rows
    at once, past `save`, calls it too."""
    Epoch.objects.move()
    rights_changed.send(sender=None, public_ids=list(public_ids))


def _ended_between(since, day):
    """Of those that readers could meet: what becomes of the others must not show."""
    ended = (kind.objects.filter(_met(), expires_on__gte=since, expires_on__lt=day) for kind in KINDS)
    return [public_id for assets in ended for public_id in assets.values_list("public_id", flat=True)]


def _met():
    return Q(marked_public=True) | Exists(AssetUse.objects.filter(public_id=OuterRef("public_id")))


def remember_whether_ended(instance, **kwargs):
    """Before a file is saved."""
    known = type(instance).objects.filter(pk=instance.pk, expires_on__lt=today())
    instance.had_ended = bool(instance.pk) and known.exists()


def tell_if_it_changed(instance, **kwargs):
    if instance.rights_expired != instance.had_ended and type(instance).objects.filter(_met(), pk=instance.pk).exists():
        follow(tell, instance.public_id)
