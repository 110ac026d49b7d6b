"""Assets as lists and pages show them: by their title, with what may be taken of them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from media_library.downloads import offers, prefetch_offers
from media_library.models import Document, Image, Media
from media_library.renditions import prefetch_pictures
from media_library.titles import heading_of, number_of, title_of
from media_library.uses import leave_out_hidden_versions, with_accessible_versions

from ..context import with_words
from .facets import KIND_OF_ONE
from .lines import kind_of

#: What one may do, in a sentence: beside the button.
SENTENCES = {
    "free": _("You may use it free of charge, in reporting and elsewhere, without asking."),
    "free_with_credit": _("You may use it free of charge, without asking, if the credit stands beside it."),
    "editorial": _("You may use it free of charge in reporting, with the credit. Not for advertising."),
    "ask": _("Ask us before you use it: tell us for whom and what for, and we send you the file."),
}


@dataclass
class Tile:
    asset: Any

    @cached_property
    def offers(self):
        try:
            return offers(self.asset)
        except FileNotFoundError:  # lost from the disk: the page says so, and stands
            return []

    @property
    def kind(self):
        return kind_of(self.asset)

    @property
    def kind_word(self):
        return KIND_OF_ONE[self.kind]

    @property
    def is_picture(self):
        return isinstance(self.asset, Image)

    @property
    def number(self):
        return number_of(self.asset)

    @property
    def title(self):
        return self._titled[0]

    @property
    def title_language(self):
        """Where it is not the page's."""
        return self._titled[1] if self._titled[1] != get_language() else ""

    @property
    def heading(self):
        """Its title on its own page, where there is room for a whole sentence; in the same language."""
        return heading_of(self.asset)[0]

    @cached_property
    def _titled(self):
        return title_of(self.asset)

    @property
    def sentence(self):
        return SENTENCES.get(self.asset.terms, "")

    @property
    def has_to_be_asked_for(self):
        return self.asset.terms == "ask"

    @property
    def best(self):
        """The largest that readers may take, in the format that every program opens."""
        return best_of(self.offers)

    @property
    def for_the_web(self):
        return web_of(self.offers)

    @property
    def quick(self):
        """The one or two that a list offers at once: (label, offer)."""
        found = [self.best] if self.for_the_web in (None, self.best) else [self.for_the_web, self.best]
        return [(capfirst(str(offer.label)), offer) for offer in found if offer]

    @property
    def sizes(self):
        """Label, pixels and formats of each size: for the asset's own page."""
        groups = {}
        for offer in self.offers:
            groups.setdefault((offer.size, offer.width, offer.height), []).append(offer)
        return [
            {
                "size": size,
                "label": capfirst(str(formats[0].label)),
                "width": width,
                "height": height,
                "formats": formats,
            }
            for (size, width, height), formats in groups.items()
        ]


def best_of(found):
    """The first size in order is the largest."""
    for size in ("original", "print", "web"):
        if of_size := [offer for offer in found if offer.size == size]:
            return _plainest(of_size)
    return found[0] if found else None


def web_of(found):
    of_size = [offer for offer in found if offer.size == "web"]
    return _plainest(of_size) if of_size else best_of(found)


def _plainest(found):
    return next((offer for offer in found if offer.form in ("jpeg", "jpg")), found[0])


def assets_of_lines(lines):
    """The assets of these lines in their order, with everything that a tile shows: six queries, however many."""
    found = {}
    for model in (Image, Document, Media):
        keys = [line.pk for line in lines if line.model is model]
        found |= {(model, row.pk): row for row in with_facts(model.objects.filter(pk__in=keys or [0]))}
    ready([row for row in found.values() if isinstance(row, Image)])
    return [found[line.model, line.pk] for line in lines if (line.model, line.pk) in found]


def with_facts(assets):
    """The rows of a queryset with their words, documents also with their accessible versions: one query."""
    if assets.model is not Document:
        return with_words(assets)
    return leave_out_hidden_versions(with_words(with_accessible_versions(assets)))


def ready(images):
    """Sizes, words and files of pictures, so that nothing asks for them one by one."""
    prefetch_pictures(images)
    return prefetch_offers(images)
