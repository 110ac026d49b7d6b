"""Feeds of every scope in three forms: what is in them, what has left them, further pages."""

from datetime import timedelta
from unittest import mock

import feedparser
import lxml.etree
import lxml.html
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from editorial.models import Correction
from media_library.renditions import make_missing
from publication.models import Withdrawal
from stories.models import Story, StoryIndexPage
from syndication.feed import permanent_id
from syndication.feeds import topics_of
from syndication.feeds.scopes import FORMS
from tests.factories import (
    body,
    info_page,
    person,
    picture,
    recording,
    release,
    section,
    statement,
    story,
    topic,
)

from .feed_readers import NS, ORIGIN, FeedsCase


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
        water = topic("water")
        cls.stays = story("Stays", topics=[water])
        cls.page = story("Forged", topics=[water])
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
