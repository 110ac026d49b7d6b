"""People who have a page."""

from django.utils.translation import get_language

from media_library.renditions import prefetch_pictures
from media_library.rights import leave_out_ended
from people.models import Person
from stories.context import by_name, keep, with_words
from stories.tallies import tally_of
from topics.models import Topic

from . import objects, paging, parameters
from .objects import PICTURE, TOPIC, Named
from .parameters import Parameter
from .resources import Part, Resource
from .shapes import LINK, TEXT, WHOLE, Field, Shape, attribute, many, maybe, one_of
from .standing import Sections, locale_of

ROLES = ("author", "spokesperson", "press_contact")


def word(name):
    return lambda person: person.word(name)


def _roles(person):
    return [role for role in ROLES if getattr(person, f"is_{role}")]


def _portrait(person):
    return PICTURE.of(person.portrait) if person.portrait else None


def _subjects(person):
    """A topic has an address where something public is about it."""
    sections, met = person.sections, person.topics_met
    return TOPIC.of_each([Named(topic, sections.topics if topic.pk in met else "") for topic in person.topics])


PERSON = Shape(
    "Person", "Somebody with a page: an author, a spokesperson, a press contact.",
    (
        Field("id", TEXT, attribute("slug"), "As in the address; the same in each language."),
        Field("url", maybe(LINK), lambda person: Named(person, person.sections.people).url, "The page, for people."),
        Field("api", LINK, lambda person: objects.at_api("person", person.slug)),
        Field("name", TEXT, str),
        Field("title", TEXT, word("role"), "What stands behind the name."),
        Field("organisation", TEXT, word("organisation"), "If not ours."),
        Field("roles", many(one_of(ROLES)), _roles),
        Field("portrait", maybe(PICTURE), _portrait),
        Field("subjects", many(TOPIC), _subjects, "What journalists may ask about."),
        Field("languages", many(TEXT), lambda person: list(person.languages), "That this person speaks."),
        Field("pronunciation", TEXT, word("pronunciation")),
        Field("short_biography", TEXT, word("short_biography")),
        Field("biography", TEXT, word("biography"), alone=True),
        Field("phone", TEXT, attribute("phone"), alone=True),
        Field("mobile", TEXT, attribute("mobile"), alone=True),
        Field("email", TEXT, attribute("email"), alone=True),
        Field("hours", TEXT, word("hours"), "When this person can be reached.", alone=True),
        Field("reply_minutes", maybe(WHOLE), attribute("reply_minutes"), "Within which they answer.", alone=True),
    ),
)  # fmt: skip


def public(sections):
    """Where the language has no page of people, nobody has one there."""
    return Person.objects.public() if sections.people else Person.objects.none()


def read_list(request, asked):
    sections = Sections(get_language())
    people = public(sections).order_by("slug")
    if asked["role"]:
        people = people.filter(**{f"is_{asked['role']}": True})
    if asked["topic"]:
        people = people.filter(subjects__slug=asked["topic"])
    if place := paging.place(asked, str):
        people = people.filter(slug__gt=place[0])
    rows = list(people[: asked["limit"] + 1])
    part = Part.of(rows, asked["limit"], lambda person: paging.written(person.slug))
    part.rows = _dressed(request, part.rows, sections)
    return part


def read_one(request, slug):
    sections = Sections(get_language())
    rows = _dressed(request, list(public(sections).filter(slug=slug)), sections)
    return rows[0] if rows else None


def _dressed(request, people, sections):
    """With words, portraits and subjects, in their order."""
    keys = [person.pk for person in people] or [0]
    found = sorted(with_words(Person.objects.filter(pk__in=keys).select_related("portrait")), key=lambda row: row.slug)
    prefetch_pictures([person.portrait for person in leave_out_ended(found, "portrait")])
    links = list(Person.subjects.through.objects.filter(person__in=keys).values_list("person_id", "topic_id"))
    topics = {
        topic.pk: topic for topic in with_words(Topic.objects.filter(pk__in={pk for _person, pk in links} or [0]))
    }
    met = tally_of(request, locale_of(get_language()))
    for person in found:
        person.topics_met = met
        person.topics = by_name(topics[pk] for owner, pk in links if owner == person.pk and pk in topics)
        person.sections = sections
        keep(person, "subjects", person.topics)
    return found


PEOPLE = Resource(
    "people", "person", "People who have a page, by their short names.",
    "The short name, as in the address.",
    PERSON, read_list, read_one,
    filters=(
        Parameter("role", one_of(ROLES), parameters.choice(ROLES), "Only who is that."),
        Parameter("topic", TEXT, parameters.slug, "Only whom journalists may ask about this topic."),
    ),
)  # fmt: skip
