from django_tasks import task

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
def make_all_cards(kind="newsroom", after=0):
    """What the brand looks like has changed: looks through everything in turn, a batch a job."""
    if further := making.make_batch(kind, after):
        make_all_cards.enqueue(*further)
