"""Remembers what was counted over everything that is public, for as long as nothing of it changes.

Numbers and primary keys only. Whatever is shown is read through the gate, each time.
"""

from django.core.cache import cache

from .models import Epoch
from .models.epoch import epoch_of

#: Seconds. What is remembered does not grow old: this is for the cache, which need not keep it.
KEPT = 3600
MISSING = object()


def remembered(request, name, count):
    """What `count()` gives in the present epoch; asked once, and again after something was published, withdrawn, moved
    or closed, or has come or gone by the clock.

    `name` says all that the result depends on. Nothing that is counted may depend on who asks.
    """
    epoch = _epoch(request)
    if not epoch:
        return count()
    key = f"publication.{epoch}.{name}"
    found = cache.get(key, MISSING)
    if found is MISSING:
        found = count()
        cache.set(key, found, KEPT)
    return found


def keep_epoch(request, row):
    """Leaves the epoch that a row was read with on the request, so that nothing asks for it again."""
    request.epoch = epoch_of(row)


def _epoch(request):
    if not hasattr(request, "epoch"):
        request.epoch = Epoch.objects.present()
    return request.epoch
