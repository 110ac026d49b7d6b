from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    menu_order = 300
    add_to_admin_menu = True
    list_display = ["__str__", "name", "slug"]
    copy_view_enabled = False

    def get_queryset(self, request):
        return Topic.objects.prefetch_related("wordings")


register_snippet(TopicViewSet)
