from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .choosers import PersonChooserViewSet
from .models import Person


class PersonViewSet(SnippetViewSet):
    model = Person
    icon = "user"
    menu_label = _("People")
    menu_order = 200
    add_to_admin_menu = True
    list_display = ["__str__", "relation", "is_author", "is_spokesperson", "is_press_contact"]
    list_filter = ["relation", "is_author", "is_spokesperson", "is_press_contact"]
    copy_view_enabled = False
    chooser_viewset_class = PersonChooserViewSet

    def get_queryset(self, request):
        return Person.objects.prefetch_related("wordings")


register_snippet(PersonViewSet)
