"""Pictures, documents and recordings that something public shows. A stable order that tells no time: when a file was
taken in is nobody's business but the house's."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import CollectionViewRestriction, Page

from facts.models import Fact
from media_library.models import AssetUse, Document, Image, Media
from media_library.renditions import prefetch_pictures
from media_library.responses import content_type
from media_library.rights import in_force
from media_library.uses import public_owners
from publication.gate import published
from stories.context import with_words

from ..addresses import absolute
from . import objects, paging, parameters
from .facts import said
from .objects import AI_ORIGIN, SIZE, TERMS
from .parameters import Parameter
from .resources import Part, Resource
from .shapes import LINK, TEXT, WHOLE, Field, Shape, attribute, many, maybe, one_of

#: Name of a kind in the API to the model, and the `type` of a recording.
KINDS = {"picture": (Image, None), "document": (Document, None), "audio": (Media, "audio"), "video": (Media, "video")}


def kind_of(asset):
    if isinstance(asset, Media):
        return asset.type
    return "picture" if isinstance(asset, Image) else "document"


def _url(asset):
    """Of the file; of a picture, whose original is the desk's, of its widest size; none of a document that has to be
    asked for."""
    if isinstance(asset, Image):
        return objects.url_of_picture(asset)
    return objects.url_of_document(asset) if isinstance(asset, Document) else absolute(asset.url)


def _sizes(asset):
    return SIZE.of_each(objects.sizes_of(asset)) if isinstance(asset, Image) else []


def _title(asset):
    """A picture has none: what it is called at the desk says nothing to readers."""
    return "" if isinstance(asset, Image) else asset.word("title") or asset.title


def _type(asset):
    return "image/jpeg" if isinstance(asset, Image) else content_type(asset.file.name)


def word(name):
    """A word that some kinds alone have."""
    return lambda asset: asset.word(name) if name in asset.wordings.model.word_fields() else ""


def _side(name):
    return lambda asset: getattr(asset, name, None)


def _seconds(asset):
    return round(asset.duration, 3) if isinstance(asset, Media) and asset.duration else None


def _poster(asset):
    thumbnail = getattr(asset, "thumbnail", None)
    return absolute(thumbnail.url) if thumbnail else None


ASSET = Shape(
    "Asset", "A picture, document or recording, with what one may do with it.",
    (
        Field("id", TEXT, attribute("public_id"), "Permanent."),
        Field("api", LINK, lambda asset: objects.at_api("asset", asset.public_id)),
        Field("kind", one_of(KINDS), kind_of),
        Field("url", maybe(LINK), _url, "Of a picture the widest JPEG; null while the sizes are being made, and of a "
              "document that has to be asked for."),
        Field("type", TEXT, _type, "Media type of what is at `url`."),
        Field("title", TEXT, _title),
        Field("alt", TEXT, lambda asset: asset.default_alt_text if isinstance(asset, Image) else ""),
        Field("caption", TEXT, word("caption")),
        Field("description", TEXT, word("description")),
        Field("credit", TEXT, attribute("credit"), "To be shown wherever the file is shown."),
        Field("copyright_notice", TEXT, attribute("copyright_notice")),
        Field("terms", TERMS, attribute("terms"), "What one may do with it; `ask` means: write to us first."),
        Field("terms_label", TEXT, lambda asset: str(asset.get_terms_display())),
        Field("ai_origin", AI_ORIGIN, attribute("ai_origin"), "What part a machine had in it."),
        Field("width", maybe(WHOLE), _side("width"), "Pixels."),
        Field("height", maybe(WHOLE), _side("height"), "Pixels."),
        Field("duration", maybe({"type": "number"}), _seconds, "Seconds."),
        Field("poster", maybe(LINK), _poster, "What stands for a recording."),
        Field("sizes", many(SIZE), _sizes, "Of pictures."),
        Field("transcript", TEXT, word("transcript"), "Of recordings.", alone=True),
    ),
)  # fmt: skip


def public(assets):
    """Those of a queryset that anybody may read because something that can be met shows them, or because an editor has
    marked them, and whose rights last."""
    uses = AssetUse.objects.filter(public_id=OuterRef("public_id"))
    shown = Q(marked_public=True)
    for model, by_public_owner in _owners().items():
        kind = {"owner_type__app_label": model._meta.app_label, "owner_type__model": model._meta.model_name}
        shown |= Q(Exists(uses.filter(by_public_owner, **kind)))
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    closed = CollectionViewRestriction.objects.annotate(inner=path).filter(inner__startswith=F("collection__path"))
    return in_force(assets.filter(shown)).exclude(Exists(closed.order_by()))


def _owners():
    """Who shows files in public, as conditions on their uses. Of pages and facts there are thousands: they are asked
    one by one. Of facts it is those that something public says: the source of another one is not told."""
    uses = AssetUse.objects.order_by().values("owner_id")
    others = {model: Q(owner_id__in=owners(uses).order_by().values("pk")) for model, owners in public_owners.items()}
    page = published(queryset=Page.objects.filter(pk=OuterRef("owner_id"))).order_by()
    fact = said().filter(fact_id=OuterRef("owner_id")).order_by()
    return others | {Page: Q(Exists(page)), Fact: Q(Exists(fact))}


def read_list(request, asked):
    """Of each table as many as could be wanted, and of those the first."""
    kinds = asked["kind"] or KINDS
    place = paging.place(asked, str)
    found = []
    for model in (Image, Document, Media):
        types = [kind for name, kind in map(KINDS.get, kinds) if name is model]
        assets = model.objects.filter(Q(type__in=types)) if model is Media else model.objects.all()
        assets = _filtered(public(assets), asked) if types else model.objects.none()
        if place:
            assets = assets.filter(public_id__gt=place[0])
        found += assets.order_by("public_id")[: asked["limit"] + 1]
    found.sort(key=lambda asset: asset.public_id)
    part = Part.of(found[: asked["limit"] + 1], asked["limit"], lambda asset: paging.written(asset.public_id))
    part.rows = _worded(part.rows)
    return part


def _filtered(assets, asked):
    if asked["terms"]:
        assets = assets.filter(terms__in=asked["terms"])
    if asked["item"]:
        page = {"owner_type__app_label": Page._meta.app_label, "owner_type__model": Page._meta.model_name}
        owner = objects.public_item(asked["item"]).values("pk")
        assets = assets.filter(public_id__in=AssetUse.objects.filter(**page, owner_id__in=owner).values("public_id"))
    return assets


def _worded(assets):
    """With their words and sizes, each kind in two queries at most; the order stays."""
    ready = {}
    for model in (Image, Document, Media):
        rows = with_words(model.objects.filter(pk__in=[row.pk for row in assets if type(row) is model] or [0]))
        ready |= {row.public_id: row for row in rows}
    prefetch_pictures([row for row in ready.values() if isinstance(row, Image)])
    return [ready[asset.public_id] for asset in assets if asset.public_id in ready]


def read_one(request, public_id):
    rows = [row for model in (Image, Document, Media) for row in public(model.objects.filter(public_id=public_id))]
    return next(iter(_worded(rows)), None)


ASSETS = Resource(
    "assets", "asset",
    "Pictures, documents and recordings that something public shows, in an order that stays.",
    "The public id of the asset, as in its address.",
    ASSET, read_list, read_one,
    filters=(
        Parameter("kind", {"type": "array", "items": one_of(KINDS)}, parameters.choices(list(KINDS)),
                  "Only these kinds, with commas between them."),
        Parameter("terms", {"type": "array", "items": TERMS}, parameters.choices(TERMS["enum"]),
                  "Only what has these terms, with commas between them."),
        Parameter("item", TEXT, parameters.item_id, "Only what this item shows: its id."),
    ),
)  # fmt: skip
