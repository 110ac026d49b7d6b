"""What a journalist meets behind a personal link: a button, then the files that were granted. Until it ends or is taken
back; a link that opens nothing is answered like one that never was."""

import logging
from functools import partial

from django.db import DatabaseError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from media_library.responses import answer
from media_library.titles import heading_of
from people.request import PersonalLink, digest_of_token

from ..passes import cookies
from ..passes.reading import kept_apart
from .files import asset_of, granted, key_of

logger = logging.getLogger(__name__)

SALT, COOKIE = "editorial.asking", "granted"


@csrf_exempt  # it changes nothing but a number, and opens nothing that the address does not
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, token):
    """`/<language>/files/<token>/`. Programs that follow links in mail open nothing: that takes a click."""
    link, asset = _find(token)
    if request.method == "POST":
        return _let_in(request, link)
    if not _is_open(request, link):
        return kept_apart(render(request, "editorial/granted_door.html", {"hours": cookies.HOURS}))
    files = [
        {"offer": offer, "address": reverse("granted_file", args=[token, key_of(offer), offer.file_name])}
        for offer in granted(link, asset)
    ]
    told = {"link": link, "asset": asset, "title": heading_of(asset)[0], "files": files}
    return kept_apart(render(request, "editorial/granted.html", told))


@require_safe
def file(request, token, key, file_name):
    """One of the files, to keep. Of one that comes in parts, the first counts."""
    link, asset = _find(token)
    if not _is_open(request, link):
        raise Http404
    # By its size and format: its name may have changed since the page was opened.
    offer = next((offer for offer in granted(link, asset) if key_of(offer) == key), None)
    if offer is None:
        raise Http404
    names = (offer.file_name, offer.file_name)
    response = answer(request, asset, offer.path, offer.etag, public=False, names=names, save=True)
    begins = request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    if request.method == "GET" and begins and response.status_code in (200, 206):
        _count_when_sent(response, PersonalLink.objects.count_download, link)
    return kept_apart(response)


def _find(token):
    """The living link of this token and its file."""
    living = PersonalLink.objects.living().filter(token_hash=digest_of_token(token))
    link = living.select_related("request").first()
    asset = link and asset_of(link.request.subject)
    if asset is None:
        raise Http404
    return link, asset


def _let_in(request, link):
    """In the language in which the button was pressed: who reads the other edition presses another."""
    response = HttpResponseRedirect(request.path, status=303)
    cookies.give_one(response, COOKIE, link.token_hash, request.path, SALT)
    _count_when_sent(response, PersonalLink.objects.count_opening, link)
    return kept_apart(response)


def _count_when_sent(response, write, link):
    """As `media_library.counting` does: a database that is busy costs one number, and no journalist the file."""
    response._resource_closers.append(partial(_count, write, link))


def _count(write, link):
    try:
        write(link.pk)
    except DatabaseError as error:
        logger.warning("A use of personal link %s was not counted: %s", link.pk, error)


def _is_open(request, link):
    return cookies.opens(request, link.token_hash, COOKIE, SALT)
