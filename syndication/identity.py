"""Names for what has none of its own that is permanent and public."""

from uuid import UUID, uuid5

from django.core.cache import cache
from wagtail.models import Page

KEPT_SECONDS = 3600


def keyed(*names):
    """A UUID out of a kind and a primary key, or whatever else never changes. Another one on another site; and nobody
    gets the key back out of it, because the root of the tree, which it is made with, is shown nowhere."""
    return uuid5(_root(), "/".join(map(str, names)))


def _root():
    """Given to the tree at its installation. It goes with the database, wherever that is taken."""
    return UUID(cache.get_or_set("syndication.root", _key_of_root, KEPT_SECONDS))


def _key_of_root():
    return str(Page.objects.filter(depth=1).order_by("path").values_list("translation_key", flat=True).first())
