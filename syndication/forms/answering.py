"""How a form is answered: headers, conditions, and what is made once and kept.

A validator is the digest of what is said, so it is exact whatever has changed: a word, a telephone number, the size of
a picture. Files that take long (Word, PDF) are kept under it, and made one at a time in each process.
"""

import hashlib
import time
from functools import partial
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.bidi import strip_controls
from people.models import Person
from stories.context import gather, with_words

from ..addresses import absolute
from ..limits import seconds_to_wait
from . import data
from .piece import piece_of
from .registry import CARD, named_forms
from .shelf import Busy, Shelf

#: Part of every validator: raise it when a form changes, so that nobody keeps the old one.
FORM = 1
#: Octets of finished files that a process keeps.
KEPT = 64 * 1024 * 1024
#: Seconds that a request waits while another file is made; and after which it may ask again.
PATIENCE, AGAIN = 10, 5
#: How long it is remembered since when a form says what it says.
REMEMBERED_SECONDS = 7 * 24 * 3600

shelf = Shelf(KEPT)


class TooMany(Exception):
    """Made for one household within a minute."""

    def __init__(self, wait):
        super().__init__(wait)
        self.wait = wait


def form_of(thing, name):
    """The form of this name; one that the thing does not have is not there."""
    form = named_forms(thing).get(name)
    if form is None:
        raise Http404
    return form


def answer_with_item(request, item, name):
    form = form_of(item, name)
    gather(item)
    piece, place, name_of_file = piece_of(item), item.url_path, _name_of_item(item)
    if not form.is_slow:
        return answer_with(request, form, place, name_of_file, form.make(piece), seen=not item.embargo_notice)
    # What is said decides, with what stands above the headline; which sizes the pictures have reached is a change too.
    head = [element.text() for element in piece.head]
    mark = digest(form.name, data.of(piece), *head, *_pictures_of(piece))
    return _answer(request, form, place, name_of_file, mark, partial(_from_shelf, request, mark, form, piece))


def _from_shelf(request, mark, form, piece):
    """None for a HEAD of what is not there: nobody waits for a file of which nothing is sent."""
    found = shelf.find(mark)
    if found is None and request.method != "HEAD":
        if wait := seconds_to_wait(request, "files", settings.FILES_PER_MINUTE):
            raise TooMany(wait)
        found = shelf.take(mark, partial(form.make, piece), PATIENCE)
    return found


def _name_of_item(item):
    """The reference comes first: that is what a desk files by."""
    plain = item.reference or type(item).kind()
    return plain, " ".join(filter(None, [item.reference, item.title]))


def answer_with_person(request, page, name, view=None, args=(), kwargs=None):
    """A press contact's card, on the address of their page, which a route of the page of people serves."""
    slug = (kwargs or {}).get("slug")
    if name != CARD.name or slug is None:
        raise Http404
    person = next(iter(with_words(Person.objects.public().press_contacts().filter(slug=slug))), None)
    if person is None:
        raise Http404
    place = f"{page.url_path}{slug}/"
    return answer_with(request, CARD, place, (slug, str(person)), CARD.make(person, absolute(place)))


def answer_with(request, form, place, name, text, seen=True):
    """With a text that has been made already."""
    made = text.encode()
    return _answer(request, form, place, name, digest(form.name, made), lambda: made, seen)


def _pictures_of(piece):
    assets = [asset for element in piece.elements for asset in element.assets() if asset is not None]
    for asset in assets:
        yield f"{asset.public_id} {asset.etag}"
        if hasattr(asset, "renditions"):
            yield " ".join(sorted(size.etag for size in asset.renditions.all()))


def digest(*parts):
    whole = hashlib.blake2s(str(FORM).encode(), digest_size=16)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode()
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


def _answer(request, form, place, name, mark, make, seen=True):
    """A 304 where the client has what stands, else the file. `place` is the path of the page, which is the original;
    `name` what the file is called, in ASCII and in full. What is shown to one reader alone (`seen` is false) has no
    validators."""
    if seen:
        etag, since = f"W/{quote_etag(mark)}", _since(f"{place}?format={form.name}", mark)
        response = get_conditional_response(request, etag=etag, last_modified=since) or _file(request, form, make)
        if response.status_code in (200, 304):
            response.headers["ETag"] = etag
            # Never ahead of our own clock (RFC 9110 8.8.2.1).
            response.headers["Last-Modified"] = http_date(min(since, int(time.time())))
    else:
        response = _file(request, form, make)
    if response.status_code == 200:
        response.headers["Content-Disposition"] = disposition(form, name)
    response.headers["Content-Language"] = get_language()
    response.headers["Link"] = f'<{absolute(place)}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _since(address, mark):
    """Since when, in seconds, it says this, as far as this cache knows: never earlier than that.

    A second later than it was first asked for: another change in the same second would be another answer with the
    same date.
    """
    key = f"syndication.form.{digest(address)}"
    kept = cache.get(key)
    if kept is None or kept[0] != mark:
        kept = (mark, int(time.time()) + 1)
        cache.set(key, kept, REMEMBERED_SECONDS)
    return kept[1]


def _file(request, form, make):
    try:
        body = make()
    except Busy:
        return _later(503, AGAIN, _("Other files are being made at the moment. Try again in a few seconds."))
    except TooMany as limit:
        return _later(429, limit.wait, _("You have had many files made within a minute. Try again a minute later."))
    kind = f"{form.media_type}; charset=utf-8" if form.media_type.startswith("text/") else form.media_type
    if not form.is_slow:
        return HttpResponse(body, content_type=kind)
    # In one piece, and past the compression: such files are compressed inside.
    whole = StreamingHttpResponse([] if request.method == "HEAD" else [body], content_type=kind)
    if body is not None:
        whole.headers["Content-Length"] = str(len(body))
    return whole


def _later(status, seconds, words):
    response = HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    # Django tells the house of each answer above 499; that readers come at the same time is no fault of ours.
    response._has_been_logged = True
    return response


def disposition(form, name):
    """RFC 6266: a name that everything understands, and one with all its letters."""
    ascii_name, full = name
    full = "".join(sign for sign in strip_controls(full) if sign.isprintable() or sign == "\u200c")
    full = " ".join("".join(" " if sign in '/\\:*?"<>|' else sign for sign in full).split())[:80].strip(" .")
    how = "attachment" if form.is_saved else "inline"
    encoded = quote(f"{full or ascii_name}.{form.ending}", safe="")
    return f"{how}; filename=\"{ascii_name}.{form.ending}\"; filename*=UTF-8''{encoded}"
