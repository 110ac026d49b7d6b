"""Publishing what nobody has approved: a publisher may, with a reason, which is kept, logged and shown.

Wherever the admin would publish or schedule a text that has a workflow and has not passed it, this asks first. The
text has been saved by then, so that nothing is lost."""

from django import forms
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowMixin, WorkflowState
from wagtail.permissions import policy_registry

from .models import WithoutApproval
from .models.need_to_know import is_kept_from

ACTION = "editorial.without_approval"


def lacks_approval(thing):
    """Whether its newest text has a way to go that it has not gone."""
    if thing.get_workflow() is None:
        return False
    revision = thing.get_latest_revision()
    if revision is None:
        return True
    passed = WorkflowState.objects.filter(status=WorkflowState.STATUS_APPROVED, current_task_state__revision=revision)
    return not passed.exists() and not WithoutApproval.objects.filter(revision=revision).exists()


def ask_for_a_reason(request, thing):
    """Hook of Wagtail's views, before they publish or schedule."""
    if lacks_approval(thing):
        return redirect(address_for(thing))
    return None


def refuse_many(request, action_type, objects, action):
    """A reason is about one text, and so cannot be given for several at once."""
    if action_type != "publish" or request.method != "POST":
        return None
    lacking = [thing for thing in objects if isinstance(thing, WorkflowMixin) and lacks_approval(thing)]
    if request.POST.get("include_descendants"):
        below = [page for thing in objects if isinstance(thing, Page) for page in thing.get_descendants().not_live()]
        lacking += [page for page in below if lacks_approval(page)]
    if not lacking:
        return None
    titles = ", ".join(f"“{thing}”" for thing in lacking[:5])
    messages.error(
        request,
        gettext("Nobody has approved %(titles)s. Publish each by itself and say why, or submit it.")
        % {"titles": titles},
    )
    return redirect("wagtailadmin_home")


def refuse_live_copies(request, page):
    """A copy is another item, which nobody has approved."""
    if request.method == "POST" and request.POST.get("publish_copies") and page.get_workflow():
        messages.error(request, gettext("A copy goes out by its own approval: copy it as a draft."))
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it goes out without approval"), max_length=300, widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("In a sentence. It stands in the history and on the desk, with your name."),
        error_messages={"required": _("Say why: it stands in the history.")},
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)


def without_approval(request, app_label, model_name, pk):
    thing = _thing(app_label, model_name, pk)
    if is_kept_from(request.user, thing):
        raise Http404
    if not may_publish(request.user, thing) or _is_locked(thing, request.user):
        raise PermissionDenied
    newest = thing.get_latest_revision()
    if newest is None or not lacks_approval(thing):
        return redirect(_edit(thing))
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"revision": newest.pk})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["revision"] == newest.pk:
            return _publish(request, thing, newest, form.cleaned_data["reason"])
        form.add_error(None, gettext("Somebody has saved another text meanwhile. Look at it before you publish it."))
    context = {
        "thing": newest.as_object(), "title": newest.object_str, "form": form, "edit_url": _edit(thing),
        "in_progress": thing.current_workflow_task, "goes_live_at": getattr(newest.as_object(), "go_live_at", None),
    }  # fmt: skip
    return TemplateResponse(request, "wagtailadmin/editorial/without_approval.html", context)


def may_publish(user, thing):
    if isinstance(thing, Page):
        return thing.permissions_for_user(user).can_publish()
    return policy_registry.get(thing).user_has_permission(user, "publish")


def _is_locked(thing, user):
    lock = thing.get_lock()
    return bool(lock and lock.for_user(user))


def _publish(request, thing, revision, reason):
    with transaction.atomic():
        WithoutApproval.objects.get_or_create(revision=revision, defaults={"reason": reason, "user": request.user})
        log(instance=thing, action=ACTION, user=request.user, revision=revision, data={"reason": reason})
        revision.publish(user=request.user)
    thing.refresh_from_db()
    said = gettext("Published without approval.") if thing.live else gettext("Scheduled without approval.")
    messages.success(request, said)
    return redirect(_edit(thing))


def _thing(app_label, model_name, pk):
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        raise Http404 from None
    thing = model.objects.filter(pk=pk).first() if issubclass(model, WorkflowMixin) else None
    if thing is None or (isinstance(thing, Page) and thing.depth == 1):
        raise Http404
    return thing.specific if isinstance(thing, Page) else thing


def address_for(thing):
    meta = Page._meta if isinstance(thing, Page) else thing._meta
    return reverse("editorial_without_approval", args=[meta.app_label, meta.model_name, thing.pk])


def _edit(thing):
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    return reverse(thing.snippet_viewset.get_url_name("edit"), args=[thing.pk])


def describe(data):
    """For the history."""
    return gettext("Let out without approval: %(reason)s") % {"reason": data.get("reason", "")}
