"""What was taken from which piece, for editors: Reports, *What was taken*. Of the pieces that each of them may edit."""

import django_filters
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, Sum
from django.urls import path, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from editorial.audit_trail.report import BYTE_ORDER_MARK
from editorial.desk.rows import may, pages_open_to
from pages.bidi import isolate
from pages.digits import format_number
from pages.forms import LONGEST_KEY
from stories.models import NewsItem
from stories.viewsets import CalendarDateRangeFilter, CalendarDateRangePicker

from ..models import Use
from .uses import COPIES, FORM

ARCHIVE = FORM + "zip"
#: Column to its heading and the uses that it sums up.
SUMS = {
    "text": (_("Text copied"), Q(use__in=["text", "source"])),
    "shorter": (_("Shorter versions copied"), Q(use__in=["short", "medium"])),
    "quotes": (COPIES["quote"], Q(use="quote")),
    "parts": (COPIES["part"], Q(use__in=["part", "credit"])),
    "links": (COPIES["link"], Q(use="link")),
    "embeds": (COPIES["embed"], Q(use="embed")),
    "files": (_("Downloaded in a format"), Q(use__startswith=FORM) & ~Q(use=ARCHIVE)),
    "pictures": (_("Pictures downloaded"), Q(use=ARCHIVE)),
}


class TakenFilterSet(WagtailFilterSet):
    day = CalendarDateRangeFilter(label=_("Day"), widget=CalendarDateRangePicker)
    language = django_filters.ChoiceFilter(
        label=_("Language of the piece"), field_name="item__locale__language_code", choices=settings.LANGUAGES
    )

    class Meta:
        model = Use
        fields = ["day", "language"]


def number_of(name):
    return lambda row: format_number(row[name], get_language())


def address_of(row):
    return reverse("wagtailadmin_pages:edit", args=[row["item_id"]])


class TakenReportView(ReportView):
    model = Use
    page_title = _("What was taken")
    header_icon = "download"
    index_url_name = "taken_report"
    index_results_url_name = "taken_report_results"
    filterset_class = TakenFilterSet
    no_results_message = _("Nothing has been taken in this time.")
    columns = [
        TitleColumn("title", label=_("Piece"), accessor=lambda row: isolate(row["title"]), get_url=address_of),
        Column("language", label=_("Language")),
        Column("total", label=_("Together"), accessor=number_of("total")),
        *(Column(name, label=label, accessor=number_of(name)) for name, (label, _uses) in SUMS.items()),
    ]
    list_export = ["title", "language", "total", *SUMS]
    export_headings = {
        "title": _("Piece"),
        "language": _("Language"),
        "total": _("Together"),
        **{name: label for name, (label, _uses) in SUMS.items()},
    }
    export_filename = "what-was-taken"

    def dispatch(self, request, *args, **kwargs):
        if not is_shown_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        uses = Use.objects.filter(item__in=pages_open_to(self.request.user).order_by().values("pk"))
        asked = self.request.GET.get("piece", "")
        return uses.filter(item_id=int(asked)) if asked.isdecimal() and len(asked) <= LONGEST_KEY else uses

    def get_filtered_queryset(self):
        """One row for each piece. Filtered before it is summed up: the days outside do not count."""
        sums = {name: Sum("count", filter=uses, default=0) for name, (_label, uses) in SUMS.items()}
        uses = self.filter_queryset(self.get_base_queryset()).order_by()
        return uses.values("item_id").annotate(total=Sum("count"), **sums).order_by(F("total").desc(), "-item_id")

    def decorate_paginated_queryset(self, object_list):
        """The table holds these very rows already: they are completed in their place."""
        pages = NewsItem.objects.select_related("locale").in_bulk([row["item_id"] for row in object_list])
        for row in object_list:
            row.update(_told(pages[row["item_id"]]))
        return object_list

    def stream_csv(self, queryset):
        """Spreadsheets take a file for UTF-8 only if it says so."""
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


def _told(page):
    return {"title": page.get_admin_display_title(), "language": str(page.locale.get_display_name())}


def is_shown_to(user):
    return may(user, "change", Page)


class TakenMenuItem(MenuItem):
    def is_shown(self, request):
        return is_shown_to(request.user)


def menu_item():
    return TakenMenuItem(_("What was taken"), reverse("taken_report"), name="taken", icon_name="download", order=640)


def button_for(page, user):
    """Beside a piece from which readers can take something."""
    may_edit = policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "change", page)
    if page.live and may_edit and issubclass(page.specific_class or Page, NewsItem):
        yield Button(
            gettext("What was taken"), f"{reverse('taken_report')}?piece={page.pk}", icon_name="download", priority=70
        )


urls = [
    path("reports/taken/", TakenReportView.as_view(), name="taken_report"),
    path("reports/taken/results/", TakenReportView.as_view(results_only=True), name="taken_report_results"),
]
