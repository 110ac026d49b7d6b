from media_library.uses import forget_uses, record_uses
from publication.signals import Event

from .citing import record_citations
from .models import Citation


def cite(page, event, **kwargs):
    """A withdrawn page keeps its rows: what it said, should it come back, is what it was published with."""
    if event != Event.WITHDRAWN:
        record_citations(page)


def keep_first_version(fact, event, **kwargs):
    """Dated pages that went out before a fact of theirs say what it said first: both were under one embargo.

    Published side by side, neither saw the other. Such a page has said what held, so it keeps that at the next change.
    """
    if event != Event.WITHDRAWN:
        said = fact.versions.all() if event == Event.WENT_LIVE else fact.versions.filter(is_current=False)
        waiting = Citation.objects.filter(fact=fact, protected=True, version__isnull=True)
        waiting.update(version=said.order_by("-number").first())


def show_source(fact, event, **kwargs):
    """The document that a public fact rests on is public with it."""
    document = fact.source_document if event != Event.WITHDRAWN else None
    record_uses(fact, {document.public_id} if document else set())


def forget_source(instance, **kwargs):
    forget_uses(instance)
