from datetime import timedelta
from unittest import mock

from django.db import connection, transaction
from django.test import RequestFactory, TestCase
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication.indexes import INDEXES
from publication.memory import remembered
from publication.models import Epoch
from stories.models import ReleaseIndexPage, StoryIndexPage
from tests.factories import newsroom, section, story

HOUR = timedelta(hours=1)


class MemoryTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        cls.page = story("One")

    def setUp(self):
        self.counted = 0
        self.ask()

    def ask(self):
        """Asks for a number; `counted` tells how often it had to be counted."""

        def count():
            self.counted += 1
            return self.counted

        return remembered(RequestFactory().get("/"), "a-number", count)

    def assert_counted_anew(self):
        before = self.counted
        self.ask()
        self.assertEqual(self.counted, before + 1)

    def assert_remembered(self):
        before = self.counted
        self.ask()
        self.assertEqual(self.counted, before)

    def test_it_is_counted_once(self):
        self.assert_remembered()

    def test_a_request_that_came_through_the_gate_asks_no_query_for_it(self):
        self.client.get("/en/stories/")
        request = self.client.get("/en/stories/").wsgi_request
        with self.assertNumQueries(0):
            remembered(request, "a-number", lambda: 1)

    def test_publishing_begins_anew(self):
        story("Two")
        self.assert_counted_anew()

    def test_publishing_again_begins_anew(self):
        self.page.save_revision().publish()
        self.assert_counted_anew()

    def test_withdrawing_begins_anew(self):
        self.page.unpublish()
        self.assert_counted_anew()

    def test_deleting_begins_anew(self):
        self.page.delete()
        self.assert_counted_anew()

    def test_moving_begins_anew(self):
        self.page.move(section(ReleaseIndexPage), pos="last-child")
        self.assert_counted_anew()

    def test_closing_a_section_and_opening_it_again_begin_anew(self):
        closed = PageViewRestriction.objects.create(page=section(StoryIndexPage), restriction_type="login")
        self.assert_counted_anew()
        closed.delete()
        self.assert_counted_anew()

    def test_a_live_page_that_is_saved_without_a_revision_begins_anew(self):
        self.page.expire_at = timezone.now() + HOUR
        self.page.save()
        self.assert_counted_anew()

    def test_work_on_drafts_changes_nothing(self):
        draft = story("A draft", state="draft")
        draft.title = "Another title"
        draft.save_revision()
        self.page.title = "Another title"
        self.page.save_revision()
        draft.delete()
        self.assert_remembered()

    def test_the_clock_alone_begins_anew_when_a_page_expires(self):
        Page.objects.filter(pk=self.page.pk).update(expire_at=timezone.now() + HOUR)
        self.assert_remembered()
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + 2 * HOUR):
            self.assert_counted_anew()
            self.assert_remembered()

    def test_the_clock_alone_begins_anew_when_a_page_opens(self):
        Page.objects.filter(pk=self.page.pk).update(go_live_at=timezone.now() + HOUR)
        self.assert_remembered()
        with mock.patch("django.utils.timezone.now", return_value=timezone.now() + 2 * HOUR):
            self.assert_counted_anew()

    def test_what_was_counted_in_a_transaction_that_fails_is_not_believed(self):
        class Failure(Exception):
            pass

        with self.assertRaises(Failure), transaction.atomic():
            story("Two")
            inside = self.ask()
            raise Failure
        self.assertNotEqual(self.ask(), inside)

    def test_before_anything_was_published_nothing_is_remembered(self):
        Epoch.objects.all().delete()
        self.assert_counted_anew()
        self.assert_counted_anew()

    def test_the_first_move_makes_the_row(self):
        Epoch.objects.all().delete()
        Epoch.objects.move()
        self.ask()
        self.assert_remembered()
        self.assertEqual(Epoch.objects.count(), 1)


class IndexTest(TestCase):
    def test_the_table_of_pages_has_the_indexes_that_lists_need(self):
        with connection.cursor() as cursor:
            found = connection.introspection.get_constraints(cursor, Page._meta.db_table)
        self.assertLessEqual(set(INDEXES), set(found))
