from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page, TaskState, WorkflowState

from ..models import Consent, SignOff
from ..models.consent import quotes_of
from ..models.need_to_know import is_kept_from
from ..models.sign_off import SEND_BACK
from ..reviewing.admin import can_be_reviewed
from ..signing import ChangedSinceApproval
from .dossier import Dossier

APPROVE = "approve"
#: The action in the history of a page.
CONSENTED = "editorial.consent"


@require_GET
def decide(request, step_id):
    dossier = _open(request, step_id)
    if dossier is None:
        return _over(request)
    return TemplateResponse(request, "wagtailadmin/editorial/decide.html", _context(dossier))


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.atomic
def decided(request, step_id):
    """Approves, or sends back with a comment. What was on the page that they saw is what they decide about.

    A refusal answers at this address, and whoever loads that anew comes to the page for deciding.
    """
    if request.method != "POST":
        return redirect("editorial_decide", step_id)
    # Nobody else's decision, and nobody's save, comes between the look at the text and the approval.
    TaskState.objects.select_for_update().filter(pk=step_id).first()
    dossier = _open(request, step_id)
    if dossier is None:
        return _over(request)
    action, comment = request.POST.get("action"), _line(request, "comment", 2000)
    error = _refusal(dossier, action, request.POST.get("digest"))
    if error:
        messages.error(request, error)
        return _asked_again(request, dossier, comment)
    if action == SEND_BACK and not comment:
        return _asked_again(request, dossier, comment_error=gettext("Say what should be changed."))
    try:
        with transaction.atomic():
            dossier.task.on_action(dossier.step, request.user, action, comment=comment)
    except ChangedSinceApproval as change:
        messages.error(request, str(change))
        return redirect("editorial_decide", step_id)
    messages.success(request, _outcome(dossier, action))
    return redirect("wagtailadmin_home")


@require_POST
def consent(request, step_id, digest):
    """Notes that somebody who is quoted has agreed to the words, and how."""
    dossier = _open(request, step_id)
    quote = quotes_of(dossier.text).get(digest) if dossier and isinstance(dossier.thing, Page) else None
    if quote is None:
        raise Http404
    how = _line(request, "how", 200)
    if not how:
        messages.error(request, gettext("Say how the consent was given."))
        return redirect("editorial_decide", step_id)
    given = {"speaker": quote.speaker[:200], "how": how, "user": request.user}
    _row, is_new = Consent.objects.get_or_create(page_id=dossier.thing.pk, digest=digest, defaults=given)
    if is_new:
        log(instance=dossier.thing, action=CONSENTED, user=request.user, data={"speaker": quote.speaker, "how": how})
    return redirect(reverse("editorial_decide", args=[step_id]) + "#quotes")


def _open(request, step_id):
    """The dossier of a step that this user may decide; None where it has been decided.

    Raises Http404 and PermissionDenied.
    """
    step = get_object_or_404(TaskState.objects.select_related("workflow_state", "revision", "task"), pk=step_id)
    thing, task = step.workflow_state.content_object, step.task.specific
    if thing is None or not isinstance(task, SignOff) or is_kept_from(request.user, thing):
        raise Http404
    if not task.decides(thing, request.user):
        raise PermissionDenied
    is_open = step.status == TaskState.STATUS_IN_PROGRESS
    if not is_open or step.workflow_state.status != WorkflowState.STATUS_IN_PROGRESS:
        return None
    return Dossier(step, request.user, request)


def _over(request):
    messages.info(request, gettext("That has been decided meanwhile, or taken back."))
    return redirect("wagtailadmin_home")


def _asked_again(request, dossier, comment="", comment_error=""):
    context = _context(dossier) | {"comment": comment, "comment_error": comment_error}
    return TemplateResponse(request, "wagtailadmin/editorial/decide.html", context, status=422)


def _refusal(dossier, action, digest):
    if digest != dossier.digest:
        return gettext("The text has been changed since you opened it. Look at it again, then decide.")
    if action == SEND_BACK:
        return ""
    if action != APPROVE:
        return gettext("Approve it, or request changes.")
    return dossier.forbidden


def _outcome(dossier, action):
    if action == SEND_BACK:
        return gettext("Sent back, with what you wrote.")
    state = WorkflowState.objects.select_related("current_task_state__task").get(pk=dossier.step.workflow_state_id)
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        return gettext("Approved. It waits at the step “%(step)s”.") % {"step": state.current_task_state.task.name}
    # Asked anew: the approval may have let it out.
    if type(dossier.thing).objects.filter(pk=dossier.thing.pk, live=True, has_unpublished_changes=False).exists():
        return gettext("Approved. Readers see it now.")
    return gettext("Approved. It goes out at its time.")


def _context(dossier):
    is_page = isinstance(dossier.thing, Page)
    preview = (
        "wagtailadmin_pages:workflow_preview"
        if is_page
        else dossier.thing.snippet_viewset.get_url_name("workflow_preview")
    )
    edit = "wagtailadmin_pages:edit" if is_page else dossier.thing.snippet_viewset.get_url_name("edit")
    asks = is_page and can_be_reviewed(dossier.thing)
    return {
        "dossier": dossier,
        "kind": dossier.thing._meta.verbose_name,
        "title": dossier.thing.draft_title if is_page else str(dossier.thing),
        "language_code": dossier.thing.locale.language_code if is_page else "",
        "preview_url": reverse(preview, args=[dossier.thing.pk, dossier.task.pk]),
        "edit_url": reverse(edit, args=[dossier.thing.pk]),
        "reviewers_url": reverse("editorial_reviewers", args=[dossier.thing.pk]) if asks else "",
    }


def _line(request, name, longest):
    return request.POST.get(name, "").replace("\x00", "").strip()[:longest]
