"""Pages that list: stories, releases, people, topics. People and topics are rows, served by routes of their page."""

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, Max, Min, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from media_library.renditions import prefetch_pictures
from pages.calendar import year_bounds, year_of
from pages.digits import latin_digits
from pages.models import BasePage
from people.models import Person
from topics.models import Topic

from ..context import by_name, dress, keep, topics_of, with_words
from .news_item import ItemTopic, NewsItem
from .press_release import PressRelease
from .story import Story

PAGE_LENGTH = 20


def one_page(request, queryset, length=PAGE_LENGTH, count=None):
    """The asked page of a list; a number that is none, or none of the list's, does not exist.

    `count` spares the query for the length of the list where it is known.
    """
    number = latin_digits(request.GET.get("page", "1"))
    paginator = Paginator(queryset, length)
    if count is not None:
        paginator.count = count
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    return paginator.page(int(number))


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

    def items(self):
        return NewsItem.objects.type(self.kind_model).published().filter(locale_id=self.locale_id)

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
        topic = self._topic_asked_for(request)
        shown = Q(**during) if during else Q()
        if topic:
            shown &= Q(pk__in=ItemTopic.objects.filter(tag=topic).values("content_object_id"))
        extent = self._extent(shown)
        newest = self.items().filter(shown).newest_first().for_lines().select_related("lead_image")
        page_of_items = one_page(request, newest, count=extent["count"])
        page_of_items.object_list = dress(page_of_items.object_list, self._topics)
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
                "topics": self._topics,
            },
        )

    def _topic_asked_for(self, request):
        slug = request.GET.get("topic")
        if not slug:
            return None
        for topic in self._topics:
            if topic.slug == slug:
                return topic
        raise Http404

    @cached_property
    def _topics(self):
        """Topics that something public here is about; a topic of drafts only is not shown. One query."""
        return topics_of(self.items())

    def _extent(self, shown):
        """How many items are shown, and when the first and the last of all went live. One query."""
        return (
            self.items()
            .order_by()
            .aggregate(
                count=Count("pk", filter=shown) if shown else Count("pk"),
                oldest=Min("first_published_at"),
                newest=Max("first_published_at"),
            )
        )

    def _years(self, extent):
        """From the newest year to the oldest that has something public."""
        if not extent["oldest"]:
            return []
        newest, oldest = (year_of(extent[key], get_language()) for key in ("newest", "oldest"))
        return list(range(newest, oldest - 1, -1))


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


class TopicIndexPage(SectionPage):
    max_count_per_parent = 1
    serves = "topics"

    class Meta:
        verbose_name = _("topics page")
        verbose_name_plural = _("topics pages")

    def public_items(self):
        return NewsItem.objects.published().filter(locale_id=self.locale_id)

    @path("")
    def list_topics(self, request):
        return self.render(
            request,
            template="stories/topic_index.html",
            context_overrides={"topics": topics_of(self.public_items())},
        )

    @path("<slug:slug>/")
    def one_topic(self, request, slug):
        # In one query: a topic that only drafts are about takes no longer to be missing than one that is not there.
        public = self.public_items().order_by().values("item_topics__tag")
        topic = next(iter(with_words(Topic.objects.filter(slug=slug, pk__in=public))), None)
        if topic is None:
            raise Http404
        items = one_page(
            request, self.public_items().about(topic).newest_first().for_lines().select_related("lead_image")
        )
        if not items.object_list:
            raise Http404
        about = NewsItem.objects.published().about(topic).order_by()
        return self.render(
            request,
            template="stories/topic.html",
            context_overrides={
                "topic": topic,
                "items": items,
                "lead": self._lead(items),
                "spokespeople": by_name(with_words(Person.objects.public().spokespeople().filter(subjects=topic))),
                "route": f"{topic.slug}/",
                "route_locales": set(about.values_list("locale_id", flat=True).distinct()),
            },
        )

    def _lead(self, items):
        """What the first page of a topic leads with: its newest item with a picture."""
        prefetch_pictures([item.lead_image for item in items])
        lead = next((item for item in items if item.lead_image), None) if items.number == 1 else None
        if lead:
            lead.topic_list = []  # Its topic stands in the head of the page.
        return lead


class PersonIndexPage(SectionPage):
    max_count_per_parent = 1
    serves = "people"

    class Meta:
        verbose_name = _("people page")
        verbose_name_plural = _("people pages")

    @path("")
    def list_people(self, request):
        people = with_words(Person.objects.public().select_related("portrait"))
        prefetch_pictures([person.portrait for person in people])
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
        subjects = by_name(with_words(Topic.objects.filter(people=person)))
        keep(person, "subjects", subjects)
        public = NewsItem.objects.published().filter(locale_id=self.locale_id).with_person(person)
        items = one_page(request, public.newest_first().for_lines().select_related("lead_image"))
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
