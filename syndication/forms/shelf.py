"""Finished files, kept in memory up to a weight; what is not there is made, one thing at a time."""

from collections import OrderedDict
from threading import Lock, Semaphore


class Busy(Exception):
    """Something else is being made, and somebody waits for it already, or it takes too long to wait for."""


class Shelf:
    """Nobody can make a process set more than one file at once, however many are asked for; nor the same one twice. One
    request may wait beside it: a process has few threads, and the others are for readers of pages."""

    def __init__(self, limit):
        self.limit, self.weight = limit, 0
        self._files, self._order, self._making = OrderedDict(), Lock(), Lock()
        self._waiting = Semaphore(1)

    def take(self, key, make, patience):
        """What is kept under the key, else what `make()` gives. Raises `Busy`: at once where somebody waits
        already, else after `patience` seconds."""
        found = self.find(key)
        if found is not None:
            return found
        self._get_turn(patience)
        try:
            # Whoever was before us may have made it.
            found = self.find(key)
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

    def _get_turn(self, patience):
        if self._making.acquire(blocking=False):
            return
        if not self._waiting.acquire(blocking=False):
            raise Busy
        try:
            if not self._making.acquire(timeout=patience):
                raise Busy
        finally:
            self._waiting.release()

    def find(self, key):
        """What is kept under the key, or None."""
        with self._order:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def _put(self, key, data):
        """The longest unused go first. What weighs more than a quarter is not kept: it would push out most of the rest,
        to be pushed out by them in turn. It is made again for each reader; the limit of each household holds."""
        if len(data) > self.limit // 4:
            return
        with self._order:
            self._files[key] = data
            self.weight += len(data)
            while self.weight > self.limit:
                _key, oldest = self._files.popitem(last=False)
                self.weight -= len(oldest)
