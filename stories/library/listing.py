"""The library's page: what is asked for, what is found, page by page."""

from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.digits import is_persian, persian_digits
from pages.folding import index_text
from people.models import Person

from ..context import by_name, with_words
from ..models.press_kit import PressKit
from ..tallies import topics_in
from .days import Days
from .facets import Narrowed, fixed_names
from .kits import PICKED_BY, order_of, picks_in
from .lines import lines_of
from .words import found_by, terms_of

LONGEST_QUERY = 200
#: In the order of a press kit that is asked for.
AS_IN_THE_KIT = "kit"
SORTS = {
    "newest": _("Newest"),
    "oldest": _("Oldest"),
    "largest": _("Most pixels"),
}


class Library:
    """What a request asks of the library in the language of a page."""

    def __init__(self, request, locale_id):
        self.request, self.locale_id = request, locale_id
        self.query = request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
        self.days = Days(request.GET, "lib-find")

    @cached_property
    def everything(self):
        return lines_of(self.request, self.locale_id)

    @cached_property
    def narrowed(self):
        lines = self.everything
        named = self._named(lines)
        names = self._names(lines, named)
        if self.days.asked:
            lines = [line for line in lines if self.days.hold(line.day)]
        if terms := terms_of(self.query):
            lines = self._found(lines, terms, named)
        elif self.query:  # signs alone, which nothing is called by
            lines = []
        return Narrowed(lines, self.request.GET, names)

    @cached_property
    def lines(self):
        """Public assets that are asked for, in their order."""
        return self._sorted(self.narrowed.lines)

    @property
    def is_narrowed(self):
        """Whether it is another list than the library itself: searches and such are nothing for search engines."""
        return bool(self.query or self.days.asked or self.narrowed.asked or self.sort != "newest")

    @cached_property
    def picks(self):
        return picks_in(self.request.GET)

    def ticked(self, tiles):
        """Those of these tiles that are ticked."""
        return [tile for tile in tiles if tile.offers and tile.asset.public_id[:PICKED_BY] in self.picks]

    def ticked_beside(self, lines):
        """Ticked ones that are not among these lines: narrowed away, or on another page."""
        shown = {line.public_id for line in lines}
        ticked = [line for line in self.everything if line.public_id[:PICKED_BY] in self.picks]
        return [line for line in ticked if line.public_id not in shown]

    @property
    def sort(self):
        asked = self.request.GET.get("sort")
        if asked in SORTS:
            return asked
        return AS_IN_THE_KIT if self._kit else "newest"

    @property
    def sorts(self):
        known = ({AS_IN_THE_KIT: _("As in the kit")} if self._kit else {}) | SORTS
        return [(name, label, name == self.sort) for name, label in known.items()]

    @property
    def _kit(self):
        """The press kit that is asked for, if it is one."""
        kits = self.narrowed.asked.get("kit", ())
        return next(iter(kits)) if len(kits) == 1 else None

    @property
    def applied(self):
        words = {"q": self.query} if self.query else {}
        return list(self.narrowed.applied(words | self.days.said))

    @property
    def trail(self):
        """The query by which a page of an asset knows the list that it was found in."""
        return self.narrowed.query()

    def neighbours(self, public_id):
        """Place, length, and the public ids before and after this one in the list; None where it is not in it."""
        ids = [line.public_id for line in self.lines]
        if public_id not in ids:
            return None
        at = ids.index(public_id)
        return at + 1, len(ids), ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else ""

    def _sorted(self, lines):
        if self.sort == "largest":
            return sorted(lines, key=lambda line: -line.pixels)
        if self.sort == AS_IN_THE_KIT:
            order = {file: place for place, file in enumerate(order_of(PressKit.objects.get(pk=self._kit)))}
            return sorted(lines, key=lambda line: order.get((line.model, line.pk), len(order)))
        # What nobody has dated comes last, either way.
        dated = [line for line in lines if line.day]
        dated.sort(key=lambda line: line.day, reverse=self.sort == "newest")
        return dated + [line for line in lines if not line.day]

    def _named(self, lines):
        """People and topics of the lines by primary key, in the order of their names: two queries."""
        people = {key for line in lines for key in line.values["person"]}
        found = {
            "topic": topics_in(self.request, self.locale_id),
            "person": by_name(with_words(Person.objects.public().filter(pk__in=people or [0]))),
        }
        return {facet: {row.pk: row for row in rows} for facet, rows in found.items()}

    def _names(self, lines, named):
        """The options that something public has: the kits in one query."""
        used = {facet: {key for line in lines for key in line.values[facet]} for facet in ("kit", "year")}
        kits = Page.objects.filter(pk__in=used["kit"] or [0]).order_by("-first_published_at", "-pk")
        years = sorted(used["year"], reverse=True)
        return (
            fixed_names()
            | {facet: {key: (row.slug, str(row)) for key, row in rows.items()} for facet, rows in named.items()}
            | {
                "kit": {pk: (slug, title) for pk, slug, title in kits.values_list("pk", "slug", "title")},
                "year": {year: (str(year), _year(year)) for year in years},
            }
        )

    def _found(self, lines, terms, named):
        """Lines that all terms fit: by a word of the asset's own, its frame number, or a person or topic of its."""
        by_words = found_by(terms)
        fitting = {facet: {key: _fitting(terms, row) for key, row in rows.items()} for facet, rows in named.items()}
        wanted, found = set(terms), []
        for line in lines:
            fits = set(by_words.get(line.public_id, ()))
            fits |= {term for term in terms if len(term) > 3 and line.public_id.startswith(term)}
            for facet, known in fitting.items():
                for key in line.values[facet]:
                    fits |= known.get(key, set())
            if wanted <= fits:
                found.append(line)
        return found


def _fitting(terms, row):
    """Those of the terms by which a person or a topic is found: by its name in any language."""
    names = [str(row), *(wording.name for wording in row.wordings.all())]
    words = f" {index_text(' '.join(names))}"
    return {term for term in terms if f" {term}" in words}


def _year(year):
    return persian_digits(year) if is_persian(get_language()) else str(year)
