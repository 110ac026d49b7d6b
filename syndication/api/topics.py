"""Topics that something public in a language is about."""

from django.utils.translation import get_language

from stories.context import with_words
from stories.tallies import tally_of
from topics.models import Topic

from . import objects, paging
from .objects import Named
from .resources import Part, Resource
from .shapes import LINK, TEXT, WHOLE, Field, Shape, attribute, maybe
from .standing import Sections, locale_of

TOPIC = Shape(
    "Topic", "What news is about.",
    (
        Field("id", TEXT, attribute("slug"), "As in the address; the same in each language."),
        Field("url", maybe(LINK), lambda topic: Named(topic, topic.sections.topics).url, "The page, for people."),
        Field("api", LINK, lambda topic: objects.at_api("topic", topic.slug)),
        Field("name", TEXT, str),
        Field("introduction", TEXT, lambda topic: topic.word("introduction")),
        Field("items", WHOLE, attribute("count"), "How many there are in your language."),
    ),
)  # fmt: skip


def _read(request, **filters):
    """Of the topics that the public meets, those that fit."""
    tally, sections = tally_of(request, locale_of(get_language())), Sections(get_language())
    topics = with_words(Topic.objects.filter(pk__in=list(tally) or [0], **filters))
    for topic in topics:
        topic.count, topic.sections = tally[topic.pk], sections
    return sorted(topics, key=lambda topic: topic.slug)


def read_list(request, asked):
    place = paging.place(asked, str)
    rows = [topic for topic in _read(request) if not place or topic.slug > place[0]]
    return Part.of(rows, asked["limit"], lambda topic: paging.written(topic.slug))


def read_one(request, slug):
    return next(iter(_read(request, slug=slug)), None)


TOPICS = Resource(
    "topics", "topic", "Topics that something public in a language is about, by their short names.",
    "The short name, as in the address.",
    TOPIC, read_list, read_one,
)  # fmt: skip
