"""The permission policy of pages. A page that is kept from somebody does not exist for them: in the explorer, in
choosers, in the search, in reports, and in whatever else asks the policy."""

from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import register_permission_policy

from ..models.need_to_know import keys_kept_from, open_to, who_may_know


class NeedToKnowPolicy(PagePermissionPolicy):
    def instances_user_has_any_permission_for(self, user, actions):
        return super().instances_user_has_any_permission_for(user, actions).filter(open_to(user))

    def explorable_instances(self, user):
        return super().explorable_instances(user).filter(open_to(user))

    def user_has_any_permission_for_instance(self, user, actions, instance):
        may = super().user_has_any_permission_for_instance(user, actions, instance)
        # Lists ask for each of their rows.
        return may and instance.pk not in keys_kept_from(user)

    def users_with_any_permission_for_instance(self, actions, instance, include_superusers=True):
        users = super().users_with_any_permission_for_instance(actions, instance, include_superusers)
        return who_may_know(users, instance)


register_permission_policy(Page, NeedToKnowPolicy())
