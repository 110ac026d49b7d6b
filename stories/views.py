from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editorial.models import Correction
from facts.models import Fact, FactVersion
from publication.languages import in_a_language_of_the_site

from .context import refer
from .models import NewsItem
from .models.index import one_page


@require_safe
def fact(request, public_id):
    """A fact by its permanent address: value, date, source, history, and everything public that says it."""
    versions = list(
        FactVersion.objects.filter(fact__in=Fact.objects.public().filter(public_id=public_id))
        .select_related("fact", "previous", "source_document")
        .order_by("-number")
    )
    if not versions:
        raise Http404
    current = next(version for version in versions if version.is_current)
    citing = (
        NewsItem.objects.filter(citations__fact=current.fact_id)
        .published()
        .in_language(get_language())
        .newest_first()
        .for_lines()
    )
    return render(
        request,
        "stories/fact.html",
        {"fact": current, "versions": versions, "items": one_page(request, citing), "in_section": "facts"},
    )


@require_safe
@in_a_language_of_the_site
def corrections(request):
    """`/<language>/corrections/`: all that readers have been told about changes of what is public, newest first."""
    public = NewsItem.objects.published().in_language(get_language())
    told = Correction.objects.told().filter(page__in=public.order_by().values("pk")).newest_first()
    notes = one_page(request, told)
    items = NewsItem.objects.filter(pk__in=[note.page_id for note in notes]).for_lines()
    by_key = {item.pk: item for item in refer(list(items))}
    for note in notes:
        note.item = by_key.get(note.page_id)
    return render(request, "stories/corrections.html", {"notes": notes})
