"""Narrowing a list of assets: what can be asked for, how many there are of each, and what is asked for now.

Counts say how many would be left: each option is counted among what all other facets leave.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.http import Http404, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from media_library.models import Terms

from .days import NAMES as DAYS

KINDS = {
    "picture": _("Pictures"),
    "graphic": pgettext_lazy("files", "Graphics"),
    "film": pgettext_lazy("files", "Film"),
    "sound": pgettext_lazy("files", "Sound"),
    "document": _("Documents"),
}
#: The same, of a single file.
KIND_OF_ONE = {
    "picture": _("Picture"),
    "graphic": pgettext_lazy("a file", "Graphic"),
    "film": pgettext_lazy("files", "Film"),
    "sound": pgettext_lazy("files", "Sound"),
    "document": _("Document"),
}
SHAPES = {
    "wide": pgettext_lazy("shape of a picture", "Wide"),
    "tall": pgettext_lazy("shape of a picture", "Tall"),
    "square": pgettext_lazy("shape of a picture", "Square"),
}
#: In the order of the form. Of the first three several may be wanted at once.
LABELS = {
    "kind": pgettext_lazy("sort of file", "Type"),
    "shape": _("Shape"),
    "terms": _("Terms of use"),
    "topic": _("Topic"),
    "person": _("Person shown"),
    "kit": _("Press kit"),
    "year": _("Year"),
}
SEVERAL = ("kind", "shape", "terms")
#: What is asked for beside them, and what is ticked.
WORDS, TICKED = ("q", *DAYS, "sort"), "pick"


@dataclass
class Option:
    value: str
    label: Any
    count: int
    is_on: bool


@dataclass
class Facet:
    name: str
    label: Any
    options: list = field(default_factory=list)

    @property
    def takes_several(self):
        return self.name in SEVERAL

    @property
    def divides(self):
        """Whether it says anything: one that all share, or that nobody has asked for and nothing has, does not."""
        return len(self.options) > 1 or any(option.is_on for option in self.options)


@dataclass
class Applied:
    """Something that is asked for, and the query of the same list without it."""

    label: Any
    without: str


def fixed_names():
    """Option to its name in addresses and its label, of the facets that are the same everywhere."""
    terms = {value: (value, capfirst(label)) for value, label in Terms.choices}
    return {
        "kind": {value: (value, label) for value, label in KINDS.items()},
        "shape": {value: (value, label) for value, label in SHAPES.items()},
        "terms": terms,
    }


class Narrowed:
    """`lines` have `values`; `data` is the query of the address; `names` say of each facet which options there are, in
    their order: option to (name in addresses, label). An option that nothing has does not exist."""

    def __init__(self, lines, data, names):
        self.data, self.names = data, names
        self.asked = {facet: wanted for facet in names if (wanted := self._asked(facet))}
        self.lines, tallies = self._narrow(lines)
        self.facets = [found for facet in names if (found := self._facet(facet, tallies[facet])).divides]

    def _asked(self, facet):
        values = [value for value in self.data.getlist(facet) if value]
        keys = {name: key for key, (name, _label) in self.names[facet].items()}
        if any(value not in keys for value in values):
            raise Http404
        return {keys[value] for value in values}

    def _narrow(self, lines):
        kept, among = [], {facet: [] for facet in self.asked}
        for line in lines:
            missed = [facet for facet, wanted in self.asked.items() if wanted.isdisjoint(line.values[facet])]
            if not missed:
                kept.append(line)
            elif len(missed) == 1:
                among[missed[0]].append(line)
        return kept, {
            facet: Counter(key for line in chain(kept, among.get(facet, ())) for key in line.values[facet])
            for facet in self.names
        }

    def _facet(self, facet, tally):
        on = self.asked.get(facet, ())
        found = Facet(facet, LABELS[facet])
        for key, (name, label) in self.names[facet].items():
            if tally[key] or key in on:
                found.options.append(Option(name, label, tally[key], key in on))
        return found

    def applied(self, words):
        """What is asked for, each with the way back; `words` say what the fields beside the facets ask for."""
        for name, label in words.items():
            yield Applied(label, self.query((name, None), TICKED))
        for facet, keys in self.asked.items():
            for key in self.names[facet]:
                if key in keys:
                    name, label = self.names[facet][key]
                    yield Applied(label, self.query((facet, name), TICKED))

    @property
    def ticks(self):
        """What is ticked, as a query: of the whole list."""
        kept = QueryDict(mutable=True)
        kept.setlist(TICKED, self.data.getlist(TICKED))
        return kept.urlencode()

    def query(self, without=(None, None), *more):
        """The query of this list, from its beginning; without a field, or one of its values."""
        kept = QueryDict(mutable=True)
        for name in (*WORDS, *self.names, *more):
            values = [value for value in self.data.getlist(name) if value]
            gone, value = without
            kept.setlist(name, [one for one in values if name != gone or (value is not None and one != value)])
        return kept.urlencode()
