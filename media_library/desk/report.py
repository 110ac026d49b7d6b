"""*Assets that need care*: what pictures, documents and recordings lack, of those that the reader may change."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, Case, Count, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from ..models import Image, Terms
from . import care
from .kinds import KINDS, kind_named
from .listing import lack_choices

#: Spreadsheets take a file for UTF-8 only if it says so.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FACTS = ("pk", "title", "credit", "terms", "expires_on", "created_at")


class CareFilterSet(WagtailFilterSet):
    lack = django_filters.ChoiceFilter(
        label=gettext_lazy("Needs care"), choices=lack_choices, empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=[(kind.name, kind.label) for kind in KINDS],
        empty_label=gettext_lazy("All"), widget=forms.RadioSelect,
    )  # fmt: skip

    class Meta:
        model = Image  # one of three: what is asked for is put together by the view
        fields = []


def of_user(user, kind):
    """One kind's rows with a column for each thing that may be lacking."""
    rows = care.prepared(kind.changeable_by(user)).order_by()
    return rows.annotate(**{lack.column: _as_column(lack.condition(kind.model)) for lack in care.lacks()})


def _as_column(condition):
    if condition is None:
        return Value(False, output_field=BooleanField())
    return condition if not isinstance(condition, Q) else _truth(condition)


def _truth(condition):
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


class DateColumn(Column):
    """A day in the calendar of the editor's language."""

    cell_template_name = "wagtailadmin/media_library/date_cell.html"


class FilesPaginator(WagtailPaginator):
    """Of three tables: the name of the first would count documents as pictures."""

    verbose_name = _("file")
    verbose_name_plural = _("files")


class CareReportView(ReportView):
    page_title = _("Assets that need care")
    paginator_class = FilesPaginator
    header_icon = "warning"
    index_url_name = "asset_care_report"
    index_results_url_name = "asset_care_report_results"
    results_template_name = "wagtailadmin/media_library/care_results.html"
    filterset_class = CareFilterSet
    no_results_message = _("Nothing needs care.")
    export_filename = "assets-that-need-care"
    list_export = ["title", "kind_label", "lacking", "credit", "terms_label", "expires_on", "address"]
    export_headings = {
        "title": _("Title"),
        "kind_label": _("Kind"),
        "lacking": _("What it needs"),
        "credit": _("Credit"),
        "terms_label": _("Terms of use"),
        "expires_on": _("Rights end on"),
        "address": _("Address"),
    }

    def dispatch(self, request, *args, **kwargs):
        if not is_shown_to(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def columns(self):
        return [
            TitleColumn("title", label=_("Title"), get_url=lambda row: row["address"], width="35%"),
            Column("kind_label", label=_("Kind")),
            Column("lacking", label=_("What it needs")),
            DateColumn("expires_on", label=_("Rights end on")),
        ]

    @property
    def _asked(self):
        valid = self.filters and self.filters.is_valid()
        return self.filters.form.cleaned_data if valid else {}

    def get_filtered_queryset(self):
        """One query over the three tables."""
        asked = self._asked
        kinds = [kind for kind in KINDS if asked.get("kind") in ("", None, kind.name)]
        parts = [self._rows(kind, asked.get("lack")) for kind in kinds]
        rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
        return rows.order_by("-created_at", "pk")

    def _rows(self, kind, asked):
        columns = [lack.column for lack in care.lacks()]
        wanted = [lack.column for lack in care.lacks() if asked in ("", None, lack.name)]
        rows = of_user(self.request.user, kind).filter(Q(*((name, True) for name in wanted), _connector=Q.OR))
        return rows.annotate(kind=Value(kind.name)).values(*FACTS, "kind", *columns)

    def decorate_paginated_queryset(self, object_list):
        """The table holds these very rows already: they are completed in their place."""
        rows = list(object_list) if self.is_export else object_list
        for row in rows:
            kind = kind_named(row["kind"])
            row["kind_label"] = str(kind.label)
            row["terms_label"] = str(Terms(row["terms"]).label) if row["terms"] in Terms.values else row["terms"]
            row["lacking"] = _("; ").join(care.told(row))
            row["address"] = reverse(kind.edit, args=[row["pk"]])
        return rows

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        return context if self.is_export else {**context, "counts": self._counts(), "asked": self._asked.get("lack")}

    def _counts(self):
        """(name, label, how many) of each thing that is lacking: one query for each kind."""
        lacks, totals = care.lacks(), {}
        for kind in KINDS:
            sums = {f"n_{lack.name}": Count("pk", filter=Q(**{lack.column: True})) for lack in lacks}
            for name, count in of_user(self.request.user, kind).aggregate(**sums).items():
                totals[name] = totals.get(name, 0) + count
        return [(lack.name, lack.label, totals[f"n_{lack.name}"]) for lack in lacks]

    def stream_csv(self, queryset):
        yield BYTE_ORDER_MARK
        yield from super().stream_csv(queryset)


def is_shown_to(user):
    return any(kind.policy.user_has_any_permission(user, ["change", "delete"]) for kind in KINDS)


class CareMenuItem(MenuItem):
    def is_shown(self, request):
        return is_shown_to(request.user)


def menu_item():
    return CareMenuItem(
        _("Assets that need care"), reverse("asset_care_report"), name="asset-care", icon_name="warning", order=630
    )
