from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from .bundles import history, undo
from .bundles.shown import tell_of_the_bundle
from .bundles.viewset import ReleaseViewSet
from .corrections import CorrectionViewSet, button_for
from .desk.panels import REPLACED, SECTIONS
from .models.sign_off import VOTED, is_still_waiting
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


@hooks.register("register_admin_viewset")
def releases():
    return ReleaseViewSet()


@hooks.register("register_page_header_buttons")
def correct_this(page, user, view_name, next_url=None):
    return button_for(page, user)


@hooks.register("register_page_header_buttons")
def withdraw_this(page, user, view_name, next_url=None):
    return undo.button_for(page, user)


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def tell_why_it_still_waits(request, thing):
    """An approval that came with a change of the approver's own, or that is one of several."""
    state = getattr(thing, "current_workflow_task_state", None)
    if request.POST.get("workflow-action-name") == "approve" and state and is_still_waiting(state, request.user):
        messages.warning(request, _("It was saved, and waits for somebody else's approval."))


hooks.register("register_log_actions", history.register)
hooks.register("before_edit_page", tell_of_the_bundle)
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
