"""Reads the items of a feed with all that they show, in a fixed number of queries.

Items with their kinds, names of people and topics, speakers, pictures, links, corrections: six. Documents and
recordings and tours take one more each where a body has some, and the facts of all items two.
"""

from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, Least
from wagtail.fields import StreamField

from editorial.models import Correction
from facts.citing import cited_by_many, facts_in, settle
from facts.models import Fact
from media_library.models import Asset, Document, Image, Rendition, Tour
from media_library.renditions import rendition_for
from media_library.rights import in_force
from media_library.uses import leave_out_hidden_versions, with_accessible_versions
from pages.streams import chosen_in, fill
from people.models import Person
from stories.context import fill_tours, read_tours, with_words
from stories.models import ItemPerson, ItemTopic, NewsItem
from wordings.models import locale_codes

from .pictures import FEED_WIDTH, feed_spec


def announced(language):
    """What is offered to machines as news: public, and not replaced by something that is public."""
    newer = NewsItem.objects.filter(supersedes_id=OuterRef("pk")).published().order_by()
    return NewsItem.objects.published().in_language(language).exclude(Exists(newer))


def read(items, language):
    """The items of a queryset as rows of their own kind, each with `names`, `notes`, `cited` and filled bodies."""
    items = as_kinds(items)
    if items:
        _name(items, language)
        _note(items)
        _fill(items)
    return items


def as_kinds(items):
    """The items as rows of their own kind, with what is their own alone. One query."""
    kinds = [kind._meta.model_name for kind in NewsItem.__subclasses__()]
    return [_as_kind(item, kinds) for item in items.select_related("locale", *kinds)]


def _as_kind(item, kinds):
    """The row of the kind, which the join brought along."""
    kind = next((row for name in kinds if (row := item.__dict__["_state"].fields_cache.get(name))), item)
    kind.locale = item.locale
    return kind


def _name(items, language):
    """Names of people and topics in one query: each in the language of the feed, else as they are called at all."""
    keys = [item.pk for item in items]
    people = ItemPerson.objects.filter(item__in=keys).order_by()
    topics = ItemTopic.objects.filter(content_object__in=keys).order_by()
    rows = people.values_list(
        F("role"), F("item_id"), F("sort_order"), F("pk"), *_names("person", "person__label")
    ).union(
        topics.values_list(
            Value("topic"), F("content_object_id"), Value(0), F("pk"), *_names("tag", "tag__name")
        ),
        all=True,
    )  # fmt: skip
    by_item = {item.pk: {} for item in items}
    for role, item, place, pk, label, locale, name in rows:
        found = by_item[item].setdefault(role, {}).setdefault((place, pk), {"": label})
        found[locale_codes().get(locale, "")] = name or label
    for item in items:
        item.names = {
            role: [_in_language(words, language) for _place, words in sorted(named.items())]
            for role, named in by_item[item.pk].items()
        }


def _note(items):
    """What readers are told about changes of each, newest first. An alias says what its original says."""
    owners = {item.alias_of_id or item.pk for item in items}
    told = {}
    for note in Correction.objects.told().filter(page__in=owners).newest_first():
        told.setdefault(note.page_id, []).append(note)
    for item in items:
        item.notes = told.get(item.alias_of_id or item.pk, [])


def _names(owner, label):
    return F(label), F(f"{owner}__wordings__locale_id"), F(f"{owner}__wordings__name")


def _in_language(words, language):
    others = [name for code, name in words.items() if code]
    return words.get(language) or next(iter(others), words[""])


def _fill(items):
    """Puts pictures, speakers, facts and files where the bodies choose them, all bodies at once."""
    _cite(items)
    bodies = {item: bodies_of(item) for item in items}
    wanted = {Image: {item.lead_image_id for item in items}, Person: {_speaker_of(item) for item in items}}
    for body in (body for found in bodies.values() for body in found):
        for model, keys in chosen_in(body).items():
            wanted.setdefault(model, set()).update(keys)
    wanted.pop(Fact, None)
    tours = read_tours(wanted)
    rows = {model: _by_key(model, keys - {None}) for model, keys in wanted.items()}
    fill_tours(tours, rows)
    for item, found in bodies.items():
        chosen = rows | {Fact: item.cited, Tour: tours}
        for body in found:
            fill(body, chosen, settle=lambda source, item=item: settle(source, item.cited))
        item.lead_image = rows[Image].get(item.lead_image_id)
        if _speaker_of(item):
            item.attributed_to = rows[Person].get(_speaker_of(item))


def _cite(items):
    """The facts that each item says, as its readers are shown them: of all items in two queries."""
    for item, cited in zip(items, cited_by_many(items, map(facts_in, items)), strict=True):
        item.cited = cited


def bodies_of(item):
    """What the item has to read: its text, and a statement its thread as well."""
    return [getattr(item, field.name) for field in item._meta.get_fields() if isinstance(field, StreamField)]


def _speaker_of(item):
    """Whose words a statement gives."""
    return getattr(item, "attributed_to_id", None)


def _by_key(model, keys):
    if not keys:
        return {}
    queryset = model.objects.filter(pk__in=keys)
    if issubclass(model, Asset):
        queryset = in_force(queryset)
    if model is Document:
        documents = leave_out_hidden_versions(with_words(with_accessible_versions(queryset)))
        return {document.pk: document for document in documents}
    if model is Image:
        return {image.pk: image for image in with_words(_with_size(queryset))}
    return {row.pk: row for row in with_words(queryset)}


def _with_size(images):
    """Pictures with the one size of theirs that feeds show, if it exists: see `pictures.feed_spec`."""
    width = Cast(Least(F("width"), Value(FEED_WIDTH)), CharField())
    spec = Concat(Value("width-"), width, Value("|format-jpeg"))
    return images.annotate(
        size=FilteredRelation("renditions", condition=Q(renditions__filter_spec=spec)),
        size_file=F("size__file"),
        size_width=F("size__width"),
        size_height=F("size__height"),
    )


def size_of(image):
    """The rendition that was read with the picture, or is among those that were; None where there is none."""
    if image is None:
        return None
    if "size_file" not in image.__dict__:
        return rendition_for(image, feed_spec(image))
    if not image.size_file:
        return None
    return Rendition(image=image, file=image.size_file, width=image.size_width, height=image.size_height)
