from django.conf import settings
from django.db.models import F, Q
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.encoding import uri_to_iri
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from .gate import published

ANSWERS_TO_EVERYBODY = (200, 301, 304, 404, 410)
#: What a reader has chosen at the foot of a page: `pages.views.appearance` sets it, `static/js/theme.js` too.
THEME_COOKIE = "theme"
THEMES = ("device", "light", "dark")


class PublicCacheMiddleware:
    """States for each answer who may keep it.

    Decided by the presence of the session cookie, never by `request.user`: asking for the user would open the
    session and make every page vary by cookie. A public page is fresh for a moment at the reader's and for a
    minute in a shared cache; a missing one shorter, because it may be about to go live.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:
            # The server drops the body and warns of it each time; the length stays that of the page (RFC 9110 9.3.2).
            response.headers.setdefault("Content-Length", str(len(response.content)))
            response.content = b""
        if response.has_header("Cache-Control"):
            return response
        anonymous = settings.SESSION_COOKIE_NAME not in request.COOKIES and not _will_set_a_cookie(request, response)
        if request.method in ("GET", "HEAD") and anonymous and response.status_code in ANSWERS_TO_EVERYBODY:
            response.is_for_everybody = True
            if chosen_theme(request):
                # The page says in its first line what this reader has chosen; a shared cache would hand their dark
                # page to everybody. It is public all the same, so the reader's own browser may keep it.
                patch_cache_control(response, private=True, max_age=0)
                patch_vary_headers(response, ["Cookie"])
            else:
                shared = 5 if response.status_code in (404, 410) else 60
                patch_cache_control(response, public=True, max_age=0, s_maxage=shared)
        else:
            patch_cache_control(response, private=True, no_store=True)
            patch_vary_headers(response, ["Cookie"])
        return response


def chosen_theme(request):
    """Which of `THEMES` the reader has chosen; "" if none. Whatever else the cookie says changes no answer."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def _will_set_a_cookie(request, response):
    """The middleware of sessions and of CSRF stand outside of this one and set theirs later."""
    session = getattr(request, "session", None)
    renews_session = session is not None and session.modified
    return bool(response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE") or renews_session)


class PublicCompressionMiddleware(GZipMiddleware):
    """Compresses what anybody may have, and nothing else.

    The length of a compressed answer tells what is in it to those who can add to it (BREACH), and drafts, names and
    tokens of the admin stand beside words of the request there. What is public holds nothing to be guessed, so it needs
    no padding either, which would make each answer another one. Files are compressed already, and asked for in parts.
    """

    max_random_bytes = 0

    def process_response(self, request, response):
        public = getattr(response, "is_for_everybody", False) or "public" in response.get("Cache-Control", "")
        if response.streaming or not public:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])  # those without a body as well
        if request.method == "HEAD" and re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            # It is that of the page as it is; a GET with these headers would bring a shorter one (RFC 9110 8.6).
            response.headers.pop("Content-Length", None)
        return super().process_response(request, response)


class PublishedRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects, but one that leads to a page that is not public does not exist either."""

    def process_response(self, request, response):
        if response.status_code != 404:
            return response
        redirect = _public_redirect(request)
        if redirect is None or not redirect.link:
            return response
        kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
        return kind(redirect.link)


def _public_redirect(request):
    """One query, so that an address which leads to something secret takes no longer than one that leads nowhere.
    A redirect of this site goes before one of all sites."""
    path = Redirect.normalise_path(request.path, decode_unicode=False)
    if "\0" in uri_to_iri(path):  # PostgreSQL refuses to compare it
        return None
    rows = Redirect.get_for_site(Site.find_for_request(request)).filter(old_path__in={path, uri_to_iri(path)})
    public = rows.filter(Q(redirect_page=None) | Q(redirect_page__in=published().values("pk")))
    return public.select_related("redirect_page").order_by(F("site").asc(nulls_last=True)).first()
