"""When cards are to be made: on commit of what changes them, so that no job finds the old words. None are where
`SHARE_CARDS` is off."""

from django.conf import settings
from django.db import transaction

from people.models import Person
from topics.models import Topic

from .. import tasks
from .faces import FRONT_PAGE_DEPTH


def after_publication(page, **kwargs):
    """Went live, changed or was withdrawn; a front page opens what stands for the newsroom."""
    _soon(tasks.make_cards_about, page.pk)
    if page.depth == FRONT_PAGE_DEPTH:
        _soon(tasks.make_cards, "", None)


def after_fact(fact, **kwargs):
    _soon(tasks.make_cards, "fact", fact.pk)


def after_person(instance, **kwargs):
    person = instance if isinstance(instance, Person) else instance.person
    _soon(tasks.make_cards, "person", person.pk)


def after_topic(instance, **kwargs):
    topic = instance if isinstance(instance, Topic) else instance.topic
    _soon(tasks.make_cards, "topic", topic.pk)


def after_brand(**kwargs):
    _soon(tasks.make_all_cards)


def after_rights(public_ids, **kwargs):
    _soon(tasks.make_cards_of_what_shows, public_ids)


def remove_file(instance, **kwargs):
    """The row is gone; its file goes once that stands, and is known no more."""
    name, storage = instance.file.name, instance.file.storage
    transaction.on_commit(lambda: storage.delete(name))


def _soon(task, *args):
    if settings.SHARE_CARDS:
        transaction.on_commit(lambda: task.enqueue(*args))
