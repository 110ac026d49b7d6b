"""What is counted over everything that is public: how many items, since when, about which topics.

Counted once and remembered (`publication.memory`), because it would take longer with each item published.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min
from wagtail.models import Page

from publication.gate import published_of_many
from publication.memory import remembered
from topics.models import Topic

from .context import by_name, with_words


@dataclass(frozen=True)
class Extent:
    """How many items there are, and when the first and the last of them went live."""

    count: int
    oldest: datetime | None
    newest: datetime | None


@dataclass(frozen=True)
class OfKind:
    """How many items there are of a kind."""

    model: type
    count: int

    @property
    def name(self):
        return self.model.kind()

    @property
    def label(self):
        return self.model._meta.verbose_name_plural


def extent_of(request, kind, locale_id):
    """Of the public items of a kind in a language."""

    def count():
        pages = published_of_many(_pages(kind, locale_id)).order_by()
        return pages.aggregate(count=Count("pk"), oldest=Min("first_published_at"), newest=Max("first_published_at"))

    return Extent(**remembered(request, f"extent.{kind._meta.label_lower}.{locale_id}", count))


def topics_in(request, locale_id, kind=None):
    """Topics that public items in a language, of a kind if one is given, are about, each with `items`, how many.
    One query."""
    tally = tally_of(request, locale_id, kind)
    topics = with_words(Topic.objects.filter(pk__in=tally))
    for topic in topics:
        topic.items = tally[topic.pk]
    return by_name(topics)


def tally_of(request, locale_id, kind=None):
    """Primary key of each such topic, and how many items are about it."""
    from .models import ItemTopic, NewsItem

    kind = kind or NewsItem

    def count():
        pages = published_of_many(_pages(kind, locale_id)).order_by().values("pk")
        links = ItemTopic.objects.filter(content_object__in=pages).order_by()
        return dict(links.values_list("tag").annotate(count=Count("pk")))

    return remembered(request, f"topics.{kind._meta.label_lower}.{locale_id}", count)


def kinds_about(request, topic, locale_id):
    """How many public items of each kind are about a topic in a language, most first. One query."""
    from .models import ItemTopic, NewsItem

    def count():
        about = ItemTopic.objects.filter(tag=topic).values("content_object_id")
        pages = published_of_many(Page.objects.filter(locale_id=locale_id, pk__in=about)).order_by()
        return dict(pages.values_list("content_type__model").annotate(count=Count("pk")))

    tally = remembered(request, f"topic.{topic.pk}.{locale_id}.kinds", count)
    kinds = [OfKind(kind, tally.get(kind.kind(), 0)) for kind in NewsItem.__subclasses__()]
    return sorted((kind for kind in kinds if kind.count), key=lambda kind: -kind.count)


def _pages(kind, locale_id):
    """Of the tree's own table, whose index answers without a look at any row."""
    return Page.objects.type(kind).filter(locale_id=locale_id)


class Newest:
    """A list of items, newest first, that `one_page` cuts its pages out of.

    Which rows are on a page is found among all of them at once, and remembered for the first page; the rows
    themselves are read through the gate. `items` is what is listed, of all states: items, or rows of the tree's own
    table, which answers sooner where thousands are looked at.
    """

    def __init__(self, request, name, items, count=None):
        from .models import NewsItem

        self.request, self.name, self.items = request, name, items
        self._model = NewsItem if items.model is Page else items.model
        self._count = count

    def count(self):
        if self._count is None:
            self._count = remembered(self.request, f"{self.name}.count", self._public().order_by().count)
        return self._count

    def __getitem__(self, part):
        # Few ask for the others, and there may be thousands of them.
        if part.start:
            keys = self._keys(part)
        else:
            keys = remembered(self.request, f"{self.name}.first.{part.stop}", lambda: self._keys(part))
        shown = self._model.objects.filter(pk__in=keys).published().newest_first()
        return shown.for_lines().select_related("lead_image")

    def _keys(self, part):
        return list(self._public().order_by("-first_published_at", "-pk").values_list("pk", flat=True)[part])

    def _public(self):
        return published_of_many(self.items)
