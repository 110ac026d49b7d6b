"""Who may read and answer requests: whoever has been given it, for people's names and addresses stand in them. Nobody
writes one in the admin."""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from people.request import PressRequest


class OfTheDesk(ModelPermissionPolicy):
    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)


register_permission_policy(PressRequest, OfTheDesk(PressRequest))
