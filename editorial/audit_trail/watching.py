"""What is asked of the admin and leaves no trace of its own: looking at what is not published, and being refused."""

from functools import wraps

from django.utils import timezone
from wagtail.admin import auth
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail.snippets.models import get_snippet_models

from .actions import PREVIEWED, REFUSED
from .recording import WITHIN, during, record_once

#: Names of views that show what is not published, whatever it is of.
PREVIEWS = {
    "preview_on_add", "preview_on_edit", "view_draft", "workflow_preview", "revisions_view", "revisions_compare",
}  # fmt: skip
PAGES = "wagtailadmin_pages"
#: Refusals of one person that are told thing by thing; further ones within ten minutes are counted together.
TOLD_ONE_BY_ONE = 30


class AuditTrailMiddleware:
    """Inside of all that knows who asks: whatever is logged meanwhile comes from this request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with during(request):
            response = self.get_response(request)
            match = request.resolver_match
            if match is not None and request.path_info.startswith("/admin/") and request.user.is_authenticated:
                if response.status_code == 403 or getattr(request, "was_refused", False):
                    _refused(request, match)
                elif response.status_code == 200 and request.method == "GET" and match.url_name in PREVIEWS:
                    _previewed(request, match)
            return response


def tell_of_refusals():
    """Called once, when the app starts. Wagtail turns a refusal into a redirect before any middleware sees it."""
    for name in ("permission_denied", "reject_request"):
        setattr(auth, name, _telling(getattr(auth, name)))


def _telling(refuse):
    @wraps(refuse)
    def told(request):
        request.was_refused = True
        return refuse(request)

    return told


def _previewed(request, match):
    instance = _instance(match)
    if instance is not None:
        record_once(PREVIEWED, instance, request=request, same=("view",), view=match.url_name)


def _refused(request, match):
    recent = {"action": REFUSED, "user": request.user, "timestamp__gte": timezone.now() - WITHIN}
    told = sum(model.objects.filter(**recent).count() for model in (PageLogEntry, ModelLogEntry))
    # Whoever does not work here must not learn from the time that it takes whether there is something.
    works_here = request.user.has_perm("wagtailadmin.access_admin")
    instance = _instance(match) if works_here and told < TOLD_ONE_BY_ONE else None
    # The path as it was first asked for; without the query, which may hold words of the work.
    same = ("view",) if told < TOLD_ONE_BY_ONE else ()
    record_once(
        REFUSED,
        instance or request.user,
        request=request,
        same=same,
        view=match.view_name,
        path=request.path.replace("\0", "")[:200],
    )


def _instance(match):
    """What the address is about; None for what is not there, or nothing in particular. Of a new page, the one above."""
    models = {model.snippet_viewset.url_namespace: model for model in get_snippet_models()} | {PAGES: Page}
    keys = match.kwargs
    page = keys.get("page_id") or keys.get("parent_page_id")
    model, key = (Page, page) if page else (models.get(match.namespace), keys.get("pk"))
    found = model.objects.filter(pk=key).first() if model and str(key).isdecimal() else None
    return found.specific_deferred if isinstance(found, Page) else found
