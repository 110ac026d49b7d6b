from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .choosers import PersonChooserViewSet
from .models import Journalist, Person


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


class JournalistViewSet(SnippetViewSet):
    model = Journalist
    icon = "group"
    menu_label = _("Journalists")
    menu_order = 201
    add_to_admin_menu = True
    list_display = ["__str__", "outlet", "email", "language", "is_active"]
    list_filter = ["language", "is_active"]
    list_per_page = 50
    search_fields = ["name", "outlet", "email"]
    # Nothing of these rows goes into an index that readers' searches ask.
    search_backend_name = None
    copy_view_enabled = False


register_snippet(PersonViewSet)
register_snippet(JournalistViewSet)
