"""Reads what a page of news shows in a number of queries that does not grow with it.

An item's rows (people, topics, pictures, what replaces it) are read here once and left on the item, where
templates, structured data and every other form of the page find them.
"""

from django.db.models import Count, F, OuterRef, Q, Subquery, prefetch_related_objects
from wagtail.blocks import ListBlock, StructBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.blocks.list_block import ListValue

from media_library.models import Image
from media_library.renditions import prefetch_pictures
from pages.folding import sort_key
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
    for row in rows.values():
        keep(row, "wordings", wordings[row.pk])
    return list(rows.values())


def keep(instance, relation, related):
    """Leaves rows of a reverse relation on the instance as `prefetch_related` does."""
    rows = getattr(instance, relation).none()
    rows._result_cache, rows._prefetch_done = list(related), True
    if not hasattr(instance, "_prefetched_objects_cache"):
        instance._prefetched_objects_cache = {}
    instance._prefetched_objects_cache[relation] = rows


def gather(item):
    """Reads everything that the item's own page shows. In a preview the relations stand in memory, unsaved."""
    in_memory = getattr(item, "_cluster_related_objects", {})
    for relation in ("item_people", "contacts", "item_topics", "related_items"):
        if not hasattr(type(item), relation) or relation in in_memory:
            continue
        if item.pk is None:
            setattr(item, relation, [])
        elif relation in ("item_people", "contacts"):
            prefetch_related_objects([item], relation)
    people = [*item.item_people.all(), *(item.contacts.all() if hasattr(item, "contacts") else ())]
    body = getattr(item, "body", None)
    wanted = chosen_in(body)
    wanted.setdefault(Person, set()).update(row.person_id for row in people)
    wanted.setdefault(Image, set()).add(item.lead_image_id)
    rows = {model: _by_key(model, keys) for model, keys in wanted.items()}
    for row in people:
        row.person = rows[Person].get(row.person_id)
    item.lead_image = rows[Image].get(item.lead_image_id)
    fill(body, rows)
    prefetch_pictures(rows[Image].values())
    _read_topics(item)
    _read_standing(item)


def gather_body(body):
    """Reads what the body of a page that is no news shows."""
    rows = {model: _by_key(model, keys) for model, keys in chosen_in(body).items()}
    fill(body, rows)
    prefetch_pictures(rows.get(Image, {}).values())


def _by_key(model, keys):
    keys = keys - {None}
    return {row.pk: row for row in with_words(model.objects.filter(pk__in=keys))} if keys else {}


def _read_topics(item):
    ids = item.item_topics.values_list("tag_id", flat=True)
    item.topic_list = by_name(with_words(Topic.objects.filter(pk__in=ids)))
    link = item.item_topics.model
    keep(item, "item_topics", [link(content_object=item, tag=topic) for topic in item.topic_list])


def by_name(rows):
    return sorted(rows, key=lambda row: sort_key(str(row)))


def _read_standing(item):
    """Reference, versions, what stands beside the item and what replaces it: two queries."""
    versions = PublishedVersion.objects.filter(page_id=item.pk).order_by().values("page_id")
    row = (
        Reference.objects.filter(translation_key=item.translation_key)
        .annotate(versions=Subquery(versions.annotate(count=Count("pk")).values("count")))
        .first()
    )
    item.reference = str(row) if row else ""
    item.version_count = (row.versions if row else 0) or 0
    beside = list(item.public_neighbours())
    item.replaced_by = next((other for other in beside if other.supersedes_id == item.pk), None)
    item.related = [other for other in beside if other.supersedes_id != item.pk]


# -- Bodies --------------------------------------------------------------------------------------------------


def chosen_in(stream):
    """What the choosers of a body chose: model to primary keys, from the stored form, so without a query."""
    wanted = {}
    for entry in stream.raw_data if stream else ():
        block = stream.stream_block.child_blocks.get(entry["type"])
        if block is not None:
            _collect(block, entry["value"], wanted)
    return wanted


def fill(stream, rows):
    """Puts the rows where the choosers of the body name them; stock blocks ask the database once for each type."""
    for place, entry in enumerate(stream.raw_data if stream else ()):
        block = stream.stream_block.child_blocks.get(entry["type"])
        if block is not None:
            stream[place] = (entry["type"], _read(block, entry["value"], rows), entry.get("id"))


def _collect(block, raw, wanted):
    if isinstance(block, ChooserBlock):
        wanted.setdefault(block.model_class, set()).add(raw)
    elif isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            _collect(child, (raw or {}).get(name), wanted)
    elif isinstance(block, ListBlock):
        for entry in raw or ():
            _collect(block.child_block, _in_list(entry), wanted)


def _read(block, raw, rows):
    if isinstance(block, ChooserBlock):
        return rows.get(block.model_class, {}).get(raw)
    if isinstance(block, StructBlock):
        raw = raw or {}
        values = {
            name: _read(child, raw[name], rows) if name in raw else child.get_default()
            for name, child in block.child_blocks.items()
        }
        return block.meta.value_class(block, values)
    if isinstance(block, ListBlock):
        return ListValue(block, values=[_read(block.child_block, _in_list(entry), rows) for entry in raw or ()])
    return block.to_python(raw)


def _in_list(entry):
    """An entry of a list, stored with its id since Wagtail 2.16 and bare before."""
    return entry["value"] if isinstance(entry, dict) and entry.get("type") == "item" else entry


# -- Lists ---------------------------------------------------------------------------------------------------


def dress(items, topics=None):
    """Gives teasers their pictures and topics: three queries, four when the topics are not known yet."""
    from .models import ItemTopic

    items = [item for item in items if item is not None]
    prefetch_pictures([item.lead_image for item in items])
    links = list(ItemTopic.objects.filter(content_object__in=[item.pk for item in items]).order_by("pk"))
    if topics is None:
        topics = with_words(Topic.objects.filter(pk__in={link.tag_id for link in links})) if links else []
    known = {topic.pk: topic for topic in topics}
    for item in items:
        about = [known[link.tag_id] for link in links if link.content_object_id == item.pk and link.tag_id in known]
        item.topic_list = by_name(about)
    return items


def topics_of(items):
    """Topics that these items (a queryset) are about, each with `items`, how many of them."""
    from .models import ItemTopic

    links = ItemTopic.objects.filter(content_object__in=items.order_by().values("pk"))
    counted = links.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(count=Count("pk")).values("count")
    topics = Topic.objects.annotate(items=Subquery(counted)).filter(Q(items__gt=0))
    return by_name(with_words(topics))
