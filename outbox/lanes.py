"""Threads of a worker, one for each receiver that something is due for: one that does not answer holds up neither mail
nor the others. Outside a worker (tests, `worker --once`) receivers are gone through one after the other."""

import logging
import threading
import time

from django.db import connections

logger = logging.getLogger(__name__)

#: Of one channel, so many receivers are served at a time by one worker.
AT_A_TIME = 4

_running = {}
_lock = threading.Lock()
_are_open = False


def open_all():
    """Called by the worker, once."""
    global _are_open
    _are_open = True


def close_all(timeout=25):
    """No turn begins any more; those that run are waited for. What they leave behind, their lease gives back."""
    global _are_open
    _are_open = False
    deadline = time.monotonic() + timeout
    for thread in list(_running.values()):
        thread.join(max(0.0, deadline - time.monotonic()))


def run(key, turn, now=None):
    """One turn of a lane, here and now; or in a thread, if this lane has none and its channel has room."""
    if not _are_open:
        return turn(*key, now)
    with _lock:
        beside = sum(channel == key[0] for channel, _lane in _running)
        if key not in _running and beside < AT_A_TIME:
            _running[key] = threading.Thread(target=_turn, args=(key, turn), name=f"{key}", daemon=True)
            _running[key].start()
    return 0


def _turn(key, turn):
    try:
        turn(*key)
    except Exception:
        # The database is away, or a row is broken: the clock comes round again in a second.
        logger.exception("a turn of %s failed", key)
    finally:
        connections.close_all()
        with _lock:
            _running.pop(key, None)
