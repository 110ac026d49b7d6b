"""What objects of the API are made of: a name, a JSON Schema and where the value comes from, all in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TEXT = {"type": "string"}
LINK = {"type": "string", "format": "uri"}
MOMENT = {"type": "string", "format": "date-time"}
DAY = {"type": "string", "format": "date"}
NUMBER = {"type": "number"}
WHOLE = {"type": "integer"}
YES_OR_NO = {"type": "boolean"}


def maybe(schema):
    """Null where there is none: a field that is asked for is always there."""
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema):
    return {"type": "array", "items": schema}


def one_of(names):
    return {"type": "string", "enum": list(names)}


@dataclass(frozen=True)
class Field:
    name: str
    #: JSON Schema; a `Shape` may stand in it.
    schema: Any
    #: The value, of the row.
    value: Callable
    about: str = ""
    #: Only where one thing is asked for: too long, or too costly, for a list.
    alone: bool = False


@dataclass(frozen=True)
class Shape:
    """An object of the API. In lists it has no field that is told `alone`."""

    name: str
    about: str
    fields: tuple[Field, ...]

    def names(self, in_list=False):
        return [field.name for field in self.fields if not (in_list and field.alone)]

    def of(self, row, names=None):
        return {field.name: field.value(row) for field in self.fields if names is None or field.name in names}

    def of_each(self, rows):
        return [self.of(row) for row in rows]

    def listed(self):
        """The object as lists have it."""
        if len(self.names(in_list=True)) == len(self.fields):
            return self
        fields = tuple(field for field in self.fields if not field.alone)
        return Shape(f"{self.name}InList", f"{self.about} As lists have it.", fields)


def attribute(name):
    return lambda row: getattr(row, name)
