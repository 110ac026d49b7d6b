"""Choosing people in the editor: press contacts only, where somebody to call is asked for."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from .models import Person

CONTACTS_ONLY = "is_press_contact"


class _ShowsWhoTheyAre:
    def get_object_list(self):
        return super().get_object_list().prefetch_related("wordings")

    @property
    def columns(self):
        return [*super().columns, Column("role", label=_("Role"), accessor=lambda person: person.word("role"))]


class PersonChooseView(_ShowsWhoTheyAre, ChooseView):
    pass


class PersonChooseResultsView(_ShowsWhoTheyAre, ChooseResultsView):
    pass


class PersonChooserViewSet(SnippetChooserViewSet):
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView
    url_filter_parameters = [CONTACTS_ONLY]
    preserve_url_parameters = ["multiple", CONTACTS_ONLY]


class PressContactChooser(AdminSnippetChooser):
    def __init__(self, **kwargs):
        kwargs.setdefault("model", Person)
        super().__init__(**kwargs)

    def get_chooser_modal_url(self):
        return f"{super().get_chooser_modal_url()}?{CONTACTS_ONLY}=True"
