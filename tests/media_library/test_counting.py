"""What is done with files is counted: which file, what, the day, the site that led there; nothing of who."""

from unittest.mock import patch

from django.core.cache import cache
from django.core.signals import request_finished
from django.db import OperationalError, close_old_connections, connection
from django.http import HttpResponse
from django.test import Client, RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from media_library.counting import MOST, count_view, count_zip
from media_library.downloads import offers
from media_library.models import AssetCount
from media_library.models.asset import today
from media_library.models.count import MOST_SITES, OTHERS
from media_library.renditions import make_missing
from tests.factories import body, brand, document, newsroom, picture, press_kit, story
from tests.publication.desk import Desk

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
TAKEN = {"Sec-Fetch-Dest": "document"}


class CountingCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.dawn, cls.table = picture("Dawn"), document("Levels")
        make_missing(cls.dawn)
        shown = [("image", {"image": cls.dawn.pk, "caption": ""}), ("documents", [cls.table.pk])]
        cls.page = story(body=body(*shown))

    def setUp(self):
        cache.clear()

    def take(self, url=None, client=None, method="get", **headers):
        ask = getattr(client or self.client, method)
        response = ask(url or self.table.url, headers={"User-Agent": BROWSER} | headers)
        if response.streaming:
            b"".join(response)
        return response

    def reads(self, asset=None, address="/en/media/x/", count=count_view, **headers):
        """The page of a file, as its view will be counted."""
        headers = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        request = RequestFactory().get(address, HTTP_USER_AGENT=BROWSER, **headers)
        response = HttpResponse("page")
        count(request, response, asset or self.dawn)
        # As the client of tests does it: what an answer closes at its end would be the connection too.
        request_finished.disconnect(close_old_connections)
        try:
            response.close()
        finally:
            request_finished.connect(close_old_connections)

    def counted(self):
        rows = AssetCount.objects.order_by("public_id", "what", "site")
        names = {self.dawn.public_id: "dawn", self.table.public_id: "table"}
        return {
            (names.get(public_id, public_id), what, site): count
            for public_id, what, site, count in rows.values_list("public_id", "what", "site", "count")
        }


class FilesTests(CountingCase):
    def test_a_download_is_counted_with_size_and_format(self):
        web = next(offer for offer in offers(self.dawn) if (offer.size, offer.form) == ("web", "jpeg"))
        self.take(web.url, **TAKEN)
        self.take(**TAKEN)
        self.take(**TAKEN)
        self.assertEqual(self.counted(), {("dawn", "web.jpeg", ""): 1, ("table", "original.csv", ""): 2})
        self.assertEqual(set(AssetCount.objects.values_list("day", flat=True)), {today()})

    def test_a_page_that_shows_a_picture_takes_nothing(self):
        for headers in ({"Sec-Fetch-Dest": "image"}, {"Accept": "image/avif,image/webp,*/*;q=0.8"}):
            for size in self.dawn.renditions.all()[:3]:
                self.take(size.url, **headers)
        self.assertEqual(self.counted(), {})

    def test_a_recording_is_played(self):
        self.take(**{"Sec-Fetch-Dest": "audio"})
        self.assertEqual(self.counted(), {("table", "play", ""): 1})

    def test_parts_machines_editors_and_questions_are_not_counted_twice_or_at_all(self):
        self.take(**TAKEN, Range="bytes=0-9")
        self.take(**TAKEN, Range="bytes=10-19")
        self.take(**TAKEN, method="head")
        self.take(**TAKEN, client=Desk().client)
        etag = self.take(**TAKEN, **{"User-Agent": "curl/8"})["ETag"]
        self.assertEqual(self.take(**TAKEN, **{"If-None-Match": etag}).status_code, 304)
        self.assertEqual(self.counted(), {("table", "original.csv", ""): 1})

    def test_what_is_not_public_is_not_counted(self):
        private = document("Private")
        self.assertEqual(self.take(private.url, **TAKEN).status_code, 404)
        self.assertEqual(self.counted(), {})

    def test_one_network_is_counted_so_often_and_served_always(self):
        with patch("publication.limits.time.time", return_value=1_800_000_000):  # all within one minute
            for _number in range(MOST + 3):
                self.assertEqual(self.take(**TAKEN).status_code, 200)
        self.assertEqual(self.counted(), {("table", "original.csv", ""): MOST})

    def test_no_cookie_is_set_and_no_query_stands_before_the_answer(self):
        with CaptureQueriesContext(connection) as queries:
            response = self.client.get(self.table.url, headers={"User-Agent": BROWSER} | TAKEN)
            before = len(queries)
        self.assertFalse(response.cookies)
        self.assertEqual(before, 3)

    def test_a_database_that_is_busy_costs_a_number_and_no_file(self):
        with (
            patch.object(type(AssetCount.objects), "add", side_effect=OperationalError("database is locked")),
            self.assertLogs("media_library.counting", "WARNING"),
        ):
            self.assertEqual(self.take(**TAKEN).status_code, 200)


class ViewsTests(CountingCase):
    def test_a_page_is_counted_with_the_site_that_led_there_and_not_its_path(self):
        for referer in ("https://www.Paper.example/lakes/?who=nina", "https://paper.example:8443/x", "", "nonsense"):
            self.reads(referer=referer)
        self.reads(referer="http://testserver/en/media/")
        self.assertEqual(self.counted(), {("dawn", "view", ""): 3, ("dawn", "view", "paper.example"): 2})

    def test_what_is_no_name_on_the_net_is_no_site(self):
        for referer in ("https://localhost/", "https://[::1]/", "https://a" + "b" * 200 + ".example/", "https://[/"):
            self.reads(referer=referer)
        self.reads(referer="https://=cmd.example/")
        self.assertEqual(self.counted(), {("dawn", "view", ""): 5})

    def test_so_many_sites_are_told_apart_on_a_day(self):
        for number in range(MOST_SITES + 3):
            self.reads(referer=f"https://site{number}.example/")
        sites = AssetCount.objects.exclude(site="")
        self.assertEqual(sites.count(), MOST_SITES + 1)
        self.assertEqual(sites.get(site=OTHERS).count, 3)

    def test_an_archive_counts_for_each_file_and_for_its_kit(self):
        kit = press_kit(chapters=[("Files", [("image", self.dawn), ("document", self.table)])])
        both = [self.dawn, self.table]
        self.reads(both, count=count_zip)
        self.reads(both, count=lambda request, response, assets: count_zip(request, response, assets, kit=kit))
        key = kit.translation_key.hex
        self.assertEqual(self.counted(), {("dawn", "zip", ""): 2, ("table", "zip", ""): 2, (key, "zip", ""): 1})

    def test_many_files_cost_no_more_queries_than_one(self):
        def queries(assets):
            with CaptureQueriesContext(connection) as found:
                self.reads(assets, count=count_zip)
            return len(found)

        self.assertEqual(queries([self.dawn]), queries([self.table, *(picture(f"{number}") for number in range(5))]))

    def test_the_archive_of_a_piece_is_counted(self):
        response = self.take(f"{self.page.url}?format=zip", **TAKEN)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.counted(), {("dawn", "zip", ""): 1})

    def test_an_archive_that_comes_in_parts_is_counted_once(self):
        kit = press_kit(chapters=[("Files", [("document", self.table)])])
        for page in (self.page, kit):
            for part in ("bytes=0-9", "bytes=10-19", "bytes=20-"):
                self.assertEqual(self.take(f"{page.url}?format=zip", **TAKEN, Range=part).status_code, 206)
        key = kit.translation_key.hex
        self.assertEqual(self.counted(), {("dawn", "zip", ""): 1, ("table", "zip", ""): 1, (key, "zip", ""): 1})

    def test_nothing_that_could_tell_of_a_reader_is_a_column(self):
        columns = {field.name for field in AssetCount._meta.get_fields()}
        self.assertEqual(columns, {"id", "public_id", "day", "what", "site", "count"})


class ReportTests(CountingCase):
    def setUp(self):
        super().setUp()
        self.desk = Desk("Editor")
        self.take(**TAKEN)
        self.reads(referer="https://paper.example/")
        self.reads(self.table)

    def report(self, desk=None, **asked):
        return (desk or self.desk).client.get(reverse("files_report"), asked)

    def test_it_says_of_each_file_what_was_done_with_it(self):
        page = self.report()
        for told in ("Use of files", "Levels", "Dawn", reverse("file_report", args=[self.dawn.public_id])):
            self.assertContains(page, told)

    def test_one_file_is_told_by_size_and_site(self):
        page = self.desk.client.get(reverse("file_report", args=[self.dawn.public_id]))
        self.assertContains(page, "paper.example")
        self.assertContains(page, "Page read")
        table = self.desk.client.get(reverse("file_report", args=[self.table.public_id]))
        self.assertContains(table, "Original · CSV")

    def test_it_is_filtered_by_day_and_site(self):
        AssetCount.objects.filter(public_id=self.dawn.public_id).update(day="2025-01-02")
        self.assertNotContains(self.report(day_from="2025-06-01"), "Dawn")
        page = self.report(day_to="2025-06-01")
        self.assertContains(page, "Dawn")
        self.assertNotContains(page, "Levels")
        self.assertNotContains(self.report(site="paper"), "Levels")

    def test_it_is_exported_and_no_cell_is_a_formula(self):
        type(self.dawn).objects.filter(pk=self.dawn.pk).update(title="=1+1")
        text = b"".join(self.report(export="csv").streaming_content).decode("utf-8-sig")
        self.assertIn("'=1+1", text)
        self.assertIn(self.dawn.public_id, text)
        self.assertEqual(self.report(export="xlsx").status_code, 200)
        one = self.desk.client.get(reverse("file_report", args=[self.dawn.public_id]), {"export": "csv"})
        self.assertIn("paper.example", b"".join(one.streaming_content).decode())

    def test_a_kit_stands_there_by_its_name(self):
        kit = press_kit("The lake in pictures", chapters=[("Files", [("image", self.dawn)])])
        self.reads([self.dawn], count=lambda request, response, assets: count_zip(request, response, assets, kit=kit))
        self.assertContains(self.report(), "The lake in pictures")

    def test_who_may_change_no_file_does_not_read_it(self):
        for desk in (Desk("Approver"), Desk("Legal")):
            self.assertNotContains(self.report(desk), "Dawn", status_code=302)
        writer = self.report(Desk("Writer"))
        self.assertNotContains(writer, "Dawn", status_code=writer.status_code)

    def test_it_costs_the_same_whatever_its_length(self):
        def queries():
            with CaptureQueriesContext(connection) as found:
                self.report()
            return len(found)

        queries()
        before = queries()
        for number in range(5):
            self.reads(picture(f"Picture {number}"))
        self.assertEqual(queries(), before)

    def test_a_stranger_is_sent_to_the_login(self):
        self.assertEqual(Client().get(reverse("files_report")).status_code, 302)
