"""How much one asker may have in a minute: of the API, of feeds made for each who asks, of files; and how many of
their uses are counted. What they have already (304) is free, where that is known before it is made."""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from publication.asker import household

from .api.problems import Problem

WINDOW = 60  # seconds


def count(request, what="api", setting="API_REQUESTS_PER_MINUTE"):
    """Raises a `Problem` (429) for whoever has asked too often."""
    most = getattr(settings, setting)
    if wait := seconds_to_wait(request, what, most):
        raise Problem(
            429, f"At most {most} requests a minute. Ask again in {wait} seconds.",
            headers={"Retry-After": str(wait), "Cache-Control": "no-store"},
        )  # fmt: skip


def seconds_to_wait(request, what, most):
    """Counts this request; 0 where the asker may have it, or where there is no limit (`most` is 0). Of the address only
    a keyed digest is kept, and that for two minutes. Each process counts for itself where the cache is its own."""
    if not most:
        return 0
    now = time.time()
    asker = salted_hmac(f"syndication.{what}", household(request), algorithm="sha256").hexdigest()
    key = f"syndication.{what}.{int(now // WINDOW)}.{asker}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        number = cache.incr(key)
    except ValueError:  # the cache has dropped it meanwhile
        return 0
    return WINDOW - int(now % WINDOW) if number > most else 0
