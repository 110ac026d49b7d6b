"""What is taken away is counted: of which piece, what, and on which day. Of readers nothing is kept."""

from datetime import date, timedelta
from unittest.mock import patch

from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from syndication.feed import permanent_id
from syndication.models import Use
from syndication.takeaway.uses import MOST
from tests.factories import brand, newsroom, release, story
from tests.publication.desk import Desk

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
ORIGIN = "http://testserver"


class UsesCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.page = release()

    def setUp(self):
        cache.clear()

    def counted(self, page=None):
        return dict(Use.objects.filter(item_id=(page or self.page).pk).values_list("use", "count"))

    def tell(self, use="quote", page=None, item=None, client=None, **headers):
        headers = {"User-Agent": BROWSER, "Origin": ORIGIN} | headers
        given = {"item": item or permanent_id(page or self.page), "use": use}
        return (client or Client(enforce_csrf_checks=True)).post(reverse("used"), given, headers=headers)

    def take(self, form="txt", page=None, client=None, method="get", **headers):
        ask = getattr(client or self.client, method)
        return ask(f"{(page or self.page).url}?format={form}", headers={"User-Agent": BROWSER} | headers)


class Copies(UsesCase):
    def test_each_copy_is_one_more_of_its_kind_and_day(self):
        for use in ("quote", "quote", "text"):
            response = self.tell(use)
            self.assertEqual((response.status_code, response.content), (204, b""))
            self.assertFalse(response.cookies)
        self.assertEqual(self.counted(), {"quote": 2, "text": 1})
        self.assertEqual(set(Use.objects.values_list("day", flat=True)), {timezone.localdate()})

    def test_nothing_that_could_tell_of_a_reader_is_a_column(self):
        columns = {field.name for field in Use._meta.get_fields()}
        self.assertEqual(columns, {"id", "item", "day", "use", "count"})

    def test_machines_editors_and_other_sites_are_not_counted(self):
        for status, headers in (
            (204, {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}),
            (204, {"User-Agent": ""}),
            (204, {"Sec-Purpose": "prefetch;prerender"}),
            (400, {"Origin": "https://elsewhere.example"}),
            (400, {"Origin": ""}),
            (400, {"Sec-Fetch-Site": "cross-site"}),
        ):
            self.assertEqual(self.tell(**headers).status_code, status, headers)
        self.assertEqual(self.tell(client=Desk().client).status_code, 204)
        self.assertEqual(self.counted(), {})

    def test_what_is_malformed_is_refused_or_passed_over(self):
        self.assertEqual(self.tell(use="everything").status_code, 400)
        for item in ("x", "urn:newsroom:1:en", f"{permanent_id(self.page)}x", "urn:newsroom:\0:fa", "9" * 9000):
            self.assertEqual(self.tell(item=item).status_code, 204)
        self.assertEqual(Client().get(reverse("used")).status_code, 405)
        self.assertFalse(Use.objects.exists())

    def test_of_a_draft_it_is_answered_like_of_nothing(self):
        answers = []
        draft = story("Draft", state="draft")
        for item in (permanent_id(draft), f"urn:newsroom:{'0' * 32}:en"):
            with CaptureQueriesContext(connection) as queries:
                response = self.tell(item=item)
            answers.append((response.status_code, sorted(response.items()), len(queries)))
        self.assertEqual(*answers)
        self.assertFalse(Use.objects.exists())

    def test_more_than_somebody_can_copy_in_a_minute_is_not_counted(self):
        with patch("syndication.takeaway.uses.MOST", 3):
            for _time in range(5):
                self.assertEqual(self.tell().status_code, 204)
        self.assertEqual(self.counted(), {"quote": 3})
        self.assertGreater(MOST, 10)

    def test_a_busy_database_costs_a_number_and_no_answer(self):
        with patch("syndication.models.use.UseQuerySet.add", side_effect=OperationalError("database is locked")):
            with self.assertLogs("syndication.takeaway.uses", "WARNING"):
                self.assertEqual(self.tell().status_code, 204)
            with self.assertLogs("syndication.takeaway.uses", "WARNING"):
                self.assertEqual(self.take().status_code, 200)


class Downloads(UsesCase):
    def test_a_download_is_counted_by_its_form_and_the_page_stays_as_it_was(self):
        for form in ("txt", "txt", "zip"):
            response = self.take(form)
            self.assertEqual(response.status_code, 200)
            if response.streaming:
                b"".join(response.streaming_content)  # the last byte ends the request
            self.assertEqual(response["Cache-Control"], "public, max-age=0, s-maxage=60")
            self.assertFalse(response.cookies)
        self.client.get(self.page.url, headers={"User-Agent": BROWSER})
        self.assertEqual(self.counted(), {"form:txt": 2, "form:zip": 1})

    def test_what_nobody_has_taken_is_not_counted(self):
        self.take(method="head")
        self.take("docx!")
        self.take(**{"User-Agent": "curl/8.1"})
        self.take(**{"Sec-Fetch-Mode": "cors"})  # the script that copies, which tells of it itself
        self.take(Purpose="prefetch")
        self.take(client=Desk().client)
        self.assertEqual(self.counted(), {})

    def test_the_count_goes_with_the_page(self):
        self.tell()
        Page.objects.get(pk=self.page.pk).delete()
        self.assertFalse(Use.objects.exists())


class Report(UsesCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.other = story("شبکه‌ای آرام‌تر", language="fa")
        today = timezone.localdate()
        for page, use, day, count in (
            (cls.page, "quote", today, 3),
            (cls.page, "form:txt", today, 2),
            (cls.page, "form:zip", today - timedelta(40), 5),
            (cls.other, "text", today, 1),
        ):
            Use.objects.create(item=page.newsitem_ptr, use=use, day=day, count=count)

    def report(self, desk=None, **asked):
        return (desk or Desk()).client.get(reverse("taken_report"), asked)

    def rows(self, response):
        return [(row["title"], row["total"], row["quotes"], row["pictures"]) for row in response.context["object_list"]]

    def test_it_sums_up_what_was_taken_the_most_first(self):
        rows = self.rows(self.report())
        self.assertEqual(rows, [(self.page.title, 10, 3, 5), (self.other.title, 1, 0, 0)])

    def test_it_is_narrowed_by_day_language_and_piece(self):
        desk = Desk()
        month = {"day_from": timezone.localdate() - timedelta(30), "language": "en"}
        self.assertEqual(self.rows(self.report(desk, **month)), [(self.page.title, 5, 3, 0)])
        self.assertEqual(self.rows(self.report(desk, piece=self.other.pk)), [(self.other.title, 1, 0, 0)])
        self.assertEqual(self.report(desk, piece="9" * 400).status_code, 200)

    def test_it_is_exported_so_that_spreadsheets_read_it(self):
        response = self.report(export="csv")
        written = b"".join(response.streaming_content).decode("utf-8-sig")
        self.assertIn("Pictures downloaded", written.splitlines()[0])
        self.assertIn("شبکه‌ای آرام‌تر", written)

    def test_it_shows_pieces_that_one_may_edit_and_the_queries_do_not_grow(self):
        desk = Desk("Writer")
        self.assertEqual(self.rows(self.report(desk)), [])
        self.assertEqual(Client().get(reverse("taken_report")).status_code, 302)
        chief = Desk()
        self.report(chief)
        with CaptureQueriesContext(connection) as few:
            self.report(chief)
        for number in range(4):
            Use.objects.create(item=story(f"Story {number}").newsitem_ptr, use="text", day=date(2026, 1, 1), count=1)
        with CaptureQueriesContext(connection) as many:
            self.report(chief)
        self.assertEqual(len(few), len(many))

    def test_the_editors_page_of_a_piece_leads_to_it(self):
        address = f"{reverse('taken_report')}?piece={self.page.pk}"
        edit = Desk().client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        self.assertContains(edit, address)
