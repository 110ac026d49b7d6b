"""The files of a press kit: narrowed, ticked, weighed before anybody clicks."""

from functools import cached_property

from wagtail.blocks.field_block import ChooserBlock

from media_library.archive import END_OF_FORMAT
from media_library.models import Image
from pages.streams import leaves
from people.models import Person, Shown

from ..context import by_name, with_words
from .facets import TICKED, Narrowed, fixed_names
from .lines import COLUMNS, READ, Line
from .shown import closed_collections
from .tiles import Tile, ready
from .words import MODELS

#: Signs of a public id by which a file is picked: enough to tell it, and short enough for the address of a selection.
PICKED_BY = 12
#: As many as a basket holds; an address with them is short enough for every server.
MOST_PICKED = 100
#: What is left for the papers is more than they ever weigh.
MOST_OCTETS = END_OF_FORMAT - 16 * 1024 * 1024


def picks_in(data):
    """What is ticked, as the query of an address says it."""
    return set(data.getlist(TICKED)[:MOST_PICKED])


class KitFiles:
    """`kit` has been gathered. `data` is the query of the address."""

    def __init__(self, kit, data):
        self.kit, self.data = kit, data
        ready([asset for asset in kit.files if isinstance(asset, Image)])
        closed = closed_collections()
        self.tiles = {asset: Tile(asset) for asset in kit.files}
        for asset, tile in self.tiles.items():
            if asset.collection_id in closed:
                tile.offers = []

    @cached_property
    def narrowed(self):
        shown = list(Shown.objects.filter(public_id__in=[asset.public_id for asset in self.tiles] or [""]).values_list(
            "public_id", "person_id"
        ))  # fmt: skip
        people = by_name(with_words(Person.objects.public().filter(pk__in={key for _id, key in shown} or [0])))
        names = fixed_names() | {"person": {person.pk: (person.slug, str(person)) for person in people}}
        lines = [self._line(asset, [key for public_id, key in shown if public_id == asset.public_id])
                 for asset in self.tiles]  # fmt: skip
        return Narrowed(lines, self.data, names)

    def _line(self, asset, people):
        kind, shape, pixels = READ[type(asset)](*(getattr(asset, name) for name in COLUMNS[type(asset)]))
        values = {"kind": (kind,), "shape": shape, "terms": (asset.terms,), "person": tuple(people)}
        return Line(type(asset), asset.pk, asset.public_id, asset.taken_on, pixels, values)

    @property
    def is_one_of_many(self):
        """Whether the address is of a choice, and not of the kit: nothing for search engines."""
        return bool(self.narrowed.asked or picks_in(self.data))

    @property
    def has_facets(self):
        return bool(self.narrowed.facets)

    @property
    def applied(self):
        return list(self.narrowed.applied({}))

    @cached_property
    def _kept(self):
        return {line.public_id for line in self.narrowed.lines}

    def shows(self, asset):
        return asset.public_id in self._kept

    @property
    def is_empty(self):
        return not self._kept

    @cached_property
    def offered(self):
        """Tiles of which readers may take something."""
        return [tile for tile in self.tiles.values() if tile.offers]

    @cached_property
    def ticked(self):
        """Those that the address says are ticked."""
        picks = picks_in(self.data)
        return [tile for tile in self.offered if tile.asset.public_id[:PICKED_BY] in picks]

    @property
    def ticked_elsewhere(self):
        """Those of them that the narrowed kit does not show."""
        return [tile for tile in self.ticked if not self.shows(tile.asset)]

    @property
    def asked_for(self):
        """Tiles of which nothing is taken without asking: no archive has them."""
        return [tile for tile in self.tiles.values() if tile.has_to_be_asked_for and not tile.asset.rights_expired]

    @property
    def is_of_the_web(self):
        """Whether the smaller sizes are chosen."""
        return self.data.get("size") == "web"

    @property
    def ticked_weight(self):
        return sum(tile.best.weight for tile in self.ticked)

    @property
    def ticked_web_weight(self):
        return sum(tile.for_the_web.weight for tile in self.ticked)

    @property
    def is_too_large(self):
        """For one archive; a chapter, the web sizes or a few files are not."""
        return self.weight > MOST_OCTETS

    @property
    def weight(self):
        return sum(tile.best.weight for tile in self.offered)

    @property
    def web_weight(self):
        return sum(tile.for_the_web.weight for tile in self.offered)

    @property
    def has_lighter(self):
        return self.web_weight < self.weight


def order_of(kit):
    """Model and primary key of each file of a kit, in the order in which it offers them. No query."""
    chosen = [(block.model_class, raw) for block, raw in leaves(kit.body) if isinstance(block, ChooserBlock)]
    return list(dict.fromkeys(file for file in chosen if file[0] in MODELS))
