"""Withdrawing everything of a release, or of one item, in the admin: asked once, done at once, and proved."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from publication.models import Recall, Release

from ..desk.rows import may
from ..models.need_to_know import open_to
from .forms import RecallForm
from .one import OfOneBundle
from .permissions import pages_published_by
from .recall import everything_of, items_of, withdraw_everything
from .views import OnTheSitesClock, address_of


class _OnTheWay(WagtailAdminTemplateMixin):
    """Stands below the list of releases."""

    header_icon = "download"

    def get_breadcrumbs_items(self):
        above = {"url": reverse("release:index"), "label": pgettext("menu", "Releases")}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]


class _WithdrawView(_OnTheWay, FormView):
    """Lists what would be taken down before it asks; whoever may not publish all of it may not take any of it down."""

    template_name = "wagtailadmin/editorial/recall.html"
    form_class = RecallForm
    release = None

    def get_page_title(self):
        return gettext("Withdraw everything")

    def pages(self):
        raise NotImplementedError(type(self).__name__)

    def back(self):
        raise NotImplementedError(type(self).__name__)

    def dispatch(self, request, *args, **kwargs):
        live = self.pages().filter(live=True)
        if live.exclude(pk__in=pages_published_by(request.user).order_by().values("pk")).exists():
            raise PermissionDenied
        if not live.exists():
            messages.info(request, gettext("Nothing of it is on the site."))
            return redirect(self.back())
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        live = self.pages().filter(live=True).select_related("locale").order_by("path")
        return super().get_context_data(**kwargs) | {"pages": live, "back": self.back()}

    def form_valid(self, form):
        given = form.cleaned_data
        recall = withdraw_everything(
            self.pages(), self.request.user, reason=given["reason"], is_public=given["is_public"], release=self.release
        )
        messages.success(self.request, gettext("Everything of it has been withdrawn. Now it is looked for."))
        return redirect("release:recalled", recall.pk)


class WithdrawBundleView(OfOneBundle, _WithdrawView):
    needs = "change"

    def pages(self):
        is_out = self.release.state == Release.State.DONE
        return items_of(self.release) if is_out else Page.objects.none()

    def back(self):
        return address_of(self.release)


class WithdrawPageView(_WithdrawView):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(Page.objects.filter(open_to(request.user), depth__gt=2), pk=kwargs["pk"])
        if not pages_published_by(request.user).filter(pk=self.page.pk).exists():
            raise PermissionDenied

    def pages(self):
        return everything_of([self.page])

    def back(self):
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])


class RecallView(OnTheSitesClock, _OnTheWay, TemplateView):
    """What was withdrawn, when and why; and whether anything of it can still be reached."""

    template_name = "wagtailadmin/editorial/recalled.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.recall = get_object_or_404(Recall.objects.select_related("user", "release"), pk=kwargs["pk"])
        taken_down = Page.objects.filter(withdrawals__recall=self.recall)
        if (
            not may(request.user, "publish", Page)
            or taken_down.exclude(pk__in=pages_published_by(request.user).order_by().values("pk")).exists()
        ):
            raise PermissionDenied

    def get_page_title(self):
        return gettext("Withdrawn")

    def get_context_data(self, **kwargs):
        withdrawals = self.recall.withdrawals.select_related("page__locale").order_by("page__path")
        took = self.recall.took
        return super().get_context_data(**kwargs) | {
            "recall": self.recall,
            "withdrawals": withdrawals,
            "took": round(took.total_seconds() * 1000) if took is not None else None,
        }


def button_for(page, user):
    """In the header of a live piece, for those who may take it down."""
    if page.live and page.depth > 3 and page.is_leaf() and page.permissions_for_user(user).can_publish():
        address = reverse("release:withdraw_page", args=[page.pk])
        yield Button(gettext("Withdraw everything of it…"), address, icon_name="download", priority=60)
