import re
from typing import NamedTuple

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Value
from django.http import Http404
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import CollectionViewRestriction

from publication.gate import may_read

from .downloads import size_and_form
from .grants import staff
from .models import Document, Download, Image, Media, Rendition, Track
from .names import readable_name
from .responses import answer
from .rights import end_of
from .signals import file_read

KINDS = {
    "image": Image, "rendition": Image, "download": Image, "document": Document, "preview": Document, "media": Media,
    "poster": Media, "captions": Media,
}  # fmt: skip


@require_safe
def serve(request, public_id, filename, size=""):
    """The only way from an address to the bytes of an asset.

    What does not exist and what may not be read are the same 404 after the same three queries: where the file is,
    the asset, and whether something public uses it. An unknown id is looked up as an asset that nobody uses.
    """
    # PostgreSQL refuses to compare NUL; no name holds one.
    public_id, filename, size = (part.replace("\0", "") for part in (public_id, filename, size))
    found = _locate_size(public_id, size, filename) if size else _locate(public_id, filename)
    # A collection is named, because the default one is looked up with a query.
    asset = _asset(KINDS[found.kind], found.pk) or Image(public_id=public_id, collection_id=0)
    readable = may_read(request, asset)
    for_staff = _for_staff_only(found, asset)
    if not found.path or not readable or (for_staff and not staff(request, asset)):
        raise Http404
    public = asset.is_public and not for_staff
    names = _names(request, asset, found)
    content = _captions(asset, filename) if found.kind == "captions" else None
    response = answer(request, asset, found.path, found.etag, public, names, "download" in request.GET, content)
    _keep_no_longer_than_rights_last(response, asset)
    if request.method == "GET" and response.status_code in (200, 206):
        told = {"request": request, "response": response, "asset": asset, "filename": found.name or filename}
        file_read.send(sender=type(asset), **told)
    return response


def _captions(media, name):
    """They stand in their row and not in a file."""
    return (media.tracks.filter(name=name).values_list("text", flat=True).first() or "").encode()


def _keep_no_longer_than_rights_last(response, asset):
    """A cache must not show what we may show no longer."""
    kept = re.fullmatch(r"public, max-age=([0-9]+)", response.headers.get("Cache-Control", ""))
    if kept and asset.expires_on:
        left = int((end_of(asset.expires_on) - timezone.now()).total_seconds())
        response.headers["Cache-Control"] = f"public, max-age={max(min(int(kept[1]), left), 0)}"


class Found(NamedTuple):
    """A file: `spec` is Wagtail's of a rendition and the size of a download, `name` what readers know it by."""

    kind: str = "image"
    pk: int = 0
    etag: str = ""
    path: str = ""
    spec: str = ""
    name: str = ""


def _for_staff_only(found, asset):
    """A picture as it was uploaded, also as the rendition that the admin makes of it at full size; and what readers
    may not take, because it has to be asked for first, or could take until the terms or an editor said otherwise.
    Recordings play whatever their terms."""
    if found.kind in ("download", "document"):
        return not asset.is_free or (found.spec == "original" and not asset.original_offered)
    return found.kind == "image" or found.spec.startswith("original")


def _names(request, asset, found):
    """The file's name in ASCII, and in any letters: `?download=fa` asks for the words of that language."""
    name = found.name or found.path.rpartition("/")[2]
    language = request.GET.get("download")
    if language not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        return name, name
    return name, readable_name(asset, found.spec, name.rpartition(".")[2], language)


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
    return Found(*next(iter(rows[0].union(*rows[1:], all=True)), ()))


def _locate_size(public_id, size, filename):
    """The same of a file for readers, whatever it was called when its address was noted down."""
    size, form = size_and_form(size, filename)
    rows = Download.objects.filter(image__public_id=public_id, size=size, form=form).order_by()
    columns = (Value("download"), "image_id", "etag", "file", "size", "name")
    return Found(*next(iter(rows.values_list(*columns)), ()))


def _rows(kind, model, public_id, path, field="file"):
    rows = model.objects.filter(**{"public_id": public_id, field: path}).order_by()
    return rows.values_list(Value(kind), F("pk"), F("etag"), F(field), Value(""))


def _asset(model, pk):
    """The asset, knowing whether its collection is closed; Wagtail asks for that in queries of its own."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.annotate(inner=path)
    closed = Exists(restrictions.filter(inner__startswith=F("collection__path")).order_by())
    return model.objects.annotate(in_closed_collection=closed).filter(pk=pk).first()
