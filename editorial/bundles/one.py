"""The page of one bundle: its moment, its items and what they lack, what was done with it; and its buttons, of which
that for cancelling asks first."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from publication.gate import published
from publication.models import PublishedVersion, Release, TooLate

from . import items, moves
from .forms import ChosenPages
from .history import history_of
from .permissions import LOOK, POLICY, bundles_open_to
from .preflight import Preflight
from .views import OnTheSitesClock, address_of, in_utc, too_late


class OfOneBundle:
    """`needs` is what the user must be allowed to do with it; one that they may not look at is not there."""

    needs = LOOK

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.release = get_object_or_404(bundles_open_to(request.user), pk=kwargs["pk"])
        self.may_change = POLICY.user_has_permission_for_instance(request.user, "change", self.release)
        if self.needs != LOOK and not self.may_change:
            raise PermissionDenied


class BundleView(OfOneBundle, OnTheSitesClock, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtailadmin/editorial/release.html"
    header_icon = "calendar-alt"

    def get_page_title(self):
        return self.release.name

    def get_breadcrumbs_items(self):
        above = {"url": reverse("release:index"), "label": pgettext("menu", "Releases")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.release.name}]

    def get_context_data(self, **kwargs):
        release = self.release
        context = super().get_context_data(**kwargs) | {
            "release": release,
            "may_change": self.may_change,
            "is_draft": release.state == Release.State.DRAFT,
            "is_waiting": release.state == Release.State.PENDING,
            "is_cancelled": release.state == Release.State.CANCELLED,
            "is_out": release.state == Release.State.DONE,
            "zone": settings.TIME_ZONE,
            "utc": in_utc(release.at),
            "is_due": release.at <= timezone.now(),
            "history": history_of(release),
        }
        return context | (self._still_open() if release.is_open else self._what_happened())

    def _still_open(self):
        preflight = Preflight(self.release, self.request.user)
        preflight.remember()
        return {
            "lines": preflight.lines,
            "blocker_count": len(preflight.blockers),
            "hint_count": len(preflight.hints),
            "choose_address": f"{reverse('wagtailadmin_choose_page')}?multiple=1",
        }

    def _what_happened(self):
        """What went out, and what of it readers can still read; the same number of queries for any number of items."""
        rows = list(self.release.items.select_related("page__content_type", "page__locale", "revision").defer(
            "revision__content"
        ).order_by("page_id"))  # fmt: skip
        keys = [row.page_id for row in rows]
        versions = PublishedVersion.objects.filter(revision__in=[row.revision_id for row in rows], page__in=keys)
        numbers = dict(versions.values_list("page_id").annotate(Max("number")).order_by())
        public = {
            page.pk: page for page in published(queryset=Page.objects.filter(pk__in=keys)).select_related("locale")
        }
        for row in rows:
            kind = row.page.content_type.model_class()
            row.kind = kind.get_verbose_name() if kind else ""
            row.number = numbers.get(row.page_id)
            row.address = public[row.page_id].get_url(self.request) if row.page_id in public else ""
        late = self.release.late_by
        return {
            "rows": rows,
            "late_by": max(0, round(late.total_seconds() * 1000)) if late is not None else None,
            "recalls": list(self.release.recalls.select_related("user")),
            "any_public": bool(public),
        }


class _Button(OfOneBundle, OnTheSitesClock, View):
    """Something that is done with one bundle. Says what came of it, and leads back to its page."""

    needs = "change"
    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        try:
            self.act()
        except TooLate:
            messages.error(request, too_late(self.release))
        except moves.NotReady as refusal:
            messages.error(request, str(refusal))
        return redirect(address_of(self.release))

    def act(self):
        raise NotImplementedError(type(self).__name__)


class MoveButton(_Button):
    """`move` names what is done: one of these."""

    MOVES = {
        "arm": (moves.arm, _("It goes out at its moment.")),
        "take-back": (moves.take_back, _("It has been taken back, and can be changed.")),
        "now": (moves.release_now, _("It goes out now, within a second or two. Load this page again.")),
    }

    def act(self):
        step, said = self.MOVES[self.kwargs["move"]]
        step(self.release, self.request.user)
        messages.success(self.request, said)


class CancelView(_Button, WagtailAdminTemplateMixin, TemplateView):
    """Asks first: of what has been cancelled nothing comes back by itself."""

    http_method_names = ["get", "head", "post"]
    template_name = "wagtailadmin/editorial/release_cancel.html"
    header_icon = "calendar-alt"

    def get_page_title(self):
        return gettext("Cancel the release")

    def get_breadcrumbs_items(self):
        above = {"url": reverse("release:index"), "label": pgettext("menu", "Releases")}
        release = {"url": address_of(self.release), "label": self.release.name}
        return [*self.breadcrumbs_items, above, release, {"url": "", "label": self.get_page_title()}]

    def get(self, request, *args, **kwargs):
        if not self.release.is_open:
            messages.error(request, too_late(self.release))
            return redirect(address_of(self.release))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        rows = self.release.items.select_related("page__locale").order_by("page_id")
        return super().get_context_data(**kwargs) | {
            "release": self.release,
            "pages": [row.page for row in rows],
            "back": address_of(self.release),
        }

    def act(self):
        moves.cancel(self.release, self.request.user)
        messages.success(self.request, gettext("It has been cancelled. Nothing of it goes out."))


class AddButton(_Button):
    def act(self):
        form = ChosenPages(self.request.POST)
        if not form.is_valid():
            messages.error(self.request, gettext("Choose the pages that are to go out together."))
            return
        self._add(form.cleaned_data["pages"])

    def _add(self, keys):
        self.tell(items.add(self.release, keys, self.request.user))

    def tell(self, added):
        for refusal in added.refused:
            messages.warning(self.request, refusal)
        if added.titles:
            messages.success(self.request, gettext("Added: %(titles)s") % {"titles": ", ".join(added.titles)})
        elif not added.refused:
            messages.info(self.request, gettext("There is nothing to add."))


class GatherButton(AddButton):
    """Adds what belongs to the items that are there."""

    SOURCES = {"translations": items.translations_of, "links": items.linked_from}

    def act(self):
        self._add(self.SOURCES[self.kwargs["source"]](self.release))


class AnewButton(AddButton):
    """From one that was cancelled leads to another of its pages, which can be changed as any."""

    def act(self):
        release, added = items.put_together_anew(self.release, self.request.user)
        self.tell(added)
        if release is None:
            return
        self.release = release
        if release.at <= timezone.now():
            messages.warning(self.request, gettext("Its moment has passed: choose another one, or release it now."))


class ItemButton(_Button):
    STEPS = {
        "remove": (items.remove, _("Removed: %(title)s")),
        "replace": (items.replace, _("It takes the newer text: %(title)s")),
    }

    def act(self):
        step, said = self.STEPS[self.kwargs["step"]]
        title = step(self.release, self.kwargs["item"], self.request.user)
        if title is None:
            messages.info(self.request, gettext("Somebody else was faster: look at it again."))
        else:
            messages.success(self.request, said % {"title": title})
