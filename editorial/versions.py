"""The published versions of a page in the admin: what readers may read of them, where earlier versions are open."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import ButtonsColumnMixin, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.views.pages.utils import GenericPageBreadcrumbsMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.permissions import policy_registry

from pages.calendar import format_datetime
from pages.digits import format_number
from pages.models import BrandSettings
from publication.models import PublishedVersion

WITHHELD, OPENED = "editorial.withhold_version", "editorial.open_version"


def has_versions(page):
    return page.first_published_at is not None and getattr(page.specific_class, "opens_versions", False)


def page_open_to(user, page_id):
    """The page, for somebody who may publish it; what readers may read is theirs to decide. Of kinds that open no
    versions there is nothing to decide."""
    page = get_object_or_404(Page, pk=page_id)
    if not has_versions(page):
        raise Http404
    if not policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "publish", page):
        raise PermissionDenied
    return page


def not_the_newest(versions):
    """Annotates whether another one has followed: the newest is the page itself, and goes with it."""
    newer = PublishedVersion.objects.filter(page=OuterRef("page"), number__gt=OuterRef("number"))
    return versions.annotate(is_earlier=Exists(newer.order_by()))


class VersionColumn(ButtonsColumnMixin, TitleColumn):
    def get_buttons(self, instance, parent_context):
        if not instance.is_earlier:
            return []
        name = "editorial_open_version" if instance.is_withheld else "editorial_withhold_version"
        address = reverse(name, args=[instance.page_id, instance.number])
        label = gettext("Let readers read it") if instance.is_withheld else gettext("Withhold")
        post = {"data-controller": "w-action", "data-action": "w-action#post", "data-w-action-url-value": address}
        return [Button(label, classname="button button-small button-secondary", attrs=post)]


def _state(version):
    if not version.is_earlier:
        return gettext("stands on the site") if version.page.live else gettext("published last")
    if version.is_withheld:
        return gettext("withheld")
    return gettext("can be read") if BrandSettings.current().earlier_versions else gettext("not open to readers")


class PublishedVersionsView(GenericPageBreadcrumbsMixin, BaseListingView):
    """`pages/<id>/published-versions/`."""

    page_title = _("Published versions")
    header_icon = "history"
    is_searchable = False
    paginate_by = 50
    columns = [
        VersionColumn(
            "number",
            label=_("Version"),
            accessor=lambda version: format_number(version.number, get_language()),
            get_url=lambda version: reverse(
                "wagtailadmin_pages:revisions_view", args=[version.page_id, version.revision_id]
            ),
        ),
        Column("at", label=_("Published"), accessor=lambda version: format_datetime(version.at, get_language())),
        Column("user", label=_("By"), accessor=lambda version: version.user or ""),
        StatusTagColumn("state", label=_("Readers"), accessor=_state, primary=lambda version: not version.is_withheld),
    ]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.object = page_open_to(request.user, kwargs["page_id"])

    def get_page_subtitle(self):
        return self.object.get_admin_display_title()

    def get_base_queryset(self):
        versions = PublishedVersion.objects.filter(page=self.object).select_related("user", "page")
        return not_the_newest(versions).order_by("-number")

    def get_index_url(self):
        return reverse("editorial_versions", args=[self.object.pk])


@require_POST
def set_withheld(request, page_id, number, withheld):
    """Closes an earlier version to readers, or opens it again."""
    page = page_open_to(request.user, page_id)
    version = get_object_or_404(not_the_newest(PublishedVersion.objects.filter(page=page)), number=number)
    if not version.is_earlier:
        messages.error(request, gettext("That is what readers read now: withdraw or change the page itself."))
        return redirect("editorial_versions", page_id)
    if PublishedVersion.objects.filter(pk=version.pk, is_withheld=not withheld).update(is_withheld=withheld):
        log(page.specific, WITHHELD if withheld else OPENED, user=request.user, data={"version": number})
    messages.success(request, _said(number, withheld))
    return redirect("editorial_versions", page_id)


def _said(number, withheld):
    words = gettext("Version %(number)s is withheld.") if withheld else gettext("Readers may read version %(number)s.")
    return words % {"number": format_number(number, get_language())}


def describe(action, data):
    """For the history of the page."""
    return _said(data.get("version", 0), action == WITHHELD)


def button_for(page, user):
    policy = policy_registry.get_by_type(Page)
    if has_versions(page) and policy.user_has_permission_for_instance(user, "publish", page):
        address = reverse("editorial_versions", args=[page.pk])
        yield Button(gettext("Published versions"), address, icon_name="history", priority=65)


urls = [
    path("pages/<int:page_id>/published-versions/", PublishedVersionsView.as_view(), name="editorial_versions"),
    path(
        "pages/<int:page_id>/published-versions/<int:number>/withhold/",
        set_withheld,
        {"withheld": True},
        name="editorial_withhold_version",
    ),
    path(
        "pages/<int:page_id>/published-versions/<int:number>/open/",
        set_withheld,
        {"withheld": False},
        name="editorial_open_version",
    ),
]
