"""What a journalist meets behind the link: the terms, then the piece.

Following the link opens nothing, whoever follows it: programs that check mail and make previews of links get the terms
and a button. The button sends a form; from then on this browser may read for a few hours (`cookies`). The form carries
no token against forgery: whoever could forge it would need the one in the address, and that opens the piece anyway.
"""

from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail import hooks

from publication.asker import client_address

from ..embargo import USUAL_TERMS, Notice
from ..models import Pass
from ..models.passes import digest_of_token
from . import cookies
from .history import ACCEPTED, write
from .uses import record_opening

#: The one other form of a piece that is shown before its time: it carries the notice.
PLAIN_TEXT = "txt"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, token):
    """`/<language>/embargo/<token>/`. Two queries before the same 404, whether there never was such a token or it has
    been revoked, has expired, or leads to what was not published after all."""
    given = _find(token)
    if given is None:
        Pass.objects.refuse(digest_of_token(token), client_address(request))
        raise Http404
    if not given.stands:
        return kept_apart(HttpResponseRedirect(given.page.url_path))
    if request.method == "POST":
        return _let_in(request, given, token)
    if cookies.opens(request, given.token_hash) and get_language() == given.page.locale.language_code:
        return _piece(request, given)
    return _terms(request, given)


def _find(token):
    """The pass of this token if it leads anywhere: to the piece, or to its public page after the lift. One query."""
    about = ("journalist", "revision", "page__locale", "page__content_type", "page__embargo")
    given = Pass.objects.with_state().filter(token_hash=digest_of_token(token)).select_related(*about).first()
    leads_on = given is not None and given.is_living() and (given.stands or given.is_out)
    return given if leads_on else None


def _let_in(request, given, token):
    """The terms are accepted, and the piece is opened, at the address of its own language."""
    with transaction.atomic():
        if Pass.objects.filter(pk=given.pk, accepted_at=None).update(accepted_at=timezone.now()):
            write(given, ACCEPTED, address=client_address(request))
        record_opening(given, request)
    with translation.override(given.page.locale.language_code):
        address = reverse("embargo", args=[token])
    response = HttpResponseRedirect(address, status=303)
    cookies.give(response, given.token_hash, address)
    return kept_apart(response)


def _terms(request, given):
    """Says that there is something, until when and on what terms. Not what it is, nor for whom."""
    told = {"notice": _notice(given), "hours": cookies.HOURS, "is_preview": True}
    return kept_apart(render(request, "editorial/terms.html", told))


def _piece(request, given):
    """The text that the pass was given for, as readers will see it, with the notice above."""
    form = request.GET.get("format")
    if form not in (None, PLAIN_TEXT) or "version" in request.GET:
        raise Http404
    page = given.revision.as_object()
    comma = pgettext("between items of a list", ", ")
    reader = comma.join(filter(None, [given.journalist.name, given.journalist.outlet]))
    page.embargo_notice = _notice(given, reader=reader, plain_text=f"{request.path}?format={PLAIN_TEXT}")
    if form:
        return kept_apart(_other_form(request, page))
    context = page.get_context(request) | {"is_preview": True}
    return kept_apart(render(request, page.get_template(request), context))


def _other_form(request, page):
    """By whoever gives public pages that form; content knows nothing of them."""
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, [], {})
        if response is not None:
            return response
    raise Http404


def _notice(given, **more):
    return Notice(given.moment, given.page.embargo.terms or str(USUAL_TERMS), **more)


def kept_apart(response):
    """Kept by no cache, found by no search engine, and the address told to nobody."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    response.headers.pop("Link", None)
    return response
