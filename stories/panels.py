"""What stands between this item and its readers, shown while it is written and not only when it is refused."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from publication.registries import Registry, readiness

#: Panels of upper rooms beside the form of a page: `make(page, request, parent=None)`; the parent of a new page.
beside_the_form = Registry()


class ReadinessPanel(Panel):
    """A list at the head of the editor; of a picture's faults it leads to where they are mended."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("heading", _("Before publication"))
        super().__init__(*args, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/stories/readiness_panel.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.missing = [self._line(message) for message in self._messages()]

        def _messages(self):
            if self.form is not None and self.form.is_bound:
                return getattr(self.form, "missing", ())
            if self.instance is None or self.instance.pk is None:
                return ()
            return [message for check in readiness for message in check(self.instance)]

        def _line(self, message):
            mended_at = getattr(message, "mended_at", None)
            return {"text": str(message), "address": mended_at(self.request.user) if mended_at else ""}

        def is_shown(self):
            return bool(self.missing)
