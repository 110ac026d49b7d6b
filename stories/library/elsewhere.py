"""The same list in another language. Names of topics, kits and years may mean nothing there, and an option that nothing
has is a page that does not exist: so each is left out, or put in other words."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from pages.calendar import year_bounds

from ..tallies import tally_of
from .days import NAMES as DAYS
from .lines import kits_of


def query_in(library, locale):
    """The query by which the media page of a locale shows what `library` does."""
    query, asked = QueryDict(library.trail, mutable=True), library.narrowed.asked
    if "topic" in asked:
        query.setlist("topic", _topics(library, locale))
    if "kit" in asked:
        query.setlist("kit", _kits(library, locale))
    if "year" in asked:
        del query["year"]
        query.update(_days(library))
    return query.urlencode()


def _topics(library, locale):
    there, names = tally_of(library.request, locale.pk), library.narrowed.names["topic"]
    return [names[key][0] for key in library.narrowed.asked["topic"] if key in there]


def _kits(library, locale):
    """The translations of the kits, by their own slugs."""
    kits = kits_of(library.request, locale.pk)
    there = {kit for line in library.everything for kit in kits.get(line.public_id, ())}
    here = Page.objects.filter(pk__in=library.narrowed.asked["kit"]).values("translation_key")
    return Page.objects.filter(pk__in=there, translation_key__in=here).order_by().values_list("slug", flat=True)


def _days(library):
    """A year of one calendar lies in two of the other: its days, where no others are asked for."""
    years = library.narrowed.asked["year"]
    if library.days.asked or len(years) > 1:
        return {}
    bounds = year_bounds(*years, get_language())
    first, next_first = (timezone.localtime(moment).date() for moment in bounds)
    return dict(zip(DAYS, (first.isoformat(), (next_first - timedelta(1)).isoformat()), strict=True))
