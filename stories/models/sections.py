"""Pages that list the structured kinds: fact sheets, statements, press kits."""

from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from media_library.renditions import prefetch_pictures
from media_library.rights import leave_out_ended
from media_library.uses import newest_free_pictures

from ..library.asking import below_media_page
from .fact_sheet import FactSheet
from .index import NewsIndexPage, SectionPage
from .press_kit import PressKit
from .statement import Statement

KITS_SHOWN = 6
PICTURES_SHOWN = 12


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
    """The way to press kits and to the newest pictures that are free to use."""

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
        kits = PressKit.objects.published().filter(locale_id=self.locale_id).newest_first()
        kits = list(kits.select_related("locale", "content_type", "lead_image")[:KITS_SHOWN])
        leave_out_ended(kits, "lead_image")
        pictures = newest_free_pictures(request, PICTURES_SHOWN)
        prefetch_pictures([*pictures, *(kit.lead_image for kit in kits)])
        for kit in kits:
            kit.topic_list = []
        return self.render(
            request,
            template="stories/media_page.html",
            context_overrides={"kits": kits, "pictures": pictures},
        )
