"""What was done with which file and which press kit, for editors: Reports, *Use of files*. Of the files that each of
them may change, and of the kits that they may edit."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, F, Max, Q, Sum, Value
from django.db.models.functions import Cast, Replace
from django.urls import path, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import policy_registry

from editorial.asking.files import name_of_size
from editorial.audit_trail.report import BYTE_ORDER_MARK
from editorial.desk.rows import may, pages_open_to
from media_library.models import AssetCount
from media_library.models.count import OTHERS, PLAY, VIEW, ZIP
from media_library.rights import KINDS
from pages.bidi import isolate
from pages.digits import format_number
from stories.models import PressKit
from stories.viewsets import CalendarDateRangeFilter, CalendarDateRangePicker

#: Column to its heading and what it sums up.
SUMS = {
    "views": (_("Page read"), Q(what=VIEW)),
    "downloads": (_("Downloaded"), ~Q(what__in=[VIEW, PLAY, ZIP])),
    "zips": (_("In a ZIP"), Q(what=ZIP)),
    "plays": (_("Played"), Q(what=PLAY)),
}
WHAT = {VIEW: _("Page read"), PLAY: _("Played"), ZIP: _("In a ZIP")}


class CountFilterSet(WagtailFilterSet):
    day = CalendarDateRangeFilter(label=_("Day"), widget=CalendarDateRangePicker)

    class Meta:
        model = AssetCount
        fields = ["day"]


class FilesFilterSet(CountFilterSet):
    site = django_filters.CharFilter(label=_("From the site"), lookup_expr="icontains")

    class Meta(CountFilterSet.Meta):
        fields = ["day", "site"]


def number_of(name):
    return lambda row: format_number(row[name], get_language())


class _OfTheirs(ReportView):
    model = AssetCount
    header_icon = "download"
    no_results_message = _("Nothing has been counted in this time.")

    def dispatch(self, request, *args, **kwargs):
        if not is_shown_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        user = self.request.user
        theirs = Q(public_id__in=_keys_of_kits(pages_open_to(user)))
        for kind in KINDS:
            assets = policy_registry.get_by_type(kind).instances_user_has_permission_for(user, "change")
            theirs |= Q(public_id__in=assets.order_by().values("public_id"))
        return AssetCount.objects.filter(theirs)

    def stream_csv(self, queryset):
        """Spreadsheets take a file for UTF-8 only if it says so."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


class FilesReportView(_OfTheirs):
    page_title = _("Use of files")
    index_url_name, index_results_url_name = "files_report", "files_report_results"
    filterset_class = FilesFilterSet
    columns = [
        TitleColumn(
            "title", label=_("File"), accessor=lambda row: isolate(row["title"]),
            get_url=lambda row: reverse("file_report", args=[row["public_id"]]),
        ),
        Column("kind", label=_("Kind")),
        *(Column(name, label=label, accessor=number_of(name)) for name, (label, _what) in SUMS.items()),
    ]  # fmt: skip
    list_export = ["title", "kind", "public_id", *SUMS]
    export_headings = {
        "title": _("File"), "kind": _("Kind"), "public_id": _("Id"),
        **{name: label for name, (label, _what) in SUMS.items()},
    }  # fmt: skip
    export_filename = "use-of-files"

    def get_filtered_queryset(self):
        """One row for each file. Filtered before it is summed up: the days outside do not count."""
        sums = {name: Sum("count", filter=what, default=0) for name, (_label, what) in SUMS.items()}
        counts = self.filter_queryset(self.get_base_queryset()).order_by()
        rows = counts.values("public_id").annotate(**sums, total=Sum("count"))
        return rows.order_by(F("downloads").desc(), F("total").desc(), "public_id")

    def decorate_paginated_queryset(self, object_list):
        """The table holds these very rows already: they are completed in their place."""
        named = named_files([row["public_id"] for row in object_list])
        for row in object_list:
            found = named.get(row["public_id"])
            row.update(title=found[0] if found else gettext("gone"), kind=found[1] if found else "")
        return object_list


class FileReportView(_OfTheirs):
    """Of one file or kit: which sizes, and from which sites."""

    index_url_name = "file_report"
    filterset_class = CountFilterSet
    columns = [
        Column("done", label=_("What")),
        Column("where", label=_("From the site")),
        Column("total", label=_("How often"), accessor=number_of("total")),
        Column("last", label=_("Last on"), accessor=lambda row: row["last"]),
    ]
    list_export = ["done", "where", "total", "last"]
    export_headings = {"done": _("What"), "where": _("From the site"), "total": _("How often"), "last": _("Last on")}
    export_filename = "use-of-a-file"

    def get_page_title(self):
        found = named_files([self.kwargs["public_id"]]).get(self.kwargs["public_id"])
        return gettext("Use of “%(title)s”") % {"title": found[0] if found else gettext("gone")}

    def get_index_url(self):
        return reverse("file_report", args=[self.kwargs["public_id"]])

    def get_index_results_url(self):
        return reverse("file_report_results", args=[self.kwargs["public_id"]])

    def get_base_queryset(self):
        return super().get_base_queryset().filter(public_id=self.kwargs["public_id"])

    def get_filtered_queryset(self):
        counts = self.filter_queryset(self.get_base_queryset()).order_by()
        rows = counts.values("what", "site").annotate(total=Sum("count"), last=Max("day"))
        return rows.order_by(F("total").desc(), "what", "site")

    def decorate_paginated_queryset(self, object_list):
        for row in object_list:
            row.update(done=name_of_use(row["what"]), where=name_of_site(row["site"]))
        return object_list


def name_of_use(what):
    """Page read; Print, JPEG."""
    if what in WHAT:
        return str(WHAT[what])
    size, _dot, form = what.partition(".")
    return f"{name_of_size(size)} · {form.upper()}"


def name_of_site(site):
    if site == OTHERS:
        return gettext("other sites")
    return site or gettext("here, or not known")


def named_files(public_ids):
    """Public id to title at the desk and kind: a query for each kind."""
    found = {}
    for kind in KINDS:
        rows = kind.objects.filter(public_id__in=public_ids).values_list("public_id", "title")
        found |= {public_id: (title, str(kind._meta.verbose_name)) for public_id, title in rows}
    kits = PressKit.objects.annotate(hex=_hex()).filter(hex__in=[key for key in public_ids if key not in found])
    named = str(PressKit._meta.verbose_name)
    return found | {kit.hex: (kit.get_admin_display_title(), named) for kit in kits.order_by("-pk")}


def _keys_of_kits(pages):
    kits = PressKit.objects.filter(pk__in=pages.order_by().values("pk"))
    return kits.order_by().annotate(hex=_hex()).values("hex")


def _hex():
    """The translation key as 32 digits, however the database keeps it."""
    return Replace(Cast("translation_key", CharField()), Value("-"), Value(""))


def is_shown_to(user):
    return may(user, "change", *KINDS)


class FilesMenuItem(MenuItem):
    def is_shown(self, request):
        return is_shown_to(request.user)


def menu_item():
    return FilesMenuItem(_("Use of files"), reverse("files_report"), name="files", icon_name="download", order=641)


urls = [
    path("reports/files/", FilesReportView.as_view(), name="files_report"),
    path("reports/files/results/", FilesReportView.as_view(results_only=True), name="files_report_results"),
    path("reports/files/<slug:public_id>/", FileReportView.as_view(), name="file_report"),
    path(
        "reports/files/<slug:public_id>/results/", FileReportView.as_view(results_only=True), name="file_report_results"
    ),
]
