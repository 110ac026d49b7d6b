"""Items: what is news, newest first. A list asks the same number of questions of the database whatever it holds."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language
from wagtail.models import Page

from people.models import Person
from publication.gate import published_of_many
from stories.context import dress, gather, refer, with_words
from stories.finding import found
from stories.models import ItemPerson, ItemTopic, NewsItem, Statement
from stories.models.news_item import NewsItemQuerySet

from ..addresses import address_of
from ..elements_json import SCHEMAS, document_as_json
from ..feed import permanent_id
from ..feed_html import Expanded, to_html
from ..forms.text import to_text
from ..metadata import kind_of
from ..values import day, moment
from . import objects, paging, parameters
from .objects import CITED, CONTACT, CORRECTION, EDITION, KINDS, NAMED_ITEM, PERSON, PICTURE, TOPIC, Named
from .parameters import Parameter
from .resources import Part, Resource
from .shapes import DAY, LINK, MOMENT, TEXT, Field, Shape, attribute, many, maybe, one_of
from .standing import Sections, give_editions, locale_of

# -- How an item looks ---------------------------------------------------------------------------------------------


def own(name, empty=None):
    """A field that some kinds alone have."""
    return lambda item: getattr(item, name, None) or empty


def _said_by(item):
    person = getattr(item, "attributed_to", None)
    return [Named(person, item.sections.people, "speaker")] if person else []


def _people(item):
    rows = [Named(row.person, item.sections.people, row.role) for row in item.people() if row.person]
    return PERSON.of_each([*_said_by(item), *rows])


def _topics(item):
    return TOPIC.of_each([Named(topic, item.sections.topics) for topic in item.topic_list])


def _replaced_by(item):
    return NAMED_ITEM.of(item.replaced_by) if item.replaced_by else None


def _picture(item):
    return PICTURE.of(item.lead_image) if item.lead_image else None


def _facts(item):
    return CITED.of_each(sorted(item.cited.values(), key=lambda cited: cited.said.public_id))


ITEM = Shape(
    "Item", "A piece of news.",
    (
        Field("id", TEXT, objects.id_of, "Permanent; no change of address or headline touches it."),
        Field("urn", TEXT, permanent_id, "The same in feeds and in whatever else leaves the house."),
        Field("url", LINK, address_of, "The page, for people."),
        Field("api", LINK, lambda item: objects.at_api("item", objects.id_of(item)), "All of it."),
        Field("language", TEXT, lambda item: item.locale.language_code),
        Field("kind", one_of(KINDS), lambda item: item.specific_class.kind()),
        Field("label", TEXT, kind_of, "The kind, in words."),
        Field("reference", TEXT, attribute("reference"), "By which people cite it; the same in each language."),
        Field("title", TEXT, attribute("title")),
        Field("standfirst", TEXT, attribute("standfirst")),
        Field("published_at", MOMENT, lambda item: moment(item.first_published_at)),
        Field("updated_at", maybe(MOMENT), lambda item: moment(item.updated_at), "Where readers should notice."),
        Field("picture", maybe(PICTURE), _picture),
        Field("topics", many(TOPIC), _topics),
        Field("people", many(PERSON), _people),
        Field("translations", many(EDITION), lambda item: EDITION.of_each(item.editions)),
        Field("update_note", TEXT, attribute("update_note"), "What was updated.", alone=True),
        Field("place", TEXT, own("place", ""), "Where the news is from: of press releases.", alone=True),
        Field("date", maybe(DAY), lambda item: day(getattr(item, "dateline", None)), "As in the dateline.", alone=True),
        Field("boilerplate", TEXT, own("boilerplate", ""), "Of press releases with one of their own.", alone=True),
        Field("outcome", TEXT, own("outcome", ""), "What has closed a thread of statements.", alone=True),
        Field("terms", TEXT, own("terms", ""), "Under which the files of a press kit may be used.", alone=True),
        Field("ai_use", one_of(NewsItem.AIUse.values), attribute("ai_use"), "For what AI was used.", alone=True),
        Field("ai_note", TEXT, attribute("ai_note"), alone=True),
        Field("contacts", many(CONTACT), lambda item: CONTACT.of_each(item.press_contacts()), alone=True),
        Field("corrections", many(CORRECTION), lambda item: CORRECTION.of_each(item.notes), alone=True),
        Field("replaced_by", maybe(NAMED_ITEM), _replaced_by, alone=True),
        Field("related", many(NAMED_ITEM), lambda item: NAMED_ITEM.of_each(item.related), alone=True),
        Field("facts", many(CITED), _facts, "The figures that it says.", alone=True),
        Field(
            "document", {"type": "array", "items": {"oneOf": list(SCHEMAS.values())}},
            lambda item: document_as_json(item.elements, item.expanded), "The text, element by element.", alone=True,
        ),
        Field("html", TEXT, lambda item: to_html(item.elements, item.expanded), "The text as HTML.", alone=True),
        Field("text", TEXT, lambda item: to_text(item.elements), "The text without marks.", alone=True),
    ),
)  # fmt: skip


# -- Lists ---------------------------------------------------------------------------------------------------------


def read_list(request, asked):
    part = _found(asked) if asked["q"] else _newest(asked)
    part.rows = _dressed(part.rows)
    return part


def _newest(asked):
    """Rows of the tree's own table: among thousands they are found sooner."""
    kinds = [KINDS[name] for name in asked["kind"] or KINDS]
    pages = _filtered(Page.objects.type(*kinds).filter(locale_id=locale_of(get_language())), asked)
    if place := paging.place(asked, datetime, UUID):
        pages = pages.filter(paging.after(("first_published_at", place[0]), ("translation_key", place[1])))
    newer = NewsItem.objects.filter(supersedes_id=OuterRef("pk")).published().order_by()
    public = published_of_many(pages).exclude(Exists(newer)).order_by("-first_published_at", "-translation_key")
    rows = list(public.only("pk", "first_published_at", "translation_key")[: asked["limit"] + 1])
    return Part.of(rows, asked["limit"], lambda row: paging.written(row.first_published_at, row.translation_key))


def _filtered(pages, asked):
    if asked["topic"]:
        about = ItemTopic.objects.filter(tag__slug=asked["topic"]).values("content_object_id")
        pages = pages.filter(pk__in=about)
    if asked["person"]:
        theirs = ItemPerson.objects.filter(person__is_public=True, person__slug=asked["person"]).values("item_id")
        said = Statement.objects.filter(attributed_to__is_public=True, attributed_to__slug=asked["person"])
        pages = pages.filter(Q(pk__in=theirs) | Q(pk__in=said.values("pk")))
    if asked["since"]:
        pages = pages.filter(first_published_at__gte=asked["since"])
    if asked["until"]:
        pages = pages.filter(first_published_at__lt=asked["until"])
    return pages


def _found(asked):
    """The best first, as the reader's search has them; the cursor counts them."""
    (start,) = paging.place(asked, int) or [0]
    language, kinds = get_language(), asked["kind"] or KINDS
    hits = found(asked["q"], language, show=NewsItemQuerySet.for_lines) if locale_of(language) else []
    hits = [hit for hit in hits if hit.specific_class.kind() in kinds]
    if asked["topic"] or asked["person"] or asked["since"] or asked["until"]:
        pages = Page.objects.filter(pk__in=[hit.pk for hit in hits] or [0])
        kept = set(_filtered(pages, asked).values_list("pk", flat=True))
        hits = [hit for hit in hits if hit.pk in kept]
    limit = asked["limit"]
    return Part.of(hits[start : start + limit + 1], limit, lambda hit: paging.written(start + limit))


def _dressed(rows):
    """What lists show of these pages, in their order."""
    place = {row.pk: number for number, row in enumerate(rows)}
    public = NewsItem.objects.filter(pk__in=place or [0]).published().for_lines().select_related("lead_image")
    items = sorted(public.annotate(speaker_id=F("statement__attributed_to_id")), key=lambda item: place[item.pk])
    sections = Sections(get_language())
    refer(dress(items))
    _name(items)
    give_editions(items)
    for item in items:
        item.sections = sections
    return items


def _name(items):
    """The people of each: two queries."""
    links = list(ItemPerson.objects.filter(item__in=[item.pk for item in items]).order_by("sort_order", "pk"))
    keys = {link.person_id for link in links} | {item.speaker_id for item in items}
    people = {person.pk: person for person in with_words(Person.objects.filter(pk__in=keys - {None} or [0]))}
    for link in links:
        link.person = people.get(link.person_id)
    for item in items:
        item.attributed_to = people.get(item.speaker_id)
        item.people = partial(_rows_of, [link for link in links if link.item_id == item.pk])


def _rows_of(rows, *roles):
    return [row for row in rows if not roles or row.role in roles]


# -- One -----------------------------------------------------------------------------------------------------------


def read_one(request, name):
    """All of an item, read like its own page. The language stands in the id."""
    item = objects.public_item(name).first()
    if item is None:
        return None
    item = item.specific
    gather(item)
    item.sections = Sections(get_language())
    give_editions([item])
    item.elements = item.document()
    item.expanded = Expanded([item.elements])
    return item


ITEMS = Resource(
    "items", "item",
    "What is news in a language, newest first; with `q`, the best first. An item that a newer one has replaced is not "
    "listed, and can still be asked for.",
    "Translation key and language: `1b4e28ba-2fa1-41d2-883f-0016d3cca427.en`.",
    ITEM, read_list, read_one, language_of=objects.language_of,
    filters=(
        Parameter("kind", {"type": "array", "items": one_of(KINDS)}, parameters.choices(list(KINDS)),
                  "Only these kinds, with commas between them."),
        Parameter("topic", TEXT, parameters.slug, "Only what is about this topic."),
        Parameter("person", TEXT, parameters.slug, "Only what this person has a part in."),
        parameters.since("Only what was published at this moment or later."),
        parameters.until("Only what was published before."),
        Parameter("q", {"type": "string", "maxLength": parameters.LONGEST_QUERY}, parameters.words,
                  "Words that it holds, or its reference. Of what is found the 200 best."),
    ),
)  # fmt: skip
