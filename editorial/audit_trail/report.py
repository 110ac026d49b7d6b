"""The trail in the admin: Reports, *Audit trail*."""

import django_filters
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet

from pages.bidi import strip_controls

from .actions import EXPORTED
from .recording import FROM, record
from .rights import the_house

PERMISSION = "view_modellogentry"
#: Entries that an export reads at once.
CHUNK = 500
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def may_read(user):
    """Superusers, and groups with Wagtail's own permission to see its log. What of it they see, follows from what else
    they may: the log's `viewable_by_user`."""
    return user.is_active and user.has_perm(f"wagtailcore.{PERMISSION}")


def permissions():
    """For the form of a group."""
    return Permission.objects.filter(content_type__app_label="wagtailcore", codename=PERMISSION)


class AuditTrailFilterSet(SiteHistoryReportFilterSet):
    address = django_filters.CharFilter(
        label=_("Address begins with"), field_name=f"data__{FROM}", lookup_expr="startswith"
    )


class AuditTrailView(LogEntriesView):
    results_template_name = "wagtailadmin/editorial/audit_trail_results.html"
    page_title = _("Audit trail")
    filterset_class = AuditTrailFilterSet
    index_url_name = "editorial_audit_trail"
    index_results_url_name = "editorial_audit_trail_results"
    export_headings = {
        "moment": _("Time (UTC)"),
        "user_display_name": _("Who"),
        "action_name": _("Action"),
        "message": _("What"),
        "comment": _("Comment"),
        "label": _("Item"),
        "kind": _("Kind"),
        "object_id": _("ID"),
        "address": pgettext_lazy("an address", "From"),
    }
    list_export = list(export_headings)

    def dispatch(self, request, *args, **kwargs):
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_filename(self):
        return f"audit-trail-{timezone.localdate().isoformat()}"

    def get_filtered_queryset(self):
        # The moment alone leaves open what comes first of many in one action.
        return super().get_filtered_queryset().order_by("-timestamp", "log_model_index", "-pk")

    def decorate_paginated_queryset(self, queryset):
        return self._in_chunks(list(queryset)) if self.is_export else self._dressed(queryset)

    def _in_chunks(self, rows):
        """Of a long export never more than a few entries are in memory."""
        for start in range(0, len(rows), CHUNK):
            yield from self._dressed(rows[start : start + CHUNK])

    def _dressed(self, rows):
        entries = super().decorate_paginated_queryset(rows)
        for entry in entries:
            entry.label = strip_controls(entry.label)
            entry.address = entry.data.get(FROM, "")
            entry.action_name = self.get_action_label(entry.action) if entry.formatter else entry.action
            entry.kind = str(entry.object_verbose_name) if entry.content_type else ""
            entry.moment = entry.timestamp.isoformat(timespec="seconds")
        return entries

    def stream_csv(self, queryset):
        """Spreadsheets take a file for UTF-8 only if it says so; Persian names are unreadable otherwise."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        house = the_house()
        if house is not None:
            record(EXPORTED, house, request=self.request, format=spreadsheet_format, query=self._asked())
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def _asked(self):
        """By what the export was filtered."""
        asked = self.request.GET.copy()
        asked.pop("export", None)
        return asked.urlencode()[:500]


class AuditTrailMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read(request.user)


def menu_item():
    return AuditTrailMenuItem(
        _("Audit trail"), reverse("editorial_audit_trail"), name="audit-trail", icon_name="history", order=990
    )


def one_history_is_enough(request, menu_items):
    """Wagtail's site history is the same log with less in it; for those who see the whole, it is left out."""
    if may_read(request.user):
        menu_items[:] = [item for item in menu_items if item.name != "site-history"]


urls = [
    path("reports/audit-trail/", AuditTrailView.as_view(), name="editorial_audit_trail"),
    path(
        "reports/audit-trail/results/",
        AuditTrailView.as_view(results_only=True),
        name="editorial_audit_trail_results",
    ),
]
