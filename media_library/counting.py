"""What readers do with files, counted: which file, what, the day, and the name of the site that led there. No cookie is
set or read for it, nothing of a person is kept, and machines and editors are not counted.

A reader's request never waits for the count: it is written when the answer has been sent, and a database that is busy
costs one number and no page.
"""

import logging
import re
from functools import partial
from urllib.parse import urlsplit

from django.db import DatabaseError

from publication.asker import is_a_reader
from publication.limits import seconds_to_wait

from .downloads import offers
from .models import AssetCount
from .models.asset import today
from .models.count import PLAY, VIEW, ZIP

logger = logging.getLogger(__name__)

#: From one network within a minute. What is more is given, and not counted.
MOST = 120
#: What a browser says that it wants a file for: to keep or open it by itself; to play it. A page that shows a picture
#: says "image".
TAKEN, PLAYED = {"document", "empty"}, {"audio", "video"}
#: What browsers that do not say so begin with, when a page shows a file.
SHOWN = ("image/", "audio/", "video/")
SITE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def count_view(request, response, asset):
    """The page of a file was read."""
    _count(request, response, [asset.public_id], VIEW)


def count_zip(request, response, assets, kit=None, **kwargs):
    """Several files were taken as one archive; `kit` is the press kit whose they are. May receive a signal."""
    ids = [asset.public_id for asset in assets]
    _count(request, response, [*ids, kit.translation_key.hex] if kit is not None else ids, ZIP)


def count_file(request, asset, filename, response, **kwargs):
    """Receives `signals.file_read`. Of a file that comes in parts, the first counts."""
    begins = request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    if begins and asset.is_public and (what := _what(request, asset, filename)):
        _count(request, response, [asset.public_id], what)


def referring_site(request):
    """The name of the other site whose page led here, or "": of its address nothing else is looked at."""
    try:
        host = (urlsplit(request.headers.get("Referer", "")).hostname or "").lower()
    except ValueError:
        return ""
    ours = request.get_host().partition(":")[0].lower()
    host = host.removeprefix("www.")
    return host if host != ours.removeprefix("www.") and len(host) <= 100 and SITE.fullmatch(host) else ""


def _what(request, asset, filename):
    """`PLAY`, a function that names the size that was taken, or None where a page shows the file."""
    wanted = request.headers.get("Sec-Fetch-Dest", "")
    if wanted in PLAYED:
        return PLAY
    is_shown = wanted not in TAKEN if wanted else request.headers.get("Accept", "").startswith(SHOWN)
    if "download" in request.GET or not is_shown:
        return partial(_size_of, asset, filename)
    return None


def _size_of(asset, filename):
    """Asked for when the answer is out: it may cost queries."""
    found = (offer for offer in offers(asset) if filename in (offer.file_name, offer.path.rpartition("/")[2]))
    if offer := next(found, None):
        return f"{offer.size}.{offer.form}"
    return f"file.{filename.rpartition('.')[2].lower()}"[:24]


def _count(request, response, public_ids, what):
    if request.method != "GET" or response.status_code not in (200, 206) or not public_ids:
        return
    if is_a_reader(request) and not seconds_to_wait(request, "files-counted", MOST):
        write = partial(_write, public_ids, what, referring_site(request))
        # What Django calls when the last byte is out; an open file of an answer is closed there too.
        response._resource_closers.append(write)


def _write(public_ids, what, site):
    try:
        AssetCount.objects.add(public_ids, what() if callable(what) else what, today(), site)
    except DatabaseError as error:
        logger.warning("A use of a file was not counted: %s", error)
