"""Finds news by words: for the reader's search, and for programs."""

import re

from wagtail.models import Locale

from pages.digits import latin_digits
from pages.folding import fold
from publication.models import Reference

from .models import NewsItem
from .models.news_item import NewsItemQuerySet

#: What stands on every item for journalists to quote: NW-2026-041.
REFERENCE = re.compile(r"([A-Z]+(?:-[A-Z]+)*)-(\d{4})-(\d{1,6})", re.IGNORECASE)
MOST_RESULTS = 200


def found(query, language, show=NewsItemQuerySet.for_list):
    """Public items in this language, the best first, at most `MOST_RESULTS`; `show` says what is read of them.

    The index narrows, the gate decides: the index cannot ask about ancestors and clocks, and it may lag behind a
    withdrawal. So nothing of it reaches the reader, not even a count, before the gate has seen the items.
    """
    # Words alone: quotation marks and brackets are syntax to the databases' own search languages.
    words = " ".join(re.findall(r"\w+", fold(query)))
    if not words:
        return []
    if number := REFERENCE.fullmatch(latin_digits(query.strip())):
        return list(show(_referred_to(number, language)))
    candidates = NewsItem.objects.live().filter(locale_id=Locale.objects.get(language_code=language).pk)
    ranked = [item.pk for item in candidates.search(words, operator="and")[:MOST_RESULTS]]
    place = {pk: number for number, pk in enumerate(ranked)}
    # Asked also when the index has found nothing: else the time would tell of what the gate keeps back.
    public = NewsItem.objects.filter(pk__in=ranked or [0]).published()
    return sorted(show(public), key=lambda item: place[item.pk])


def _referred_to(number, language):
    """The public item that carries this reference, in this language."""
    series, year, place = number.groups()
    keys = Reference.objects.filter(series=series.upper(), year=year, number=place).values("translation_key")
    return NewsItem.objects.filter(translation_key__in=keys).in_language(language).published()
