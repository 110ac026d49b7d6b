"""What opens an asset, for `publication.gate.may_read`. Once its rights have ended, it opens to those who work here
alone."""

from django.conf import settings

from .models import Asset


def marked_public(request, thing):
    return isinstance(thing, Asset) and thing.marked_public and thing.may_be_shown


def used_by_public_owner(request, thing):
    return isinstance(thing, Asset) and thing.used_publicly and thing.may_be_shown


def staff(request, thing):
    """People who work in the admin. Asks for the user only where a session cookie came: that costs queries."""
    if not isinstance(thing, Asset) or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = request.user
    return user.is_active and user.has_perm("wagtailadmin.access_admin")
