"""Finished files, kept in memory up to a weight; what is not there is made, one thing at a time."""

from collections import OrderedDict
from threading import Lock


class Busy(Exception):
    """Something else is being made, and it takes too long to wait for."""


class Shelf:
    """Nobody can make a process set more than one file at once, however many are asked for; nor the same one twice."""

    def __init__(self, limit):
        self.limit, self.weight = limit, 0
        self._files, self._order, self._making = OrderedDict(), Lock(), Lock()

    def take(self, key, make, patience):
        """What is kept under the key, else what `make()` gives. Raises `Busy` after `patience` seconds in the queue."""
        found = self._find(key)
        if found is not None:
            return found
        if not self._making.acquire(timeout=patience):
            raise Busy
        try:
            # Whoever was before us in the queue may have made it.
            found = self._find(key)
            if found is None:
                found = make()
                self._put(key, found)
            return found
        finally:
            self._making.release()

    def clear(self):
        with self._order:
            self._files.clear()
            self.weight = 0

    def _find(self, key):
        with self._order:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def _put(self, key, data):
        """The longest unused go first. What alone is too heavy is not kept."""
        if len(data) > self.limit // 4:
            return
        with self._order:
            self._files[key] = data
            self.weight += len(data)
            while self.weight > self.limit:
                _key, oldest = self._files.popitem(last=False)
                self.weight -= len(oldest)
