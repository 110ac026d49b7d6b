"""All passes, for publishers: of the pieces that each of them may publish."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.bidi import isolate
from pages.calendar import format_datetime
from pages.forms import LONGEST_KEY
from people.models import Journalist

from ..models import Pass
from .listing import state_of


class PassFilterSet(WagtailFilterSet):
    journalist = django_filters.ModelChoiceFilter(label=_("Journalist"), queryset=Journalist.objects.all())
    living = django_filters.BooleanFilter(label=_("Neither revoked nor expired"), method="only_living")

    class Meta:
        model = Pass
        fields = ["journalist", "living"]

    def only_living(self, queryset, name, value):
        return queryset.filter(pk__in=Pass.objects.living().values("pk")) if value else queryset


def written(moment):
    return format_datetime(moment, get_language()) if moment else ""


class PassReportView(ReportView):
    model = Pass
    page_title = _("Embargo passes")
    header_icon = "time"
    index_url_name = "pass_report"
    index_results_url_name = "pass_report_results"
    filterset_class = PassFilterSet
    default_ordering = "-issued_at"
    no_results_message = _("No pass has been issued.")
    columns = [
        TitleColumn(
            "page",
            label=_("Piece"),
            accessor=lambda given: isolate(given.page.get_admin_display_title()),
            get_url=lambda given: reverse("embargo_of_page", args=[given.page_id]),
        ),
        Column("journalist", label=_("Journalist"), accessor=lambda given: isolate(given.journalist)),
        Column("outlet", label=_("Outlet"), accessor=lambda given: isolate(given.journalist.outlet)),
        Column("state", label=_("State"), accessor=state_of),
        Column("last_used_at", label=_("Last used"), accessor=lambda given: written(given.last_used_at)),
        Column("issued_at", label=_("Issued"), accessor=lambda given: written(given.issued_at)),
    ]
    list_export = [
        "page.draft_title", "journalist.name", "journalist.outlet", "journalist.email", "issued_at", "sent_at",
        "accepted_at", "opens", "downloads", "last_used_at", "expires_at", "revoked_at", "refusals",
    ]  # fmt: skip
    export_headings = {
        "page.draft_title": _("Piece"),
        "journalist.name": _("Journalist"),
        "journalist.outlet": _("Outlet"),
        "journalist.email": _("E-mail"),
        "opens": _("Openings"),
        "downloads": _("Files taken"),
        "last_used_at": _("Last used"),
        "refusals": _("Refusals"),
    }
    export_filename = "embargo-passes"

    def dispatch(self, request, *args, **kwargs):
        if not is_shown_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(self.request.user, "publish")
        passes = Pass.objects.filter(page__in=pages.order_by().values("pk"))
        asked = self.request.GET.get("page", "")
        if self.is_export and asked.isdecimal() and len(asked) <= LONGEST_KEY:
            passes = passes.filter(page_id=int(asked))
        return passes.select_related("journalist", "page").counted()


def is_shown_to(user):
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


class PassReportMenuItem(MenuItem):
    def is_shown(self, request):
        return is_shown_to(request.user)
