"""Reads what a page of news shows in a number of queries that does not grow with it.

An item's rows (people, topics, pictures, what replaces it) are read here once and left on the item, where
templates, structured data and every other form of the page find them.
"""

from django.db.models import Count, Exists, F, Subquery, prefetch_related_objects
from wagtail.fields import StreamField

from editorial.models import Correction
from facts.citing import cited_in_preview, settle
from facts.models import Fact
from media_library.models import Asset, Document, Image, Media, Tour
from media_library.renditions import prefetch_pictures
from media_library.rights import leave_out_ended
from media_library.uses import leave_out_hidden_versions, with_accessible_versions
from pages.folding import sort_key
from pages.streams import chosen_in, fill
from people.models import Person
from publication.models import PublishedVersion, Reference
from topics.models import Topic


def with_words(queryset):
    """The rows with their wordings, in one query and as a list; a row without any is there too."""
    relation = queryset.model._meta.get_field("wordings")
    names = [field.attname for field in relation.related_model._meta.concrete_fields]
    rows, wordings = {}, {}
    for joined in queryset.annotate(**{f"words_{name}": F(f"wordings__{name}") for name in names}):
        values = [joined.__dict__.pop(f"words_{name}") for name in names]
        row = rows.setdefault(joined.pk, joined)
        found = wordings.setdefault(row.pk, [])
        if values[names.index("id")] is not None:
            found.append(relation.related_model.from_db(queryset.db, names, values))
    nothing = relation.related_model.objects.none()
    for row in rows.values():
        keep(row, "wordings", wordings[row.pk], nothing)
    return list(rows.values())


def keep(instance, relation, related, nothing=None):
    """Leaves rows of a reverse relation on the instance as `prefetch_related` does. `nothing` is an empty queryset of
    theirs, for whoever keeps many: to have each instance make one takes ten times as long."""
    rows = getattr(instance, relation).none() if nothing is None else nothing.all()
    rows._result_cache, rows._prefetch_done = list(related), True
    if not hasattr(instance, "_prefetched_objects_cache"):
        instance._prefetched_objects_cache = {}
    instance._prefetched_objects_cache[relation] = rows


def gather(item, in_preview=False):
    """Reads everything that the item's own page shows. In a preview the relations stand in memory, unsaved, and facts
    are shown that nobody has approved yet, and files whose rights have ended: editors are to see which."""
    in_memory = getattr(item, "_cluster_related_objects", {})
    for relation in ("item_people", "contacts", "item_topics", "related_items"):
        if relation in in_memory:
            continue
        if item.pk is None:
            setattr(item, relation, [])
        elif relation in ("item_people", "contacts"):
            prefetch_related_objects([item], relation)
    people = [*item.item_people.all(), *item.contacts.all()]
    # Both also where the body chooses none.
    wanted = {Person: {row.person_id for row in people}, Image: {item.lead_image_id, item.share_image_id}}
    if hasattr(item, "attributed_to_id"):
        wanted[Person].add(item.attributed_to_id)
    rows = gather_body(item, wanted, in_preview)
    for row in people:
        row.person = rows[Person].get(row.person_id)
    lead = item.lead_image_id
    item.lead_image = rows[Image].get(lead)
    item.lead_image_is_gone = bool(lead) and item.lead_image is None
    item.share_image = rows[Image].get(item.share_image_id)
    if hasattr(item, "attributed_to_id"):
        item.attributed_to = rows[Person].get(item.attributed_to_id)
    _read_topics(item)
    _read_standing(item, in_preview)


def gather_body(page, wanted=None, in_preview=False, read=None):
    """Reads what the bodies of a page show, with its facts written out, and whatever else is `wanted` (model to keys).
    Returns the rows that it has read, model to key to row; `read(model, keys)` may leave some of them out."""
    wanted = dict(wanted or {})
    streams = [getattr(page, field.name) for field in page._meta.get_fields() if isinstance(field, StreamField)]
    for stream in streams:
        for model, keys in chosen_in(stream).items():
            wanted[model] = wanted.get(model, set()) | keys
    wanted.pop(Fact, None)
    if in_preview:
        page.cited = cited_in_preview(page)
    read = read or (_by_key if in_preview else _by_key_for_readers)
    tours = read_tours(wanted, read)
    rows = {model: read(model, keys) for model, keys in wanted.items()}
    fill_tours(tours, rows)
    for stream in streams:
        fill(stream, rows | {Fact: page.cited, Tour: tours}, settle=lambda source: settle(source, page.cited))
    # Sound is not captioned.
    prefetch_related_objects([media for media in rows.get(Media, {}).values() if media.type == "video"], "tracks")
    prefetch_pictures(rows.get(Image, {}).values())
    return rows


def read_tours(wanted, read=None):
    """Reads the tours that are wanted, and wants the pictures of their rooms instead: one query, none without tours."""
    keys = wanted.pop(Tour, set()) - {None}
    tours = (read or _by_key)(Tour, keys) if keys else {}
    for tour in tours.values():
        for model, chosen in chosen_in(tour.rooms).items():
            wanted[model] = wanted.get(model, set()) | chosen
    return tours


def fill_tours(tours, rows):
    for tour in tours.values():
        fill(tour.rooms, rows)


def read_whole_tour(public_id):
    """The tour with its pictures, or None: five queries."""
    key = Tour.objects.filter(public_id=public_id).values_list("pk", flat=True).first()
    wanted = {Tour: {key}, Image: set()}
    tours = read_tours(wanted)
    rows = {model: _by_key_for_readers(model, keys) for model, keys in wanted.items()}
    fill_tours(tours, rows)
    prefetch_pictures(rows[Image].values())
    return tours.get(key)


def _by_key(model, keys):
    keys = keys - {None}
    found = model.objects.filter(pk__in=keys)
    if model is Document:
        found = with_accessible_versions(found)
    return {row.pk: row for row in with_words(found)} if keys else {}


def _by_key_for_readers(model, keys):
    """Without files whose rights have ended: a piece shows a neutral place instead, all its other forms nothing."""
    rows = _by_key(model, keys)
    if model is Document:
        leave_out_hidden_versions(rows.values())
    return {key: row for key, row in rows.items() if not row.rights_expired} if issubclass(model, Asset) else rows


def _read_topics(item):
    ids = item.item_topics.values_list("tag_id", flat=True)
    item.topic_list = by_name(with_words(Topic.objects.filter(pk__in=ids)))
    link = item.item_topics.model
    keep(item, "item_topics", [link(content_object=item, tag=topic) for topic in item.topic_list])


def by_name(rows):
    return sorted(rows, key=lambda row: sort_key(str(row)))


def _read_standing(item, in_preview):
    """Reference, versions, what stands beside the item and what replaces it: two queries; one more for corrections."""
    versions = PublishedVersion.objects.filter(page_id=item.pk).order_by().values("page_id")
    row = (
        Reference.objects.filter(translation_key=item.translation_key)
        .annotate(
            versions=Subquery(versions.annotate(count=Count("pk")).values("count")),
            told=Subquery(versions.told().annotate(count=Count("pk")).values("count")),
            has_notes=Exists(Correction.objects.told().filter(page_id=item.pk)),
        )
        .first()
    )
    item.reference = str(row) if row else ""
    item.version_count = (row.versions if row else 0) or 0
    item.versions_told = (row.told if row else 0) or 0
    beside = list(item.public_neighbours())
    item.replaced_by = next((other for other in beside if other.supersedes_id == item.pk), None)
    item.related = [other for other in beside if other.supersedes_id != item.pk]
    # An alias says what its original says, and has no reference of its own to be asked with.
    may_have_notes = in_preview or item.alias_of_id or (row and row.has_notes)
    item.notes = list(_notes_of(item, in_preview).newest_first()) if may_have_notes else []


def _notes_of(item, in_preview):
    """What readers are told about changes of the item; in a preview also what waits."""
    told = Correction.objects.filter(page_id=item.alias_of_id or item.pk)
    return told.exclude(kind=Correction.Kind.SILENT) if in_preview else told.told()


# -- Lists ---------------------------------------------------------------------------------------------------


def refer(items):
    """Gives lines their references, which each would ask for by itself: one query. Returns the items."""
    keys = [item.translation_key for item in items]
    known = {row.translation_key: str(row) for row in Reference.objects.filter(translation_key__in=keys)}
    for item in items:
        item.reference = known.get(item.translation_key, "")
    return items


def dress(items, topics=None):
    """Gives teasers their pictures and topics: three queries, four when the topics are not known yet."""
    from .models import ItemTopic

    items = leave_out_ended([item for item in items if item is not None], "lead_image")
    prefetch_pictures([item.lead_image for item in items])
    links = list(ItemTopic.objects.filter(content_object__in=[item.pk for item in items]).order_by("pk"))
    if topics is None:
        topics = with_words(Topic.objects.filter(pk__in={link.tag_id for link in links})) if links else []
    known = {topic.pk: topic for topic in topics}
    for item in items:
        about = [known[link.tag_id] for link in links if link.content_object_id == item.pk and link.tag_id in known]
        item.topic_list = by_name(about)
    return items
