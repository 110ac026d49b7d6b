"""Before a change is approved, its editor and approver see every page that it will touch."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import Page, ReferenceIndex

from publication.gate import published


class TouchedPanel(Panel):
    """At the head of a fact's form: the public pages that will say the new value, those that keep the old one and
    will say that it has changed, and the drafts that place it."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("heading", _("Where it stands"))
        super().__init__(*args, **kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/facts/touched_panel.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.change, self.keep, self.drafts = touched_by(self.instance)

        def is_shown(self):
            return bool(self.instance and self.instance.pk)


def touched_by(fact):
    """Pages that will change, pages that keep what they said, and pages that are not public: three lists."""
    if fact is None or fact.pk is None:
        return [], [], []
    rows = list(fact.citations.select_related("page__locale"))
    public = set(published().filter(pk__in=[row.page_id for row in rows]).values_list("pk", flat=True))
    placed = ReferenceIndex.get_references_to(fact).filter(base_content_type__app_label="wagtailcore")
    drafts = {int(reference.object_id) for reference in placed} | {row.page_id for row in rows}
    return (
        [_line(row.page) for row in rows if row.page_id in public and not row.protected],
        [_line(row.page) for row in rows if row.page_id in public and row.protected],
        [_line(page) for page in Page.objects.filter(pk__in=drafts - public).select_related("locale")],
    )


def _line(page):
    return {"title": page.get_admin_display_title(), "address": reverse("wagtailadmin_pages:edit", args=[page.pk])}
