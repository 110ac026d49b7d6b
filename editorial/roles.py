"""Who may do what. One table; groups of these names are made from it once, and editors may change them after."""

from django.contrib.auth.models import Group, Permission
from django.db import models
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from .audit_trail.rights import unrecorded


class Role(models.TextChoices):
    WRITER = "Writer"
    EDITOR = "Editor"
    #: Of the subject; of the law; of the brand: what they may do is the same, the steps differ.
    APPROVER = "Approver"
    LEGAL = "Legal"
    BRAND = "Brand"
    PUBLISHER = "Publisher"


APPROVERS = (Role.APPROVER, Role.LEGAL, Role.BRAND)

#: Permissions on pages, on the whole tree. To publish is scarce: approval publishes without it.
ON_PAGES = {
    Role.WRITER: ["add_page"],
    Role.EDITOR: ["add_page", "change_page", "lock_page"],
    **dict.fromkeys(APPROVERS, ["change_page"]),
    Role.PUBLISHER: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
}

_ADD = ["add_image", "add_document", "add_media"]
_CHOOSE = ["choose_image", "choose_document"]
_CHANGE = ["change_image", "change_document", "change_media"]

#: Permissions on pictures, documents and recordings, in every collection.
ON_ASSETS = {
    Role.WRITER: [*_ADD, *_CHOOSE],
    Role.EDITOR: [*_ADD, *_CHOOSE, *_CHANGE],
    **dict.fromkeys(APPROVERS, _CHOOSE),
    Role.PUBLISHER: [*_ADD, *_CHOOSE, *_CHANGE],
}

_PEOPLE_AND_TOPICS = ["add_person", "change_person", "add_topic", "change_topic"]

#: A tour is public where a page shows it, as a picture is: whoever may change pictures, may change tours.
_TOURS = ["add_tour", "change_tour"]

#: Whom the press office writes to: names and addresses of people outside the house.
_JOURNALISTS = ["view_journalist", "add_journalist", "change_journalist"]

#: What journalists ask for, with their names and addresses.
_REQUESTS = ["view_pressrequest", "change_pressrequest"]

#: A fact says something in public only when it is published; whoever may change it, may draft it.
_WRITE_FACTS = ["add_fact", "change_fact"]

_READ_STYLE = ["view_stylerule"]
_WRITE_STYLE = [*_READ_STYLE, "add_stylerule", "change_stylerule", "delete_stylerule"]

#: Permissions on rows that are kept once, and to begin an item's twin in the other language.
ON_ROWS = {
    Role.WRITER: ["submit_translation", *_READ_STYLE],
    Role.EDITOR: [
        "submit_translation",
        *_PEOPLE_AND_TOPICS,
        *_TOURS,
        *_JOURNALISTS,
        *_REQUESTS,
        *_WRITE_FACTS,
        "lock_fact",
        *_WRITE_STYLE,
    ],
    **dict.fromkeys(APPROVERS, ["change_fact", *_READ_STYLE]),
    Role.PUBLISHER: [
        "submit_translation",
        *_PEOPLE_AND_TOPICS,
        "delete_person",
        "delete_topic",
        *_TOURS,
        "delete_tour",
        *_JOURNALISTS,
        "delete_journalist",
        *_REQUESTS,
        "delete_pressrequest",
        "change_brandsettings",
        *_WRITE_FACTS,
        "publish_fact",
        "delete_fact",
        "lock_fact",
        "unlock_fact",
        *_WRITE_STYLE,
        "view_modellogentry",
    ],  # fmt: skip
}

STOCK_GROUPS = ["Moderators", "Editors"]


def establish():
    """Makes the groups that are missing, and takes Wagtail's two away while nobody is in them.

    Returns role to group. A group that exists is left as its owner has set it.
    """
    with unrecorded():
        Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
        return {role: _group(role) for role in Role}


def _group(role):
    group, is_new = Group.objects.get_or_create(name=role.value)
    if is_new:
        root, collection = Page.get_first_root_node(), Collection.get_first_root_node()
        group.permissions.set(_permissions(["access_admin", *ON_ROWS[role]]))
        for permission in _permissions(ON_PAGES[role]):
            GroupPagePermission.objects.create(group=group, page=root, permission=permission)
        for permission in _permissions(ON_ASSETS[role]):
            GroupCollectionPermission.objects.create(group=group, collection=collection, permission=permission)
    return group


def _permissions(codenames):
    """Raises LookupError for a name that does not exist: a silent gap here would be a locked door later."""
    apps = ["wagtailadmin", "wagtailcore", "simple_translation"]
    apps += ["media_library", "topics", "pages", "people", "facts", "editorial"]
    found = list(Permission.objects.filter(codename__in=codenames, content_type__app_label__in=apps))
    missing = set(codenames) - {permission.codename for permission in found}
    if missing:
        raise LookupError(f"No such permissions: {', '.join(sorted(missing))}")
    return found
