from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from .audit_trail import actions as trail_actions
from .audit_trail import report as trail
from .corrections import CorrectionViewSet, button_for
from .desk.panels import REPLACED, SECTIONS
from .models.sign_off import VOTED, is_still_waiting
from .versions import OPENED, WITHHELD
from .versions import button_for as versions_button_for
from .versions import describe as describe_version
from .versions import urls as version_urls
from .withdrawal import ACTION, ask_for_the_reason, describe, keep_the_reason


@hooks.register("construct_homepage_panels")
def the_desk_at_home(request, panels):
    panels[:] = [panel for panel in panels if getattr(panel, "name", "") not in REPLACED]
    panels += [section(request.user) for section in SECTIONS]


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts_at_home(request, summary_items):
    """How many pages there are tells nobody what to do next."""
    summary_items.clear()


@hooks.register("register_admin_viewset")
def corrections():
    return CorrectionViewSet()


@hooks.register("register_admin_urls")
def more_addresses():
    return [*version_urls, *trail.urls]


@hooks.register("register_page_header_buttons")
def versions_of_this(page, user, view_name, next_url=None):
    return versions_button_for(page, user)


@hooks.register("register_page_header_buttons")
def correct_this(page, user, view_name, next_url=None):
    return button_for(page, user)


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def tell_why_it_still_waits(request, thing):
    """An approval that came with a change of the approver's own, or that is one of several."""
    state = getattr(thing, "current_workflow_task_state", None)
    if request.POST.get("workflow-action-name") == "approve" and state and is_still_waiting(state, request.user):
        messages.warning(request, _("It was saved, and waits for somebody else's approval."))


hooks.register("before_unpublish_page", ask_for_the_reason)
hooks.register("after_unpublish_page", keep_the_reason)


@hooks.register("register_log_actions")
def votes(actions):
    @actions.register_action(VOTED)
    class VoteFormatter(LogFormatter):
        label = gettext_lazy("Approve as one of several")

        def format_message(self, log_entry):
            return _("Approved at “%(step)s”, where several have to approve") % {"step": log_entry.data.get("step", "")}

        def format_comment(self, log_entry):
            return log_entry.data.get("comment", "")


@hooks.register("register_log_actions")
def withdrawals(actions):
    @actions.register_action(ACTION)
    class WithdrawalFormatter(LogFormatter):
        label = gettext_lazy("Withdraw")

        def format_message(self, log_entry):
            return describe(log_entry.data)


@hooks.register("register_log_actions")
def versions_withheld_and_opened(actions):
    for action, label in ((WITHHELD, gettext_lazy("Withhold a version")), (OPENED, gettext_lazy("Open a version"))):
        actions.register_action(action)(type("VersionFormatter", (_VersionFormatter,), {"label": label}))


class _VersionFormatter(LogFormatter):
    def format_message(self, log_entry):
        return describe_version(log_entry.action, log_entry.data)


hooks.register("register_log_actions", trail_actions.register)
hooks.register("register_reports_menu_item", trail.menu_item)
hooks.register("construct_reports_menu", trail.one_history_is_enough)
hooks.register("register_permissions", trail.permissions)
