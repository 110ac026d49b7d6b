"""Facts in the admin: their list, their form, the entity in the text editor."""

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.calendar import format_date

from .models import Fact
from .rich_text import register_fact

hooks.register("register_rich_text_features", register_fact)


class DateColumn(Column):
    """In the calendar of the editor's language."""

    def get_value(self, instance):
        value = super().get_value(instance)
        return format_date(value, get_language()) if value else "–"


class ReviewFilter(ChoiceFilter):
    def filter(self, queryset, value):
        return queryset.stale() if value == "stale" else queryset


class FactFilterSet(WagtailFilterSet):
    review = ReviewFilter(label=_("Review"), choices=[("stale", _("past its date"))], empty_label=_("All"))

    class Meta:
        model = Fact
        fields = ["live", "owner"]


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "snippet"
    menu_label = pgettext_lazy("figures kept once", "Facts")
    menu_order = 190
    add_to_admin_menu = True
    list_display = [
        TitleColumn("label", label=_("name at the desk"), get_url=None),
        Column("value", label=_("value")),
        DateColumn("as_of", label=_("as of"), sort_key="as_of"),
        DateColumn("review_by", label=_("review by"), sort_key="review_by"),
        Column("owner", label=_("owner")),
        Column("status_string", label=_("Status")),
    ]
    filterset_class = FactFilterSet
    copy_view_enabled = False
    list_per_page = 50

    def get_queryset(self, request):
        return Fact.objects.select_related("owner").prefetch_related("wordings")


register_snippet(FactViewSet)
