"""How an archive is answered: conditions and ranges, so that a download that broke off goes on where it was."""

from urllib.parse import quote

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from .responses import span


def answer_with_archive(request, archive, name):
    """The archive, 304, 206 or 416. `name` is what the file is called, of which programs that know no other letters
    get those of ASCII. A HEAD reads no file; its length is known without."""
    etag = quote_etag(archive.etag)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = _bytes(request, archive, etag)
        response.headers["Accept-Ranges"] = "bytes"
    if response.status_code in (200, 206):
        response.headers["Content-Type"] = "application/zip"
        response.headers["Content-Disposition"] = _disposition(name)
    response.headers["ETag"] = etag
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def begins(response):
    """Whether an answer holds the beginning of an archive: of one that comes in parts, the first part counts."""
    part = response.headers.get("Content-Range", "")
    return response.status_code == 200 or (response.status_code == 206 and part.startswith("bytes 0-"))


def _bytes(request, archive, etag):
    part = span(request, archive.size, etag)
    if part == "unsatisfiable":
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{archive.size}"
        return response
    start, end = part or (0, archive.size - 1)
    if request.method == "HEAD":
        response = HttpResponse()
    else:
        response = StreamingHttpResponse(archive.between(start, end + 1), status=206 if part else 200)
    if part:
        response.headers["Content-Range"] = f"bytes {start}-{end}/{archive.size}"
    response.headers["Content-Length"] = end - start + 1
    return response


def _disposition(name):
    """RFC 6266: a name that everything understands, and one with all its letters."""
    plain = name.encode("ascii", "ignore").decode().strip("-. ") or "files.zip"
    if plain == name:
        return f'attachment; filename="{name}"'
    plain = plain if plain != "zip" else "files.zip"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
