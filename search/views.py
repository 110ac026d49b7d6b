import re

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from pages.digits import latin_digits
from pages.folding import fold
from publication.models import Reference
from stories.models import NewsItem
from stories.models.index import one_page

LONGEST_QUERY = 200
#: What stands on every item for journalists to quote: NW-2026-041.
REFERENCE = re.compile(r"([A-Z]+(?:-[A-Z]+)*)-(\d{4})-(\d{1,6})", re.IGNORECASE)
MOST_RESULTS = 200


@require_safe
def search(request):
    """Searches what is public in the language of the address."""
    query = request.GET.get("q", "").replace("\0", "")[:LONGEST_QUERY].strip()
    results = one_page(request, found(query, get_language())) if query else None
    return render(request, "search/search.html", {"query": query, "results": results})


def found(query, language):
    """Public items in this language, the best first, at most `MOST_RESULTS`.

    The index narrows, the gate decides: the index cannot ask about ancestors and clocks, and it may lag behind a
    withdrawal. So nothing of it reaches the reader, not even a count, before the gate has seen the items.
    """
    # Words alone: quotation marks and brackets are syntax to the databases' own search languages.
    words = " ".join(re.findall(r"\w+", fold(query)))
    if not words:
        return []
    if number := REFERENCE.fullmatch(latin_digits(query.strip())):
        return _referred_to(number, language)
    candidates = NewsItem.objects.live().filter(locale_id=Locale.objects.get(language_code=language).pk)
    ranked = [item.pk for item in candidates.search(words, operator="and")[:MOST_RESULTS]]
    place = {pk: number for number, pk in enumerate(ranked)}
    # Asked also when the index has found nothing: else the time would tell of what the gate keeps back.
    public = NewsItem.objects.filter(pk__in=ranked or [0]).published().for_list()
    return sorted(public, key=lambda item: place[item.pk])


def _referred_to(number, language):
    """The public item that carries this reference, in this language."""
    series, year, place = number.groups()
    keys = Reference.objects.filter(series=series.upper(), year=year, number=place).values("translation_key")
    return list(NewsItem.objects.filter(translation_key__in=keys).in_language(language).published().for_list())
