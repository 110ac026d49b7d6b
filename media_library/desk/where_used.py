"""Where an asset is used: in public (`AssetUse`) and by anything that editors work on (Wagtail's reference index)."""

from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex, WorkflowState

from publication.gate import published
from publication.models import Release
from publication.registries import Registry

from ..models import AssetUse
from ..uses import public_owners

#: `teller(pages) -> {primary key: words}`: what an upper room knows of the state of pages, such as an approval.
tellers = Registry()
#: A logo stands everywhere: nobody reads a list of thousands.
MOST = 200


@dataclass
class Place:
    """One thing that uses an asset. `title` is "" for somebody who may not know of it; `approved` what an upper room
    tells of an approval, "" if there is none."""

    thing: object
    kind: str
    title: str = ""
    edit_url: str | None = None
    is_public: bool = False
    states: list = field(default_factory=list)
    approved: str = ""

    @property
    def is_page(self):
        return isinstance(self.thing, Page)

    @property
    def public_url(self):
        return self.thing.get_url() if self.is_public and self.is_page else None


def places_of(asset, user):
    """Those in public first; of very many only `MOST` of each sort. The number of queries does not grow with them, but
    for the kinds of owner."""
    found = _referring(asset)
    public = _in_public(asset)
    for key, thing in public.items():
        found.setdefault(key, thing)
    pages = [thing for thing in found.values() if isinstance(thing, Page)]
    states, approved = _states_of(pages), _approvals_of(pages)
    finder = AdminURLFinder(user)
    places = [
        _place(thing, finder, key in public, states.get(thing.pk, []), approved.get(thing.pk, "")) for key, thing in
        found.items()
    ]  # fmt: skip
    return sorted(places, key=lambda place: (not place.is_public, place.kind, place.title))


def used_in_public(asset):
    return AssetUse.objects.filter(public_id=asset.public_id).exists()


def _key(thing):
    model = Page if isinstance(thing, Page) else type(thing)
    return model._meta.label, str(thing.pk)


def _referring(asset):
    references = ReferenceIndex.get_references_to(asset).order_by().values_list("base_content_type", "object_id")
    by_type = {}
    for content_type, key in references.distinct()[:MOST]:
        by_type.setdefault(content_type, []).append(key)
    found = {}
    for content_type, keys in by_type.items():
        model = ContentType.objects.get_for_id(content_type).model_class()
        found |= {_key(thing): thing for thing in model._default_manager.filter(pk__in=keys)} if model else {}
    return found


def _in_public(asset):
    by_model = {}
    for use in AssetUse.objects.filter(public_id=asset.public_id).select_related("owner_type")[:MOST]:
        by_model.setdefault(use.owner_type.model_class(), []).append(use.owner_id)
    found = {}
    for model, ids in by_model.items():
        for thing in _public_among(model, ids):
            found[_key(thing)] = thing
    return found


def _public_among(model, ids):
    if model is Page:
        return published(queryset=Page.objects.filter(pk__in=ids))
    if model not in public_owners:
        return []
    return model.objects.filter(pk__in=public_owners[model](ids).order_by().values("pk"))


def _place(thing, finder, is_public, states, approved):
    is_page = isinstance(thing, Page)
    edit_url = finder.get_edit_url(thing)
    kind = (thing.page_type_display_name if is_page else capfirst(thing._meta.verbose_name)) or ""
    title = ""
    if edit_url or is_public:
        title = thing.title if is_public and is_page else getattr(thing, "draft_title", "") or str(thing)
    if not is_page:
        states = [_("public")] if is_public else [_("not public")]
    return Place(thing, str(kind), title, edit_url, is_public, states, approved if edit_url else "")


def _states_of(pages):
    """Page to what stands of it, in words."""
    keys = [page.pk for page in pages]
    waiting = set(Release.objects.pending().filter(items__page_id__in=keys).values_list("items__page_id", flat=True))
    reviewed = WorkflowState.objects.filter(
        object_id__in=list(map(str, keys)), base_content_type__app_label="wagtailcore",
        base_content_type__model="page", status=WorkflowState.STATUS_IN_PROGRESS,
    ).values_list("object_id", flat=True)  # fmt: skip
    reviewed = {int(key) for key in reviewed}
    return {page.pk: list(_state(page, page.pk in waiting, page.pk in reviewed)) for page in pages}


def _state(page, is_waiting, is_reviewed):
    if page.live:
        yield _("public")
    if is_waiting:
        yield _("scheduled")
    if is_reviewed:
        yield _("in review")
    if not page.live and not is_waiting and not is_reviewed:
        yield _("draft")
    if page.live and page.has_unpublished_changes:
        yield _("with a newer draft")


def _approvals_of(pages):
    told = {}
    for teller in tellers if pages else ():
        told |= teller(pages)
    return told
