"""Prepared posts: what is proposed for each network, who may do what with it, and when it leaves."""

import json
from datetime import timedelta
from unittest import mock

import regex
from django.test import SimpleTestCase, TestCase, tag
from django.urls import reverse
from django.utils import timezone

from editorial.models import Embargo, NeedToKnow
from outbox.models import Delivery
from syndication.channels import counting, mastodon, posts
from syndication.channels.models import PreparedPost
from syndication.channels.networks import NETWORKS
from syndication.channels.wording import hashtag
from tests.factories import newsroom, picture, story, topic
from tests.publication.desk import Desk

from .outgoing import Receiver, here, work


@tag("once")
class CountingTest(SimpleTestCase):
    def test_signs_are_cut_as_unicode_cuts_them(self):
        for text in ("می‌خواهم", "سَلامٌ", "👩‍👩‍👧‍👦 و 🇮🇷🇩🇪", "e\u0301té", "👍🏽!", "❤️", "1️⃣", "a\r\nb", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "©️ x", ""):
            self.assertEqual(counting.graphemes(text), len(regex.findall(r"\X", text)), text)

    def test_each_network_counts_in_its_own_way(self):
        for network, text, length in (
            ("x", "سلام، دنیا", 10), ("x", "日本", 4), ("x", "👩\u200d👩\u200d👧", 2),
            ("x", "See https://news.example/a/very/long/address", 27), ("telegram", "👍", 2), ("threads", "a👍", 5),
            ("mastodon", "می\u200cشود https://a.example/", 29), ("bluesky", "👍🏽", 1),
        ):  # fmt: skip
            self.assertEqual(NETWORKS[network].length(text), length, (network, text))

    def test_hashtags_hold_together_on_every_network(self):
        for name, tagged in (
            ("water rights", "#WaterRights"), ("COP31", "#COP31"), ("it's AI", "#ItsAI"), ("آب", "#آب"),
            ("حقوق آب", "#حقوق_آب"), ("کم‌آبی دشت", "#کم_آبی_دشت"), ("انرژي", "#انرژی"), ("2026", ""), ("—", ""),
        ):  # fmt: skip
            self.assertEqual(hashtag(name), tagged)


class WithAnItem(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.water = topic("water-rights", name="Water rights", name_fa="حقوق آب")
        cls.page = story("A quieter grid", topics=[cls.water], lead_image=picture())
        cls.publisher, cls.editor, cls.writer = Desk("Publisher"), Desk("Editor"), Desk("Writer")

    def post(self, network, page=None):
        return PreparedPost.objects.get(page=page or self.page, network=network)

    def address(self, page=None):
        return reverse("posts_of_page", args=[(page or self.page).pk])

    def press(self, desk, action, page=None, **data):
        return desk.client.post(self.address(page), {"action": action, **data})


class ProposalTest(WithAnItem):
    def test_each_network_gets_headline_link_and_hashtag_at_its_length(self):
        text = posts.text_of(self.post("x"))
        self.assertTrue(text.startswith("A quieter grid\n\n"))
        self.assertIn(f"http://testserver{self.page.url_path}", text)
        self.assertTrue(text.endswith("#WaterRights"))
        self.assertEqual(PreparedPost.objects.filter(page=self.page).count(), len(NETWORKS))

    def test_what_is_long_is_cut_between_words(self):
        page = story("Lang " * 20, standfirst="دریاچه‌های خشک " * 25, language="fa", topics=[self.water])
        for name, network in NETWORKS.items():
            post = self.post(name, page)
            self.assertTrue(network.fits(posts.text_of(post)), name)
        self.assertRegex(self.post("bluesky", page).text, r"(خشک|دریاچه‌های)…$")
        self.assertIn("#حقوق_آب", self.post("x", page).hashtags)

    def test_it_follows_the_piece_until_somebody_has_edited_it(self):
        self.press(self.editor, "save:x", **{"x-text": "Our own words", "x-hashtags": "#Grid"})
        self.page.title = "A louder grid"
        self.page.save_revision().publish()
        self.assertEqual(self.post("x").text, "Our own words")
        self.assertIn("louder", self.post("mastodon").text)

    def test_what_fails_here_holds_up_no_publication(self):
        broken = mock.patch.object(posts, "NETWORKS", None)
        with broken, self.assertLogs("syndication.channels.posts"):
            page = story("It goes out")
        self.assertTrue(page.live)


@here
class DeskTest(WithAnItem):
    def connect(self, answer=200):
        taken = json.dumps({"url": "https://social.example/@desk/1"}).encode()
        server = self.enterContext(Receiver(lambda asked: (answer, {}, [taken])))
        self.enterContext(self.settings(MASTODON_URL=server.url(), MASTODON_TOKEN="token"))
        mastodon.connect()
        self.addCleanup(posts.connectors.clear)
        return server

    def test_an_editor_words_it_and_only_a_publisher_releases_it(self):
        self.connect()
        shown = self.editor.client.get(self.address())
        self.assertContains(shown, "A quieter grid")
        self.assertNotContains(shown, 'value="release:')
        self.assertEqual(self.press(self.editor, "release:mastodon").status_code, 302)
        self.assertFalse(Delivery.objects.exists())
        self.assertContains(self.publisher.client.get(self.address()), 'value="release:mastodon"')
        self.press(self.publisher, "release:mastodon")
        self.assertEqual(Delivery.objects.get().event, "post.mastodon")

    def test_a_release_leaves_once_under_a_key_of_its_own(self):
        server = self.connect()
        for _time in range(2):
            self.press(self.publisher, "release:mastodon")
        work()
        (asked,) = server.asked
        told = json.loads(asked.body)
        self.assertEqual((told["status"], told["language"]), (posts.text_of(self.post("mastodon")), "en"))
        self.assertEqual(asked.headers["idempotency-key"], Delivery.objects.get().key)
        self.assertEqual(self.post("mastodon").state, "posted")
        self.assertContains(self.publisher.client.get(self.address()), "https://social.example/@desk/1")

    def test_what_is_withdrawn_between_release_and_sending_does_not_leave(self):
        server = self.connect()
        self.press(self.publisher, "release:mastodon")
        self.page.unpublish()
        work()
        self.assertEqual(server.asked, [])
        self.assertEqual(Delivery.objects.get().state, "cancelled")

    def test_what_a_network_refuses_can_be_worded_anew(self):
        self.connect(422)
        self.press(self.publisher, "release:mastodon")
        with self.assertLogs("outbox.delivery"):
            work()
        self.assertContains(self.publisher.client.get(self.address()), 'value="release:mastodon"')

    def test_what_may_have_arrived_is_not_tried_again_when_the_network_has_forgotten_the_key(self):
        server = self.connect(503)
        self.press(self.publisher, "release:mastodon")
        later = timezone.now() + timedelta(minutes=51)
        with self.assertLogs("outbox.delivery"):
            work()
            work(again=True)
            with mock.patch("syndication.channels.posts.timezone.now", return_value=later):
                work(again=True)
        self.assertEqual((len(server.asked), Delivery.objects.get().state), (2, "given_up"))
        shown = self.publisher.client.get(self.address())
        self.assertContains(shown, "It may have arrived. Look whether it stands there")
        self.assertContains(shown, 'value="release:mastodon"')

    def test_a_text_that_is_too_long_is_not_saved(self):
        response = self.press(self.editor, "save:x", **{"x-text": "word " * 80, "x-hashtags": ""})
        self.assertContains(response, "Too long for this network")
        self.assertNotIn("word word", self.post("x").text)

    def test_before_it_is_public_it_can_be_worded_and_nothing_more(self):
        self.connect()
        page = story("Not yet", state="draft")
        shown = self.publisher.client.get(self.address(page))
        self.assertContains(shown, "Not yet")
        self.assertFalse(PreparedPost.objects.filter(page=page).exists(), "whoever only looks writes nothing")
        for part in ("x.com/intent", 'value="release:', 'value="posted:'):
            self.assertNotContains(shown, part)
        self.press(self.publisher, "release:mastodon", page)
        self.press(self.publisher, "posted:x", page)
        self.assertFalse(Delivery.objects.exists())
        self.assertEqual(self.post("x", page).state, "draft")

    def test_a_secret_is_named_as_one_and_kept_from_other_desks(self):
        page = story("Under embargo", state="draft")
        Embargo.objects.create(page_id=page.pk, until=timezone.now() + timedelta(days=1))
        self.assertContains(self.publisher.client.get(self.address(page)), "secret until its time")
        row = NeedToKnow.objects.create(page=page, user=self.publisher.user)
        row.groups.set(self.publisher.user.groups.all())
        self.assertEqual(self.editor.client.get(self.address(page)).status_code, 404)
        self.assertEqual(self.press(self.editor, "save:x", page).status_code, 404)

    def test_who_may_not_change_the_piece_sees_nothing_of_it(self):
        self.assertEqual(self.writer.client.get(self.address()).status_code, 302)
        self.assertNotContains(self.publisher.client.get(self.address()), "whsec_")

    def test_the_explorer_leads_there(self):
        explorer = reverse("wagtailadmin_explore", args=[self.page.get_parent().pk])
        self.assertContains(self.editor.client.get(explorer), self.address())
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.assertContains(self.editor.client.get(edit), self.address())
