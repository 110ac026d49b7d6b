"""Who is asked for a review of a page, in the admin: for whoever may change it, or decides about it now."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.calendar import format_datetime
from pages.digits import format_number
from pages.forms import LONGEST_KEY
from pages.models import BasePage
from publication.models import PublishedVersion

from ..models import ReviewLink, SignOff
from ..models.consent import quotes_of
from ..models.need_to_know import is_kept_from
from . import inviting
from .forms import InviteForm


def may_ask(user, page):
    """Whether this user may ask others about it. Never about what is kept from them."""
    if is_kept_from(user, page):
        return False
    may_change = policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "change", page)
    return may_change or _is_their_turn(user, page)


def may_ask_for_consent(user, page):
    may_publish = policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "publish", page)
    return may_publish or _is_their_turn(user, page)


def can_be_reviewed(page):
    return not page.alias_of_id and issubclass(page.specific_class or Page, BasePage)


def button_for(page, user):
    if can_be_reviewed(page) and may_ask(user, page):
        address = reverse("editorial_reviewers", args=[page.pk])
        yield Button(gettext("Reviewers"), address, icon_name="comment", priority=15)


@require_http_methods(["GET", "HEAD", "POST"])
def reviewers(request, page_id):
    """Speaks of days and hours of the site, as the letter does, whatever zone its reader has chosen."""
    page = get_object_or_404(Page.objects.select_related("locale", "content_type", "latest_revision"), pk=page_id)
    if is_kept_from(request.user, page) or not can_be_reviewed(page):
        raise Http404
    if not may_ask(request.user, page):
        raise PermissionDenied
    with timezone.override(timezone.get_default_timezone()):
        return _Desk(request, page).answer()


class _Desk:
    """One request about one page."""

    def __init__(self, request, page):
        self.request, self.page, self.user = request, page, request.user
        self.text = page.latest_revision
        # Whoever could note a consent: else a writer would ask themselves.
        self.speakers = _speakers_of(self.text) if self.text and may_ask_for_consent(self.user, page) else []
        published = PublishedVersion.objects.filter(page_id=page.pk, revision=self.text)
        self.can_invite = self.text is not None and not published.exists()
        self.form = None
        #: (reviewer, address) of the link that was made in this request.
        self.made = None

    def answer(self):
        if self.request.method == "POST":
            name, _colon, self.named = self.request.POST.get("action", "").partition(":")
            act = {"invite": self.invite, "again": self.send_again, "revoke": self.revoke}.get(name)
            if act is None:
                raise Http404
            if done := act():
                return done
        return self.show()

    def invite(self):
        self.form = self.form_of(self.request.POST)
        if not self.can_invite or not self.form.is_valid():
            return
        link = ReviewLink(page=self.page, revision=self.text, **self.form.cleaned_data)
        self.made = link.name, inviting.invite(link, self.user)
        self.form = None

    def send_again(self):
        link = self.link_named()
        if not link.is_over:
            self.made = link.name, inviting.send_again(link, self.user)

    def revoke(self):
        inviting.revoke(self.link_named(), self.user)
        messages.success(self.request, gettext("The link is revoked."))
        return redirect("editorial_reviewers", self.page.pk)

    def link_named(self):
        """One of this page; another's is none."""
        links = ReviewLink.objects.with_state().filter(page_id=self.page.pk, revoked_at=None).select_related("page")
        key = int(self.named) if self.named.isdecimal() and len(self.named) <= LONGEST_KEY else 0
        return get_object_or_404(links, pk=key)

    def form_of(self, data=None):
        initial = {"language": self.page.locale.language_code}
        return InviteForm(data, page=self.page, speakers=self.speakers, prefix="invite", initial=initial)

    def show(self):
        edit = {
            "url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "label": self.page.get_admin_display_title(),
        }
        context = {
            "page": None, "piece": self.page, "header_title": gettext("Reviewers"), "header_icon": "comment",
            "breadcrumbs_items": [edit, {"url": "", "label": gettext("Reviewers")}],
            "made": self.made, "can_invite": self.can_invite, "form": self.form or self.form_of(),
            "rows": [(link, *state_of(link)) for link in _links_of(self.page)],
            "newest": self.text and self.text.pk,
        }  # fmt: skip
        return render(self.request, "wagtailadmin/editorial/reviewers.html", context)


def state_of(link):
    """In words, how far it has come, and what else is known."""
    return _progress(link), list(_details(link))


def _progress(link):
    if link.revoked_at:
        return _at(gettext("Revoked %(at)s"), link.revoked_at)
    if link.is_over:
        return gettext("The review is over")
    if link.has_expired():
        return _at(gettext("Expired %(at)s"), link.expires_at)
    if link.opened_at:
        return _at(gettext("Opened %(at)s"), link.opened_at)
    return _at(gettext("Sent %(at)s"), link.sent_at)


def _details(link):
    if link.said:
        words = ngettext("%(number)s comment", "%(number)s comments", link.said)
        yield words % {"number": format_number(link.said, get_language())}
    if link.consented_at:
        yield _at(gettext("consented %(at)s"), link.consented_at)
    if link.is_living() and not link.is_over:
        yield _at(gettext("works until %(at)s"), link.expires_at)


def _at(words, moment):
    return words % {"at": format_datetime(moment, get_language())}


def _links_of(page):
    return ReviewLink.objects.filter(page_id=page.pk).with_state().counted()


def _speakers_of(revision):
    return sorted({quote.speaker for quote in quotes_of(revision.as_object()).values() if quote.speaker})


def _is_their_turn(user, page):
    step = page.current_workflow_task_state
    task = step.task.specific if step else None
    return isinstance(task, SignOff) and task.decides(page, user)
