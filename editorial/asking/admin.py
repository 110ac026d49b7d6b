"""Requests in the admin: a list, and a page on which each is read and answered."""

import django_filters
from django import forms
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from media_library.models import Document, Image
from media_library.renditions import enqueue_renditions
from media_library.titles import title_at_the_desk
from pages.bidi import isolate
from pages.calendar import format_date, format_datetime
from people.request import PressRequest

from . import answering, permissions  # noqa: F401 - says who may
from .files import asset_of
from .forms import AGAIN, GRANT, REFUSE, REVOKE, AnswerForm


class AnswerView(EditView):
    is_too_late, address = False, ""

    def get_queryset(self):
        return super().get_queryset().select_related("answered_by").prefetch_related("links")

    def post(self, request, *args, **kwargs):
        self.object = self.get_object()
        decision = request.POST.get("decision", "")
        if decision == REVOKE:
            return self._revoke()
        if decision in (GRANT, REFUSE):
            return super().post(request, *args, **kwargs) if self.object.is_waiting else self._already_answered()
        if decision == AGAIN and self.object.state == PressRequest.State.GRANTED:
            return super().post(request, *args, **kwargs)
        return redirect(self.get_edit_url())

    def get_form_kwargs(self):
        link = next(iter(self.object.links.all()), None)
        return super().get_form_kwargs() | {"asset": self.asset, "link": link}

    @property
    def asset(self):
        if "_asset" not in self.__dict__:
            self._asset = asset_of(self.object.subject)
            if isinstance(self._asset, Image):
                # What is about to be granted may never have been public.
                enqueue_renditions([self._asset.pk])
        return self._asset

    def save_instance(self):
        form, row, user = self.form, self.form.instance, self.request.user
        given = form.cleaned_data
        try:
            if form.decision == GRANT:
                self.address = answering.grant(row, user, given["files"], given["expires_at"], given["answer"])
            elif form.decision == AGAIN:
                self.address = answering.send_again(row, user, given["files"], given["expires_at"])
            else:
                answering.refuse(row, user, given["answer"])
        except answering.AlreadyAnswered:
            self.is_too_late = True
        return row

    def save_action(self):
        return self._already_answered() if self.is_too_late else super().save_action()

    def _already_answered(self):
        messages.warning(self.request, gettext("Somebody has answered it meanwhile."))
        return redirect(self.get_edit_url())

    def _revoke(self):
        if answering.revoke(self.object, self.request.user):
            messages.success(self.request, gettext("Taken back. The link opens nothing any more."))
        return redirect(self.get_edit_url())

    def get_success_url(self):
        return self.get_edit_url()

    def get_success_message(self, instance=None):
        if self.address:
            return gettext("Granted. The link was sent to %(address)s.") % {"address": self.object.email}
        return gettext("Refused. Your words were sent to %(address)s.") % {"address": self.object.email}

    def get_success_buttons(self):
        return []

    def get_context_data(self, **kwargs):
        asset = self.asset
        context = {
            "asset": asset, "title": title_at_the_desk(asset) if asset else "",
            "asset_address": _address_of(asset, self.request.user), "links": list(self.object.links.all()),
        }  # fmt: skip
        return super().get_context_data(**context, **kwargs)


def _address_of(asset, user):
    """Where this user can look at the file, or ""."""
    if asset is None or not policy_registry.get(asset).user_has_permission_for_instance(user, "change", asset):
        return ""
    names = {Image: "wagtailimages:edit", Document: "wagtaildocs:edit"}
    return reverse(names.get(type(asset), "wagtailmedia:edit"), args=[asset.pk])


class RequestFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=PressRequest.State.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect, empty_label=_("All")
    )
    subject = django_filters.CharFilter(label=pgettext_lazy("a request", "About"), widget=forms.HiddenInput)

    class Meta:
        model = PressRequest
        fields = ["state", "language", "subject"]


def received(row):
    return format_datetime(row.at, get_language())


def needed(row):
    return format_date(row.deadline, get_language()) if row.deadline else ""


class RequestViewSet(ModelViewSet):
    model = PressRequest
    name = "request"
    icon = "mail"
    menu_label = pgettext_lazy("menu", "Requests")
    menu_order = 202
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = []
    edit_view_class = AnswerView
    filterset_class = RequestFilterSet
    list_per_page = 50
    ordering = ["-pk"]
    search_fields = ["name", "outlet", "email"]
    # Nothing of these rows goes into an index that readers' searches ask.
    search_backend_name = None
    list_display = [
        Column("name", label=_("Name"), accessor=lambda row: isolate(row.name)),
        Column("outlet", label=_("Outlet"), accessor=lambda row: isolate(row.outlet)),
        Column("get_kind_display", label=_("Kind")),
        Column("deadline", label=_("Needed by"), sort_key="deadline", accessor=needed),
        Column("at", label=_("Received"), sort_key="at", accessor=received),
        Column("get_state_display", label=_("State"), sort_key="state"),
    ]

    def get_edit_view_kwargs(self, **kwargs):
        template = "wagtailadmin/editorial/request.html"
        return super().get_edit_view_kwargs(panel=None, form_class=AnswerForm, template_name=template, **kwargs)
