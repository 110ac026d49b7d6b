"""Pages that list the structured kinds: fact sheets, statements, press kits."""

from functools import partial

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path, re_path

from media_library.counting import count_view

from ..library.asking import below_media_page
from ..library.asset import context_of
from ..library.elsewhere import query_in
from ..library.listing import Library
from ..library.tiles import Tile, assets_of_lines
from .fact_sheet import FactSheet
from .index import NewsIndexPage, SectionPage, one_page
from .press_kit import PressKit
from .statement import Statement

KITS_SHOWN = 6
ASSETS_SHOWN = 24


class FactIndexPage(NewsIndexPage):
    subpage_types = ["stories.FactSheet"]
    max_count_per_parent = 1
    kind_model = FactSheet
    serves = "facts"

    class Meta:
        verbose_name = _("facts page")
        verbose_name_plural = _("facts pages")


class StatementIndexPage(NewsIndexPage):
    subpage_types = ["stories.Statement"]
    max_count_per_parent = 1
    kind_model = Statement
    serves = "statements"

    class Meta:
        verbose_name = _("statements page")
        verbose_name_plural = _("statements pages")


class KitIndexPage(NewsIndexPage):
    subpage_types = ["stories.PressKit"]
    max_count_per_parent = 1
    kind_model = PressKit

    class Meta:
        verbose_name = _("press kits page")
        verbose_name_plural = _("press kits pages")


class MediaPage(SectionPage):
    """The media library: every file that readers may take or ask for, and the way to the press kits."""

    subpage_types = ["stories.KitIndexPage"]
    max_count_per_parent = 1
    serves = "media"

    class Meta:
        verbose_name = _("media page")
        verbose_name_plural = _("media pages")

    @path("<slug:public_id>/request/")
    def ask_for(self, request, public_id):
        return below_media_page(self, request, public_id)

    @path("")
    def overview(self, request):
        library = Library(request, self.locale_id)
        found = one_page(request, library.lines, ASSETS_SHOWN)
        beside = library.ticked_beside(found.object_list)
        tiles = [Tile(asset) for asset in assets_of_lines([*found.object_list, *beside])]
        elsewhere = {line.public_id for line in beside}
        found.object_list = [tile for tile in tiles if tile.asset.public_id not in elsewhere]
        begins = found.number == 1 and not library.is_narrowed
        return self.render(
            request,
            template="stories/media_page.html",
            context_overrides={
                "library": library,
                "found": found,
                "ticked": library.ticked(found.object_list),
                "ticked_elsewhere": [tile for tile in tiles if tile.asset.public_id in elsewhere and tile.offers],
                "kits": self._kits() if begins else [],
                "narrowed": library.is_narrowed or bool(library.picks),
                "query_in": partial(query_in, library),
            },
        )

    @re_path(r"^(?P<public_id>[0-9a-z]{32})/$")
    def one_asset(self, request, public_id):
        overrides = context_of(request, self, public_id)
        response = self.render(request, template="stories/asset.html", context_overrides=overrides)
        count_view(request, response, overrides["asset"])
        return response

    def _kits(self):
        kits = PressKit.objects.published().filter(locale_id=self.locale_id).newest_first()
        return list(kits.for_lines()[:KITS_SHOWN])
