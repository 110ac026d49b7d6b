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
from wagtail.models import Page, Revision, WorkflowMixin
from wagtail.permissions import policy_registry

from .approved import lacks_approval
from .embargo import embargo_in_words
from .models import WithoutApproval
from .models.digest import digest_of
from .models.need_to_know import is_kept_from, keys_kept_from, open_to

ACTION = "editorial.without_approval"


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
        below = [
            page
            for thing in objects
            if isinstance(thing, Page)
            for page in Page.objects.descendant_of(thing).filter(open_to(request.user), live=False)
        ]
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


def refuse_copies_of_secrets(request, page):
    """With what lies below a page, what its reader may not know of would be copied too."""
    if request.method == "POST" and request.POST.get("copy_subpages"):
        below = Page.objects.descendant_of(page)
        if below.filter(pk__in=keys_kept_from(request.user)).exists():
            messages.error(request, gettext("Not all that lies below it is yours to copy: copy it without."))
            return redirect("wagtailadmin_pages:copy", page.pk)
    return None


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
    #: Fingerprint of the text that the page showed: a save may overwrite a revision in its place.
    digest = forms.CharField(widget=forms.HiddenInput)


@transaction.atomic
def without_approval(request, app_label, model_name, pk):
    thing = _thing(app_label, model_name, pk)
    if is_kept_from(request.user, thing):
        raise Http404
    if not may_publish(request.user, thing) or _is_locked(thing, request.user):
        raise PermissionDenied
    # Nobody's save comes between the look at the text and its publication.
    newest = Revision.objects.select_for_update().filter(pk=thing.latest_revision_id).first()
    if newest is None or not lacks_approval(thing):
        return redirect(_edit(thing))
    digest = digest_of(newest)
    form = ReasonForm(request.POST if request.method == "POST" else None, initial={"digest": digest})
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["digest"] == digest:
            return _publish(request, thing, newest, digest, form.cleaned_data["reason"])
        # What is sent from here on is about the text that stands here now.
        form.data = form.data.copy()
        form.data["digest"] = digest
        form.add_error(None, gettext("Somebody has saved another text meanwhile. Look at it before you publish it."))
    context = {
        "title": newest.object_str, "form": form, "edit_url": _edit(thing),
        "in_progress": thing.current_workflow_task, "goes_live_at": getattr(newest.as_object(), "go_live_at", None),
        "embargo": embargo_in_words(thing),
    }  # fmt: skip
    return TemplateResponse(request, "wagtailadmin/editorial/without_approval.html", context).render()


def may_publish(user, thing):
    if isinstance(thing, Page):
        return thing.permissions_for_user(user).can_publish()
    return policy_registry.get(thing).user_has_permission(user, "publish")


def _is_locked(thing, user):
    lock = thing.get_lock()
    return bool(lock and lock.for_user(user))


def _publish(request, thing, revision, digest, reason):
    given = {"reason": reason, "user": request.user, "digest": digest}
    WithoutApproval.objects.update_or_create(revision=revision, defaults=given)
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
