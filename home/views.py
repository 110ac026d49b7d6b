from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from publication.gate import published
from stories.models import NewsItem
from stories.models.index import one_page
from stories.tallies import Newest, extent_of
from wordings.models import locale_codes

from .models import HomePage
from .wire import LENGTH, lines_of


@require_safe
def front_door(request):
    """`/`: one page that names every language in itself. No language is guessed, no reader is redirected."""
    homes = list(HomePage.objects.filter(pk__in=published().values("pk"), depth=2).select_related("locale"))
    if not homes:
        raise Http404
    return render(request, "home/front_door.html", {"homes": homes})


@require_safe
def wire(request):
    """`/<language>/wire/`: everything public in the language as text, newest first."""
    locale_id = next((key for key, code in locale_codes().items() if code == get_language()), None)
    if locale_id is None:
        raise Http404
    items = NewsItem.objects.filter(locale_id=locale_id)
    count = extent_of(request, NewsItem, locale_id).count
    page_of_items = one_page(request, Newest(request, f"wire.{locale_id}", items, count), LENGTH)
    return render(request, "home/wire.html", {"items": page_of_items, "lines": lines_of(page_of_items)})
