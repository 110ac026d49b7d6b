"""How the API answers. Any site may read it, nobody is known by it: no cookie, no session, no key."""

import json
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.models import BrandSettings
from publication.languages import in_a_language_of_the_site

from .. import limits
from ..addresses import absolute
from ..naming import newsroom
from ..validators import FRESH, State, answer
from .document import openapi_document
from .parameters import asked
from .problems import Problem, not_there
from .registry import RESOURCES

READS = ("GET", "HEAD")
ALLOWED = "GET, HEAD, OPTIONS"
#: What another site's script may send along, and read of the answer beside what every script may.
ASKS, TELLS = "If-None-Match, If-Modified-Since", "ETag, Link, Retry-After"

#: What another site needs to show our headlines. Text and never HTML of ours: nothing of it can run there.
SNIPPET = """<ul id="news"></ul>
<script type="module">
  const address = "%(items)s?language=%(language)s&limit=5&fields=title,url,language";
  const { data } = await (await fetch(address)).json();
  for (const item of data) {
    const link = document.createElement("a");
    Object.assign(link, { href: item.url, textContent: item.title, lang: item.language, dir: "auto" });
    document.querySelector("#news").appendChild(document.createElement("li")).append(link);
  }
</script>"""


class Validators(State):
    """Of the API's answers: raise `FORM` when their form changes."""

    FORM = 1

    @property
    def etag(self):
        return super().etag.replace('W/"', f'W/"{self.FORM}.')


def endpoint(view):
    """What every address of the API has in common: who may ask how, and that whatever goes wrong is told as JSON."""

    @wraps(view)
    def respond(request, **kwargs):
        try:
            response = _respond(view, request, kwargs)
        except Problem as problem:
            response = problem.as_response()
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = TELLS
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    respond.csrf_exempt = True
    return respond


def _respond(view, request, kwargs):
    if request.method == "OPTIONS":
        headers = {"Access-Control-Allow-Methods": ALLOWED, "Access-Control-Allow-Headers": ASKS, "Allow": ALLOWED}
        return HttpResponse(status=204, headers={**headers, "Access-Control-Max-Age": "86400"})
    if request.method not in READS:
        raise Problem(405, "This API is read and not written.", headers={"Allow": ALLOWED})
    return view(request, **kwargs)


def list_of(resource):
    @endpoint
    def respond(request):
        wanted = asked(request, resource.of_list)

        def make():
            part = resource.read_list(request, wanted)
            data = [resource.listed.of(row, wanted["fields"]) for row in part.rows]
            return _page(request, data, part.cursor)

        return _answer(request, wanted["language"], make)

    return respond


def one_of(resource):
    @endpoint
    def respond(request, name):
        wanted = asked(request, resource.of_one)
        language = resource.language_of(name) or wanted["language"]

        def make():
            # PostgreSQL refuses to compare NUL; no name holds one.
            row = resource.read_one(request, name.replace("\0", ""))
            if row is None:
                raise not_there()
            return _json(resource.shape.of(row, wanted["fields"]))

        return _answer(request, language, make)

    return respond


@endpoint
def entry(request):
    """Where everything is."""
    asked(request, ())
    return _answer(request, settings.LANGUAGE_CODE, lambda: _json(_entry()))


@endpoint
def openapi(request):
    asked(request, ())
    response = _answer(request, settings.LANGUAGE_CODE, lambda: _json(openapi_document()))
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@endpoint
def nothing(request):
    raise not_there()


def _answer(request, language, make):
    """A 304 where the asker has what stands; else what `make()` builds in that language, within the limit."""
    state = Validators.of(language)

    def respond():
        limits.count(request)
        with translation.override(language):
            return make()

    if state is None:
        # Before the first publication there is nothing that could be kept.
        response = respond()
        response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    else:
        response = answer(request, state, respond)
    response.headers["Content-Language"] = language
    return response


def _page(request, data, cursor):
    following = None
    if cursor:
        query = request.GET.copy()
        query["cursor"] = cursor
        following = f"{absolute(request.path)}?{query.urlencode(safe=',')}"
    response = _json({"data": data, "next": following})
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def _entry():
    codes = [code for code, _name in settings.LANGUAGES]
    return {
        "name": newsroom(BrandSettings.current()),
        "languages": [
            {"code": code, "name": get_language_info(code)["name_local"], "home": absolute(f"/{code}/")}
            for code in codes
        ],
        **{resource.name: absolute(reverse(f"api:{resource.name}")) for resource in RESOURCES},
        "openapi": absolute(reverse("api:openapi")),
        "documentation": absolute(reverse("developers")),
        "oembed": absolute(reverse("oembed")),
    }


def _json(told):
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return HttpResponse(body, content_type="application/json")


@require_safe
@in_a_language_of_the_site
def developers(request):
    """`/<language>/developers/`: for people, how another site shows our news."""
    language = get_language()
    names = {
        "items": _("News"),
        "facts": _("Facts"),
        "assets": _("Files"),
        "people": _("People"),
        "topics": _("Topics"),
    }
    addresses = [
        (name, f"{absolute(reverse(f'api:{resource.name}'))}?language={language}")
        for name, resource in zip(names, RESOURCES, strict=True)
    ]
    context = {
        "snippet": SNIPPET % {"items": absolute(reverse("api:items")), "language": language},
        "addresses": [*addresses, (_("Description (OpenAPI)"), absolute(reverse("api:openapi")))],
        "oembed": absolute(reverse("oembed")),
        "limit": settings.API_REQUESTS_PER_MINUTE,
    }
    return render(request, "syndication/developers.html", context)
