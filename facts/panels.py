"""Before a change is approved, its editor and approver see every page that it will touch."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class TouchedPanel(Panel):
    """At the head of a fact's form: the public pages that will say the new value, those that keep the old one and
    will say that it has changed, and the drafts that place it."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("heading", _("Where it stands"))
        super().__init__(*args, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/facts/touched_panel.html"

        def is_shown(self):
            return bool(self.instance and self.instance.pk)

        def get_context_data(self, parent_context=None):
            # Here, because the model names its panels while it is made.
            from .placed import Touched

            touched = Touched.by(self.instance)
            groups = touched.groups(
                change=_("Will say the new value"),
                keep=_("Keep the value that they were published with, and will say that it has changed"),
                drafts=_("Drafts that place it"),
            )
            return super().get_context_data(parent_context) | {"groups": groups}
