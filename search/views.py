from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publication.languages import in_a_language_of_the_site
from stories.finding import LONGEST_QUERY, found
from stories.models.index import one_page
from syndication.feeds.scopes import FORMS
from syndication.feeds.views import respond

from .feeds import Search


@require_safe
@in_a_language_of_the_site
def search(request):
    """Searches what is public in the language of the address."""
    query, language = asked_in(request), get_language()
    results = one_page(request, found(query, language)) if query else None
    feed_scope = Search(language, query) if query else None
    return render(request, "search/search.html", {"query": query, "results": results, "feed_scope": feed_scope})


@require_safe
def feed(request, form):
    """`/<language>/feeds/search.<form>?q=…`: what a search finds, the newest first."""
    query = asked_in(request)
    if not query or form not in FORMS:
        raise Http404
    return respond(request, Search(request.LANGUAGE_CODE, query), form)


def asked_in(request):
    return request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
