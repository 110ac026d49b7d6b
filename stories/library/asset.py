"""The page of one asset: all that somebody who wants to print it has to know."""

from datetime import date

from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Page

from media_library.models import AssetUse, Document, Image
from people.models import Person

from ..context import by_name, refer, with_words
from ..models.news_item import ItemContact, NewsItem
from ..models.press_kit import PressKit
from ..tallies import tally_of
from .finding import public_asset
from .listing import Library
from .shown import first_shown, owned_by
from .tiles import Tile

#: A logo may stand on thousands of pages.
MOST_ITEMS = 12


def context_of(request, page, public_id):
    """For `templates/stories/asset.html`; 404 for whatever nobody may read."""
    asset = public_asset(public_id)
    if asset is None:
        raise Http404
    items = refer(list(_items_with(asset)))
    kits = [item for item in items if item.specific_class is PressKit]
    return {
        "asset": asset,
        "tile": Tile(asset),
        "first_published": _first_published(request, asset),
        "people": by_name(with_words(Person.objects.public().filter(shown_in__public_id=public_id))),
        "topics": by_name(_topics_of(asset, request, page.locale_id)),
        "items": [item for item in items if item not in kits],
        "kits_with_it": kits,
        "contacts": _contacts_of(items),
        "around": _around(request, page.locale_id, public_id),
        "route": f"{public_id}/",
        "sort_of_asset": "document"
        if isinstance(asset, Document)
        else "image"
        if isinstance(asset, Image)
        else "media",
    }


def _first_published(request, asset):
    """The day by which lists sort and narrow what nobody has dated, so that it is not taken for the day it was made."""
    if asset.taken_on:
        return None
    day = first_shown(request).get(asset.public_id)
    return date.fromordinal(day) if day else None


def _items_with(asset):
    """The newest public items in this language that show it."""
    owners = AssetUse.objects.filter(public_id=asset.public_id, **owned_by(Page)).values("owner_id")
    items = NewsItem.objects.filter(pk__in=owners).published().in_language(get_language())
    return items.newest_first().for_lines()[:MOST_ITEMS]


def _topics_of(asset, request, locale_id):
    """Without those that nothing public is about: they have no page, and are not told."""
    public = tally_of(request, locale_id)
    return [topic for topic in with_words(asset.topics.all()) if topic.pk in public]


def _contacts_of(items):
    """Whom the newest piece that shows it names; the press desk stands on the page anyway."""
    rows = ItemContact.objects.filter(item__in=[item.pk for item in items] or [0]).order_by("sort_order")
    by_item = {}
    for item, person in rows.values_list("item_id", "person_id"):
        by_item.setdefault(item, []).append(person)
    newest = next((by_item[item.pk] for item in items if item.pk in by_item), [])
    people = {person.pk: person for person in with_words(Person.objects.filter(pk__in=newest or [0]))}
    return [people[pk] for pk in newest if pk in people]


def _around(request, locale_id, public_id):
    """The way to what stands before and after it in the list that it came from, if it came from one."""
    if not request.GET:
        return None
    library = Library(request, locale_id)
    found = library.neighbours(public_id)
    if found is None:
        return None
    place, count, before, after = found
    trail = library.trail or "sort=newest"
    return {"place": place, "count": count, "before": before, "after": after, "trail": trail}
