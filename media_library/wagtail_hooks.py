from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Tour


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
