from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Value
from django.http import Http404
from django.views.decorators.http import require_safe
from wagtail.models import CollectionViewRestriction

from publication.gate import may_read

from .grants import staff
from .models import Document, Image, Media, Rendition, Track
from .responses import answer
from .signals import file_read

KINDS = {
    "image": Image, "rendition": Image, "document": Document, "preview": Document, "media": Media, "poster": Media,
    "captions": Media,
}  # fmt: skip


@require_safe
def serve(request, public_id, filename):
    """The only way from an address to the bytes of an asset.

    What does not exist and what may not be read are the same 404 after the same three queries: where the file is,
    the asset, and whether something public uses it. An unknown id is looked up as an asset that nobody uses.
    """
    # PostgreSQL refuses to compare NUL; no name holds one.
    public_id, filename = public_id.replace("\0", ""), filename.replace("\0", "")
    kind, pk, etag, path, spec = _locate(public_id, filename) or ("image", 0, "", "", "")
    # A collection is named, because the default one is looked up with a query.
    asset = _asset(KINDS[kind], pk) or Image(public_id=public_id, collection_id=0)
    readable = may_read(request, asset)
    for_staff = _for_staff_only(kind, spec)
    if not path or not readable or (for_staff and not staff(request, asset)):
        raise Http404
    content = _captions(asset, filename) if kind == "captions" else None
    response = answer(request, asset, path, etag, public=asset.is_public and not for_staff, content=content)
    if request.method == "GET" and response.status_code in (200, 206):
        file_read.send(sender=type(asset), request=request, asset=asset, filename=filename)
    return response


def _captions(media, name):
    """They stand in their row and not in a file."""
    return (media.tracks.filter(name=name).values_list("text", flat=True).first() or "").encode()


def _for_staff_only(kind, spec):
    """A picture as it was uploaded, also as the rendition that the admin makes of it at full size."""
    return kind == "image" or spec.startswith("original")


def _locate(public_id, filename):
    """Kind, asset's key, etag, storage path and filter spec: one query for all tables, found or not."""
    rows = [
        _rows("image", Image, public_id, f"images/{public_id}/{filename}"),
        _rows("document", Document, public_id, f"documents/{public_id}/{filename}"),
        _rows("preview", Document, public_id, f"documents/{public_id}/{filename}", field="preview"),
        _rows("media", Media, public_id, f"media/{public_id}/{filename}"),
        _rows("poster", Media, public_id, f"media/{public_id}/{filename}", field="thumbnail"),
        Rendition.objects.filter(image__public_id=public_id, file=f"images/{public_id}/{filename}")
        .order_by()
        .values_list(Value("rendition"), F("image_id"), F("etag"), F("file"), F("filter_spec")),
        Track.objects.filter(media__public_id=public_id, name=filename)
        .order_by()
        .values_list(Value("captions"), F("media_id"), F("etag"), F("name"), Value("")),
    ]
    return next(iter(rows[0].union(*rows[1:], all=True)), None)


def _rows(kind, model, public_id, path, field="file"):
    rows = model.objects.filter(**{"public_id": public_id, field: path}).order_by()
    return rows.values_list(Value(kind), F("pk"), F("etag"), F(field), Value(""))


def _asset(model, pk):
    """The asset, knowing whether its collection is closed; Wagtail asks for that in queries of its own."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.annotate(inner=path)
    closed = Exists(restrictions.filter(inner__startswith=F("collection__path")).order_by())
    return model.objects.annotate(in_closed_collection=closed).filter(pk=pk).first()
