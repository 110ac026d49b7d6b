"""Which assets anybody may read, for lists of thousands: the same that `media_library.uses` says of each.

Not told is a paper on which a fact rests that nothing public says yet: whoever has its address may read it, but nothing
may lead there.
"""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page

from facts.models import Citation, Fact
from media_library.models import AssetUse
from media_library.uses import public_owners
from publication.gate import published, published_of_many
from publication.memory import remembered


def first_shown(request=None):
    """Public id to the ordinal of the day on which it was first published, of all that public pages show. Remembered as
    long as nothing comes or goes; two queries, if it is not."""
    return remembered(request, "library.shown", _first_shown) if request is not None else _first_shown()


def _first_shown():
    pages = published_of_many(Page.objects.exclude(first_published_at=None)).order_by()
    moments = pages.values_list("pk", "first_published_at")
    days = {pk: timezone.localtime(at).toordinal() for pk, at in moments}
    found = {}
    for public_id, page in AssetUse.objects.filter(**owned_by(Page)).order_by().values_list("public_id", "owner_id"):
        if day := days.get(page):
            found[public_id] = min(found.get(public_id, day), day)
    return found


def shown_by_others():
    """Public ids of what people, the brand and facts show. One query."""
    return set(AssetUse.objects.filter(_by_others(AssetUse.objects.all())).values_list("public_id", flat=True))


def shown_among(public_ids):
    """Those of a few public ids that something public shows. One query, found or not."""
    uses = AssetUse.objects.filter(public_id__in=public_ids or [""])
    page = published(queryset=Page.objects.filter(pk=OuterRef("owner_id"))).order_by()
    shown = uses.filter(Q(Exists(page), **owned_by(Page)) | _by_others(uses)).order_by()
    return set(shown.values_list("public_id", flat=True).distinct())


def closed_collections():
    """Primary keys of the collections that are closed to somebody, with those below them. One query."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    closed = CollectionViewRestriction.objects.exclude(restriction_type="none").annotate(inner=path)
    above = closed.filter(inner__startswith=F("collection__path")).order_by()
    return set(Collection.objects.filter(Exists(above)).values_list("pk", flat=True))


def _by_others(uses):
    condition = Q(pk__in=[])
    for model, public in public_owners.items():
        owners = public(uses.filter(**owned_by(model)).values("owner_id")).order_by()
        if model is Fact:
            page = published(queryset=Page.objects.filter(pk=OuterRef("page_id"))).order_by()
            owners = owners.filter(Exists(Citation.objects.filter(Exists(page), fact=OuterRef("pk"))))
        condition |= Q(**owned_by(model), owner_id__in=owners.values("pk"))
    return condition


def owned_by(model):
    # By name and not by `ContentType.objects`: its cache would make the number of queries vary.
    return {"owner_type__app_label": model._meta.app_label, "owner_type__model": model._meta.model_name}
