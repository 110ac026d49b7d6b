"""What the style book finds, shown: beside the form while it is written, and wherever somebody decides."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.side_panels import BaseSidePanel

from .findings import MOST_FINDINGS, Finding, findings_for


@dataclass
class Line:
    """Findings of one rule about the same letters in the same place: they are mended together."""

    finding: Finding
    times: int = 1


def lines_of(findings):
    lines = {}
    for finding in findings:
        key = (finding.rule.pk, finding.path or finding.place, finding.wrong, finding.fix)
        if key in lines:
            lines[key].times += 1
        else:
            lines[key] = Line(finding)
    # What holds up the publication first, else in the order of the form.
    return sorted(lines.values(), key=lambda line: not line.finding.must_be_mended)


class StyleFindings(Component):
    """What is left to mend in a page or a fact, as it stands in memory. `can_mend` adds the buttons: only beside its
    form, where the script finds the controls. `for_language` is that of the page."""

    template_name = "wagtailadmin/editorial/style_findings.html"

    def __init__(self, thing, can_mend=False):
        self.findings = findings_for(thing)
        self.can_mend = can_mend

    def get_context_data(self, parent_context=None):
        return {
            "lines": lines_of(self.findings),
            "count": len(self.findings),
            "is_cut": len(self.findings) >= MOST_FINDINGS,
            "can_mend": self.can_mend,
        }


class StyleSidePanel(BaseSidePanel):
    """Beside the form of a page. The list of the draft as it was saved stands in it from the start; a script asks again
    about what is being written."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle style")
        icon_name = "edit"

        def get_context_data(self, parent_context):
            return super().get_context_data(parent_context) | {"count": len(self.panel.shown.findings)}

    name = "style"
    title = _("Style")
    template_name = "wagtailadmin/editorial/style_panel.html"
    order = 340

    def __init__(self, page, request, *, check_url, can_mend=True):
        super().__init__(page, request)
        self.check_url, self.can_mend = check_url, can_mend
        self.shown = StyleFindings(page, can_mend)

    def get_context_data(self, parent_context):
        return super().get_context_data(parent_context) | {
            "shown": self.shown,
            "check_url": self.check_url,
            "mend_url": reverse("style_mend"),
            "language": self.object.locale.language_code,
            "can_mend": self.can_mend,
        }


class ShowsStyle:
    """Mixed into the admin's edit view of pages."""

    def get_side_panels(self):
        panels = super().get_side_panels()
        # An autosave and Wagtail's change from the form of a new page to that of a saved one take no panel with them.
        if not (self.expects_json_response or self.hydrate_create_view):
            address = reverse("style_check", args=[self.page.pk])
            panels.append(StyleSidePanel(self.page, self.request, check_url=address, can_mend=not self.locked_for_user))
        return panels


class ShowsStyleOfNew:
    """The same for the view that adds one."""

    def get_side_panels(self):
        panels = super().get_side_panels()
        names = [self.page_class._meta.app_label, self.page_class._meta.model_name, self.parent_page.pk]
        panels.append(StyleSidePanel(self.page, self.request, check_url=reverse("style_check_new", args=names)))
        return panels
