"""Embargo and passes of a piece, in the admin. Whoever may change the piece may set its embargo; whoever may publish it
decides who reads it before."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.calendar import zone_name
from pages.digits import format_number
from pages.forms import LONGEST_KEY
from people.models import Journalist

from ..embargo import USUAL_TERMS, may_be_embargoed, moment_in_words
from ..models import Embargo, Pass
from . import issuing
from .forms import EmbargoForm, IssueForm
from .history import SET, TAKEN_AWAY
from .listing import details_of, passes_of, state_of
from .texts import newest_text


def may(user, action, page):
    return policy_registry.get_by_type(Page).user_has_permission_for_instance(user, action, page)


def button_for(page, user):
    if may_be_embargoed(page) and may(user, "change", page):
        label = gettext("Embargo and passes") if may(user, "publish", page) else gettext("Embargo")
        yield Button(label, reverse("embargo_of_page", args=[page.pk]), icon_name="time", priority=13)


@require_http_methods(["GET", "HEAD", "POST"])
def embargo_of_page(request, page_id):
    """Speaks of days and hours of the site, and reads them so, whatever zone its reader has chosen."""
    page = get_object_or_404(Page.objects.select_related("locale", "content_type", "latest_revision"), pk=page_id)
    if not may(request.user, "change", page):
        raise PermissionDenied
    if not may_be_embargoed(page):
        raise Http404
    with timezone.override(timezone.get_default_timezone()):
        return _Desk(request, page).answer()


class _Desk:
    """One request about one piece."""

    def __init__(self, request, page):
        self.request, self.page, self.user = request, page, request.user
        self.publishes = may(self.user, "publish", page)
        self.embargo = Embargo.objects.with_moment().filter(page_id=page.pk).first()
        self.stands = Embargo.objects.standing().filter(page_id=page.pk).exists()
        self.text = newest_text(page)
        self.links = []
        self.embargo_form = self.issue_form = None

    def answer(self):
        if self.request.method == "POST":
            name, _colon, self.named = self.request.POST.get("action", "").partition(":")
            act = {
                "set": self.set_embargo,
                "take_away": self.take_away,
                "issue": self.issue,
                "again": self.send_again,
                "renew": self.renew,
                "revoke": self.revoke,
                "revoke_all": self.revoke_all,
            }.get(name)
            if act is None:
                raise Http404
            if act not in (self.set_embargo, self.take_away) and not self.publishes:
                raise PermissionDenied
            try:
                if done := act():
                    return done
            except issuing.NothingUnderEmbargo as error:
                # It was published, or taken away, while this request was on its way.
                messages.error(self.request, str(error))
                return self.back()
        return self.show()

    # -- The embargo ----------------------------------------------------------------------------------------------

    def set_embargo(self):
        self.embargo_form = self.form_of_embargo(self.request.POST)
        if not self.embargo_form.is_valid():
            return None
        embargo = self.embargo_form.save(commit=False)
        embargo.set_by, embargo.set_at, embargo.lifted_at = self.user, timezone.now(), None
        embargo.save()
        self.note(SET)
        messages.success(self.request, gettext("The embargo is set."))
        return self.back()

    def take_away(self):
        """With it every pass ends, so where there are passes it takes whoever gives them."""
        if not self.publishes and Pass.objects.living().filter(page_id=self.page.pk).exists():
            raise PermissionDenied
        if Embargo.objects.filter(page_id=self.page.pk, lifted_at=None).update(lifted_at=timezone.now()):
            self.note(TAKEN_AWAY)
            messages.success(self.request, gettext("The embargo is taken away. No link opens the piece any more."))
        return self.back()

    def form_of_embargo(self, data=None):
        embargo = self.embargo or Embargo(page_id=self.page.pk)
        released_at = getattr(self.embargo, "released_at", None) or self.released_at()
        return EmbargoForm(data, instance=embargo, released_at=released_at, for_user=self.user, prefix="embargo")

    def released_at(self):
        waiting = self.page.release_items.filter(release__state="pending").order_by("release__at")
        return waiting.values_list("release__at", flat=True).first()

    def note(self, action):
        log(instance=self.page.specific_deferred, action=action, user=self.user)

    # -- Passes ----------------------------------------------------------------------------------------------------

    def issue(self):
        self.issue_form = IssueForm(self.request.POST, page=self.page, prefix="issue")
        if not self.can_issue() or not self.issue_form.is_valid():
            return None
        given = self.issue_form.cleaned_data
        self.links = issuing.issue(self.page, given["journalists"], self.text, self.user, given["expires_at"])
        self.issue_form = None
        return None

    def send_again(self):
        given = self.pass_named()
        if self.stands and given.journalist.is_active:
            self.links = [issuing.send_again(given, self.user)]
        return None

    def renew(self):
        given = self.pass_named()
        if self.can_issue() and given.journalist.is_active:
            self.links = [issuing.renew(given, self.text, self.user)]
        return None

    def revoke(self):
        return self.revoked(issuing.revoke(Pass.objects.filter(pk=self.pass_named().pk), self.user))

    def revoke_all(self):
        return self.revoked(issuing.revoke(Pass.objects.filter(page_id=self.page.pk), self.user))

    def revoked(self, count):
        words = ngettext("%(number)s pass revoked.", "%(number)s passes revoked.", count)
        messages.success(self.request, words % {"number": format_number(count, get_language())})
        return self.back()

    def pass_named(self):
        """One of this piece; another's is none."""
        passes = Pass.objects.filter(page_id=self.page.pk, revoked_at=None).select_related("journalist", "page")
        return get_object_or_404(
            passes, pk=int(self.named) if self.named.isdecimal() and len(self.named) <= LONGEST_KEY else 0
        )

    def can_issue(self):
        return self.stands and self.text is not None and not self.text.is_out

    # -- The page --------------------------------------------------------------------------------------------------

    def back(self):
        return redirect("embargo_of_page", self.page.pk)

    def show(self):
        title = self.page.get_admin_display_title()
        edit = {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": title}
        label = gettext("Embargo and passes") if self.publishes else gettext("Embargo")
        context = {
            "page": None, "piece": self.page, "header_title": label, "header_icon": "time",
            "breadcrumbs_items": [edit, {"url": "", "label": label}],
            "embargo": self.embargo, "stands": self.stands, "publishes": self.publishes,
            "when": moment_in_words(self.embargo.moment) if self.embargo and self.stands else "",
            "zone": zone_name(timezone.now(), get_language()), "usual_terms": USUAL_TERMS,
            "embargo_form": self.embargo_form or self.form_of_embargo(), "links": self.links,
        }  # fmt: skip
        if self.publishes:
            context |= {
                "text": self.text, "can_issue": self.can_issue(), "rows": self.rows(),
                "add_journalist": self.address_to_add(),
                "issue_form": self.issue_form or IssueForm(page=self.page, prefix="issue"),
                "csv": f"{reverse('pass_report')}?page={self.page.pk}&export=csv",
            }  # fmt: skip
        return render(self.request, "wagtailadmin/editorial/passes.html", context)

    def address_to_add(self):
        may_add = self.user.has_perm("people.add_journalist")
        return reverse(Journalist.snippet_viewset.get_url_name("add")) if may_add else ""

    def rows(self):
        return [
            {
                "given": given,
                "state": state_of(given),
                "details": list(details_of(given)),
                "is_older": not given.revoked_at and self.is_older(given),
            }
            for given in passes_of(self.page)
        ]

    def is_older(self, given):
        """Whether another text has been approved since it was given."""
        return (
            self.can_issue()
            and self.text.is_approved
            and given.journalist.is_active
            and given.revision_id != self.text.revision.pk
        )
