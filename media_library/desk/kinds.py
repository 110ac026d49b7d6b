"""The three kinds as the admin knows them."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.permissions import policy_registry

from ..models import Document, Image, Media


@dataclass(frozen=True, eq=False)  # a label is another in each language
class Kind:
    """`name` is that of the model and stands in addresses; `edit`, `delete`, `index`: names of Wagtail's addresses."""

    name: str
    model: type
    icon: str
    label: Promise
    index: str
    edit: str
    delete: str

    @property
    def policy(self):
        return policy_registry.get_by_type(self.model)

    def may_change(self, user, asset):
        return self.policy.user_has_permission_for_instance(user, "change", asset)

    def changeable_by(self, user):
        return self.policy.instances_user_has_any_permission_for(user, ["change", "delete"])


PICTURES = Kind("image", Image, "image", _("Picture"), "wagtailimages:index", "wagtailimages:edit",
                "wagtailimages:delete")  # fmt: skip
DOCUMENTS = Kind("document", Document, "doc-full-inverse", _("Document"), "wagtaildocs:index", "wagtaildocs:edit",
                 "wagtaildocs:delete")  # fmt: skip
RECORDINGS = Kind("media", Media, "media", pgettext_lazy("kind of file", "Recording"), "wagtailmedia:index",
                  "wagtailmedia:edit", "wagtailmedia:delete")  # fmt: skip
KINDS = (PICTURES, DOCUMENTS, RECORDINGS)


def kind_of(asset):
    return next(kind for kind in KINDS if isinstance(asset, kind.model))


def kind_named(name):
    """Raises Http404 for a name that no kind has."""
    found = next((kind for kind in KINDS if kind.name == name), None)
    if found is None:
        raise Http404
    return found
