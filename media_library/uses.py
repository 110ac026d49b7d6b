"""Who uses which asset in public. Rows are written in the transaction that publishes, and taken away likewise."""

import hashlib

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import CollectionViewRestriction, Page

from publication.gate import published
from publication.memory import remembered

from .models import AssetUse, Document, Image, Media, Terms
from .rights import in_force

#: Model of an owner that is no page -> `callable(ids)` returning a queryset of those of its rows among `ids`
#: (a lazy query of primary keys, for `pk__in`) that are public now. Filled by upper rooms in `AppConfig.ready()`.
public_owners = {}

#: For each picture wanted, how many of the newest free ones are looked at: some are not public.
CANDIDATES = 12


def record_uses(owner, public_ids):
    """Replaces the owner's rows with these. Call it inside the publishing transaction.

    Once the transaction stands, the sizes of the pictures among them that are missing are made by a task.
    """
    wanted = set(public_ids)
    with transaction.atomic():
        rows = _rows_of(owner)
        rows.exclude(public_id__in=wanted).delete()
        new = wanted - set(rows.values_list("public_id", flat=True))
        owner_type, owner_id = _key(owner)
        AssetUse.objects.bulk_create(
            [AssetUse(public_id=public_id, owner_type=owner_type, owner_id=owner_id) for public_id in sorted(new)],
            ignore_conflicts=True,
        )
        transaction.on_commit(lambda: _make_sizes(wanted))


def forget_uses(owner):
    """Takes the owner's rows away: it was withdrawn or deleted."""
    _rows_of(owner).delete()


def used_by_public_owner(public_id):
    """Whether anything that is public now uses the asset: one query, however many kinds of owner there are."""
    rows = AssetUse.objects.filter(public_id=public_id)
    return rows.filter(_owner_is_public(rows)).exists()


def newest_free_pictures(request, count):
    """The newest pictures that a public page shows and that are free to use, with or without credit: two queries.

    Portraits that only a person's page shows are not among them.
    """
    free = in_force(Image.objects.filter(terms__in=[Terms.FREE, Terms.FREE_WITH_CREDIT]))
    open_ones = in_open_collections(free.order_by("-created_at", "-pk")[: count * CANDIDATES])
    public_ids = [image.public_id for image in open_ones]
    name = hashlib.blake2s(" ".join(public_ids).encode(), digest_size=16).hexdigest()
    # A picture may stand on thousands of pages. Which pages are public, and what they show, changes with the epoch.
    shown = remembered(request, f"media_library.shown.{name}", lambda: _shown_on_pages(public_ids))
    return [image for image in open_ones if image.public_id in shown or image.marked_public][:count]


def _shown_on_pages(public_ids):
    """Those of the public ids that stand on a public page."""
    kind = {"owner_type__app_label": Page._meta.app_label, "owner_type__model": Page._meta.model_name}
    # Asked picture by picture, which ends at the first page: all uses of them may be all pages that there are.
    page = published(queryset=Page.objects.filter(pk=OuterRef("owner_id"))).order_by()
    uses = AssetUse.objects.filter(Exists(page), **kind, public_id=OuterRef("public_id"))
    shown = Image.objects.filter(Exists(uses), public_id__in=public_ids).order_by()
    return set(shown.values_list("public_id", flat=True))


def in_open_collections(assets):
    """Those of a queryset whose rights last, and that lie in no collection which is closed to somebody, as a list: two
    queries."""
    found = list(assets.select_related("collection"))
    closed = CollectionViewRestriction.objects.exclude(restriction_type="none")
    paths = tuple(closed.values_list("collection__path", flat=True))
    open_ones = (asset for asset in found if not asset.collection.path.startswith(paths))
    return [asset for asset in open_ones if not asset.rights_expired]


def with_accessible_versions(documents):
    """Of a queryset each document with its accessible version, and whether that lies in a closed collection. No query
    more; what readers are shown goes through `leave_out_hidden_versions` then."""
    is_closed = Exists(_restrictions_of("accessible_version__collection__path"))
    return documents.select_related("accessible_version").annotate(accessible_version_is_closed=is_closed)


def leave_out_hidden_versions(documents):
    """Takes accessible versions that may not be shown off documents that are only shown. They must not be saved after
    this."""
    for document in documents:
        other = document.accessible_version
        if other and (other.rights_expired or document.accessible_version_is_closed):
            document.accessible_version = None
    return documents


def open_to_everybody(assets):
    """Those of a queryset that anybody may read, as a list: three queries, however many there are."""
    found = in_open_collections(assets)
    used = used_publicly([asset.public_id for asset in found])
    return [asset for asset in found if asset.marked_public or asset.public_id in used]


def public_asset(public_id, kinds=(Image, Document, Media)):
    """The asset that anybody may read under this id, or None: one query for each kind, found or not."""
    rows = AssetUse.objects.filter(public_id=public_id)
    shown = Q(marked_public=True) | Exists(rows.filter(_owner_is_public(rows)))
    closed = Exists(_restrictions_of("collection__path"))
    found = (in_force(kind.objects.filter(shown, public_id=public_id)).exclude(closed) for kind in kinds)
    return next(iter([asset for assets in found for asset in assets]), None)


def pages_using(public_ids):
    """Primary keys of the pages that use one of these in public, in their order."""
    kind = {"owner_type__app_label": Page._meta.app_label, "owner_type__model": Page._meta.model_name}
    uses = AssetUse.objects.filter(**kind, public_id__in=list(public_ids))
    return list(uses.order_by("owner_id").values_list("owner_id", flat=True).distinct())


def used_publicly(public_ids):
    """Those of them that something public uses now, as a set: one query."""
    rows = AssetUse.objects.filter(public_id__in=public_ids)
    return set(rows.filter(_owner_is_public(rows)).values_list("public_id", flat=True))


def assets_used_by(owner):
    """Public ids of the assets that the owner uses in public."""
    return set(_rows_of(owner).values_list("public_id", flat=True))


def _owner_is_public(rows):
    owners = {Page: lambda ids: published(queryset=Page.objects.filter(pk__in=ids)), **public_owners}
    condition = Q(pk__in=[])
    for model, public in owners.items():
        # By name and not by `ContentType.objects`: its cache would make the number of queries vary.
        kind = {"owner_type__app_label": model._meta.app_label, "owner_type__model": model._meta.model_name}
        ids = rows.filter(**kind).values("owner_id")
        condition |= Q(**kind, owner_id__in=public(ids).order_by().values("pk"))
    return condition


def _restrictions_of(path):
    """Of the collection at this path of an outer query, and of those above it."""
    inner = ExpressionWrapper(OuterRef(path), output_field=CharField())
    return CollectionViewRestriction.objects.annotate(inner=inner).filter(inner__startswith=F("collection__path"))


def _key(owner):
    model = Page if isinstance(owner, Page) else owner
    return ContentType.objects.get_for_model(model), owner.pk


def _rows_of(owner):
    owner_type, owner_id = _key(owner)
    return AssetUse.objects.filter(owner_type=owner_type, owner_id=owner_id)


def _make_sizes(public_ids):
    from .renditions import enqueue_renditions

    enqueue_renditions(Image.objects.filter(public_id__in=public_ids).values_list("pk", flat=True))
