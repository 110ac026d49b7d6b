"""Choosing a fact: by what it is called at the desk and by what it says now."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenView,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from pages.calendar import format_date

from .rich_text import for_editor


class DateColumn(Column):
    """In the calendar of the editor's language."""

    def get_value(self, instance):
        value = super().get_value(instance)
        return format_date(value, get_language()) if value else "–"


class FactChooser(AdminSnippetChooser):
    def get_display_title(self, instance):
        return with_value(instance)


def with_value(fact):
    return f"{fact.label}: {fact.value}" if fact.value else fact.label


class _ShowsTheValue:
    def get_object_list(self):
        return super().get_object_list().for_desk()

    @property
    def columns(self):
        title, *others = super().columns
        title.accessor = "label"
        return [title, Column("value", label=_("Value")), DateColumn("as_of", label=_("As of")), *others]


class FactChooseView(_ShowsTheValue, ChooseView):
    pass


class FactChooseResultsView(_ShowsTheValue, ChooseResultsView):
    pass


class FactChosenView(SnippetChosenView):
    def get_display_title(self, instance):
        return with_value(instance)

    def get_chosen_response_data(self, item):
        return super().get_chosen_response_data(item) | for_editor(item)


class FactChooserViewSet(SnippetChooserViewSet):
    choose_view_class = FactChooseView
    choose_results_view_class = FactChooseResultsView
    chosen_view_class = FactChosenView
    base_widget_class = FactChooser
