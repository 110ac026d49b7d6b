from django.http import Http404
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page

from editorial.models import Correction
from facts.models import Fact, FactVersion
from media_library.models import AssetUse
from media_library.uses import used_by_public_owner
from publication.languages import in_a_language_of_the_site

from .context import read_whole_tour, refer
from .models import NewsItem
from .models.index import one_page

#: Pages that a tour names as those that show it.
MOST_ITEMS = 20


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


@require_safe
@in_a_language_of_the_site
def tour(request, public_id):
    """`/<language>/tours/<public id>/`: a tour that a public page shows, on a page of its own, with those that show it
    in this language. What nobody shows and what does not exist are the same 404 after the same queries."""
    if not used_by_public_owner(public_id):
        raise Http404
    shown = read_whole_tour(public_id)
    if shown is None:
        raise Http404
    pages = AssetUse.objects.filter(public_id=public_id, owner_type__model=Page._meta.model_name).values("owner_id")
    items = NewsItem.objects.filter(pk__in=pages).published().in_language(get_language()).newest_first().for_lines()
    return render(request, "stories/tour.html", {"tour": shown, "items": items[:MOST_ITEMS]})
