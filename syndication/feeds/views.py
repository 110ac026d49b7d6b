"""Feeds over HTTP, and the page that explains them to people."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.folding import sort_key
from publication.languages import in_a_language_of_the_site
from stories.tallies import extent_of, topics_in
from wordings.models import locale_codes

from .. import limits
from ..api.problems import Problem
from ..validators import FRESH, State, answer
from . import atom, json_feed, rss
from .making import make
from .scopes import FORMS, AboutTopic, Corrections, Everything, OfKind, find, kinds
from .validity import Validity, note, noted

WRITERS = {"rss": rss.write, "atom": atom.write, "json": json_feed.write}
#: What is made is kept for as long as it holds; validators decide that, not this time.
KEPT_SECONDS = 3600


@require_safe
def everything(request):
    """`/<language>/feed.xml`."""
    return respond(request, Everything(request.LANGUAGE_CODE), "rss")


@require_safe
def one_feed(request, slug, form, folder=""):
    """`/<language>/feeds/<scope>.<form>`."""
    scope = find(request.LANGUAGE_CODE, folder, slug)
    if scope is None or form not in FORMS:
        raise Http404
    if isinstance(scope, Everything) and form == "rss":
        return HttpResponsePermanentRedirect(scope.path())
    return respond(request, scope, form)


@require_safe
@in_a_language_of_the_site
def follow(request):
    """`/<language>/feeds/`: what feeds there are and what they are for, as an address to copy each."""
    language = request.LANGUAGE_CODE
    locale_id = next((key for key, code in locale_codes().items() if code == language), None)
    of_kinds = [OfKind(language, name) for name, kind in kinds().items() if extent_of(request, kind, locale_id).count]
    for scope in of_kinds:
        scope.name_it()
    topics = [AboutTopic(language, topic.slug, str(topic)) for topic in topics_in(request, locale_id)]
    groups = [
        ("all", _("Everything"), [Everything(language), Corrections(language)]),
        ("kinds", _("By kind"), sorted(of_kinds, key=lambda scope: sort_key(scope.title))),
        ("topics", _("By topic"), topics),
    ]
    return render(request, "syndication/follow.html", {"groups": [group for group in groups if group[2]]})


def respond(request, scope, form):
    """A feed in one of its forms, or a 304. Asks for no session: every reader gets the same answer."""
    try:
        response = _read(request, scope, form)
    except Problem as problem:
        response = problem.as_response()
    response.headers["Access-Control-Allow-Origin"] = "*"
    _show(request, response, form)
    if not scope.indexable:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _read(request, scope, form):
    before = request.GET.get("before", "")
    if not scope.is_kept:
        return _made_each_time(request, scope, form, before)
    if before:
        return _older_page(request, scope, form, before)
    return _first_page(request, scope, form)


def _count(request):
    """Of what is made for each who asks, anybody may ask for any number: a household has so many in a minute."""
    limits.count(request, "feeds", "FEED_PAGES_PER_MINUTE")


def _first_page(request, scope, form):
    state = _state(scope)
    kept_as = f"syndication.feed.{scope.key}.{form}"
    found = noted(state, form)
    feed = None
    if found is None:
        feed = note(scope, state, _make(scope))
        found = Validity(f"{form}-{feed.digest}", feed.changed_at)

    def body():
        kept = cache.get(kept_as)
        if kept is None or kept[0] != found.etag:
            made = feed or _make(scope)
            kept = (found.etag, WRITERS[form](made.at(found.changed_at)))
            # What changed between note and making is newer than its name: it must not be kept under it.
            if f"{form}-{made.digest}" == found.digest:
                cache.set(kept_as, kept, KEPT_SECONDS)
        return _response(kept[1], form)

    return _linked(answer(request, found, body), scope, form)


def _older_page(request, scope, form, before):
    """Of these there is any number, so nothing is noted and nothing kept: the state of the language answers for them.
    Once the feed has been looked at in that state it is known to be there."""
    state = _state(scope)

    def made():
        _count(request)
        return _make(scope, before)

    feed = None if noted(state, form) else made()

    def body():
        return _response(WRITERS[form]((feed or made()).at(state.changed_at)), form)

    return answer(request, state, body)


def _made_each_time(request, scope, form, before):
    """A list that anybody may ask for in any words: none of it is kept, and what it says is its only validator."""
    state = _state(scope)
    _count(request)
    feed = _make(scope, before).at(state.changed_at)
    etag = "W/" + quote_etag(f"{form}-{feed.digest_of_contents}")
    response = get_conditional_response(request, etag=etag) or _response(WRITERS[form](feed), form)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    return response


def _state(scope):
    state = State.of(scope.language, scope.key if scope.is_kept else "")
    if state is None:
        raise Http404
    return state


def _make(scope, before=""):
    feed = make(scope, before)
    if feed is None:
        raise Http404
    return feed


def _response(text, form):
    return HttpResponse(text, content_type=f"{FORMS[form]}; charset=utf-8")


def _show(request, response, form):
    """Browsers write out what is called a feed as plain text; called XML, it is shown by its stylesheet. The bytes are
    the same, and programs, which do not navigate, are told what it is."""
    patch_vary_headers(response, ["Sec-Fetch-Dest"])
    if form != "json" and response.status_code == 200 and request.headers.get("Sec-Fetch-Dest") == "document":
        response.headers["Content-Type"] = "application/xml; charset=utf-8"


def _linked(response, scope, form):
    """WebSub (W3C) looks into the headers first."""
    hubs = [f'<{hub}>; rel="hub"' for hub in settings.WEBSUB_HUBS]
    if hubs:
        response.headers["Link"] = ", ".join([*hubs, f'<{scope.address(form)}>; rel="self"'])
    return response
