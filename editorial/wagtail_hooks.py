from django.contrib import messages
from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from facts.models import Fact

from . import urls
from .api import PagesToRead
from .asking import history as history_of_requests
from .asking.admin import RequestViewSet
from .audit_trail import actions as actions_of_the_trail
from .audit_trail import report as trail
from .bundles import history as history_of_bundles
from .bundles.shown import tell_of_the_bundle
from .bundles.undo import button_for as withdraw_everything
from .bundles.viewset import ReleaseViewSet
from .corrections import CorrectionViewSet
from .corrections import button_for as correct
from .desk.calendar import menu_item
from .desk.panels import REPLACED, SECTIONS
from .history import ACTIONS, formatter
from .models.need_to_know import close_copy, open_to
from .models.sign_off import is_still_waiting
from .need_to_know.views import button_for as say_who_may_know
from .passes import history as history_of_passes
from .passes import report
from .passes.admin import button_for as embargo_and_passes
from .reviewing.admin import button_for as reviewers_of_it
from .style import findings_for
from .style.viewset import StyleRuleViewSet
from .versions import button_for as published_versions
from .versions import urls as addresses_of_versions
from .withdrawal import ask_for_the_reason, keep_the_reason
from .without_approval import ask_for_a_reason, refuse_copies_of_secrets, refuse_live_copies, refuse_many

#: After saving a fact; more would hide what else is told.
FINDINGS_TOLD = 3


@hooks.register("register_admin_urls")
def addresses():
    return [path("editorial/", include(urls)), *addresses_of_versions, *trail.urls]


@hooks.register("register_admin_menu_item")
def what_goes_out_when():
    return menu_item()


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
def style_book():
    return StyleRuleViewSet()


@hooks.register("register_admin_viewset")
def requests_by_journalists():
    return RequestViewSet()


@hooks.register("register_admin_viewset")
def releases():
    return ReleaseViewSet()


@hooks.register("register_page_header_buttons")
def buttons_of_a_page(page, user, view_name, next_url=None):
    yield from correct(page, user)
    yield from embargo_and_passes(page, user)
    yield from say_who_may_know(page, user)
    yield from published_versions(page, user)
    yield from withdraw_everything(page, user)
    yield from reviewers_of_it(page, user)


@hooks.register("register_reports_menu_item")
def passes_among_reports():
    address = reverse("pass_report")
    return report.PassReportMenuItem(_("Embargo passes"), address, name="passes", icon_name="time", order=650)


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def tell_why_it_still_waits(request, thing):
    """An approval that came with a change of the approver's own, or that is one of several."""
    state = getattr(thing, "current_workflow_task_state", None)
    if request.POST.get("workflow-action-name") == "approve" and state and is_still_waiting(state, request.user):
        messages.warning(request, _("It was saved, and waits for somebody else's approval."))


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_what_the_style_book_finds(request, thing):
    """Of a fact, whose form has no panel for it. An autosave tells nothing."""
    if not isinstance(thing, Fact) or not request.accepts("text/html"):
        return
    for finding in findings_for(thing)[:FINDINGS_TOLD]:
        told = {"place": finding.place, "wrong": finding.wrong, "message": finding.message}
        messages.warning(request, _("Style book: %(place)s, “%(wrong)s”. %(message)s") % told)


hooks.register("before_edit_page", tell_of_the_bundle)

hooks.register("before_publish_page", ask_for_a_reason)
hooks.register("before_publish", ask_for_a_reason)
hooks.register("before_bulk_action", refuse_many)
hooks.register("before_copy_page", refuse_copies_of_secrets)
hooks.register("before_copy_page", refuse_live_copies)

hooks.register("before_unpublish_page", ask_for_the_reason)
hooks.register("after_unpublish_page", keep_the_reason)


@hooks.register("after_copy_page")
def copies_are_kept_as_their_original(request, page, copy):
    close_copy(copy, page)


@hooks.register("construct_admin_api")
def pages_are_only_read(router):
    """Its actions publish, copy and withdraw by themselves, and ask none of the questions that the views ask."""
    router.register_endpoint("pages", PagesToRead)


@hooks.register("construct_page_chooser_queryset")
def only_what_they_may_know_of(pages, request):
    return pages.filter(open_to(request.user))


@hooks.register("register_log_actions")
def in_the_history(actions):
    for name, label, describe in ACTIONS:
        actions.register_action(name)(formatter(label, describe))


hooks.register("register_log_actions", history_of_bundles.register)
hooks.register("register_log_actions", history_of_passes.register)
hooks.register("register_log_actions", history_of_requests.register)
hooks.register("register_log_actions", actions_of_the_trail.register)

hooks.register("register_reports_menu_item", trail.menu_item)
hooks.register("construct_reports_menu", trail.one_history_is_enough)
hooks.register("register_permissions", trail.permissions)
