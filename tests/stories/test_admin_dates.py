from datetime import UTC, datetime

from django.test import TestCase
from django.urls import reverse

from stories.models import Story, StoryIndexPage
from tests.factories import newsroom, person, section

from .admin import paragraph, story_form, user


class ScheduleTests(TestCase):
    """What a publisher types into the schedule, through the posted form. The site's zone is Tehran's."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.publisher, cls.author = user("Publisher"), person()

    def post(self, **form):
        self.client.force_login(self.publisher)
        address = reverse("wagtailadmin_pages:add", args=["stories", "story", section(StoryIndexPage).pk])
        return self.client.post(address, story_form(paragraph(), people=[self.author], **form))

    def test_a_solar_hijri_time_is_understood(self):
        for number, text in enumerate(["1470/9/2 14:30", "۱۴۷۰/۹/۲، ۱۴:۳۰", "2091-11-23 14:30", "1470-09-02 14:30"]):
            with self.subTest(text=text):
                self.post(go_live_at=text, slug=f"story-{number}")
                item = Story.objects.get(slug=f"story-{number}").get_latest_revision_as_object()
                self.assertEqual(item.go_live_at, datetime(2091, 11, 23, 11, 0, tzinfo=UTC))

    def test_the_end_is_understood_alike(self):
        self.post(expire_at="۱۴۷۰/۹/۲ ۱۴:۳۰")
        item = Story.objects.get().get_latest_revision_as_object()
        self.assertEqual(item.expire_at, datetime(2091, 11, 23, 11, 0, tzinfo=UTC))

    def test_the_reader_s_date_of_an_update_is_understood_alike(self):
        self.post(updated_at="1405/9/2 14:30")
        item = Story.objects.get().get_latest_revision_as_object()
        self.assertEqual(item.updated_at, datetime(2026, 11, 23, 11, 0, tzinfo=UTC))

    def test_a_year_of_neither_calendar_is_refused_in_plain_words(self):
        answer = self.post(go_live_at="900/1/1 10:00")
        self.assertContains(answer, "Write year, month and day")
        answer = self.post(go_live_at="0900/1/1 10:00")
        self.assertContains(answer, "2000 to 2100")
        self.assertFalse(Story.objects.exists())

    def test_what_was_typed_comes_back_with_the_refusal(self):
        self.assertContains(self.post(go_live_at="1405/13/2 10:00"), 'value="1405/13/2 10:00"')
