"""What the front page shows at this moment: the editors' choice where it is public, the newest where it is not."""

from django.db.models import prefetch_related_objects

from facts.citing import cited_in_preview
from media_library.models import Image
from media_library.renditions import prefetch_pictures
from media_library.uses import in_open_collections, newest_free_pictures
from stories.context import dress
from stories.models import NewsItem
from stories.tallies import Newest, topics_in

TOP_STORIES, PICTURES = 4, 5
#: The last official items, and how many of each voice are read to have enough for every place.
RECORD_LENGTH = 8


def compose(home, request):
    """The context of a front page, in a number of queries and a time that do not grow with the newsroom."""
    in_preview = getattr(request, "is_preview", False)
    _read_choices(home)
    here = NewsItem.objects.filter(locale_id=home.locale_id)
    stories = list(Newest(request, f"home.stories.{home.locale_id}", here.of_voice("story"))[: TOP_STORIES + 1])
    record = list(Newest(request, f"home.record.{home.locale_id}", here.on_the_record())[:RECORD_LENGTH])
    chosen = _chosen(home, here)
    lead = chosen.get(home.billboard_id) or next(iter(stories or record), None)
    top_stories = _top_stories(home, chosen, lead, [*stories, *record])
    topics = topics_in(request, home.locale_id)
    announcement = _announcement(home, chosen)
    pictures = _pictures(home, request)
    shown = [item for item in (lead, *top_stories) if item]
    prefetch_pictures([*pictures, *(item.lead_image for item in shown)])
    dress(shown, topics)
    return {
        "lead": lead,
        "top_stories": top_stories,
        "record": record,
        "topics": topics,
        "pictures": pictures,
        "facts": _facts(home, in_preview),
        "announcement": announcement,
        "announced": chosen.get(announcement.item_id) if announcement else None,
    }


def _read_choices(home):
    """The rows that editors have placed, each kind once. In a preview they stand in memory, unsaved."""
    relations = ("top_stories", "announcements", "chosen_pictures", "chosen_facts")
    in_memory = getattr(home, "_cluster_related_objects", {})
    prefetch_related_objects([home], *(relation for relation in relations if relation not in in_memory))


def _chosen(home, here):
    """Those of the items that editors have placed which are public, by primary key. One query, none without any."""
    keys = {home.billboard_id, *(row.item_id for row in home.top_stories.all())}
    keys |= {row.item_id for row in home.announcements.all()}
    keys.discard(None)
    if not keys:
        return {}
    public = here.filter(pk__in=keys).published().for_lines().select_related("lead_image")
    return {item.pk: item for item in public}


def _top_stories(home, chosen, lead, newest):
    """The chosen ones first. A young newsroom has few stories: releases take the places that are left."""
    placed = [chosen[row.item_id] for row in home.top_stories.all() if row.item_id in chosen]
    return [item for item in dict.fromkeys([*placed, *newest]) if item != lead][:TOP_STORIES]


def _announcement(home, chosen):
    """The one whose time it is; of several the one begun last. One that led to an item which is gone still stands."""
    on = [row for row in home.announcements.all() if row.is_on()]
    return max(on, key=lambda row: (row.starts_at is not None, row.starts_at or 0, row.pk or 0), default=None)


def _pictures(home, request):
    places = {row.image_id: place for place, row in enumerate(home.chosen_pictures.all())}
    chosen = in_open_collections(Image.objects.filter(pk__in=places)) if places else ()
    return sorted(chosen, key=lambda image: places[image.pk]) or newest_free_pictures(request, PICTURES)


def _facts(home, in_preview):
    """The chosen ones in order, without those that are past their review date or not public."""
    if in_preview:
        home.cited = cited_in_preview(home)
    cited = (home.cited.get(row.fact_id) for row in home.chosen_facts.all())
    return [fact.said for fact in cited if fact is not None and not fact.said.is_stale]
