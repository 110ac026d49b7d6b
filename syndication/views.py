from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from . import sitemaps
from .addresses import absolute
from .validators import State, answer

#: What is made is kept for as long as it holds; validators decide that, not this time.
KEPT_SECONDS = 3600

ROBOTS = """User-agent: *
Disallow: /admin/

Sitemap: {sitemap}
"""


@require_safe
def robots(request):
    """RFC 9309. Searches are not closed here: a crawler must be able to read that they are not to be indexed."""
    response = HttpResponse(ROBOTS.format(sitemap=absolute("/sitemap.xml")), content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_safe
def sitemap_index(request):
    return _answer(
        request, settings.LANGUAGE_CODE, "sitemaps", lambda state: sitemaps.index(sitemaps.entries()), "application/xml"
    )


@require_safe
def sitemap(request, language, number=1):
    if language not in dict(settings.LANGUAGES):
        raise Http404

    def make(state):
        return sitemaps.sitemap(sitemaps.entries(), language, number)

    return _answer(request, language, f"sitemap.{number}", make, "application/xml")


def _answer(request, language, name, make, content_type):
    """A 304, or what was made for this state, now or before. Nothing public yet, or nothing made: a 404."""
    state = State.of(language)
    if state is None:
        raise Http404

    def respond():
        key = f"syndication.{name}.{language}"
        kept = cache.get(key)
        if kept is None or kept[0] != state.etag:
            kept = (state.etag, make(state))
            if not kept[1]:
                raise Http404
            cache.set(key, kept, KEPT_SECONDS)
        return HttpResponse(kept[1], content_type=content_type)

    return answer(request, state, respond)
