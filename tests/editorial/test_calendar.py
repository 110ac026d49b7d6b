"""The calendar of the desk: what goes out when, and what has gone out."""

from datetime import date, timedelta

from bs4 import BeautifulSoup
from django.db import connection
from django.test import SimpleTestCase, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from pages.calendar import month_bounds, week_bounds, weekday_names
from stories.models import PressRelease
from tests.factories import newsroom, person, release, scheduled, story
from tests.publication.desk import Desk


class BoundsTest(SimpleTestCase):
    def test_months_are_those_of_the_calendar(self):
        day = date(2026, 3, 21)  # the first of Farvardin 1405
        self.assertEqual(month_bounds(day, "en"), (date(2026, 3, 1), date(2026, 4, 1)))
        self.assertEqual(month_bounds(day, "fa"), (date(2026, 3, 21), date(2026, 4, 21)))
        self.assertEqual(month_bounds(date(2026, 12, 5), "en")[1], date(2027, 1, 1))
        self.assertEqual(month_bounds(date(2026, 3, 20), "fa"), (date(2026, 2, 20), date(2026, 3, 21)))

    def test_weeks_begin_on_monday_and_on_saturday(self):
        sunday = date(2026, 11, 29)
        self.assertEqual(week_bounds(sunday, "en")[0], date(2026, 11, 23))
        self.assertEqual(week_bounds(sunday, "fa")[0], date(2026, 11, 28))
        self.assertEqual((weekday_names("en")[0], weekday_names("fa")[0]), ("Monday", "شنبه"))


class CalendarTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.editor = Desk("Editor")
        cls.at = timezone.make_aware(timezone.datetime(2030, 5, 15, 11, 30))
        scheduled(release, cls.at, "Thirty-four qanats", people=[person()])

    def open(self, desk=None, **query):
        return (desk or self.editor).client.get(reverse("editorial_calendar"), query)

    def days(self, response):
        """Day of the month to what stands there."""
        cells = BeautifulSoup(response.content, "html.parser").select(".nr-calendar td:has(li)")
        return {cell.time.get_text(): cell.select_one("li a").get_text() for cell in cells}

    def test_a_month_shows_what_goes_out_on_its_day(self):
        self.assertEqual(self.days(self.open(view="month", on="2030-05-01")), {"15": "Thirty-four qanats"})

    def test_its_heading_says_what_it_is_and_of_when(self):
        heading = BeautifulSoup(self.open(on="2030-05-01").content, "html.parser").h1.get_text(" ", strip=True)
        self.assertEqual(heading, "Calendar May 2030")

    def test_a_persian_editor_sees_the_persian_month(self):
        profile = UserProfile.get_for_user(self.editor.user)
        profile.preferred_language = "fa"
        profile.save()
        response = self.open(view="month", on="1409/2/1")
        self.assertContains(response, "اردیبهشت ۱۴۰۹")
        self.assertEqual(self.days(response), {"۲۵": "Thirty-four qanats"})

    def test_week_and_day_list_it_with_its_hour(self):
        for view in ("week", "day"):
            response = self.open(view=view, on="2030-05-15")
            self.assertContains(response, "Thirty-four qanats")
            self.assertContains(response, "11:30")
        self.assertNotContains(self.open(view="day", on="2030-05-16"), "Thirty-four qanats")

    def test_what_has_gone_out_stands_there_too(self):
        story("A quieter grid", people=[person("Ada")])
        self.assertContains(self.open(view="day"), "A quieter grid")

    def test_what_has_been_withdrawn_is_marked_and_the_rest_is_not(self):
        story("A quieter grid", people=[person("Ada")])
        self.assertNotContains(self.open(view="day"), "no longer public")
        story("A louder grid", people=[person("Mina")], state="withdrawn")
        rows = BeautifulSoup(self.open(view="day").content, "html.parser").select(".nr-calendar-rows li")
        marked = {row.a.get_text() for row in rows if "no longer public" in row.get_text()}
        self.assertEqual(marked, {"A louder grid"})

    def test_a_day_that_is_none_is_said_so(self):
        for typed in ("yesterday", "2026-02-30", "\x00", "9" * 400):
            with self.subTest(typed[:12]):
                response = self.open(on=typed)
                self.assertEqual(response.status_code, 200)
                self.assertTrue(response.context["error"])

    def test_what_somebody_may_not_open_is_not_there(self):
        self.assertNotContains(self.open(Desk("Writer", name="other"), on="2030-05-01"), "Thirty-four qanats")

    def test_its_queries_do_not_grow(self):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                self.open(on="2030-05-01")
            return len(captured)

        self.open()  # so that the kinds of pages are known
        before = queries()
        for number in range(3):
            scheduled(release, self.at + timedelta(hours=number), f"More {number}")
        self.assertEqual(PressRelease.objects.count(), 4)
        self.assertEqual(queries(), before)

    def test_what_has_gone_out_costs_the_same_however_much_it_is(self):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                self.open(view="day")
            return len(captured)

        story("The first", people=[person("Ada")])
        self.open(view="day")
        before = queries()
        for number in range(3):
            story(f"More {number}", people=[person(f"P{number}")], state="withdrawn" if number else "live")
        self.assertEqual(queries(), before)
