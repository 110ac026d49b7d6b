"""Many assets changed in one transaction: what follows from each of them is done once for all, at its end."""

from contextlib import contextmanager

from asgiref.local import Local
from django.db import transaction

_here = Local()


@contextmanager
def many_at_once():
    """A transaction, at whose end stands what `follow` was asked for meanwhile."""
    if getattr(_here, "waiting", None) is not None:
        yield
        return
    with transaction.atomic():
        waiting = _here.waiting = {}
        try:
            yield
        finally:
            _here.waiting = None
        for step, keys in waiting.items():
            step(list(keys))


def follow(step, key):
    """Calls `step([key])`: now, or inside `many_at_once` at the end, with the keys of all."""
    waiting = getattr(_here, "waiting", None)
    if waiting is None:
        step([key])
    else:
        waiting.setdefault(step, {})[key] = True
