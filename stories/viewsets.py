"""The explorer as a newsroom reads it: what kind, where it stands, when it went out, in which language, whose."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from django_filters.fields import DateRangeField
from django_filters.filters import ModelMultipleChoiceFilter
from wagtail.admin.filters import DateRangePickerWidget, MultipleContentTypeFilter, MultipleUserFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, NavigateToChildrenColumn, PageTitleColumn, PageTypeColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import ExplorableIndexView, PageFilterSet
from wagtail.admin.views.pages.usage import ContentTypeUseView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, WorkflowState, get_page_content_types

from editorial.style.panels import ShowsStyle, ShowsStyleOfNew
from pages.calendar import format_date, format_datetime
from pages.form_fields import CalendarDateField, CalendarDateInput
from publication.models import Release
from topics.models import Topic

from .models import ItemTopic
from .panels import beside_the_form


def waiting_releases(page_id):
    """When the page goes live, by the one clock: its release row."""
    return Release.objects.pending().filter(items__page_id=page_id).order_by("at").values("at")


def _pages_in_review():
    states = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=ContentType.objects.get_for_model(Page)
    )
    return states.order_by().annotate(page_id=Cast("object_id", IntegerField())).values("page_id")


def _pages_waiting():
    return Release.objects.pending().order_by().values("items__page_id")


class StatusFilter(ChoiceFilter):
    LIVE, DRAFT, REVIEW, SCHEDULED = "live", "draft", "review", "scheduled"

    def filter(self, queryset, value):
        review, waiting = Q(pk__in=_pages_in_review()), Q(pk__in=_pages_waiting())
        conditions = {
            self.LIVE: Q(live=True),
            self.DRAFT: Q(live=False) & ~review & ~waiting,
            self.REVIEW: review,
            self.SCHEDULED: waiting,
        }
        return queryset.filter(conditions[value]) if value in conditions else queryset


class TopicFilter(ModelMultipleChoiceFilter):
    def filter(self, queryset, value):
        if not value:
            return queryset
        return queryset.filter(pk__in=ItemTopic.objects.filter(tag__in=value).values("content_object_id"))


class CalendarDateRangePicker(DateRangePickerWidget):
    """Wagtail's pair of date pickers, leaving typed dates of either calendar to the server."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets = [CalendarDateInput(attrs={**widget.attrs, "dir": "ltr"}) for widget in self.widgets]


class CalendarDateRangeField(DateRangeField):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields = tuple(CalendarDateField(required=False) for _half in self.fields)


class CalendarDateRangeFilter(DateFromToRangeFilter):
    field_class = CalendarDateRangeField


class ItemFilterSet(WagtailFilterSet):
    content_type = MultipleContentTypeFilter(
        label=_("Kind"),
        queryset=lambda request: get_page_content_types(include_base_page_type=False),
        widget=CheckboxSelectMultiple,
    )
    status = StatusFilter(
        label=_("Status"),
        choices=[
            (StatusFilter.LIVE, pgettext_lazy("status of a page", "live")),
            (StatusFilter.DRAFT, pgettext_lazy("status of a page", "draft")),
            (StatusFilter.REVIEW, pgettext_lazy("status of a page", "in review")),
            (StatusFilter.SCHEDULED, pgettext_lazy("status of a page", "scheduled")),
        ],
        empty_label=_("All"),
        widget=RadioSelect,
    )
    topic = TopicFilter(
        label=_("Topic"),
        queryset=lambda request: Topic.objects.prefetch_related("wordings"),
        widget=CheckboxSelectMultiple,
    )
    first_published_at = CalendarDateRangeFilter(label=_("Published"), widget=CalendarDateRangePicker)
    owner = MultipleUserFilter(
        label=_("Owner"), queryset=PageFilterSet.base_filters["owner"].queryset, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = Page
        fields = []


class StatusColumn(Column):
    """Live, draft, in review with the task it waits for, scheduled with its time; for a live page also what follows."""

    cell_template_name = "wagtailadmin/stories/status_cell.html"

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"page": instance, "marks": list(self._marks(instance))}

    def _marks(self, page):
        if page.live:
            yield gettext("live")
        elif page.expired:
            yield gettext("taken down")
        releases_at = getattr(page, "releases_at", None)
        if releases_at:
            when = format_datetime(releases_at, get_language())
            yield gettext("scheduled for %(time)s") % {"time": when}
        elif page.current_workflow_state:
            yield gettext("in review: %(task)s") % {"task": page.current_workflow_state.current_task_state.task.name}
        elif page.live and page.has_unpublished_changes:
            yield gettext("with changes in draft")
        elif not page.live and not page.expired:
            yield gettext("draft")


class PublishedColumn(Column):
    """In the calendar of the editor's language."""

    def get_value(self, instance):
        published = instance.first_published_at
        return format_date(published, get_language()) if published else "–"


class OwnerColumn(Column):
    def get_value(self, instance):
        return get_user_display_name(instance.owner) if instance.owner else "–"


COLUMNS = [
    BulkActionsColumn("bulk_actions"),
    PageTypeColumn(
        "kind", label=_("Kind"), accessor="page_type_display_name", sort_key="content_type__model", width="9%"
    ),
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
    StatusColumn("status", label=_("Status"), sort_key="live", width="16%"),
    PublishedColumn("first_published_at", label=_("Published"), sort_key="first_published_at", width="14%"),
    LocaleColumn(label=_("Language"), width="9%"),
    OwnerColumn("owner", label=_("Owner"), width="10%"),
]


def may_delete_leaf(tester, ignore_bulk=False):
    """What Wagtail's `can_delete` finds out with a query for each row; of a page without children the row knows it."""
    page, user = tester.page, tester.user
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    may_take_live_ones = "publish" in tester.permissions or not page.live
    is_theirs = "change" in tester.permissions or ("add" in tester.permissions and page.owner_id == user.pk)
    return is_theirs and may_take_live_ones


def tester_of_row(page, user):
    tester = type(page).permissions_for_user(page, user)
    if page.is_leaf():
        tester.can_delete = partial(may_delete_leaf, tester)
    return tester


class _NewsroomListing:
    def annotate_queryset(self, pages):
        pages = pages.annotate(releases_at=Subquery(waiting_releases(OuterRef("pk"))[:1]))
        return super().annotate_queryset(pages).prefetch_related("owner")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for page in context["object_list"]:
            page.permissions_for_user = partial(tester_of_row, page)
        return context


class ItemListView(_NewsroomListing, ExplorableIndexView):
    base_columns = COLUMNS
    base_filterset_class = ItemFilterSet
    # The column of languages says it.
    show_locale_labels = False

    @property
    def explorable_columns(self):
        """Without Wagtail's tenth of the width for an arrow that items do not have."""
        return [*self.columns, NavigateToChildrenColumn("navigate", width="4%")]


class KindListView(_NewsroomListing, ContentTypeUseView):
    base_columns = COLUMNS
    base_filterset_class = ItemFilterSet


class EditItemView(ShowsStyle, EditView):
    def get_side_panels(self):
        panels = super().get_side_panels()
        # As the panel of the style book: an autosave and the change from a new page's form take none with them.
        if not (self.expects_json_response or self.hydrate_create_view):
            panels += [make(self.page, self.request) for make in beside_the_form]
        return panels


class AddItemView(ShowsStyleOfNew, CreateView):
    def get_side_panels(self):
        panels = super().get_side_panels()
        panels += [make(self.page, self.request, parent=self.parent_page) for make in beside_the_form]
        return panels

    def form_valid(self, form):
        """Two requests that make the same page at once, a double click or a submission beside an autosave, both find
        its address free. The later one gets its form back, with every word."""
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)


class NewsroomPageViewSet(PageViewSet):
    """For every page of the tree: `pages.E001` sees to it that there are none but ours."""

    model = Page
    icon = "doc-empty-inverse"
    index_view_class = ItemListView
    add_view_class = AddItemView
    edit_view_class = EditItemView
    content_type_use_view_class = KindListView
    filterset_class = ItemFilterSet
