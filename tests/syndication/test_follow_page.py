"""Feeds for people: the page that explains them, what pages announce; and the writers, with odd words."""

import json
import re
from datetime import timedelta

import feedparser
import lxml.etree
import lxml.html
from django.test import SimpleTestCase, tag
from django.utils import timezone, translation

from syndication.feeds import atom, json_feed, rss
from syndication.feeds.entries import Enclosure, Entry, Feed, Gone
from syndication.feeds.scopes import FORMS, AboutTopic
from tests.factories import (
    person,
    story,
    topic,
)

from .feed_readers import ORIGIN, FeedsCase


class PeopleTests(FeedsCase):
    """What people see of feeds."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.salt = topic("salt")
        cls.author = person("Leila Rahmani")
        cls.page = story("About salt", topics=[cls.salt], people=[cls.author])

    def announced(self, path):
        root = lxml.html.fromstring(self.get(path).content)
        return [
            link.get("href").removeprefix(ORIGIN) for link in root.iter("link") if link.get("type") in FORMS.values()
        ]

    def test_each_page_announces_its_own_feed_and_the_main_one_of_its_language(self):
        main = ["/en/feed.xml", "/en/feeds/all.atom", "/en/feeds/all.json"]
        for path, own in {
            "/en/": [],
            self.page.url: ["/en/feeds/kinds/story.rss"],
            "/en/stories/": ["/en/feeds/kinds/story.rss"],
            "/en/topics/salt/": ["/en/feeds/topics/salt.rss"],
            "/en/people/leila-rahmani/": ["/en/feeds/people/leila-rahmani.rss"],
            "/en/corrections/": ["/en/feeds/corrections.rss"],
            "/en/feeds/": [],
        }.items():
            self.assertEqual(self.announced(path), own + main, path)

    def test_a_page_explains_the_feeds_that_there_are_and_has_their_addresses_to_copy(self):
        topic("nothing-yet")
        root = lxml.html.fromstring(self.get("/en/feeds/").content)
        links = [link.get("href") for link in root.find(".//main").iter("a")]
        for name in ("feed.xml", "feeds/all.json", "feeds/corrections.atom", "feeds/kinds/story.rss"):
            self.assertIn(f"/en/{name}", links)
        self.assertIn("/en/feeds/topics/salt.atom", links)
        self.assertFalse([link for link in links if re.search("nothing-yet|statement", link)])
        copied = [button.get("data-address") for button in root.find(".//main").iter("button")]
        self.assertIn(f"{ORIGIN}/en/feeds/topics/salt.rss", copied)

    def test_it_costs_the_same_queries_however_many_topics_there_are_and_every_page_leads_to_it(self):
        def queries():
            self.get("/en/feeds/")
            with self.assertNumQueries(4):
                self.get("/en/feeds/")

        queries()
        story("More", topics=[topic(f"topic-{n}") for n in range(4)])
        queries()
        self.assertContains(self.get("/fa/search/"), 'href="/fa/feeds/"')


@tag("once")
class WriterTests(SimpleTestCase):
    """Whatever stands in a field, each form stays readable."""

    HOSTILE = "آب\x00 می‌آید\x0b ]]> <b>&\ud83d \ufffe end"

    def feed(self):
        at = timezone.now()
        entry = Entry(
            id="urn:x:1", url="https://news.example/1", title=self.HOSTILE, summary=self.HOSTILE, html=self.HOSTILE,
            published=at, updated=at + timedelta(hours=1), authors=(self.HOSTILE,), categories=(self.HOSTILE,),
            kind="story", enclosure=Enclosure("https://news.example/a.mp3", "audio/mpeg", 5, self.HOSTILE),
        )  # fmt: skip
        scope = AboutTopic("fa", "water", self.HOSTILE, "/fa/")
        return Feed(scope, self.HOSTILE, self.HOSTILE, self.HOSTILE, (entry,), (Gone("urn:x:2", at, self.HOSTILE),),
                    changed_at=at)  # fmt: skip

    def test_control_characters_half_emoji_and_ends_of_cdata_break_no_form(self):
        kept = "آب می‌آید ]]> <b>&  end"
        with translation.override("fa"):
            written = {"rss": rss.write(self.feed()), "atom": atom.write(self.feed())}
            told = json.loads(json_feed.write(self.feed()).encode("utf-8"))
        for text in written.values():
            parsed = feedparser.parse(text.encode("utf-8"))
            self.assertFalse(parsed.bozo, parsed.get("bozo_exception"))
            root = lxml.etree.fromstring(text.encode("utf-8"))
            self.assertEqual(root.xpath("//*[local-name()='title']")[0].text, kept)
        self.assertEqual((told["title"], told["items"][0]["content_html"]), (kept, kept))
        self.assertTrue(self.feed().digest)
