"""How much one asker may have in a while. Each process counts for itself where the cache is its own."""

import time

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from .asker import household

WINDOW = 60  # seconds


def seconds_to_wait(request, what, most):
    """Counts this request; 0 where the asker may have it, or where there is no limit (`most` is 0). Of the address only
    a keyed digest is kept, and that for two minutes."""
    if not most:
        return 0
    now = time.time()
    asker = salted_hmac(f"limits.{what}", household(request), algorithm="sha256").hexdigest()
    key = f"limits.{what}.{int(now // WINDOW)}.{asker}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        number = cache.incr(key)
    except ValueError:  # the cache has dropped it meanwhile
        return 0
    return WINDOW - int(now % WINDOW) if number > most else 0
