from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stories.finding import found
from stories.models.index import one_page

LONGEST_QUERY = 200


@require_safe
def search(request):
    """Searches what is public in the language of the address."""
    query = request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
    results = one_page(request, found(query, get_language())) if query else None
    return render(request, "search/search.html", {"query": query, "results": results})
