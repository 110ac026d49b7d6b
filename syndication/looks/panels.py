from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel


class LooksSidePanel(BaseSidePanel):
    """Beside the form of a page: the draft as it was saved from the start, what is being written as soon as a script
    has asked."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle how the link looks")
        icon_name = "link"

    name = "looks"
    title = _("How the link looks")
    template_name = "wagtailadmin/syndication/looks_panel.html"
    order = 350

    def __init__(self, page, request, look_url):
        super().__init__(page, request)
        self.look_url = look_url

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {"look_url": self.look_url}


def looks_panel(page, request, parent=None):
    if parent is None:
        return LooksSidePanel(page, request, reverse("share_looks", args=[page.pk]))
    kind = [page._meta.app_label, page._meta.model_name, parent.pk]
    return LooksSidePanel(page, request, reverse("share_looks_of_new", args=kind))
