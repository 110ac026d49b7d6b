"""How a file is answered once the gate has opened it: headers, conditions, ranges."""

import mimetypes
import os
import re
from urllib.parse import quote

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

#: Not in every system's table of types.
TYPES = {"avif": "image/avif", "webp": "image/webp", "heic": "image/heic", "webm": "video/webm", "m4a": "audio/mp4",
         "vtt": "text/vtt", "svg": "image/svg+xml"}  # fmt: skip
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
# A browser's own viewer of PDF files does not start in a sandbox.
SANDBOX = "default-src 'none'; sandbox"
NO_SANDBOX = "default-src 'none'"


def answer(request, asset, path, etag, public, names, save=False, content=None):
    """The file, 304, 206 or 416. `public` says whether anybody may keep it; else only the asker sees it. `names` are
    two, in ASCII and in any letters; with `save` a browser stores the file and does not show it. `content` is what has
    no file.

    Conditions are judged here, after the gate: before it a 304 would tell who has guessed a validator.
    """
    etag = quote_etag(etag)
    conditional = get_conditional_response(request, etag=etag)
    if conditional is not None:
        response = conditional
        response["ETag"] = etag
    elif content is None and getattr(settings, "MEDIA_ACCEL_PREFIX", ""):
        response = HttpResponse()
        response["X-Accel-Redirect"] = settings.MEDIA_ACCEL_PREFIX.rstrip("/") + "/" + quote(path)
        response["ETag"] = etag
    else:
        response = _bytes(request, path, etag, content)
    return _with_headers(response, asset, path, public, _disposition(asset, path, names, save))


def content_type(path):
    extension = path.rpartition(".")[2].lower()
    return TYPES.get(extension) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _with_headers(response, asset, path, public, disposition):
    kind = content_type(path)
    if response.status_code != 304:
        response["Content-Type"] = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        response["Content-Disposition"] = disposition
    response["Cache-Control"] = "public, max-age=600" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NO_SANDBOX if kind == "application/pdf" else SANDBOX
    response["Cross-Origin-Resource-Policy"] = "cross-origin" if public else "same-origin"
    return response


def _disposition(asset, path, names, save):
    """RFC 6266: the name in ASCII for all, and in other letters for those who read `filename*`."""
    inline = not save and (asset.folder != "documents" or content_type(path) in ("application/pdf", "image/jpeg"))
    plain, spoken = names
    starred = f"; filename*=UTF-8''{quote(spoken, safe='')}" if save else ""
    return f'{"inline" if inline else "attachment"}; filename="{plain}"{starred}'


def _bytes(request, path, etag, content=None):
    try:
        file = default_storage.open(path, "rb") if content is None else ContentFile(content)
    except FileNotFoundError:
        raise Http404 from None
    # Of the file that is open: under its name may stand another by now.
    size = file.size if content is not None else os.fstat(file.fileno()).st_size
    part = span(request, size, etag)
    if part == "unsatisfiable":
        file.close()
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    elif part:
        start, end = part
        file.seek(start)
        response = FileResponse(_Slice(file, end - start + 1), status=206)
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
        response["Content-Length"] = end - start + 1
    else:
        response = FileResponse(file)
        response["Content-Length"] = size
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    return response


def span(request, size, etag):
    """First and last byte wanted, "unsatisfiable", or None for the whole file (RFC 9110, section 14).

    Several ranges at once are answered with the whole, as the standard allows.
    """
    match = RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or not match or match.groups() == ("", ""):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) and size else "unsatisfiable"
    start, end = int(first), min(int(last or size - 1), size - 1)
    if last and int(last) < start:
        return None  # not a range at all
    return (start, end) if start < size else "unsatisfiable"


class _Slice:
    """So many bytes of an open file, from where it stands."""

    def __init__(self, file, length):
        self.file, self.left = file, length

    def read(self, size=-1):
        size = self.left if size < 0 else min(size, self.left)
        data = self.file.read(size)
        self.left -= len(data)
        return data

    def close(self):
        self.file.close()
