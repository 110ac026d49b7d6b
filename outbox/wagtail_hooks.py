import django_filters
from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from .channels import channels, label_of
from .models import UNREPEATABLE, Delivery


class SuperusersLook(BasePermissionPolicy):
    """Rows hold addresses and texts of mail, and are the worker's: superusers look at them, nobody edits them."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser and action == "view"

    def users_with_any_permission(self, actions):
        users = get_user_model().objects
        return users.filter(is_active=True, is_superuser=True) if "view" in actions else users.none()


class DeliveryFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=Delivery.State.choices, widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )  # fmt: skip
    channel = django_filters.ChoiceFilter(
        label=pgettext_lazy("of deliveries", "Channel"), widget=forms.RadioSelect, empty_label=gettext_lazy("All"),
        # Asked for each time: rooms register theirs when they are ready.
        choices=lambda: [(name, label_of(name)) for name in sorted(channels)],
    )  # fmt: skip

    class Meta:
        model = Delivery
        fields = ["state", "channel"]


class DeliveryIndexView(IndexView):
    def get_list_buttons(self, instance):
        sent = instance.state == Delivery.State.SENT
        if sent and instance.channel in UNREPEATABLE:
            return []
        address = reverse("delivery:try_again", args=[instance.pk])
        post = {"data-controller": "w-action", "data-action": "w-action#post", "data-w-action-url-value": address}
        look = "button button-small button-secondary"
        return [Button(_("Send again") if sent else _("Try again"), classname=look, attrs=post)]

    def get_context_data(self, *args, **kwargs):
        """What the rows tell of, by name: one query for the whole page of the list."""
        context = super().get_context_data(*args, **kwargs)
        rows = context["object_list"]
        pages = Page.objects.in_bulk({row.payload["page"] for row in rows if "page" in row.payload})
        for row in rows:
            page = pages.get(row.payload.get("page"))
            row.title = page.get_admin_display_title() if page else ""
        return context


def _isolated(value):
    return format_html("<bdi>{}</bdi>", value) if value else ""


def _to_whom(row):
    return format_html("{}<br>{}", row.channel_label, _isolated(row.receiver))


def _state(row):
    """With the status of the receiver's answer."""
    return format_html("{} <small>{}</small>", row.get_state_display(), row.response_code or "")


class DeliveryViewSet(ModelViewSet):
    model = Delivery
    name = "delivery"
    icon = "mail"
    menu_label = gettext_lazy("Deliveries")
    add_to_settings_menu = True
    add_to_reference_index = False
    index_view_class = DeliveryIndexView
    filterset_class = DeliveryFilterSet
    form_fields = []
    inspect_view_enabled = False
    copy_view_enabled = False
    list_per_page = 50
    ordering = "-pk"
    search_fields = ["key", "about", "last_error"]
    search_backend_name = None
    list_display = [
        "what",
        Column("event", label=gettext_lazy("Event"), accessor=lambda row: _isolated(row.event)),
        Column("receiver", label=gettext_lazy("To"), accessor=_to_whom),
        Column("state", label=gettext_lazy("State"), sort_key="state", accessor=_state),
        Column("attempts", label=gettext_lazy("Attempts")),
        DateColumn("next_attempt_at", label=gettext_lazy("Next attempt"), sort_key="next_attempt_at"),
        Column("last_error", label=gettext_lazy("Last error"), accessor="last_error_in_words"),
    ]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("try-again/<int:pk>/", try_again, name="try_again")]


@require_POST
def try_again(request, pk):
    if not request.user.is_superuser:
        raise PermissionDenied
    if get_object_or_404(Delivery, pk=pk).repeat():
        messages.success(request, _("It will be tried again within seconds."))
    return redirect("delivery:index")


register_permission_policy(Delivery, SuperusersLook(Delivery))


@hooks.register("register_admin_viewset")
def register_deliveries():
    return DeliveryViewSet()
