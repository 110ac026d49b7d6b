"""Feeds of every scope in every form, as their readers meet them."""

import json
import re
from datetime import timedelta
from unittest import mock

import feedparser
import lxml.etree
import lxml.html
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import SimpleTestCase, TestCase, override_settings, tag
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import Page, PageViewRestriction

from editorial.models import Correction
from media_library.renditions import make_missing
from publication.models import Withdrawal
from stories.models import Story, StoryIndexPage
from syndication.feed import permanent_id
from syndication.feeds import atom, json_feed, rss, topics_of
from syndication.feeds.entries import Enclosure, Entry, Feed, Gone
from syndication.feeds.scopes import FORMS, AboutTopic
from syndication.models import FeedState, ScopeState
from tests.factories import (
    body,
    brand,
    document,
    fact,
    info_page,
    newsroom,
    person,
    picture,
    placed,
    recording,
    release,
    section,
    statement,
    story,
    topic,
)

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
}
ORIGIN = "http://testserver"
XML = ("rss", "atom")


class FeedsCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def get(self, path, status=200, **headers):
        response = self.client.get(path, headers=headers)
        self.assertEqual(response.status_code, status, path)
        return response

    def read(self, path):
        """(title, ids, titles, next) of a feed in whatever form; feedparser must have nothing to complain about."""
        content = self.get(path).content
        if ".json" in path:
            told = json.loads(content)
            self.assertEqual(told["version"], "https://jsonfeed.org/version/1.1")
            self.assertEqual(told["feed_url"], ORIGIN + path)
            items = told["items"]
            return told["title"], [i["id"] for i in items], [i["title"] for i in items], told.get("next_url", "")
        parsed = feedparser.parse(content)
        self.assertFalse(parsed.bozo, parsed.get("bozo_exception"))
        links = {link.rel: link.href for link in parsed.feed.links}
        self.assertEqual(links["self"], ORIGIN + path)
        entries = parsed.entries
        return parsed.feed.title, [e.id for e in entries], [e.title for e in entries], links.get("next", "")

    def titles(self, path):
        return self.read(path)[2]

    def atom(self, path="/en/feeds/all.atom"):
        return lxml.etree.fromstring(self.get(path).content)

    def json(self, path="/en/feeds/all.json"):
        return json.loads(self.get(path).content)


class ScopeTests(FeedsCase):
    def test_everything_each_kind_topic_and_person_has_a_feed_in_each_form_and_language(self):
        leila, water = person("Leila Rahmani"), topic("water")
        story("About water", people=[leila], topics=[water])
        release("No water")
        statement("Said by her", attributed_to=leila)
        story("آب", language="fa", people=[leila], topics=[water])
        expected = {
            "en/feeds/kinds/story": ("Karizan Newsroom: Stories", ["About water"]),
            "en/feeds/kinds/pressrelease": ("Karizan Newsroom: Press releases", ["No water"]),
            "en/feeds/topics/water": ("Karizan Newsroom: Water", ["About water"]),
            "en/feeds/people/leila-rahmani": ("Karizan Newsroom: Leila Rahmani", ["Said by her", "About water"]),
            "en/feeds/all": ("Karizan Newsroom", ["Said by her", "No water", "About water"]),
            "fa/feeds/topics/water": ("اتاق خبر کاریزان: آب", ["آب"]),
        }
        for name, (title, titles) in expected.items():
            for form, kind in FORMS.items():
                if name.endswith("all") and form == "rss":
                    continue
                with self.subTest(name=name, form=form):
                    found = self.read(f"/{name}.{form}")
                    self.assertEqual((found[0], found[2]), (title, titles))
                    self.assertEqual(self.get(f"/{name}.{form}")["Content-Type"], f"{kind}; charset=utf-8")

    def test_the_feed_of_all_as_rss_has_the_address_that_it_always_had(self):
        self.assertRedirects(self.client.get("/en/feeds/all.rss"), "/en/feed.xml", status_code=301)

    def test_a_feed_that_nothing_public_belongs_to_is_not_there(self):
        story("A draft", state="draft", topics=[topic("salt")], people=[person("Mina")])
        story("By somebody without a page", people=[person("Nosrat", is_public=False)])
        for name in (
            "topics/salt", "topics/nothing", "people/mina", "people/nosrat", "kinds/statement", "kinds/page",
            "all.xml", "nothing", "years/2026",
        ):  # fmt: skip
            with self.subTest(name=name):
                self.get(f"/en/feeds/{name}.atom", status=404)
        self.get("/en/feeds/all.xml", status=404)

    def test_a_topic_and_a_person_that_only_drafts_know_are_answered_like_nobody(self):
        nosrat = person("Nosrat", is_public=False)
        story("A draft", state="draft", topics=[topic("salt")], people=[nosrat])
        story("By somebody without a page", people=[nosrat])
        for folder, known in (("topics", "salt"), ("people", "nosrat")):
            asked = []
            # What is kept for a while, such as the brand, is asked for with the first question.
            for name in ("none", known, "nothing"):
                with CaptureQueriesContext(connection) as captured:
                    self.get(f"/en/feeds/{folder}/{name}.json", status=404)
                asked.append(len(captured))
            self.assertEqual(asked[1], asked[2], folder)

    def test_who_opens_a_feed_in_a_browser_gets_it_as_xml_with_a_stylesheet(self):
        story()
        opened = self.get("/en/feed.xml", **{"Sec-Fetch-Dest": "document"})
        self.assertEqual(opened["Content-Type"], "application/xml; charset=utf-8")
        self.assertIn("Sec-Fetch-Dest", opened["Vary"])
        self.assertIn(b'<?xml-stylesheet type="text/css" href="/static/css/feed.css"?>', opened.content)
        self.assertEqual(opened.content, self.get("/en/feed.xml").content)

    def test_ids_are_the_same_in_every_feed_and_form_and_stay_when_headline_and_address_change(self):
        page = story("Gate", topics=[topic("water")])
        paths = ["/en/feed.xml", "/en/feeds/all.json", "/en/feeds/topics/water.atom"]
        before = [self.read(path)[1] for path in paths]
        self.assertEqual(before, [[permanent_id(page)]] * 3)
        page.slug, page.title = "another", "Another"
        page.save_revision().publish()
        self.assertEqual([self.read(path)[1] for path in paths], before)

    def test_a_feed_is_the_same_feed_when_the_slug_of_its_topic_changes_and_no_other_is(self):
        water, leila = topic("water"), person("Leila Rahmani", is_author=True)
        story(topics=[water, topic("salt")], people=[leila])
        names = ("all", "kinds/story", "corrections", "topics/salt", "topics/water", f"people/{leila.slug}")
        ids = {name: self.atom(f"/en/feeds/{name}.atom").findtext("atom:id", namespaces=NS) for name in names}
        self.assertEqual(len(set(ids.values())), len(names))
        water.slug, leila.slug = "waters", "leila"
        water.save()
        leila.save()
        for old, new in (("topics/water", "topics/waters"), (names[-1], "people/leila")):
            self.assertEqual(self.atom(f"/en/feeds/{new}.atom").findtext("atom:id", namespaces=NS), ids[old])

    def test_which_feeds_change_with_an_item_is_known_for_those_who_announce_it(self):
        page = story("About water", people=[person("Leila Rahmani")], topics=[topic("water")])
        names = ("feed.xml", "feeds/all.atom", "feeds/kinds/story.rss", "feeds/topics/water.json",
                 "feeds/people/leila-rahmani.atom")  # fmt: skip
        found = topics_of(page)
        self.assertEqual(len(found), 12)
        for name in names:
            self.assertIn(f"{ORIGIN}/en/{name}", found)
        self.assertEqual(topics_of(info_page()), [])

    @override_settings(WEBSUB_HUBS=["https://hub.example/"])
    def test_hubs_are_named_in_the_feed_and_in_its_headers(self):
        story()
        response = self.get("/en/feeds/all.atom")
        self.assertEqual(
            response["Link"], f'<https://hub.example/>; rel="hub", <{ORIGIN}/en/feeds/all.atom>; rel="self"'
        )
        self.assertEqual(self.atom().xpath("atom:link[@rel='hub']/@href", namespaces=NS), ["https://hub.example/"])
        self.assertEqual(self.json()["hubs"], [{"type": "WebSub", "url": "https://hub.example/"}])
        self.assertEqual(
            self.atom("/en/feed.xml").xpath("//atom:link[@rel='hub']/@href", namespaces=NS), ["https://hub.example/"]
        )


class ContentTests(FeedsCase):
    def test_persian_half_spaces_and_pictures_come_back_out_of_rss_and_atom(self):
        image = picture(size=(1600, 900), copyright_notice="© Karizan")
        image.set_words("fa", alt="نیزار در مه", caption="سپیده‌دم")
        image.save()
        text = "آب می‌آید و «قنات‌ها» پُر می‌شوند؛ ۳۴ رشته."
        story("می‌آید", language="fa", lead_image=image, body=body(("paragraph", f"<p>{text}</p>")))
        make_missing(image)
        for path in ("/fa/feed.xml", "/fa/feeds/all.atom"):
            entry = feedparser.parse(self.get(path).content).entries[0]
            html = lxml.html.fromstring(entry.content[0].value)
            self.assertEqual(entry.title, "می‌آید")
            self.assertIn(text, html.text_content())
            (shown,) = html.iter("img")
            (media,) = entry.media_content
            self.assertEqual(media["url"], shown.get("src"))
            self.assertEqual((media["type"], media["width"], media["height"]), ("image/jpeg", "1200", "675"))
            self.assertEqual(entry.media_credit[0]["content"], "Omid Karimi / Karizan")
        told = self.json("/fa/feeds/all.json")["items"][0]
        self.assertIn(text, told["content_html"])
        self.assertEqual(told["image"], media["url"])
        self.assertEqual(told["_newsroom"]["image"]["description"], "سپیده‌دم")

    def test_the_recording_of_a_piece_is_its_only_enclosure_with_exact_length_and_type(self):
        sounds = [recording(f"Sound {number}") for number in range(2)]
        default_storage.save(sounds[0].file.name, ContentFile(b"x" * 1234))
        story(body=body(*(("audio", {"media": sound.pk}) for sound in sounds)))
        expected = {"href": ORIGIN + sounds[0].url, "length": "1234", "type": "audio/mpeg"}
        for path in ("/en/feed.xml", "/en/feeds/all.atom"):
            (enclosure,) = feedparser.parse(self.get(path).content).entries[0].enclosures
            self.assertEqual({name: enclosure[name] for name in expected}, expected)
        (attachment,) = self.json()["items"][0]["attachments"]
        self.assertEqual((attachment["size_in_bytes"], attachment["mime_type"]), (1234, "audio/mpeg"))

    def test_a_correction_moves_the_entry_marks_it_and_stands_first_in_it(self):
        page = story("Salt", days_ago=3)
        Correction.objects.create(page=page, said="Forty wells", says="Fourteen wells", credited_to="A reader")
        self.assertEqual(self.titles("/en/feeds/all.atom"), ["Salt"])
        self.assertEqual(self.titles("/en/feeds/corrections.json"), [])
        page.save_revision().publish()
        told = Correction.objects.get()
        (entry,) = self.atom().findall("atom:entry", NS)
        self.assertEqual(entry.findtext("atom:title", namespaces=NS), "Corrected: Salt")
        self.assertTrue(entry.findtext("atom:updated", namespaces=NS).startswith(told.at.isoformat()[:16]))
        first = lxml.html.fromstring(entry.findtext("atom:content", namespaces=NS))[0].text_content()
        self.assertIn("It said: “Forty wells”. It says now: Fourteen wells Pointed out by A reader.", first)
        (item,) = self.json("/en/feeds/corrections.json")["items"]
        self.assertEqual((item["title"], item["url"]), ("Correction: Salt", f"{ORIGIN}/en/stories/salt/"))
        self.assertIn("Fourteen wells", item["content_html"])
        self.assertTrue(item["id"].startswith("urn:newsroom:correction:"))

    def test_what_an_update_says_is_told_without_calling_the_piece_wrong(self):
        page = story("Salt")
        Correction.objects.create(page=page, kind=Correction.Kind.UPDATE, says="It rained since.")
        page.save_revision().publish()
        self.assertEqual(self.titles("/en/feeds/all.json"), ["Salt"])
        self.assertIn("It rained since.", self.json()["items"][0]["content_html"])


class TombstoneTests(FeedsCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.stays = story("Stays", topics=[topic("water")])
        cls.page = story("Forged", topics=[topic("water")])
        cls.id = permanent_id(cls.page)

    def gone(self, name="all"):
        return {
            gone.get("ref"): gone.findtext("at:comment", namespaces=NS)
            for gone in self.atom(f"/en/feeds/{name}.atom").findall("at:deleted-entry", NS)
        }

    def withdraw(self, reason="The deed was forged.", is_public=True):
        page = Page.objects.get(pk=self.page.pk).specific
        page.unpublish()
        Withdrawal.objects.create(page_id=page.pk, url_path=page.url_path, reason=reason, is_public=is_public)

    def test_what_was_withdrawn_is_announced_with_the_reason_that_readers_are_told(self):
        before = self.get("/en/feeds/topics/water.atom")
        self.withdraw()
        for name in ("all", "kinds/story", "topics/water"):
            self.assertEqual(self.gone(name), {self.id: "The deed was forged."}, name)
        (told,) = self.json()["_newsroom"]["deleted"]
        self.assertEqual((told["id"], told["reason"]), (self.id, "The deed was forged."))
        self.assertEqual(self.titles("/en/feed.xml"), ["Stays"])
        again = self.client.get("/en/feeds/topics/water.atom", headers={"If-Modified-Since": before["Last-Modified"]})
        self.assertEqual(again.status_code, 200)

    def test_a_topic_about_which_nothing_is_public_any_more_has_no_feed_as_it_has_no_page(self):
        only = story("Alone", topics=[topic("salt")])
        self.get("/en/feeds/topics/salt.atom")
        only.unpublish()
        self.get("/en/feeds/topics/salt.atom", status=404)

    def test_a_reason_for_the_house_stays_there(self):
        self.withdraw("Our lawyers say so.", is_public=False)
        self.assertEqual(self.gone(), {self.id: None})
        self.assertNotIn("lawyers", self.get("/en/feeds/all.json").content.decode())

    def test_what_comes_back_is_no_longer_announced_as_gone(self):
        self.withdraw()
        Page.objects.get(pk=self.page.pk).specific.save_revision().publish()
        self.assertEqual(self.gone(), {})
        self.assertIn("Forged", self.titles("/en/feeds/all.atom"))

    def test_what_was_deleted_is_announced(self):
        Page.objects.get(pk=self.page.pk).delete()
        self.assertEqual(self.gone("topics/water"), {self.id: None})

    def test_corrections_leave_their_feed_with_their_piece_and_keep_their_ids(self):
        path, at = "/en/feeds/corrections.atom", timezone.now()
        notes = [Correction.objects.create(page=self.page, said="x", says=f"y {n}", at=at) for n in range(2)]
        ids = self.read(path)[1]
        Correction.objects.create(page=self.page, says="Inside.", kind=Correction.Kind.SILENT, at=at)
        self.withdraw()
        self.assertEqual(self.gone("corrections"), dict.fromkeys(ids, "The deed was forged."))
        Page.objects.get(pk=self.page.pk).specific.save_revision().publish()
        self.assertEqual((self.gone("corrections"), self.read(path)[1]), ({}, ids))
        notes[0].delete()
        self.assertEqual(self.read(path)[1], ids[:1])

    def test_of_what_readers_never_had_nothing_is_told(self):
        closed = PageViewRestriction.objects.create(
            page=section(StoryIndexPage), restriction_type=PageViewRestriction.LOGIN
        )
        secret = story("Secret")
        secret.unpublish()
        closed.delete()
        story("A draft", state="draft").delete()
        self.assertEqual(self.gone(), {})


class PagingTests(FeedsCase):
    def walk(self, path, meanwhile=lambda: None):
        found = []
        while path:
            _title, ids, _titles, path = self.read(path)
            path = path.removeprefix(ORIGIN)
            found.append(ids)
            meanwhile()
        return found

    def test_every_older_entry_is_met_once_while_others_come_and_go(self):
        pages = [story(f"Story {n}") for n in range(11)]
        moment = timezone.now() - timedelta(days=1)
        # Several of one moment, as a bundle or an import leaves them.
        Page.objects.filter(pk__in=[page.pk for page in pages[2:7]]).update(first_published_at=moment)
        expected = {permanent_id(page) for page in pages}
        fresh = iter(range(100))
        with mock.patch("syndication.feeds.making.LENGTH", 3):
            for path in ("/en/feed.xml", "/en/feeds/all.atom", "/en/feeds/kinds/story.json"):
                self.assertLess({len(ids) for ids in self.walk(path)}, {1, 2, 3})
                met = self.walk(path, meanwhile=lambda: story(f"New {next(fresh)}", days_ago=-0))
                flat = [one for ids in met for one in ids if one in expected]
                self.assertEqual((len(flat), set(flat)), (len(set(flat)), expected & set(flat)))
            first = self.walk("/en/feed.xml")
        self.assertEqual(sum(map(len, first)), len(set().union(*first)))

    def test_a_page_that_is_withdrawn_where_the_next_one_begins_loses_nobody_their_place(self):
        pages = [story(f"Story {n}", days_ago=n + 1) for n in range(6)]
        with mock.patch("syndication.feeds.making.LENGTH", 2):
            following = self.read("/en/feeds/all.json")[3].removeprefix(ORIGIN)
            for page in pages[:3]:
                Story.objects.get(pk=page.pk).unpublish()
            self.assertEqual(self.titles(following), ["Story 3", "Story 4"])

    def test_corrections_of_one_moment_are_each_met_once(self):
        page = story()
        for number in range(5):
            Correction.objects.create(page=page, said="x", says=f"Now {number}")
        page.save_revision().publish()
        with mock.patch("syndication.feeds.making.LENGTH", 2):
            met = [one for ids in self.walk("/en/feeds/corrections.atom") for one in ids]
        self.assertEqual((len(met), len(set(met))), (5, 5))

    def test_a_place_that_is_none_is_not_there(self):
        story()
        for place in ("x", "1.2", f"{10**16}", "9" * 18 + "." + "0" * 32, "0." + "0" * 32):
            self.get(f"/en/feeds/all.atom?before={place}", status=404)

    def test_an_older_page_names_the_first_and_does_not_announce_hubs_or_tombstones(self):
        for number in range(3):
            story(f"Story {number}")
        with mock.patch("syndication.feeds.making.LENGTH", 2), override_settings(WEBSUB_HUBS=["https://hub.example/"]):
            following = self.read("/en/feeds/all.atom")[3].removeprefix(ORIGIN)
            root = self.atom(following)
        links = {link.get("rel"): link.get("href") for link in root.findall("atom:link", NS)}
        self.assertEqual(links["first"], f"{ORIGIN}/en/feeds/all.atom")
        self.assertNotIn("hub", links)


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
