from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.utils import translation
from django.utils.datastructures import MultiValueDictKeyError

INLINE = "'unsafe-inline'"


class PathLanguageMiddleware:
    """The public language is what the address says, and nothing else: no cookie, no header, no redirect.

    Django's own middleware turns a 404 outside the language prefix into a redirect, because Wagtail's catch-all makes
    every path look valid, and varies answers by `Accept-Language`, which no shared cache can keep.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.languages = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request):
        first = request.path_info.strip("/").partition("/")[0]
        language = first if first in self.languages else settings.LANGUAGE_CODE
        if first == "admin":
            # Until somebody is logged in, and Wagtail knows their choice, the browser's; no shared cache keeps this.
            language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


class MalformedFormMiddleware:
    """A form that lacks its own fields is a bad request (400), not a fault of ours: stock form code reads the fields
    of a StreamField as if they must be there."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, MultiValueDictKeyError) and request.method == "POST":
            raise SuspiciousOperation("A field of the form is missing.") from exception


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for readers. Wagtail's admin has inline scripts and styles (choosers and date pickers die
    without them), so under its path both are allowed, and pictures from memory for the upload preview. Readers get the
    styles that stand in the page, such as the brand's colours, known by their hashes: every answer stays the same for
    everybody. What a page offers besides, such as the frame of another house, is let in on that page alone."""

    def process_response(self, request, response):
        if request.path_info.startswith("/admin/"):
            response._csp_update = {
                "script-src": [INLINE],
                "style-src": [INLINE],
                "img-src": ["blob:"],
                "frame-src": ["'self'"],
            }
        else:
            hashes = [f"'sha256-{style_hash}'" for style_hash in getattr(request, "style_hashes", ())]
            offered = {name: sorted(sources) for name, sources in getattr(request, "offered_sources", {}).items()}
            if update := ({"style-src": hashes} if hashes else {}) | offered:
                response._csp_update = update
        return super().process_response(request, response)
