"""At every address of the admin that names a page: Wagtail's views ask what somebody may do below a point of the tree,
and no policy whether this one page is theirs to know of."""

from django.http import Http404

from ..models.need_to_know import closed_keys

#: What Wagtail calls a page in its addresses: `page_id`, `parent_page_id`, `page_to_move_id`, `destination_id`.
PAGES = ("page", "parent_page", "destination")
#: Views that are told their pages by a query, `?id=1&id=2`.
BY_QUERY = ("choose-page/", "bulk/wagtailcore/page/")


class NeedToKnowMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Raises Http404, as for a page that does not exist."""
        if not request.path.startswith("/admin/"):
            return
        keys = [value for name, value in kwargs.items() if name.startswith(PAGES) and isinstance(value, int)]
        if any(part in request.path for part in BY_QUERY):
            keys += filter(None, map(_key, request.GET.getlist("id")))
        # A key that no row can have names no page, and SQLite would stumble over it.
        keys = [key for key in keys if key < 2**63]
        if not keys or not request.user.is_authenticated:
            return
        if closed_keys(request.user, keys):
            raise Http404


def _key(text):
    """As Django reads it: +21 and a space before it are 21 too. None for what is no number."""
    try:
        return int(text)
    except ValueError:
        return None
