"""Facts in the admin: their list, their form, the entity in the text editor."""

from django.shortcuts import redirect
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, UnpublishView

from .choosers import DateColumn, FactChooserViewSet
from .models import Fact
from .placed import Touched
from .rich_text import register_fact

hooks.register("register_rich_text_features", register_fact)


def owner_of(fact):
    return get_user_display_name(fact.owner) if fact.owner else "–"


class ReviewFilter(ChoiceFilter):
    def filter(self, queryset, value):
        return queryset.stale() if value == "stale" else queryset


class FactFilterSet(WagtailFilterSet):
    review = ReviewFilter(label=_("Review"), choices=[("stale", _("past its date"))], empty_label=_("All"))

    class Meta:
        model = Fact
        fields = ["live", "owner"]


class UnpublishFactView(UnpublishView):
    """Asks with the pages before one's eyes: Wagtail's own count of them comes late and knows nothing of gaps."""

    template_name = "wagtailadmin/facts/confirm_unpublish.html"

    def get_usage_url(self):
        return None

    def get_context_data(self, **kwargs):
        groups = Touched.by(self.object).groups(
            change=_("Will show a gap"),
            keep=_("Keep the value, and will say that it has been withdrawn"),
            drafts=_("Drafts that place it"),
        )
        return super().get_context_data(**kwargs) | {"groups": groups}


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "snippet"
    menu_label = pgettext_lazy("figures kept once", "Facts")
    menu_order = 190
    add_to_admin_menu = True
    list_display = [
        "label",
        Column("value", label=_("Value")),
        DateColumn("as_of", label=_("As of"), sort_key="as_of"),
        DateColumn("review_by", label=_("Review by"), sort_key="review_by"),
        Column("owner", label=_("Owner"), accessor=owner_of),
        LiveStatusTagColumn(label=_("Status")),
    ]
    filterset_class = FactFilterSet
    copy_view_enabled = False
    list_per_page = 50
    unpublish_view_class = UnpublishFactView
    chooser_viewset_class = FactChooserViewSet

    def get_queryset(self, request):
        return Fact.objects.select_related("owner").for_desk()


register_snippet(FactViewSet)


@hooks.register("before_delete_snippet")
def refuse_to_delete_what_is_cited(request, instances):
    """Pages would be left with gaps that nobody can explain; what is withdrawn keeps its history."""
    for fact in instances:
        if isinstance(fact, Fact) and Touched.by(fact):
            text = gettext(
                "“%(fact)s” stands in pages and cannot be deleted. Unpublish it, or take it out of them first."
            )
            messages.error(request, text % {"fact": fact.label})
            return redirect(fact.snippet_viewset.get_url_name("edit"), fact.pk)
    return None
