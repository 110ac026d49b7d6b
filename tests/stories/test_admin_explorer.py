import re
from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from stories.models import Story, StoryIndexPage
from tests.factories import newsroom, person, release, scheduled, section, story, topic

from .admin import user

OPENED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class ExplorerTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        cls.water, cls.wind = topic("water"), topic("wind", name_fa="باد")
        cls.writer = user("Writer", first_name="Wren", last_name="Ashby")
        cls.editor = user("Editor")
        cls.live = story("A town without taps", topics=[cls.water], published_at=OPENED, owner=cls.writer)
        cls.draft = story("Not yet", state="draft", topics=[cls.wind])
        cls.waiting = scheduled(story, timezone.now() + timedelta(days=2), "Opening day")
        cls.persian = story("شهری بی‌شیر آب", language="fa")
        cls.release = release("Water came at noon", published_at=datetime(2026, 3, 21, 8, 0, tzinfo=UTC))
        cls.stories = section(StoryIndexPage)

    def setUp(self):
        self.client.force_login(self.editor)

    def rows(self, page=None, **query):
        answer = self.client.get(reverse("wagtailadmin_explore", args=[(page or self.stories).pk]), query)
        self.assertEqual(answer.status_code, 200)
        table = BeautifulSoup(answer.content, "html.parser").find("table", class_="listing")
        return [
            [re.sub(r"\s+", " ", cell.get_text(" ")).strip() for cell in row.find_all("td")]
            for row in (table.find("tbody").find_all("tr") if table else [])
        ]

    def row_of(self, title):
        return next(row for row in self.rows() if title in row[2])

    def test_a_row_says_kind_title_status_date_language_and_owner(self):
        kind, title, status, published, language, owner = self.row_of("A town without taps")[1:7]
        self.assertEqual((kind, published, language, owner), ("Story", "23 November 2026", "English", "Wren Ashby"))
        self.assertIn("A town without taps", title)
        self.assertIn("live", status)

    def test_dates_stand_in_the_calendar_of_the_editors_language(self):
        self.client.force_login(user("Editor", "fa", username="persian"))
        self.assertEqual(self.row_of("A town without taps")[4], "۲ آذر ۱۴۰۵")

    def test_a_scheduled_item_shows_its_time(self):
        local = timezone.localtime(self.waiting.go_live_at)
        status = self.row_of("Opening day")[3]
        self.assertIn(f"scheduled for {local.day} {local:%B %Y}, {local:%H:%M}", status)

    def test_a_draft_is_called_a_draft(self):
        self.assertIn("draft", self.row_of("Not yet")[3])

    def test_an_item_in_review_names_the_task_it_waits_for(self):
        Workflow.objects.get(name="Editor, then publisher").start(self.draft, self.writer)
        self.assertIn("in review: Editing", self.row_of("Not yet")[3])

    def test_live_with_a_newer_draft_says_both(self):
        self.live.standfirst = "Another one."
        self.live.save_revision()
        status = self.row_of("A town without taps")[3]
        self.assertIn("live", status)
        self.assertIn("changes in draft", status)

    def assert_filtered(self, expected, **query):
        found = {row[2] for row in self.rows(self.homes["en"], **query)}
        self.assertEqual({title for title in self.all_titles() if any(title in text for text in found)}, expected)

    def all_titles(self):
        return {"A town without taps", "Not yet", "Opening day", "شهری بی‌شیر آب", "Water came at noon"}

    def test_status_filters_what_is_live(self):
        self.assert_filtered({"A town without taps", "Water came at noon"}, status="live")

    def test_status_filters_what_is_a_draft(self):
        self.assert_filtered({"Not yet"}, status="draft")

    def test_status_filters_what_waits_for_its_time(self):
        self.assert_filtered({"Opening day"}, status="scheduled")

    def test_status_filters_what_is_in_review(self):
        Workflow.objects.get(name="Editor, then publisher").start(self.draft, self.writer)
        self.assert_filtered({"Not yet"}, status="review")

    def test_kind_is_filtered(self):
        self.assert_filtered({"Water came at noon"}, content_type=self.release.content_type_id)

    def test_topic_is_filtered(self):
        self.assert_filtered({"A town without taps"}, topic=self.water.pk)

    def test_owner_is_filtered(self):
        self.assert_filtered({"A town without taps"}, owner=self.writer.pk)

    def test_language_is_filtered_over_the_whole_tree(self):
        self.assert_filtered({"شهری بی‌شیر آب"}, locale="fa", search_all="1")

    def test_dates_are_filtered_in_either_calendar(self):
        for first, last in (("2026-11-23", "2026-11-23"), ("1405/9/2", "۱۴۰۵/۹/۲")):
            with self.subTest(first=first):
                self.assert_filtered({"A town without taps"}, first_published_at_from=first, first_published_at_to=last)

    def test_a_search_can_be_filtered_too(self):
        self.assert_filtered({"A town without taps"}, q="town", status="live", topic=self.water.pk)

    def test_pages_of_one_type_are_listed_alike(self):
        answer = self.client.get(reverse("wagtailadmin_pages:type_use", args=["stories", "story"]))
        self.assertContains(answer, "23 November 2026")

    def test_the_number_of_queries_does_not_grow_with_the_number_of_items(self):
        address = reverse("wagtailadmin_explore", args=[self.stories.pk])
        self.client.get(address)  # fills the caches of sites and content types
        with CaptureQueriesContext(connection) as few:
            self.client.get(address)
        queries = len(few)
        self.assertLess(queries, 45)
        author = person()
        for number in range(12):
            story(f"Another {number}", people=[author], owner=self.writer)
        scheduled(story, timezone.now() + timedelta(days=3), "Another day", owner=self.editor)
        self.assertEqual(Story.objects.child_of(self.stories).count(), 16)
        self.client.get(address)
        with self.assertNumQueries(queries):
            self.client.get(address)
