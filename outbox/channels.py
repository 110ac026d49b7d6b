"""How things leave. A channel is a function that sends one row, or a `Channel` with a schedule of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise


@dataclass(frozen=True)
class Channel:
    """`send(delivery)` raises when it could not; what it returns is kept as the receiver's answer (a status code).

    `waits` are the times between attempts, each made up to a tenth longer by chance; after the last the row is given
    up and `given_up(delivery)` is called. Without any, waits double from ten seconds to six hours.
    """

    send: Callable
    label: str | Promise = ""
    waits: tuple[timedelta, ...] = ()
    given_up: Callable | None = None

    def __call__(self, delivery):
        return self.send(delivery)


class Failed(Exception):
    """It did not arrive. `code` is the answer's status; `wait` is how long the receiver asks us to stay away; `final`
    says that no further attempt can help."""

    def __init__(self, reason, *, code=None, wait=None, final=False):
        super().__init__(reason)
        self.code, self.wait, self.final = code, wait, final


class Cancelled(Exception):
    """It is not to leave any more: what it says does not hold now."""


#: Name of a channel to the function, or the `Channel`, that sends one row.
channels = {}


def label_of(name):
    """What people call it."""
    return getattr(channels.get(name), "label", "") or name
