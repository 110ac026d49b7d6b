"""Who may do what, and who came in: changes that Wagtail does not log, whichever way they are made."""

from contextlib import contextmanager

from asgiref.local import Local
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from wagtail.models import Site

from .actions import LOGGED_IN, LOGIN_FAILED, RIGHTS
from .recording import record, record_once

FLAGS = ("is_active", "is_superuser")

_quiet = Local()


@contextmanager
def unrecorded():
    """While the house sets itself up: there is nobody who gives, and nobody had anything before."""
    before = getattr(_quiet, "now", False)
    _quiet.now = True
    try:
        yield
    finally:
        _quiet.now = before


def the_house():
    """What entries are about that are about no thing: the site."""
    return Site.objects.order_by("-is_default_site", "pk").first()


def _tell(instance, subject, **names):
    names = {key: sorted(map(str, values)) for key, values in names.items() if values}
    if names and not getattr(_quiet, "now", False):
        record(RIGHTS, instance, subject=subject, **names)


# -- Accounts --------------------------------------------------------------------------------------------------


def remember_flags(instance, update_fields=None, raw=False, **kwargs):
    """Before an account is saved. A login saves its time alone, or the same password under a stronger hash."""
    instance.flags_before = None
    if raw:
        return
    is_rehash = update_fields is not None and set(update_fields) == {"password"} and instance._password is None
    if not is_rehash and (update_fields is None or {*FLAGS, "password"} & set(update_fields)):
        known = get_user_model().objects.filter(pk=instance.pk) if instance.pk else None
        instance.flags_before = (known and known.values(*FLAGS, "password").first()) or {}


def tell_of_flags(instance, created, **kwargs):
    before = instance.flags_before
    if before is None:
        return
    now = {flag: getattr(instance, flag) for flag in FLAGS}
    if created:
        # That there is a new account, Wagtail says; here, that it may do everything.
        before = {"is_active": True, "is_superuser": False, "password": instance.password}
    _tell(
        instance,
        "account",
        added=[flag for flag in FLAGS if now[flag] and not before.get(flag)],
        removed=[flag for flag in FLAGS if before.get(flag) and not now[flag]],
        changed=["password"] if before.get("password") != instance.password else [],
    )


def tell_of_login(request, user, **kwargs):
    record(LOGGED_IN, user, user=user, request=request)


def tell_of_failed_login(credentials, request=None, **kwargs):
    """Of an account that is there, by its name; what else was typed may be a password in the wrong field."""
    model = get_user_model()
    name = credentials.get(model.USERNAME_FIELD) or credentials.get("username") or ""
    account = model.objects.filter(**{model.USERNAME_FIELD: name}).first() if name else None
    about = account or the_house()
    if about is not None:
        record_once(LOGIN_FAILED, about, request=request, known=account is not None)


# -- Groups and permissions ----------------------------------------------------------------------------------------

CHANGES = {"post_add": "added", "post_remove": "removed"}


def tell_of_groups(instance, action, reverse, pk_set, **kwargs):
    """A person's groups, or seen from the group its members."""
    _tell_of_set(instance, action, pk_set, *(("members", get_user_model()) if reverse else ("groups", Group)))


def tell_of_permissions(instance, action, reverse, pk_set, **kwargs):
    """Of a person or of a group; seen from the permission only code does it."""
    if not reverse:
        _tell_of_set(instance, action, pk_set, "permissions", Permission)


def _tell_of_set(instance, action, keys, subject, model):
    if action == "post_clear":
        _tell(instance, subject, removed=["everything"])
    elif action in CHANGES and keys:
        _tell(instance, subject, **{CHANGES[action]: [_name(row) for row in model.objects.filter(pk__in=keys)]})


def _name(row):
    return f"{row.content_type.app_label}.{row.codename}" if isinstance(row, Permission) else str(row)


def tell_of_place_given(instance, created, raw=False, **kwargs):
    """A permission of a group on a page or a collection, with all that lies below it. A row that is restored from a
    copy (`raw`) is given to nobody now, and may come before what it points at."""
    if created and not raw:
        _tell(instance.group, _subject(instance), added=[_place(instance)])


def tell_of_place_taken(instance, origin=None, **kwargs):
    """Where it was taken by itself: with its group, page or collection it goes without a word."""
    if origin is instance or getattr(origin, "model", None) is type(instance):
        _tell(instance.group, _subject(instance), removed=[_place(instance)])


def _subject(row):
    return "pages" if hasattr(row, "page_id") else "collections"


def _place(row):
    place = row.page.get_admin_display_title() if hasattr(row, "page_id") else str(row.collection)
    return f"{row.permission.codename}: {place}"


def tell_of_privacy_set(instance, raw=False, **kwargs):
    if not raw:
        _tell(instance.collection, "privacy", added=[instance.get_restriction_type_display()])


def tell_of_privacy_lifted(instance, origin=None, **kwargs):
    if origin is instance or getattr(origin, "model", None) is type(instance):
        _tell(instance.collection, "privacy", removed=[instance.get_restriction_type_display()])
