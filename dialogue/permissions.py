"""Who may read and answer what readers say: those who may edit the piece. There is no permission of its own."""

from django.contrib.auth import get_user_model
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from editorial.desk.rows import may, pages_open_to

from .models import Suggestion

ANSWERS = {"view", "change"}


class EditorsOfThePiece(BasePermissionPolicy):
    """Nobody writes one in the admin. To delete one is to take away what a reader has said, so superusers do it."""

    def user_has_permission(self, user, action):
        if action == "delete":
            return user.is_active and user.is_superuser
        return action in ANSWERS and may(user, "change", Page)

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True)

    def user_has_permission_for_instance(self, user, action, instance):
        policy = policy_registry.get_by_type(Page)
        return self.user_has_permission(user, action) and policy.user_has_permission_for_instance(
            user, "change", instance.page
        )

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user, actions):
        return open_to(user)


def open_to(user):
    """The suggestions about pieces that this user may edit."""
    return Suggestion.objects.filter(page__in=pages_open_to(user).order_by().values("pk"))


register_permission_policy(Suggestion, EditorsOfThePiece(Suggestion))
