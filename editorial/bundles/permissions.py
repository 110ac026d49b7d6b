"""Who may do what with a bundle: whoever may publish all that is in it moves it, whoever may open all of it looks."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from publication.models import Release, ReleaseItem

from ..desk.rows import may, pages_open_to

LOOK = "view"


def pages_published_by(user):
    """Those that this user may publish. The root is no page."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish").filter(depth__gt=1)


def _may_change_what_others_wrote(user):
    """Editors and approvers, not writers: Wagtail lets these change their own pages."""
    permissions = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
    return any(given.permission.codename == "change_page" for given in permissions)


class PublishersOfItsItems(BasePermissionPolicy):
    """No permission of its own. A bundle under the embargo of another desk is not there for those who may not open
    one of its items: its name may tell as much as they do."""

    def user_has_permission(self, user, action):
        if not user.is_active:
            return False
        return may(user, "publish", Page) or (action == LOOK and _may_change_what_others_wrote(user))

    def users_with_any_permission(self, actions):
        return get_user_model().objects.filter(is_active=True)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_permission_for(self, user, action):
        pages = pages_open_to(user) if action == LOOK else pages_published_by(user)
        return (
            self._with_all_items_in(pages, user) if self.user_has_permission(user, action) else Release.objects.none()
        )

    def instances_user_has_any_permission_for(self, user, actions):
        return self.instances_user_has_permission_for(user, LOOK if LOOK in actions else "change")

    def _with_all_items_in(self, pages, user):
        open_to_them = pages.order_by().values("pk")
        bundles = Release.objects.bundles()
        found = bundles.exclude(
            Exists(ReleaseItem.objects.filter(release=OuterRef("pk")).exclude(page__in=open_to_them))
        )
        if may(user, "publish", Page):
            return found
        # An empty one is a publisher's idea so far.
        return found.filter(Exists(ReleaseItem.objects.filter(release=OuterRef("pk"))))


register_permission_policy(Release, PublishersOfItsItems(Release))
POLICY = policy_registry.get_by_type(Release)


def bundles_open_to(user):
    return POLICY.instances_user_has_permission_for(user, LOOK)
