from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import lxml.etree
from django.core.cache import cache
from django.test import TestCase
from django.utils import timezone, translation
from django.utils.translation import gettext
from freezegun import freeze_time

from media_library.renditions import make_missing
from pages.models import BrandSettings
from stories.models import StoryIndexPage
from syndication.models import FeedState
from tests.factories import (
    body,
    brand,
    fact,
    fact_sheet,
    newsroom,
    person,
    picture,
    release,
    section,
    story,
    topic,
)

from .reading import head

SCHEMA = lxml.etree.XMLSchema(lxml.etree.parse(Path(__file__).parent / "xsd" / "sitemap.xsd"))
SM = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ORIGIN = "http://testserver"


class SitemapTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def read(self, path):
        response = self.client.get(path)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response["Content-Type"], "application/xml")
        root = lxml.etree.fromstring(response.content)
        SCHEMA.assertValid(root)
        return root

    def urls(self, language="en"):
        return {url.findtext(f"{SM}loc"): url for url in self.read(f"/sitemap-{language}.xml").iter(f"{SM}url")}

    def alternates(self, url):
        return {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}

    def test_robots_txt_leads_to_the_index_and_the_index_to_a_sitemap_of_each_language(self):
        response = self.client.get("/robots.txt")
        self.assertTrue(response["Content-Type"].startswith("text/plain"))
        self.assertIn(f"Sitemap: {ORIGIN}/sitemap.xml", response.content.decode())
        self.assertEqual(
            [loc.text for loc in self.read("/sitemap.xml").iter(f"{SM}loc")],
            [f"{ORIGIN}/sitemap-en.xml", f"{ORIGIN}/sitemap-fa.xml"],
        )

    def test_every_public_address_is_listed_once(self):
        water = topic("water")
        person("Leila Rahmani")
        person("Nosrat Moradi", is_public=False)
        topic("unused")
        story("Walnut", topics=[water])
        story("Draft", topics=[topic("secret")], state="draft")
        said = fact()
        release("Wells read", body=body(("fact_ref", said.pk)))
        fact("Said by nobody")
        fact("Not approved", state="draft")
        self.assertEqual(
            sorted(url.removeprefix(ORIGIN) for url in self.urls()),
            [
                "/",
                "/en/",
                "/en/facts/",
                f"/en/facts/figures/{said.public_id}/",
                "/en/media/",
                "/en/media/kits/",
                "/en/people/",
                "/en/people/leila-rahmani/",
                "/en/releases/",
                "/en/releases/wells-read/",
                "/en/statements/",
                "/en/stories/",
                "/en/stories/walnut/",
                "/en/topics/",
                "/en/topics/water/",
            ],
        )

    def test_each_listed_address_answers(self):
        story("Walnut", topics=[topic()], people=[person()])
        story("آب قنات", language="fa", topics=[])
        for language in ("en", "fa"):
            for url in self.urls(language):
                self.assertEqual(self.client.get(url.removeprefix(ORIGIN)).status_code, 200, url)

    def test_the_time_is_that_of_the_last_publication_in_full(self):
        page = story("Walnut")
        page.title = "Oak"
        page.save_revision()
        (url,) = [url for loc, url in self.urls().items() if "walnut" in loc]
        at = datetime.fromisoformat(url.findtext(f"{SM}lastmod"))
        self.assertIsNotNone(at.tzinfo)
        self.assertEqual(at, page.last_published_at.replace(microsecond=0))

    def test_translations_name_each_other_as_their_pages_do(self):
        english = release()
        persian = release("سی‌وچهار قنات", language="fa", translation_of=english)
        draft = release("پیش‌نویس", language="fa", translation_of=release("Alone"), state="draft")
        here, there = head(english), head(persian)
        self.assertEqual(self.alternates(self.urls()[here.canonical[0]]), here.alternates)
        self.assertEqual(self.alternates(self.urls("fa")[there.canonical[0]]), here.alternates)
        self.assertEqual(self.alternates(self.urls()[f"{ORIGIN}/en/releases/alone/"]), {})
        self.assertFalse(draft.live)

    def test_a_fact_stands_in_the_languages_that_it_is_worded_in(self):
        both, english = fact("Both"), fact("English", texts={"fa": None})
        story(body=body(("fact_ref", both.pk), ("fact_ref", english.pk)))
        path = f"/facts/figures/{both.public_id}/"
        found = self.alternates(self.urls()[f"{ORIGIN}/en{path}"])
        self.assertEqual(found, {"en": f"{ORIGIN}/en{path}", "fa": f"{ORIGIN}/fa{path}", "x-default": found["en"]})
        self.assertIn(f"{ORIGIN}/en/facts/figures/{english.public_id}/", self.urls())
        self.assertNotIn(f"{ORIGIN}/fa/facts/figures/{english.public_id}/", self.urls("fa"))

    def test_a_withdrawn_fact_is_listed_no_more(self):
        said = fact()
        story(body=body(("fact_ref", said.pk)))
        self.assertIn(said.public_id, "".join(self.urls()))
        said.unpublish()
        self.assertNotIn(said.public_id, "".join(self.urls()))

    def test_the_number_of_queries_is_fixed(self):
        for count in (1, 6):
            for number in range(count):
                said = body(("fact_ref", fact(f"Fact {count} {number}").pk))
                story(f"Story {count} {number}", topics=[topic(f"t-{count}-{number}")], people=[person()], body=said)
            self.urls()
            cache.delete("syndication.sitemap.1.en")
            with self.assertNumQueries(13):
                self.urls()

    def test_a_long_list_is_split(self):
        for number in range(3):
            story(f"Story {number}")
        with mock.patch("syndication.sitemaps.LENGTH", 7):
            locations = [loc.text for loc in self.read("/sitemap.xml").iter(f"{SM}loc")]
            self.assertIn(f"{ORIGIN}/sitemap-en-2.xml", locations)
            first, second = self.read("/sitemap-en.xml"), self.read("/sitemap-en-2.xml")
            self.assertEqual((len(first), len(second)), (7, 6))
            for number in (3, 4, 0):
                with mock.patch("syndication.sitemaps.entries") as collects:
                    self.assertEqual(self.client.get(f"/sitemap-en-{number}.xml").status_code, 404)
                collects.assert_not_called()

    def test_there_is_no_sitemap_of_a_language_that_the_site_does_not_have(self):
        self.assertEqual(self.client.get("/sitemap-de.xml").status_code, 404)

    def test_conditional_requests_work_as_for_feeds(self):
        # What was just published in a burst counts as changed until the clock has caught up.
        FeedState.objects.update(changed_at=timezone.now() - timedelta(minutes=5))
        response = self.client.get("/sitemap-en.xml")
        again = {"If-Modified-Since": response["Last-Modified"]}
        self.assertEqual(self.client.get("/sitemap-en.xml", headers=again).status_code, 304)
        section(StoryIndexPage).unpublish()
        self.assertEqual(self.client.get("/sitemap-en.xml", headers=again).status_code, 200)
        self.assertNotIn(f"{ORIGIN}/en/stories/", self.urls())

    def test_a_page_names_its_lead_picture_in_the_widest_size_that_readers_get(self):
        image = picture(size=(1300, 900))
        make_missing(image)
        page = story("Walnut", lead_image=image)
        (shown,) = self.urls()[ORIGIN + page.url_path].iter(f"{IMAGE}loc")
        self.assertEqual(self.client.get(shown.text.removeprefix(ORIGIN)).status_code, 200)
        self.assertEqual(image.renditions.get(file__endswith=shown.text.rpartition("/")[2]).width, 1300)

    # -- News --

    def news(self):
        return {entry.findtext(f".//{NEWS}title"): entry for entry in self.read("/sitemap-news.xml")}

    def test_the_news_of_two_days_stands_in_a_sitemap_of_its_own(self):
        page = release("Wells & springs")
        story("آب", language="fa")
        story("Old", days_ago=3)
        story("Draft", state="draft")
        fact_sheet("In figures", groups=[("Wells", [fact()])])
        found = self.news()
        self.assertEqual(set(found), {"Wells & springs", "آب"})
        entry = found["Wells & springs"]
        self.assertEqual(entry.findtext(f"{SM}loc"), ORIGIN + page.url_path)
        self.assertEqual(entry.findtext(f".//{NEWS}name"), "Karizan Newsroom")
        self.assertEqual(datetime.fromisoformat(entry.findtext(f".//{NEWS}publication_date")).tzinfo is None, False)
        self.assertEqual(found["آب"].findtext(f".//{NEWS}language"), "fa")
        self.assertIn(f"Sitemap: {ORIGIN}/sitemap-news.xml", self.client.get("/robots.txt").content.decode())

    def test_without_a_brand_the_publication_has_a_name_in_its_language(self):
        BrandSettings.objects.all().delete()
        cache.clear()
        story("آب", language="fa")
        with translation.override("fa"):
            name = gettext("Newsroom")
        self.assertEqual(self.news()["آب"].findtext(f".//{NEWS}name"), name)

    def test_without_news_it_is_empty_and_it_has_no_more_than_a_thousand_entries(self):
        made = story("Only", days_ago=3)
        self.assertEqual(self.news(), {})
        made.unpublish()
        for number in range(3):
            story(f"Story {number}")
        with mock.patch("syndication.news.LENGTH", 2):
            self.assertEqual(set(self.news()), {"Story 1", "Story 2"})

    def test_it_costs_the_same_queries_for_any_number_and_an_item_leaves_it_by_the_clock(self):
        story("First")
        self.news()
        cache.delete("syndication.news")
        with self.assertNumQueries(2):
            self.news()
        with freeze_time(timezone.now() + timedelta(days=2, hours=1)):
            self.assertEqual(self.news(), {})
