"""How much one asker may have in a minute, of the API and of feeds that are made for each who asks. What they have
already (304) is free, where that is known before it is made."""

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from publication.asker import household

from .problems import Problem

WINDOW = 60  # seconds


def count(request, what="api", setting="API_REQUESTS_PER_MINUTE"):
    """Raises a `Problem` (429) for whoever has asked too often. Of the address only a keyed digest is kept, and that
    for two minutes. Each process counts for itself where the cache is its own."""
    most = getattr(settings, setting)
    if not most:
        return
    now = time.time()
    asker = salted_hmac("syndication.api", household(request), algorithm="sha256").hexdigest()
    key = f"syndication.{what}.{int(now // WINDOW)}.{asker}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        number = cache.incr(key)
    except ValueError:  # the cache has dropped it meanwhile
        return
    if number > most:
        wait = WINDOW - int(now % WINDOW)
        raise Problem(
            429, f"At most {most} requests a minute. Ask again in {wait} seconds.",
            headers={"Retry-After": str(wait), "Cache-Control": "no-store"},
        )  # fmt: skip
