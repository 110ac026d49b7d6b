"""The Wire: the newsroom as lines of text, for a reporter on a bad line."""

import base64
import gzip
import hashlib
import re
from datetime import UTC, datetime, timedelta

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.test import TestCase, tag
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from home.wire import LENGTH, PAGE, fitted
from pages.models import BrandSettings
from publication.models import Reference
from stories.models import NewsItem
from tests.factories import (
    brand,
    fact,
    fact_sheet,
    newsroom,
    picture,
    press_kit,
    release,
    scheduled,
    statement,
    story,
)

ORIGIN = "http://testserver"
#: Letters of two bytes each, without a space at which a text could be cut.
PERSIAN = "آبخوان"


def text(node):
    return " ".join(node.get_text().split())


class WireTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def get(self, address="/en/wire/"):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return response

    def read(self, address="/en/wire/"):
        return BeautifulSoup(self.get(address).content, "html.parser")

    def headlines(self, address="/en/wire/"):
        return [text(link) for link in self.read(address).select("time ~ a")]


class Lines(WireTestCase):
    def test_everything_public_of_every_kind_stands_on_it_newest_first(self):
        story("A story", days_ago=4)
        release("A release", days_ago=3)
        statement("A statement", days_ago=2)
        fact_sheet("A sheet", groups=[("Wells", [fact()])], days_ago=1)
        press_kit("A kit", chapters=[("Pictures", [("image", picture())])])
        story("روایت", language="fa")
        self.assertEqual(self.headlines(), ["A kit", "A sheet", "A statement", "A release", "A story"])
        self.assertEqual(self.headlines("/fa/wire/"), ["روایت"])

    def test_a_line_says_time_kind_headline_reference_and_standfirst(self):
        at = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)
        page = release("Water came at noon", standfirst="After three\ndry years.", published_at=at)
        line = self.read().select_one("main li:has(time)")
        reference = Reference.objects.given_to(page)
        self.assertEqual(
            text(line), f"08:00 Press release: Water came at noon ({reference})After three dry years."
        )  # fmt: skip
        self.assertTrue(line.br)
        self.assertEqual(line.time["datetime"], "2026-03-21T08:00:00+03:30")
        self.assertEqual(self.client.get(line.a["href"]).status_code, 200)

    def test_lines_stand_under_their_day(self):
        for number in range(2):
            story(f"Morning {number}", published_at=datetime(2026, 3, 21, 5, number, tzinfo=UTC))
        story("The day before", published_at=datetime(2026, 3, 20, 5, tzinfo=UTC))
        shown = self.read()
        self.assertEqual([text(day) for day in shown.select("h2")], ["Saturday 21 March 2026", "Friday 20 March 2026"])
        self.assertEqual([len(day.select("li")) for day in shown.select("h2 + ul")], [2, 1])

    def test_in_persian_it_runs_right_to_left_with_its_own_calendar_and_digits(self):
        at = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)
        page = release("آب ظهر رسید", language="fa", published_at=at)
        shown = self.read("/fa/wire/")
        self.assertEqual((shown.html["lang"], shown.html["dir"]), ("fa", "rtl"))
        self.assertEqual(text(shown.h2), "شنبه ۱ فروردین ۱۴۰۵")
        self.assertEqual(text(shown.time), "۰۸:۰۰")
        # Written as it is read: percent signs would make it six times as long.
        self.assertEqual(shown.select_one("time ~ a")["href"], page.url_path)

    def test_the_press_desk_stands_above_the_news(self):
        story("The news")
        for address, hours in (("/en/wire/", "Saturday to Wednesday"), ("/fa/wire/", "شنبه تا چهارشنبه")):
            shown = self.read(address)
            links = [link["href"] for link in shown.select("dl a")]
            self.assertEqual(
                links, ["tel:+982155550140", "mailto:press@karizan.example", "tel:+989125550141"]
            )  # fmt: skip
            self.assertIn(hours, text(shown.dl))
        self.assertTrue(self.read().select("h1 + dl ~ ul"))

    def test_it_leads_to_sections_search_feed_and_the_other_language(self):
        links = [link["href"] for link in self.read().select("header a, nav a")]
        for address in ("/en/", "/en/stories/", "/en/releases/", "/en/search/", "/en/feed.xml", "/fa/wire/"):
            self.assertIn(address, links)
            self.assertEqual(self.client.get(address).status_code, 200)

    def test_before_anything_is_published_it_says_so(self):
        self.assertIn("Nothing has been published here yet.", text(self.read().main))
        shown = self.read("/fa/wire/")
        self.assertIn("هنوز", text(shown.main))
        self.assertTrue(shown.select("dl a"))

    def test_every_page_leads_there_from_its_foot(self):
        for address in ("/en/", "/en/search/", story().url):
            self.assertTrue(self.read(address).select_one('.foot a[href="/en/wire/"]'), address)
        self.assertTrue(self.read("/fa/").select_one('.foot a[href="/fa/wire/"]'))

    def test_without_a_brand_it_stands(self):
        BrandSettings.objects.all().delete()
        cache.clear()
        self.assertEqual(text(self.read().header.select_one("[rel=home]")), "Newsroom")


class Paging(WireTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for number in range(LENGTH + 1):
            story(f"Story {number}", days_ago=number)

    def test_what_is_older_is_one_link_away(self):
        self.assertEqual(self.headlines(), [f"Story {number}" for number in range(LENGTH)])
        older = self.read().select_one("a[rel=next]")["href"]
        self.assertEqual(self.headlines(f"/en/wire/{older}"), [f"Story {LENGTH}"])
        self.assertEqual(self.read(f"/en/wire/{older}").select_one("a[rel=prev]")["href"], "?page=1")

    def test_a_page_that_is_not_there_is_a_404(self):
        for page in ("0", "3", "-1", "x", "", "9" * 30, "1.5", "\0"):
            with self.subTest(page):
                self.assertEqual(self.client.get("/en/wire/", {"page": page}).status_code, 404)
        self.assertEqual(self.client.get("/fa/wire/", {"page": "۱"}).status_code, 200)

    def test_it_is_read_and_not_written(self):
        self.assertEqual(self.client.post("/en/wire/").status_code, 405)
        self.assertEqual(self.client.head("/en/wire/").content, b"")


class Hidden(WireTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        story("Public")

    def assertHidden(self):
        self.assertEqual(self.headlines(), ["Public"])
        self.assertNotIn("secret", self.get().content.decode().lower())

    def test_a_draft_and_a_newer_draft_of_what_is_public(self):
        story("Secret", state="draft")
        page = NewsItem.objects.get(title="Public").specific
        page.title = page.standfirst = "Secret"
        page.save_revision()
        self.assertHidden()

    def test_a_scheduled_item(self):
        scheduled(release, timezone.now() + timedelta(minutes=1), "Secret")
        self.assertHidden()

    def test_a_withdrawn_item_that_stood_on_it(self):
        page = story("Secret")
        self.assertIn("Secret", self.headlines())
        page.unpublish()
        self.assertHidden()

    def test_an_expired_item_before_the_runner_has_come_round(self):
        page = story("Secret", expire_at=timezone.now() + timedelta(hours=1))
        self.get()
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        self.assertHidden()

    def test_a_private_item(self):
        page = story("Secret")
        self.get()
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        self.assertHidden()


@tag("once")
class Weight(WireTestCase):
    def heavy(self, title, slug, standfirst, language="fa"):
        """A full page of items with the longest texts that there may be, each on a day of its own, and one more."""
        for number in range(LENGTH + 1):
            page = statement(title, language=language, slug=f"{slug}{number}", days_ago=number)
            NewsItem.objects.filter(pk=page.pk).update(title=title, standfirst=standfirst)
        long = "ن" * 160
        words = {"name": long[:120], "newsroom_name": long[:120], "description": long, "press_line_note": long}
        BrandSettings.objects.get().wordings.all().update(**words)
        cache.clear()
        return self.get(f"/{language}/wire/?page=1")

    def test_a_page_of_the_longest_persian_texts_weighs_at_most_fifteen_kilobytes(self):
        response = self.heavy((PERSIAN * 50)[:255], (PERSIAN * 50)[:253], (f"{PERSIAN} " * 60)[:400])
        self.assertLessEqual(len(response.content), PAGE)
        lines = BeautifulSoup(response.content, "html.parser").select("main li:has(time)")
        self.assertEqual(len(lines), LENGTH)
        for line in lines:
            self.assertGreater(len(text(line.a)), 40)

    def test_so_does_one_of_signs_that_take_most_bytes(self):
        for sign in ("'", "&", "𐎠"):
            with self.subTest(sign):
                response = self.heavy(sign * 255, f"{'s' * 240}-{ord(sign)}-", sign * 400, language="en")
                self.assertLessEqual(len(response.content), PAGE)

    def test_a_long_persian_headline_is_whole_where_its_address_is_no_longer_than_ours(self):
        title = (f"{PERSIAN} " * 50)[:255].strip()
        story(title, language="fa")
        self.assertEqual(self.headlines("/fa/wire/"), [title])

    def test_an_ordinary_page_is_whole_and_a_third_of_that_when_packed(self):
        for number in range(LENGTH):
            story(
                f"داستان {number}: آب ظهر رسید و در آن آبادی کسی نخوابید و همه بیدار ماندند",
                language="fa",
                standfirst=f"در پانزده آبادی برای پانزده چاه سهم آب کنار گذاشته‌اند و تا مهر فرصت است {number}.",
                days_ago=number,
            )
        response = self.get("/fa/wire/")
        self.assertNotIn("…", BeautifulSoup(response.content, "html.parser").main.get_text())
        self.assertLess(len(gzip.compress(response.content)), 5_000)

    def test_a_text_is_cut_between_words(self):
        self.assertEqual(fitted("Water came at noon", 100), "Water came at noon")
        self.assertEqual(fitted("Water came at noon", 15), "Water came…")
        self.assertEqual(fitted("آب ظهر رسید", 16), "آب ظهر…")
        self.assertEqual(fitted("Water came at noon", 100, 8), "Water…")
        self.assertEqual(fitted("Waterworks", 8), "Water…")

    def test_nothing_more_is_loaded_and_its_style_is_the_one_that_the_policy_allows(self):
        story(lead_image=picture())
        response = self.get()
        shown = BeautifulSoup(response.content, "html.parser")
        loaded = "script:not([type='application/ld+json']), img, picture, source"
        self.assertFalse(shown.select(f"{loaded}, link[rel=stylesheet], link[rel=preload], [style]"))
        self.assertEqual([link["href"] for link in shown.select("link[rel=icon]")], ["data:,"])
        self.assertNotIn("@font-face", shown.style.string)
        self.assertLess(len(shown.style.string), 3_000)
        digest = base64.b64encode(hashlib.sha256(shown.style.string.encode()).digest()).decode()
        directives = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
        self.assertEqual(directives["style-src"], f"'self' 'sha256-{digest}'")

    def test_its_style_names_no_side(self):
        style = self.read().style.string
        self.assertFalse(re.search(r"\b(left|right)\b", style))

    def test_a_shared_cache_may_keep_it(self):
        response = self.get()
        self.assertEqual(response["Cache-Control"], "public, max-age=0, s-maxage=60")
        self.assertNotIn("Cookie", response.get("Vary", ""))

    def test_three_and_a_pageful_of_items_of_all_kinds_cost_the_same_four_queries(self):
        for model in (HomePage, NewsItem, *NewsItem.__subclasses__()):
            ContentType.objects.get_for_model(model)
        for count in (1, 6):
            for number in range(count):
                story(f"Story {count} {number}")
                release(f"Release {count} {number}")
                statement(f"Statement {count} {number}")
            self.get()  # counts what has changed, and fills the caches
            with self.assertNumQueries(4):
                self.get()
        self.assertEqual(len(self.headlines()), LENGTH)


class Head(WireTestCase):
    def addresses(self, address):
        shown = self.read(address)
        canonical = [link["href"] for link in shown.select("link[rel=canonical]")]
        return canonical, {link["hreflang"]: link["href"] for link in shown.select("link[hreflang]")}

    def test_it_has_one_address_and_names_the_other_language_which_names_it(self):
        (english, here), (persian, there) = self.addresses("/en/wire/"), self.addresses("/fa/wire/")
        self.assertEqual((english, persian), ([f"{ORIGIN}/en/wire/"], [f"{ORIGIN}/fa/wire/"]))
        self.assertEqual(here, there)
        self.assertEqual(here, {"en": english[0], "fa": persian[0], "x-default": english[0]})

    def test_an_older_page_is_canonical_to_itself_and_nobodys_translation(self):
        for number in range(LENGTH + 1):
            story(f"Story {number}")
        self.assertEqual(self.addresses("/en/wire/?page=2"), ([f"{ORIGIN}/en/wire/?page=2"], {}))

    def test_a_language_that_is_not_public_is_not_named(self):
        HomePage.objects.get(locale__language_code="fa").unpublish()
        self.assertEqual(self.addresses("/en/wire/"), ([f"{ORIGIN}/en/wire/"], {}))

    def test_it_may_be_indexed_describes_itself_and_names_the_feed(self):
        shown = self.read()
        self.assertNotIn("noindex", str(shown.head))
        self.assertIn("Everything that was published", shown.select_one("meta[name=description]")["content"])
        self.assertEqual(shown.select_one("link[type='application/rss+xml']")["href"], f"{ORIGIN}/en/feed.xml")
        self.assertEqual(text(shown.title), "The wire · Karizan Newsroom")
