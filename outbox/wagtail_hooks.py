from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from .models import Delivery


class SuperusersLook(BasePermissionPolicy):
    """Rows hold addresses and texts of mail, and are the worker's: superusers look at them, nobody edits them."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser and action == "view"

    def users_with_any_permission(self, actions):
        users = get_user_model().objects
        return users.filter(is_active=True, is_superuser=True) if "view" in actions else users.none()


class DeliveryIndexView(IndexView):
    def get_list_buttons(self, instance):
        if instance.state == Delivery.State.SENT:
            return []
        address = reverse("delivery:try_again", args=[instance.pk])
        post = {"data-controller": "w-action", "data-action": "w-action#post", "data-w-action-url-value": address}
        return [Button(_("Try again"), icon_name="rotate", attrs=post)]


class DeliveryViewSet(ModelViewSet):
    model = Delivery
    name = "delivery"
    icon = "mail"
    menu_label = gettext_lazy("Deliveries")
    add_to_settings_menu = True
    index_view_class = DeliveryIndexView
    form_fields = []
    inspect_view_enabled = False
    copy_view_enabled = False
    list_filter = ["state", "channel"]
    ordering = "-pk"
    list_display = [
        "key",
        Column("receiver", label=gettext_lazy("To")),
        StatusTagColumn("get_state_display", label=gettext_lazy("State")),
        Column("attempts", label=gettext_lazy("Attempts")),
        DateColumn("next_attempt_at", label=gettext_lazy("Next attempt")),
        Column("last_error", label=gettext_lazy("Last error")),
    ]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("try-again/<int:pk>/", try_again, name="try_again")]


@require_POST
def try_again(request, pk):
    if not request.user.is_superuser:
        raise PermissionDenied
    if get_object_or_404(Delivery, pk=pk).try_again():
        messages.success(request, _("It will be tried again within seconds."))
    return redirect("delivery:index")


register_permission_policy(Delivery, SuperusersLook(Delivery))


@hooks.register("register_admin_viewset")
def register_deliveries():
    return DeliveryViewSet()
