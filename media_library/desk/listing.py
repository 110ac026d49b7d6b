"""The listings of the three kinds, with filters of a newsroom: terms, topics, use, rights, who uploaded it."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import BaseMediaFilterSet, MultipleUserFilter
from wagtail.admin.ui.tables import (
    BulkActionsCheckboxColumn,
    Column,
    DateColumn,
    DownloadColumn,
    TitleColumn,
    UsageCountColumn,
)
from wagtail.admin.utils import set_query_params
from wagtail.admin.views import generic
from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.models import ReferenceIndex
from wagtailmedia.models import MediaType

from topics.models import Topic

from ..models import Document, Genre, Image, Media, Terms
from . import care
from .kinds import DOCUMENTS, PICTURES, RECORDINGS

BOXES = forms.CheckboxSelectMultiple


class _ByKey:
    """Mixed into a filter: search takes rows by key alone, whatever the condition."""

    def filter(self, queryset, value):
        if not value:
            return queryset
        model = queryset.model
        return queryset.filter(pk__in=self.found(model.objects.all(), value).order_by().values("pk"))


class ColumnFilter(_ByKey, django_filters.MultipleChoiceFilter):
    def found(self, assets, value):
        return assets.filter(**{f"{self.field_name}__in": value})


class TopicsFilter(_ByKey, django_filters.ModelMultipleChoiceFilter):
    def found(self, assets, value):
        return assets.filter(topics__in=value)


class UploaderFilter(_ByKey, MultipleUserFilter):
    def found(self, assets, value):
        return assets.filter(uploaded_by_user__in=value)


class UseFilter(_ByKey, django_filters.ChoiceFilter):
    CHOICES = [
        ("public", gettext_lazy("in public")),
        ("desk", gettext_lazy("at the desk only")),
        ("never", gettext_lazy("nowhere")),
    ]

    def found(self, assets, value):
        model, assets = assets.model, care.with_key(assets)
        public, referred = care.is_used_in_public(model), care.is_referred_to(model)
        conditions = {"public": public, "desk": ~public & referred, "never": ~public & ~referred}
        return assets.filter(conditions[value])


class RightsFilter(_ByKey, django_filters.ChoiceFilter):
    CHOICES = [
        ("ended", gettext_lazy("have ended")),
        ("30", gettext_lazy("end within 30 days")),
        ("90", gettext_lazy("end within 90 days")),
        ("never", gettext_lazy("do not end")),
    ]

    def found(self, assets, value):
        fixed = {"ended": care.has_ended(), "never": Q(expires_on=None)}
        return assets.filter(fixed.get(value) or care.ends_within(int(value))(assets.model))


class LackFilter(_ByKey, django_filters.ChoiceFilter):
    def found(self, assets, value):
        return care.lacking(assets, next(lack for lack in care.lacks() if lack.name == value))


def lack_choices():
    return [(lack.name, lack.label) for lack in care.lacks()]


class AssetFilterSet(BaseMediaFilterSet):
    kind = None

    terms = ColumnFilter(label=gettext_lazy("Terms of use"), choices=Terms.choices, widget=BOXES)
    topics = TopicsFilter(
        label=gettext_lazy("Topics"), queryset=lambda request: Topic.objects.prefetch_related("wordings"), widget=BOXES
    )
    use = UseFilter(
        label=gettext_lazy("Used"), choices=UseFilter.CHOICES, empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    rights = RightsFilter(
        label=gettext_lazy("Rights"), choices=RightsFilter.CHOICES, empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    lack = LackFilter(
        label=gettext_lazy("Needs care"), choices=lack_choices, empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
    )  # fmt: skip
    uploader = UploaderFilter(label=gettext_lazy("Uploaded by"), queryset=lambda request: _uploaders(), widget=BOXES)

    @property
    def permission_policy(self):
        return self.kind.policy


def _uploaders():
    """Whoever has uploaded something of any kind."""
    keys = (model.objects.order_by().values("uploaded_by_user") for model in (Image, Document, Media))
    return get_user_model().objects.filter(Q(*(Q(pk__in=of_kind) for of_kind in keys), _connector=Q.OR))


class PictureFilterSet(AssetFilterSet):
    kind = PICTURES
    genre = ColumnFilter(label=gettext_lazy("Sort of picture"), choices=Genre.choices, widget=BOXES)

    class Meta:
        model = Image
        fields = []


class DocumentFilterSet(AssetFilterSet):
    kind = DOCUMENTS

    class Meta:
        model = Document
        fields = []


class RecordingFilterSet(AssetFilterSet):
    kind = RECORDINGS
    type = ColumnFilter(label=gettext_lazy("Type"), choices=MediaType.choices, widget=BOXES)

    class Meta:
        model = Media
        fields = []


class RightsColumn(Column):
    """Credit, terms, and whether they still hold."""

    cell_template_name = "wagtailadmin/media_library/rights_cell.html"


def _rights_column():
    return RightsColumn("rights", label=_("Rights"), accessor=lambda asset: asset)


class PicturesView(images.IndexView):
    page_title = gettext_lazy("Pictures")
    add_item_label = gettext_lazy("Add pictures")
    filterset_class = PictureFilterSet

    def get_base_queryset(self):
        return super().get_base_queryset().prefetch_related("wordings")


class DocumentsView(documents.IndexView):
    filterset_class = DocumentFilterSet

    @property
    def columns(self):
        columns = [*super().columns]
        return [*columns[:3], _rights_column(), *columns[3:]]


class RecordingsView(generic.IndexView):
    """Wagtail's listing for the kind that has come with a plainer one."""

    model = Media
    filterset_class = RecordingFilterSet
    any_permission_required = ["add", "change", "delete"]
    page_title = gettext_lazy("Recordings")
    add_item_label = gettext_lazy("Add recordings")
    header_icon = "media"
    default_ordering = "-created_at"
    index_url_name = "wagtailmedia:index"
    index_results_url_name = "media_index_results"
    add_url_name = "media_add_multiple"
    edit_url_name = "wagtailmedia:edit"
    template_name = "wagtailadmin/media_library/recordings.html"
    paginate_by = 30
    show_other_searches = True

    @property
    def permission_policy(self):
        return RECORDINGS.policy

    def get_base_queryset(self):
        recordings = RECORDINGS.changeable_by(self.request.user).select_related("collection")
        if self._counts_uses:
            recordings = recordings.annotate(usage_count=ReferenceIndex.usage_count_subquery(Media))
        return recordings

    @property
    def _counts_uses(self):
        asked = self.is_filtering and self.filters.form.cleaned_data.get("usage_count")
        return bool(asked) or (self.request.GET.get("ordering", "").lstrip("-") == "usage_count")

    def get_filterset_kwargs(self):
        return {**super().get_filterset_kwargs(), "is_searching": self.is_searching}

    @property
    def columns(self):
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="media"),
            TitleColumn(
                "title", label=_("Title"), sort_key="title", get_url=self.get_edit_url,
                get_title_id=lambda recording: f"media_{recording.pk}_title",
            ),
            DownloadColumn("filename", label=_("File")),
            Column("type", label=_("Type"), accessor="get_type_display"),
            _rights_column(),
            Column("collection", label=_("Collection"), accessor="collection.name"),
            DateColumn("created_at", label=_("Created"), sort_key="created_at"),
            UsageCountColumn("usage_count", label=_("Usage"), sort_key=None if self.is_searching else "usage_count"),
        ]  # fmt: skip

    def get_edit_url(self, recording):
        back = self.index_url
        if self.request.META.get("QUERY_STRING"):
            back += "?" + self.request.META["QUERY_STRING"]
        return set_query_params(super().get_edit_url(recording), {"next": back})

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if not self._counts_uses:
            counts = ReferenceIndex.get_count_references_to_in_bulk(list(context["object_list"]))
            for recording in context["object_list"]:
                recording.usage_count = counts.get(recording, 0)
        return context


LISTINGS = {Image: PicturesView, Document: DocumentsView, Media: RecordingsView}
