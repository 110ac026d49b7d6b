"""The frames that other sites show, and the oEmbed answer that tells them how (oembed.com, 1.0)."""

import json
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from pages.models import BrandSettings

from ..api.problems import Problem
from ..validators import State, answer
from . import oembed
from .finding import find, withdrawal_of
from .frames import frame_of


def state_of_the_day(language):
    """The state of what other sites show, which is another each day: rights in files end with one, when nobody writes
    a row. None before anything was published."""
    state = State.of(language)
    return state and state.since(timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0))


class Notice(Exception):
    """In place of what is not there, or no more: a frame has no room for a page."""

    def __init__(self, status, withdrawal=None):
        super().__init__(status)
        self.status, self.withdrawal = status, withdrawal


def may_be_framed(view):
    """By any site. Everything else of ours may be framed by ourselves alone."""

    @wraps(view)
    def respond(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.xframe_options_exempt = True
        response._csp_replace = {"frame-ancestors": ["*"]}
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return respond


@may_be_framed
@require_safe
def embed(request, kind, public_id):
    """`/<language>/embed/<kind>/<public id>/`. Asks for no session: every reader gets the same frame."""
    language = get_language()

    def make():
        try:
            subject = find(kind, public_id, language)
        except Http404:
            withdrawal = withdrawal_of(kind, public_id, language)
            raise Notice(410 if withdrawal else 404, withdrawal) from None
        frame = frame_of(subject)
        return render(request, f"syndication/embed/{frame.kind}.html", {"embedded": frame, "subject": subject})

    state = state_of_the_day(language)
    try:
        return answer(request, state, make) if state else make()
    except Notice as notice:
        context = {"withdrawal": notice.withdrawal}
        return render(request, "syndication/embed/notice.html", context, status=notice.status)


@csrf_exempt
def oembed_answer(request):
    """`/oembed?url=…`: what another site needs to show the thing at one of our addresses."""
    try:
        response = _oembed(request)
    except Problem as problem:
        response = problem.as_response()
        # Django tells the house of each answer above 499; that somebody has asked for XML (501) is no fault of ours.
        response._has_been_logged = True
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _oembed(request):
    if request.method not in ("GET", "HEAD"):
        raise Problem(405, "This address is read and not written.", headers={"Allow": "GET, HEAD"})
    asked = oembed.Asked.of(request)
    state = state_of_the_day(asked.language)

    def make():
        with translation.override(asked.language):
            told = oembed.told(asked, BrandSettings.current())
        body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
        return HttpResponse(body, content_type="application/json")

    return answer(request, state, make) if state else make()
