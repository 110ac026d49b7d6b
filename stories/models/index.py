"""Pages that list: stories, releases, people, topics. People and topics are rows, served by routes of their page."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.models import Locale, Page

from media_library.renditions import prefetch_pictures
from media_library.rights import leave_out_ended
from pages.calendar import year_bounds, year_of
from pages.digits import whole_number
from pages.models import BasePage
from people.models import Person
from publication.gate import published_of_many
from publication.memory import remembered
from topics.models import Topic

from ..context import by_name, dress, keep, with_words
from ..tallies import Newest, extent_of, kinds_about, tally_of, topics_in
from .fact_sheet import FactSheet
from .news_item import ItemPerson, ItemTopic, NewsItem
from .press_kit import PressKit
from .press_release import PressRelease
from .story import Story

PAGE_LENGTH = 20


def one_page(request, rows, length=PAGE_LENGTH):
    """The asked page of a list; a number that is none, or none of the list's, does not exist."""
    number = whole_number(request.GET.get("page", "1"))
    paginator = Paginator(rows, length)
    if number is None or not 1 <= number <= paginator.num_pages:
        raise Http404
    return paginator.page(number)


class SectionPage(RoutablePageMixin, BasePage):
    """A page that lists, and serves what it lists where that is no page of its own."""

    #: What is found in the section ("stories", "people"): the frame of every page knows the way there.
    serves = ""

    introduction = models.TextField(_("introduction"), max_length=500, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    subpage_types = []

    class Meta:
        abstract = True


class NewsIndexPage(SectionPage):
    """Lists one kind, newest first, by year and topic."""

    class Meta:
        abstract = True

    @property
    def kind_model(self):
        raise NotImplementedError(f"{type(self).__name__} must name the kind that it lists.")

    @path("")
    def list_all(self, request):
        return self._list(request)

    @re_path(r"^(?P<year>\d{4})/$")
    def list_year(self, request, year):
        """Gregorian years in English, Solar Hijri in Persian. A year without anything public does not exist."""
        year = int(year)
        try:
            start, end = year_bounds(year, get_language(), timezone.get_current_timezone())
        except ValueError as error:
            raise Http404 from error
        during = {"first_published_at__gte": start, "first_published_at__lt": end}
        return self._list(request, year=year, during=during)

    def _list(self, request, year=None, during=None):
        extent = extent_of(request, self.kind_model, self.locale_id)
        topics = topics_in(request, self.locale_id, self.kind_model)
        topic = _asked_for(request, topics)
        items = NewsItem.objects.type(self.kind_model).filter(locale_id=self.locale_id, **(during or {}))
        if topic:
            items = items.filter(pk__in=ItemTopic.objects.filter(tag=topic).values("content_object_id"))
        count = self._count(extent, year, topic)
        name = f"{self.kind()}.{self.locale_id}.{year}.{topic and topic.pk}"
        page_of_items = one_page(request, Newest(request, name, items, count))
        page_of_items.object_list = dress(page_of_items.object_list, topics)
        if (year or topic) and not page_of_items.object_list:
            raise Http404
        return self.render(
            request,
            template="stories/news_index.html",
            context_overrides={
                "items": page_of_items,
                "year": year,
                "years": self._years(extent),
                "topic": topic,
                "topics": topics,
            },
        )

    def _count(self, extent, year, topic):
        """What is known of the length of the list without counting it."""
        if year:
            return None
        return topic.items if topic else extent.count

    def _years(self, extent):
        """From the newest year to the oldest that has something public."""
        if not extent.oldest:
            return []
        newest, oldest = (year_of(at, get_language()) for at in (extent.newest, extent.oldest))
        return list(range(newest, oldest - 1, -1))


def _asked_for(request, topics):
    """The topic that the address names; one that nothing public here is about does not exist."""
    slug = request.GET.get("topic")
    if not slug:
        return None
    for topic in topics:
        if topic.slug == slug:
            return topic
    raise Http404


class StoryIndexPage(NewsIndexPage):
    subpage_types = ["stories.Story"]
    max_count_per_parent = 1
    kind_model = Story
    serves = "stories"
    voice = "story"

    class Meta:
        verbose_name = _("stories page")
        verbose_name_plural = _("stories pages")


class ReleaseIndexPage(NewsIndexPage):
    subpage_types = ["stories.PressRelease"]
    max_count_per_parent = 1
    kind_model = PressRelease
    serves = "releases"

    class Meta:
        verbose_name = _("press releases page")
        verbose_name_plural = _("press releases pages")


def _locales_of(pages):
    """Primary keys of the languages in which one of the pages is public."""
    public = published_of_many(pages).filter(locale_id=OuterRef("pk")).order_by()
    return set(Locale.objects.filter(Exists(public)).values_list("pk", flat=True))


class TopicIndexPage(SectionPage):
    max_count_per_parent = 1
    serves = "topics"

    class Meta:
        verbose_name = _("topics page")
        verbose_name_plural = _("topics pages")

    @path("")
    def list_topics(self, request):
        return self.render(
            request,
            template="stories/topic_index.html",
            context_overrides={"topics": topics_in(request, self.locale_id)},
        )

    @path("<slug:slug>/")
    def one_topic(self, request, slug):
        # The same questions for a topic that only drafts are about as for one that is not there.
        public = tally_of(request, self.locale_id)
        topic = next(iter(with_words(Topic.objects.filter(slug=slug, pk__in=public))), None)
        if topic is None:
            raise Http404
        about = Page.objects.filter(pk__in=ItemTopic.objects.filter(tag=topic).values("content_object_id"))
        here, name = about.filter(locale_id=self.locale_id), f"topic.{topic.pk}.{self.locale_id}"
        kinds = kinds_about(request, topic, self.locale_id)
        kind = _asked_kind(request, kinds)
        if kind:
            newest = Newest(request, f"{name}.{kind.name}", here.type(kind.model), kind.count)
        else:
            newest = Newest(request, name, here, public[topic.pk])
        items = one_page(request, newest)
        items.object_list = list(items.object_list)
        if not items.object_list:
            raise Http404
        begins = kind is None and items.number == 1
        return self.render(
            request,
            template="stories/topic.html",
            context_overrides={
                "topic": topic,
                "items": items,
                "kinds": kinds,
                "kind": kind,
                "lead": self._lead(items) if begins else None,
                "start_here": _to_start_with(request, name, here) if begins else [],
                "spokespeople": by_name(with_words(Person.objects.public().spokespeople().filter(subjects=topic))),
                "route": f"{topic.slug}/",
                "route_locales": remembered(request, f"{name}.locales", lambda: _locales_of(about)),
            },
        )

    def _lead(self, items):
        """What a topic leads with: its newest item with a picture."""
        prefetch_pictures([item.lead_image for item in leave_out_ended(items, "lead_image")])
        lead = next((item for item in items if item.lead_image), None)
        if lead:
            lead.topic_list = []  # Its topic stands in the head of the page.
        return lead


def _asked_kind(request, kinds):
    """The kind that the address names; one that nothing public here is of does not exist."""
    name = request.GET.get("kind")
    if not name:
        return None
    for kind in kinds:
        if kind.name == name:
            return kind
    raise Http404


def _to_start_with(request, name, items):
    """What somebody who is new to a topic reads first: its newest fact sheet and its newest press kit."""
    newest = [Newest(request, f"{name}.{kind.kind()}", items.type(kind))[:1] for kind in (FactSheet, PressKit)]
    return [item for rows in newest for item in rows]


class PersonIndexPage(SectionPage):
    max_count_per_parent = 1
    serves = "people"

    class Meta:
        verbose_name = _("people page")
        verbose_name_plural = _("people pages")

    @path("")
    def list_people(self, request):
        people = with_words(Person.objects.public().select_related("portrait"))
        prefetch_pictures([person.portrait for person in leave_out_ended(people, "portrait")])
        return self.render(
            request,
            template="stories/person_index.html",
            context_overrides={"people": by_name(people)},
        )

    @path("<slug:slug>/")
    def one_person(self, request, slug):
        person = next(iter(with_words(Person.objects.public().filter(slug=slug).select_related("portrait"))), None)
        if person is None:
            raise Http404
        leave_out_ended([person], "portrait")
        subjects = by_name(with_words(Topic.objects.filter(people=person)))
        keep(person, "subjects", subjects)
        roles = ItemPerson.objects.filter(person=person).values("item_id")
        theirs = Page.objects.filter(locale_id=self.locale_id, pk__in=roles)
        items = one_page(request, Newest(request, f"person.{person.pk}.{self.locale_id}", theirs))
        items.object_list = list(items.object_list)
        prefetch_pictures([person.portrait, *(item.lead_image for item in items)])
        return self.render(
            request,
            template="stories/person.html",
            context_overrides={
                "person": person,
                "subjects": subjects,
                "items": items,
                "route": f"{person.slug}/",
            },
        )
