from django_tasks import task

from media_library.uses import pages_using
from people.models import Person

from .cards import making


@task(queue_name="media")
def make_cards(kind, pk):
    """Draws the cards of a subject ("page", "person", "topic", "fact") that are missing. Safe to run twice."""
    making.make(kind, pk)


@task(queue_name="media")
def make_cards_about(page_id):
    """Of a page and the topics that it is about."""
    making.make_about(page_id)


@task(queue_name="media")
def make_cards_of_what_shows(public_ids):
    """A page or person whose picture is gone needs a card of its own; one whose card shows it, another."""
    for page_id in pages_using(public_ids):
        making.make_about(page_id)
    for person_id in Person.objects.filter(portrait__public_id__in=public_ids).values_list("pk", flat=True):
        making.make("person", person_id)


@task(queue_name="media")
def make_all_cards(kind="newsroom", after=0):
    """What the brand looks like has changed: looks through everything in turn, a batch a job."""
    if further := making.make_batch(kind, after):
        make_all_cards.enqueue(*further)
