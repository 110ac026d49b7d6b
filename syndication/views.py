import logging

from django.conf import settings
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from . import news, sitemaps
from .addresses import absolute
from .models import ShareCard
from .validators import State, answer

logger = logging.getLogger(__name__)

#: What is made is kept for as long as it holds; validators decide that, not this time.
KEPT_SECONDS = 3600

ROBOTS = """User-agent: *
Disallow: /admin/

Sitemap: {sitemap}
Sitemap: {news}
"""
#: Seconds. As long as a picture's: what is withdrawn is to be gone soon.
CARD_FRESH = 600


@require_safe
def robots(request):
    """RFC 9309. Searches are not closed here: a crawler must be able to read that they are not to be indexed."""
    text = ROBOTS.format(sitemap=absolute("/sitemap.xml"), news=absolute(reverse("news_sitemap")))
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
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
        # Anybody may ask for any number: how many there are is known, so what there is not costs nothing.
        key = f"syndication.sitemap.parts.{language}"
        known = cache.get(key)
        if known and known[0] == state.etag and number > known[1]:
            return ""
        found = sitemaps.entries()
        cache.set(key, (state.etag, sitemaps.parts(found, language)), KEPT_SECONDS)
        return sitemaps.sitemap(found, language, number)

    if number < 1:
        raise Http404
    return _answer(request, language, f"sitemap.{number}", make, "application/xml")


@require_safe
def news_sitemap(request):
    """`/sitemap-news.xml`, of all languages. 404 before anything was published."""
    state = news.state_of_the_hour()
    if state is None:
        raise Http404
    return answer(request, state, lambda: HttpResponse(news.kept(state), content_type="application/xml"))


@require_safe
def share_card(request, digest):
    """`/card/<digest>.jpg`, while its subject is public. One query, whether there is no such card or it is closed."""
    card = ShareCard.objects.public().filter(digest=digest).first()
    if card is None:
        raise Http404
    etag = quote_etag(digest)
    response = get_conditional_response(request, etag=etag) or _bytes_of(card)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={CARD_FRESH}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _bytes_of(card):
    try:
        return FileResponse(card.file.open("rb"), content_type="image/jpeg")
    except Exception as error:  # whatever a storage raises that is away, or has lost the file
        logger.exception("the file of card %s was not read", card.digest)
        raise Http404 from error


def _answer(request, language, name, make, content_type):
    """A 304, or what was made for this state, now or before. Nothing public yet, or nothing made: a 404."""
    state = State.of(language)
    if state is None:
        raise Http404
    # Rights in files end with a day, when nobody writes a row.
    state = state.since(timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0))

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
