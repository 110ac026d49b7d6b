"""Requests that a browser sends by accident, and others by intent: never an answer of 500."""

from django.test import TestCase
from django.urls import reverse

from home.models import HomePage
from stories.models import InfoPage, Story, StoryIndexPage
from tests.factories import newsroom, person, section, story
from tests.publication.desk import Desk


class MalformedTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def setUp(self):
        self.desk = Desk("Writer")

    def test_a_second_request_for_the_same_page_gets_its_form_back_with_every_word(self):
        stories = section(StoryIndexPage)
        given = {"title": "Twice", "standfirst": "A word that must not be lost.", "form": "feature"}
        self.desk.create(Story, stories, slug="twice", **given)
        response = self.desk.create(Story, stories, slug="twice", **given)
        self.assertContains(response, "A word that must not be lost.")
        self.assertEqual(Story.objects.count(), 1)

    def test_a_form_without_its_fields_is_a_bad_request(self):
        page = story("Mine")
        editor = Desk("Editor")
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        with self.assertLogs("django.security.SuspiciousOperation", "ERROR"):
            response = editor.client.post(address, {"title": "x", "slug": "x"})
        self.assertEqual(response.status_code, 400)

    def test_an_address_of_digits_is_refused(self):
        response = self.desk.create(Story, section(StoryIndexPage), title="2026", slug="2026", standfirst="x")
        self.assertContains(response, "archive of a year")

    def test_a_title_of_digits_gets_an_address_with_a_word(self):
        page = InfoPage(title="۱۴۰۵", locale=HomePage.objects.get(slug="fa").locale)
        HomePage.objects.get(slug="fa").add_child(instance=page)
        self.assertEqual(page.slug, "page-1405")

    def test_a_text_of_blanks_is_no_text(self):
        page = story(people=[person()], body=[{"type": "paragraph", "value": "<p> </p>"}])
        self.assertEqual(len(page.what_is_missing()), 1)


class OddRequestTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.story = story(days_ago=3)

    def test_years_beyond_every_calendar_are_missing_pages(self):
        for year in ("0000", "0621", "1300", "1900", "1920", "2101", "9999", "02026", "20266"):
            self.assertEqual(self.client.get(f"/en/stories/{year}/").status_code, 404, year)
            self.assertEqual(self.client.get(f"/fa/stories/{year}/").status_code, 404, year)

    def test_what_only_reads_answers_no_other_method(self):
        for path in ("/", "/en/", self.story.url, "/en/search/?q=x", "/healthz", "/en/feed.xml"):
            for method in ("PUT", "DELETE", "PATCH", "TRACE"):
                response = self.client.generic(method, path)
                self.assertIn(response.status_code, (403, 405), (method, path))

    def test_head_has_the_length_of_the_page_and_no_body(self):
        page, head = self.client.get("/en/"), self.client.head("/en/")
        self.assertEqual(head.content, b"")
        self.assertEqual(head["Content-Length"], page["Content-Length"])
