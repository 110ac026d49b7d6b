"""What kinds of things the API has: where each is, how it looks, what a list of it may be asked for, who reads it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from . import parameters
from .paging import CURSOR
from .parameters import Parameter
from .shapes import Shape


@dataclass
class Part:
    """Some rows of a list, and the cursor behind the last of them; "" at the end."""

    rows: list
    cursor: str = ""

    @classmethod
    def of(cls, rows, limit, cursor_of):
        """Out of one row more than are wanted, which tells whether there is more."""
        shown = rows[:limit]
        return cls(shown, cursor_of(shown[-1]) if len(rows) > limit else "")


@dataclass(frozen=True)
class Resource:
    """`read_list(request, asked)` gives a `Part`, `read_one(request, id)` a row or None; both in the active language,
    which is the one that was asked for. `name` and `singular` stand in addresses and in the OpenAPI document."""

    name: str
    singular: str
    about: str
    about_id: str
    shape: Shape
    read_list: Callable
    read_one: Callable
    filters: tuple[Parameter, ...] = ()
    #: The language that an id names; "" where ids are the same in each.
    language_of: Callable = field(default=lambda name: "")

    @cached_property
    def listed(self):
        return self.shape.listed()

    @cached_property
    def of_list(self):
        named = parameters.fields(self.listed.names())
        return (parameters.language(), *self.filters, named, parameters.limit(), CURSOR)

    @cached_property
    def of_one(self):
        return (parameters.language(), parameters.fields(self.shape.names()))
