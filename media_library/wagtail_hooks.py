"""The desk of assets, and virtual tours, in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .desk import report
from .desk.bulk import ACTIONS
from .desk.urls import urls
from .models import Tour


@hooks.register("register_admin_urls", order=-10)
def addresses():
    """Before Wagtail's own, whose places some of them take."""
    return urls


# After Wagtail's own, which the later ones of the same name replace.
for action in ACTIONS:
    hooks.register("register_bulk_action", action, order=10)

hooks.register("register_reports_menu_item", report.menu_item)


@hooks.register("construct_main_menu")
@hooks.register("construct_search")
def pictures_have_one_name(request, items):
    """That of our own pages, which Wagtail's entries lead to."""
    for item in items:
        if item.name == "images":
            item.label = _("Pictures")


class TourViewSet(SnippetViewSet):
    model = Tour
    icon = "view"
    menu_label = _("Virtual tours")
    menu_order = 203
    add_to_admin_menu = True
    list_display = ["__str__", Column("title", label=_("Title for readers"), accessor=lambda tour: tour.word("title"))]
    copy_view_enabled = False

    def get_queryset(self, request):
        return Tour.objects.prefetch_related("wordings")


register_snippet(TourViewSet)
