from django.conf import settings
from django.db.models import Q

from facts.citing import public_pages_citing
from media_library.models import Asset
from media_library.uses import used_by_public_owner
from pages.streams import chosen_in
from people.models import Person
from stories.models import NewsItem
from topics.models import Topic

from .models import FeedState
from .pictures import feed_spec
from .rows import as_kinds, bodies_of


def move_feeds(**kwargs):
    """A page went live, changed or was withdrawn; or words changed that feeds repeat."""
    FeedState.objects.move()


def remember_whether_public(instance, **kwargs):
    """Before a person is saved: one who had a page until now leaves the sitemap."""
    instance.was_public = bool(instance.pk) and Person.objects.public().filter(pk=instance.pk).exists()


def move_for_person(instance, **kwargs):
    """A person or their words. Only if readers meet them: work on a draft must not show."""
    person = instance if isinstance(instance, Person) else instance.person
    if person.is_public or getattr(person, "was_public", False) or _is_met_by_readers(person):
        FeedState.objects.move()


def _is_met_by_readers(person):
    """In a byline, as the one who makes a statement, or quoted in an item that stands in a feed."""
    named = NewsItem.objects.filter(Q(item_people__person=person) | Q(statement__attributed_to=person))
    return named.published().exists() or any(
        person.pk in chosen_in(body).get(Person, ())
        for language, _name in settings.LANGUAGES
        for item in as_kinds(language)
        for body in bodies_of(item)
    )


def move_for_fact(fact, **kwargs):
    """A fact was published, changed or withdrawn: a change of what pages say, if a public one says it."""
    if public_pages_citing(fact).exists():
        FeedState.objects.move()


def move_for_topic(instance, **kwargs):
    """A topic or its words. Only if something public is about it: work on a draft must not show."""
    topic = instance if isinstance(instance, Topic) else instance.topic
    if NewsItem.objects.about(topic).published().exists():
        FeedState.objects.move()


def remember_whether_marked(instance, **kwargs):
    """Before a file is saved: one that an editor no longer shows to everybody leaves lists."""
    known = type(instance).objects.filter(pk=instance.pk, marked_public=True)
    instance.was_marked = bool(instance.pk) and known.exists()


def move_for_asset(instance, **kwargs):
    """A picture, document or recording, or its words. Only if the public meets it: work on a draft must not show."""
    asset = instance if isinstance(instance, Asset) else instance.asset
    if asset.marked_public or getattr(asset, "was_marked", False) or used_by_public_owner(asset.public_id):
        FeedState.objects.move()


def move_for_size(instance, created, **kwargs):
    """Sizes are made by a task after the publication, and feeds show one of them."""
    if created and instance.filter_spec == feed_spec(instance.image):
        move_for_asset(instance.image)
