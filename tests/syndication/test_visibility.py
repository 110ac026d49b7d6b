"""What is not public is in no list for machines, and what was withdrawn is gone for those who ask whether it is."""

from datetime import timedelta

from django.core.cache import cache
from django.test import TestCase
from django.utils import timezone
from django.utils.http import parse_http_date
from wagtail.models import Page, PageViewRestriction

from media_library.renditions import make_missing
from publication.runner import tick
from stories.models import StoryIndexPage
from syndication.models import FeedState
from tests.factories import (
    body,
    brand,
    fact,
    newsroom,
    person,
    picture,
    release,
    republish,
    revise,
    scheduled,
    section,
    story,
    topic,
)

from .kinds import statement

SHOWN = "Everybody may read this"
HIDDEN = "Nobody may read this"


class GateTests(TestCase):
    """Each test looks into the feed and both sitemaps."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        story(SHOWN)

    def assertHidden(self):
        for path in ("/en/feed.xml", "/sitemap-en.xml"):
            text = self.client.get(path).content.decode()
            self.assertIn("everybody-may-read-this", text)
            self.assertNotIn("nobody-may-read-this", text)
            self.assertNotIn(HIDDEN, text)

    def test_a_draft(self):
        story(HIDDEN, state="draft")
        self.assertHidden()

    def test_a_draft_of_a_public_item(self):
        page = story("Public")
        page.title = HIDDEN
        page.save_revision()
        self.assertHidden()

    def test_a_scheduled_item(self):
        scheduled(story, timezone.now() + timedelta(minutes=1), HIDDEN)
        self.assertHidden()

    def test_a_withdrawn_item(self):
        story(HIDDEN, state="withdrawn")
        self.assertHidden()

    def test_a_private_item(self):
        PageViewRestriction.objects.create(page=story(HIDDEN), restriction_type=PageViewRestriction.LOGIN)
        self.assertHidden()

    def test_an_expired_item_before_the_runner_has_come_round(self):
        story(HIDDEN, expire_at=timezone.now() + timedelta(hours=1))
        Page.objects.filter(title=HIDDEN).update(expire_at=timezone.now() - timedelta(seconds=1))
        self.assertHidden()

    def test_an_item_that_a_public_one_has_replaced(self):
        story("Second version", supersedes=story(HIDDEN))
        self.assertHidden()

    def test_an_item_that_a_draft_would_replace_stays(self):
        story("Second version", supersedes=story("The only public one"), state="draft")
        self.assertIn("The only public one", self.client.get("/en/feed.xml").content.decode())

    def test_an_item_of_the_other_language(self):
        story(HIDDEN, language="fa", slug="nobody-may-read-this")
        self.assertHidden()


class ConditionalTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.older = story("The older one", days_ago=2)
        cls.newer = story("The newer one")

    def setUp(self):
        # Changes that follow lie at least a second after what stands: the tests need not wait for it.
        FeedState.objects.update(changed_at=timezone.now().replace(microsecond=0) - timedelta(minutes=5))
        self.look()

    def look(self, path="/en/feed.xml"):
        self.path, self.before = path, self.client.get(path)

    def again(self, *names):
        known = {"If-None-Match": self.before["ETag"], "If-Modified-Since": self.before["Last-Modified"]}
        return self.client.get(self.path, headers={name: known[name] for name in names})

    def assertMoved(self):
        for name in ("If-None-Match", "If-Modified-Since"):
            self.assertEqual(self.again(name).status_code, 200, name)
        now = parse_http_date(self.client.get(self.path)["Last-Modified"])
        self.assertGreaterEqual(now, parse_http_date(self.before["Last-Modified"]))
        self.assertLessEqual(now, timezone.now().timestamp())

    def assertUnmoved(self):
        for names in (["If-None-Match"], ["If-Modified-Since"], ["If-None-Match", "If-Modified-Since"]):
            self.assertEqual(self.again(*names).status_code, 304, names)

    def test_what_has_not_changed_is_not_sent_again(self):
        self.assertUnmoved()
        response = self.again("If-None-Match")
        self.assertEqual(response.content, b"")
        for name in ("ETag", "Last-Modified", "Cache-Control", "Access-Control-Allow-Origin"):
            self.assertEqual(response[name], self.before[name], name)

    def test_an_old_etag_beside_a_new_date_is_answered_in_full(self):
        headers = {"If-None-Match": '"old"', "If-Modified-Since": self.before["Last-Modified"]}
        self.assertEqual(self.client.get("/en/feed.xml", headers=headers).status_code, 200)

    def test_a_withdrawal_is_seen_by_a_client_that_knows_the_date_only(self):
        self.newer.unpublish()
        self.assertMoved()
        self.assertNotIn("The newer one", self.again("If-Modified-Since").content.decode())

    def test_a_deletion_is_seen(self):
        Page.objects.get(pk=self.newer.pk).delete()
        self.assertMoved()

    def test_a_publication_and_a_change_are_seen(self):
        release("A third one")
        self.assertMoved()
        self.look()
        self.older.title = "The oldest one"
        self.older.save_revision().publish()
        self.assertMoved()

    def test_a_draft_is_not_seen(self):
        self.newer.title = "Not yet"
        self.newer.save_revision()
        story("A draft", state="draft", lead_image=picture())
        scheduled(story, timezone.now() + timedelta(hours=1), "Later")
        self.assertUnmoved()

    def test_an_expiry_is_seen_before_the_runner_has_come_round_and_the_date_stays_after(self):
        Page.objects.filter(pk=self.newer.pk).update(expire_at=timezone.now() - timedelta(seconds=2))
        self.assertMoved()
        self.assertNotIn("The newer one", self.client.get("/en/feed.xml").content.decode())
        seen = self.client.get("/en/feed.xml")["Last-Modified"]
        tick()
        self.assertGreaterEqual(
            parse_http_date(self.client.get("/en/feed.xml")["Last-Modified"]), parse_http_date(seen)
        )

    def test_a_restriction_on_the_section_is_seen(self):
        restriction = PageViewRestriction(page=section(StoryIndexPage), restriction_type=PageViewRestriction.LOGIN)
        restriction.save()
        self.assertMoved()
        self.look()
        restriction.delete()
        self.assertMoved()

    def test_words_of_people_topics_and_the_brand_are_seen(self):
        water = topic("water")
        story("About water", topics=[water])
        for change in (person, water.wordings.first().save, brand):
            self.look("/sitemap-en.xml")
            change()
            self.assertMoved()

    def test_work_on_somebody_whom_readers_do_not_meet_moves_nothing(self):
        nobody = person("Nosrat Moradi", is_public=False)
        story("A draft by somebody", state="draft", people=[nobody])
        story("A draft that quotes", state="draft", body=body(("quote", {"words": "Yes.", "person": nobody.pk})))
        for change in (nobody.save, nobody.wordings.first().save):
            change()
            self.assertUnmoved()

    def test_words_of_whom_readers_meet_are_seen_though_without_a_page_of_their_own(self):
        author, quoted, speaker = (person(name, is_public=False) for name in ("Author", "Quoted", "Speaker"))
        story("By somebody", people=[author])
        story("Quotes", body=body(("quote", {"words": "Yes.", "person": quoted.pk})))
        statement(attributed_to=speaker)
        for who in (author, quoted, speaker):
            self.look()
            wording = who.wordings.first()
            wording.name += " the elder"
            wording.save()
            self.assertMoved()

    def test_somebody_who_loses_their_page_is_seen_to_go(self):
        leila = person("Leila Rahmani")
        self.look("/sitemap-en.xml")
        leila.is_public = False
        leila.save()
        self.assertMoved()
        self.assertNotIn("leila-rahmani", self.client.get("/sitemap-en.xml").content.decode())

    def test_a_change_of_a_fact_is_seen_where_a_public_page_cites_it(self):
        said, unsaid = fact("Said"), fact("Said in a draft")
        story("Says it", body=body(("fact_ref", said.pk)))
        story("Would say it", state="draft", body=body(("fact_ref", unsaid.pk)))
        self.look()
        revise(said, amount=62)
        republish(unsaid, amount=62)
        self.assertUnmoved()
        republish(said, amount=62)
        self.assertMoved()
        self.look()
        said.unpublish()
        self.assertMoved()

    def test_a_fact_whose_time_is_over_is_gone_before_the_runner_has_come_round(self):
        said = fact(amount=987654)
        story("Says it", body=body(("fact_ref", said.pk)))
        FeedState.objects.update(changed_at=timezone.now().replace(microsecond=0) - timedelta(minutes=5))
        self.look()
        self.assertIn("987,654", self.before.content.decode())
        type(said).objects.filter(pk=said.pk).update(expire_at=timezone.now() - timedelta(seconds=2))
        self.assertMoved()
        self.assertNotIn("987,654", self.client.get("/en/feed.xml").content.decode())

    def test_a_topic_that_nothing_public_is_about_moves_nothing(self):
        story("A draft about salt", state="draft", topics=[topic("salt")])
        self.assertUnmoved()

    def test_words_of_a_picture_are_seen_when_it_is_public_and_not_before(self):
        image = picture()
        self.look()
        image.set_words("en", alt="Another view")
        image.save()
        self.assertUnmoved()
        story("With a picture", lead_image=image)
        make_missing(image)
        self.look()
        image.set_words("en", alt="A third view")
        image.save()
        self.assertMoved()

    def test_no_change_is_missed_by_a_client_that_asks_several_times_a_second(self):
        for number in range(3):
            story(f"Fast {number}")
            self.assertMoved()
            self.look()

    def test_a_publication_that_is_rolled_back_moves_nothing(self):
        from django.db import transaction

        try:
            with transaction.atomic():
                story("Undone")
                raise RuntimeError
        except RuntimeError:
            self.assertUnmoved()


class FreshnessTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        story()

    def directives(self):
        cache.clear()
        parts = self.client.get("/en/feed.xml")["Cache-Control"].split(", ")
        return {name: int(value or 0) for name, _sign, value in (part.partition("=") for part in parts)}

    def test_a_feed_is_fresh_for_a_minute(self):
        self.assertEqual(self.directives(), {"public": 0, "max-age": 60})

    def test_its_freshness_does_not_announce_what_is_scheduled(self):
        scheduled(story, timezone.now() + timedelta(seconds=30), "Soon")
        self.assertEqual(self.directives(), {"public": 0, "max-age": 60})
