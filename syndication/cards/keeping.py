"""When cards are to be made: on commit of what changes them, so that no job finds the old words."""

from django.db import transaction

from people.models import Person
from topics.models import Topic

from .. import tasks


def after_publication(page, **kwargs):
    """Went live, changed or was withdrawn; a front page opens what stands for the newsroom."""
    key, is_front = page.pk, page.depth == 2
    transaction.on_commit(lambda: tasks.make_cards_about.enqueue(key))
    if is_front:
        transaction.on_commit(lambda: tasks.make_cards.enqueue("", None))


def after_fact(fact, **kwargs):
    _soon("fact", fact.pk)


def after_person(instance, **kwargs):
    person = instance if isinstance(instance, Person) else instance.person
    _soon("person", person.pk)


def after_topic(instance, **kwargs):
    topic = instance if isinstance(instance, Topic) else instance.topic
    _soon("topic", topic.pk)


def after_brand(**kwargs):
    transaction.on_commit(lambda: tasks.make_all_cards.enqueue())


def remove_file(instance, **kwargs):
    """The row is gone; its file goes once that stands, and is known no more."""
    name, storage = instance.file.name, instance.file.storage
    transaction.on_commit(lambda: storage.delete(name))


def _soon(kind, pk):
    if pk:
        transaction.on_commit(lambda: tasks.make_cards.enqueue(kind, pk))
