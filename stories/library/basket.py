"""The basket: what a reader has put aside from the whole library, without an account.

It is a cookie of this site alone, set when something is put in and gone when the basket is emptied, that holds public
ids. Pages of the library never read it: they are the same for everybody, and caches may keep them. So what stands in
the basket is told by its own page, and by the script.

Its forms carry no token against forgery, which would be a cookie for every reader; that a page of this site has sent
them is asked instead (`publication.asker`), and all that could be forged is what somebody sees in a basket.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from pages.digits import whole_number
from pages.models import BrandSettings
from publication.asker import is_from_here
from publication.gate import published
from publication.languages import in_a_language_of_the_site

from ..models import MediaPage
from . import taking
from .finding import public_assets, public_ids_of
from .kits import PICKED_BY
from .papers import Whole, absolute
from .tiles import Tile

COOKIE = "basket"
KEPT = 7 * 24 * 3600  # seconds
#: A cookie holds 4 KB: 16 octets each, and a third more as text.
MOST = 100
ID = 16
#: A public id, or enough of its beginning.
PICK = re.compile(rf"[0-9a-f]{{{PICKED_BY},{2 * ID}}}")
ARCHIVE = "zip"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@in_a_language_of_the_site
def basket(request):
    """`/<language>/media/basket/`, and with `?format=zip` its archive."""
    ids = _ids_in(request)
    if request.method == "POST":
        return _kept_apart(_change(request, ids))
    assets = public_assets(ids)
    if request.GET.get("format") == ARCHIVE:
        return _kept_apart(_archive(request, assets, ids))
    there = [public_id for public_id in ids if public_id in assets]
    tiles = [Tile(assets[public_id]) for public_id in there]
    response = render(request, "stories/basket.html", _context(request, tiles, gone=len(ids) - len(there)))
    if there != ids:
        _keep(response, there)
    return _kept_apart(response)


def _context(request, tiles, gone):
    offered = [tile for tile in tiles if tile.offers]
    weight = sum(tile.best.weight for tile in offered)
    web_weight = sum(tile.for_the_web.weight for tile in offered)
    back = request.GET.get("next", "")
    return {
        "tiles": tiles,
        "offered": offered,
        "weight": weight,
        "web_weight": web_weight,
        "has_lighter": web_weight < weight,
        "gone": gone,
        "added": whole_number(request.GET.get("added", "")),
        "is_full": "full" in request.GET,
        "back": back if _is_ours(request, back) else "",
        "in_section": "media",
    }


def _change(request, ids):
    if not is_from_here(request):
        return HttpResponseBadRequest()
    told = {}
    if "empty" in request.POST:
        ids = []
    elif remove := request.POST.get("remove"):
        ids = [public_id for public_id in ids if public_id != remove]
    else:
        new = [one for one in _picked(request) if one not in ids]
        told["added"] = len(new[: MOST - len(ids)])
        if len(ids) + len(new) > MOST:
            told["full"] = 1
        ids = [*ids, *new][:MOST]
    if request.headers.get("Accept") == "application/json":
        response = JsonResponse({"count": len(ids), "full": bool(told.get("full"))})
    else:
        if _is_ours(request, back := request.POST.get("next", "")):
            told["next"] = back
        address = reverse("basket") + (f"?{urlencode(told)}" if told else "")
        response = HttpResponseRedirect(address, status=303)
    _keep(response, ids)
    return response


def _picked(request):
    """Ids of public assets alone, so that a basket never holds, or tells of, anything else."""
    picks = [pick for pick in request.POST.getlist("pick") if PICK.fullmatch(pick)]
    return public_ids_of(list(dict.fromkeys(picks))[:MOST])


def _archive(request, assets, ids):
    placed = [("", Tile(assets[public_id])) for public_id in ids if public_id in assets]
    whole = Whole(title=dict(_titles()), address=dict(_addresses()), terms={})
    stem = BrandSettings.current().word("name", "en") or "newsroom"
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in stem.lower()).strip("-")
    return taking.answer(request, placed, whole, taking.today(), f"{plain or 'newsroom'}-pictures.zip")


def _titles():
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            yield code, gettext("From the media library")


def _addresses():
    """Of the library in each language. One query."""
    for page in published(queryset=MediaPage.objects.select_related("locale")):
        yield page.locale.language_code, absolute(page.url_path)


def _ids_in(request):
    """What the cookie says; a damaged one says nothing."""
    try:
        packed = urlsafe_b64decode(request.COOKIES.get(COOKIE, "").encode())
    except (Error, ValueError):
        return []
    whole = len(packed) // ID * ID
    ids = [packed[start : start + ID].hex() for start in range(0, whole, ID)]
    return list(dict.fromkeys(ids))[:MOST]


def _keep(response, ids):
    if not ids:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    packed = urlsafe_b64encode(b"".join(map(bytes.fromhex, ids))).decode()
    # Scripts may read it: that is how a page which a cache has kept tells how much is in the basket.
    response.set_cookie(COOKIE, packed, max_age=KEPT, samesite="Lax")


def _kept_apart(response):
    """Nobody else's answer. A download may go on where it broke off, so it is not forbidden to be kept by its owner."""
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Cookie"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_ours(request, address):
    is_path = address.startswith("/") and not address.startswith("//")
    return is_path and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
