"""What HTTP is told of feeds: validators, limits; and feeds of searches."""

import json
from datetime import timedelta
from unittest import mock

from django.core.cache import cache
from django.db import OperationalError
from django.test import override_settings
from django.utils import timezone

from editorial.models import Correction
from media_library.renditions import make_missing
from syndication.feed import permanent_id
from syndication.feeds.scopes import FORMS
from syndication.models import FeedState, ScopeState
from tests.factories import (
    body,
    document,
    fact,
    person,
    picture,
    placed,
    story,
    topic,
)

from .feed_readers import ORIGIN, FeedsCase


class ConditionalTests(FeedsCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.salt, cls.water = topic("salt"), topic("water")
        cls.page = story("About salt", topics=[cls.salt])

    def setUp(self):
        FeedState.objects.update(changed_at=timezone.now().replace(microsecond=0) - timedelta(minutes=5))
        self.before = self.get("/en/feeds/topics/salt.json")

    def statuses(self):
        known = {"If-None-Match": self.before["ETag"], "If-Modified-Since": self.before["Last-Modified"]}
        path = "/en/feeds/topics/salt.json"
        return [self.client.get(path, headers={name: value}).status_code for name, value in known.items()]

    def test_a_feed_moves_with_what_it_shows_and_not_with_what_others_show(self):
        story("About water", topics=[self.water])
        self.assertEqual(self.statuses(), [304, 304])
        story("More about salt", topics=[self.salt])
        self.assertEqual(self.statuses(), [200, 200])

    def test_it_moves_when_a_page_that_it_links_to_has_gone(self):
        target = story("Target", topics=[self.water])
        link = f'<p>See <a linktype="page" id="{target.pk}">this</a>.</p>'
        story("Links", topics=[self.salt], body=body(("paragraph", link)))
        self.before = self.get("/en/feeds/topics/salt.json")
        target.unpublish()
        self.assertEqual(self.statuses(), [200, 200])

    def test_it_moves_with_a_topic_that_is_deleted(self):
        both = story("Both", topics=[self.salt, self.water])
        self.before = self.get("/en/feeds/topics/salt.json")
        self.water.delete()
        self.assertEqual(self.statuses(), [200, 200])
        self.assertIn(permanent_id(both), self.read("/en/feeds/topics/salt.json")[1])

    def test_it_moves_with_the_words_of_a_document_and_of_somebody_quoted_on_an_older_page(self):
        file, quoted = document(), person("Quoted", is_public=False)
        blocks = [("documents", [file.pk]), ("quote", {"words": "Yes.", "person": quoted.pk})]
        story("Shows", topics=[self.salt], body=body(*blocks))
        for words, change in ((file.wordings.get(), {"title": "New"}), (quoted.wordings.first(), {"name": "New"})):
            self.before = self.get("/en/feeds/topics/salt.json")
            for name, value in change.items():
                setattr(words, name, value)
            words.save()
            self.assertEqual(self.statuses(), [200, 200])

    def test_it_moves_with_a_correction_that_is_told_at_once_and_not_with_one_that_waits(self):
        waiting = Correction.objects.create(page=self.page, said="x", says="y")
        state = FeedState.objects.get(language="en").version
        self.assertEqual(self.statuses(), [304, 304])
        waiting.delete()
        self.assertEqual(FeedState.objects.get(language="en").version, state)
        told = Correction.objects.create(page=self.page, said="x", says="y", at=timezone.now())
        self.assertEqual(self.statuses(), [200, 200])
        self.before = self.get("/en/feeds/topics/salt.json")
        told.delete()
        self.assertEqual(self.statuses(), [200, 200])

    def test_it_is_read_while_nothing_can_be_written(self):
        story("More about salt", topics=[self.salt])
        refused = mock.patch.object(ScopeState.objects, "bulk_create", side_effect=OperationalError("read-only"))
        with refused, self.assertLogs("syndication.feeds.validity", "WARNING"):
            self.assertIn("More about salt", self.titles("/en/feeds/topics/salt.json"))

    def test_the_state_moves_once_for_all_sizes_of_a_public_picture(self):
        shown, hidden = picture(size=(1700, 1000)), picture("For later")
        story("Shows", topics=[self.salt], lead_image=shown)
        cache.clear()
        with mock.patch.object(FeedState.objects, "move") as moves:
            make_missing(hidden)
            moves.assert_not_called()
            make_missing(shown)
            make_missing(shown)
        moves.assert_called_once_with()

    def test_a_304_costs_one_query_and_one_of_an_older_page_too(self):
        for number in range(3):
            story(f"Story {number}", topics=[self.salt])
        FeedState.objects.update(changed_at=timezone.now().replace(microsecond=0) - timedelta(minutes=4))
        with mock.patch("syndication.feeds.making.LENGTH", 2):
            self.before = self.get("/en/feeds/topics/salt.json")
            with self.assertNumQueries(2):
                self.assertEqual(self.statuses(), [304, 304])
            older = json.loads(self.before.content)["next_url"].removeprefix(ORIGIN)
            self.before = self.get(older)
            with self.assertNumQueries(1):
                again = self.client.get(older, headers={"If-None-Match": self.before["ETag"]})
        self.assertEqual(again.status_code, 304)

    def test_twenty_full_text_items_cost_ten_queries_with_all_that_a_feed_shows(self):
        said, speaker = fact(), person("Speaker")
        for number in range(20):
            image = picture(f"Picture {number}")
            page = story(
                f"Story {number}",
                lead_image=image,
                people=[speaker],
                topics=[self.salt],
                body=body(
                    ("paragraph", f'<p>{placed(said)} <a linktype="page" id="{self.page.pk}">link</a></p>'),
                    ("image", {"image": image.pk}),
                    ("quote", {"words": "Yes.", "person": speaker.pk}),
                ),
            )
        Correction.objects.create(page=page, said="x", says="y")
        page.save_revision().publish()
        self.page.unpublish()
        self.get("/en/feeds/topics/salt.atom")
        for form in FORMS:
            cache.delete(f"syndication.feed.en/topics/salt.{form}")
            with self.assertNumQueries(10):
                self.get(f"/en/feeds/topics/salt.{form}")


@override_settings(FEED_PAGES_PER_MINUTE=2)
class LimitTests(FeedsCase):
    def setUp(self):
        cache.clear()

    def test_older_pages_and_searches_are_counted_for_each_asker_and_first_pages_are_free(self):
        for number in range(3):
            story(f"Story {number}")
        with mock.patch("syndication.feeds.making.LENGTH", 1):
            older = self.read("/en/feed.xml")[3].removeprefix(ORIGIN)
            known = self.get(older)["ETag"]
            self.get("/en/feeds/search.rss?q=story")
            for path in (older, "/en/feeds/search.json?q=story", "/en/feeds/all.json?before=x"):
                self.assertTrue(1 <= int(self.get(path, 429)["Retry-After"]) <= 60)
            self.get("/en/feeds/all.atom")
            self.get(older, 304, **{"If-None-Match": known})
            self.assertEqual(self.client.get(older, REMOTE_ADDR="192.0.2.9").status_code, 200)


class SearchFeedTests(FeedsCase):
    def test_a_search_has_a_feed_that_nobody_lists_and_nothing_keeps(self):
        story("Walnut gate")
        response = self.get("/en/feeds/search.json?q=walnut")
        self.assertEqual(self.read("/en/feeds/search.json?q=walnut")[2], ["Walnut gate"])
        self.assertEqual(response["X-Robots-Tag"], "noindex")
        with mock.patch.object(cache, "set") as keeps:
            self.get("/en/feeds/search.json?q=walnut")
        self.assertEqual([call for call in keeps.call_args_list if "feed" in call.args[0]], [])
        self.assertEqual(self.titles("/en/feeds/search.rss?q=nothing"), [])
        for query in ("", "?q=", "?q=%20"):
            self.get(f"/en/feeds/search.rss{query}", status=404)

    def test_it_brings_the_newest_although_others_say_the_word_more_often(self):
        for number in range(2):
            story(f"Walnut, walnut and walnut {number}")
        story("A gate of walnut")
        with mock.patch("stories.finding.MOST_RESULTS", 2):
            self.assertEqual(self.titles("/en/feeds/search.rss?q=walnut")[0], "A gate of walnut")

    def test_it_answers_304_until_the_search_finds_something_else(self):
        story("Walnut gate")
        before = self.get("/en/feeds/search.atom?q=walnut")
        asked = {"If-None-Match": before["ETag"]}
        self.assertEqual(self.client.get("/en/feeds/search.atom?q=walnut", headers=asked).status_code, 304)
        story("Walnut tree")
        self.assertEqual(self.client.get("/en/feeds/search.atom?q=walnut", headers=asked).status_code, 200)

    def test_the_search_page_announces_it(self):
        story("Walnut gate")
        html = self.get("/en/search/?q=walnut").content.decode()
        self.assertIn(f'href="{ORIGIN}/en/feeds/search.rss?q=walnut"', html)
