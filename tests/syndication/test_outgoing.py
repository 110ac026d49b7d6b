"""When something leaves the house, and when not: with a real receiver on this machine."""

from datetime import timedelta

from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from wagtail.models import PageViewRestriction

from editorial.models import Correction
from outbox.models import Delivery
from publication import runner
from publication.models import Release
from publication.signals import Event, public_state_changed
from stories.models import StoryIndexPage
from syndication.feed import permanent_id
from tests.factories import fact_sheet, newsroom, press_kit, release, scheduled, section, statement, story

from .outgoing import Receiver, died_with, endpoint, heard, here, types, work


@here
class WithAReceiver(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def setUp(self):
        self.receiver = self.enterContext(Receiver())
        self.endpoint, self.secret = endpoint(self.receiver)

    def states(self):
        return list(Delivery.objects.order_by("pk").values_list("event", "state"))


class BeforeItsTimeTest(WithAReceiver):
    def nothing_arrives(self):
        work(again=True)
        self.assertEqual(self.receiver.asked, [])

    def test_nothing_of_a_draft_or_of_what_is_scheduled(self):
        story(state="draft")
        scheduled(story, timezone.now() + timedelta(hours=1), "Later")
        self.nothing_arrives()

    def test_what_was_scheduled_is_told_when_it_has_gone_out(self):
        scheduled(story, timezone.now() + timedelta(hours=1), "Later")
        Release.objects.update(at=timezone.now())
        self.nothing_arrives()
        runner.tick()
        self.assertEqual(self.receiver.asked, [])
        work()
        self.assertEqual(types(self.receiver), ["story.published"])

    def test_nothing_of_a_private_section_nor_of_its_withdrawal(self):
        parent = section(StoryIndexPage)
        PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
        story().unpublish()
        self.nothing_arrives()
        self.assertFalse(Delivery.objects.exists())

    def test_a_publication_that_is_rolled_back_writes_nothing(self):
        page = story(state="draft")
        with self.assertRaises(RuntimeError), transaction.atomic():
            page.get_latest_revision().publish()
            raise RuntimeError
        self.assertFalse(Delivery.objects.exists())

    def test_what_is_withdrawn_before_it_has_left_is_never_told(self):
        story().unpublish()
        self.nothing_arrives()
        self.assertEqual({state for _event, state in self.states()}, {"cancelled"})

    def test_what_is_closed_before_it_has_left_is_not_told_either(self):
        """Nobody announces that a section was closed: the sender asks the gate."""
        story()
        PageViewRestriction.objects.create(
            page=section(StoryIndexPage), restriction_type=PageViewRestriction.LOGIN
        )  # fmt: skip
        self.nothing_arrives()
        self.assertEqual(self.states(), [("story.published", "cancelled")])


class EventsTest(WithAReceiver):
    def test_a_publication_is_told_in_a_few_words_with_the_address_of_the_whole(self):
        page = story("A quieter grid")
        work()
        ((name, data),) = heard(self.receiver)
        self.assertEqual(name, "story.published")
        self.assertEqual(data["id"], permanent_id(page))
        self.assertEqual(data["ninjs"], f"http://testserver{page.url_path}?format=ninjs")
        self.assertNotIn(b"quieter grid", self.receiver.asked[0].body)

    def test_each_kind_has_its_name(self):
        for make in (release, statement, fact_sheet, press_kit):
            make()
        work()
        names = ["release.published", "statement.published", "fact_sheet.published", "kit.published"]
        self.assertEqual(types(self.receiver), names)

    def test_changes_corrections_and_the_end_follow(self):
        page = story()
        page.save_revision().publish()
        Correction.objects.create(page=page, said="Forty.", says="Fifty.")
        page.save_revision().publish()
        work()
        page.refresh_from_db()
        page.unpublish()
        work()
        self.assertEqual(
            types(self.receiver), ["story.published", "story.updated", "story.corrected", "story.withdrawn"]
        )  # fmt: skip
        versions = [data["version"] for _name, data in heard(self.receiver)]
        self.assertEqual(versions, [1, 2, 3, 3])
        self.assertNotIn("ninjs", heard(self.receiver)[-1][1])

    def test_a_deleted_page_is_a_withdrawn_one(self):
        page = story()
        work()
        page.delete()
        work()
        self.assertEqual(types(self.receiver), ["story.published", "story.withdrawn"])

    def test_what_may_have_arrived_is_taken_back(self):
        """The worker was killed, or the answer lost, between the receiver's yes and our mark."""
        page = story()
        died_with(Delivery.objects.get())
        page.unpublish()
        work(again=True)
        self.assertEqual(types(self.receiver), ["story.withdrawn"])

    def test_what_is_public_again_is_not_taken_back(self):
        page = story()
        work()
        page.unpublish()
        page.get_latest_revision().publish()
        work()
        self.assertEqual(types(self.receiver), ["story.published", "story.published"])

    def test_only_those_are_told_who_asked_for_it(self):
        persian, _secret = endpoint(self.receiver, language="fa")
        withdrawals, _secret = endpoint(self.receiver, events=["story.withdrawn"])
        _off, _secret = endpoint(self.receiver, enabled=False)
        story()
        lanes = set(Delivery.objects.values_list("lane", flat=True))
        self.assertEqual(lanes, {self.endpoint.lane})
        story(language="fa")
        self.assertTrue(Delivery.objects.filter(lane=persian.lane).exists())

    def test_the_same_event_is_one_row(self):
        page = story()
        public_state_changed.send(type(page), page=page, event=Event.WENT_LIVE, revision=None, at=timezone.now())
        self.assertEqual(Delivery.objects.count(), 1)


@here
class PingsTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def test_hubs_are_told_of_the_feeds_once_for_all_that_waits(self):
        with Receiver() as hub, self.settings(WEBSUB_HUBS=[hub.url("/hub")]):
            for number in range(3):
                story(f"Story {number}")
            work()
        (asked,) = hub.asked
        self.assertIn(b"hub.mode=publish&hub.url=http%3A%2F%2Ftestserver%2Fen%2F", asked.body)
        self.assertEqual(set(Delivery.objects.values_list("state", flat=True)), {"sent"})

    def test_a_hub_that_is_away_loses_nothing(self):
        with Receiver(503) as hub, self.settings(WEBSUB_HUBS=[hub.url("/hub")]):
            story("One")
            story("Two")
            with self.assertLogs("outbox.delivery"):
                work()
            hub.answer = lambda asked: 204
            work(again=True)
        self.assertEqual(set(Delivery.objects.values_list("state", flat=True)), {"sent"})

    def test_search_engines_are_told_addresses_if_there_is_a_key(self):
        with Receiver(202) as engine, self.settings(INDEXNOW_ENDPOINT=engine.url("/indexnow")):
            story("Before")
            with self.settings(INDEXNOW_KEY="0123456789abcdef"):
                page = story("After")
                work()
                self.assertEqual(self.client.get("/0123456789abcdef.txt").content, b"0123456789abcdef")
                self.assertEqual(self.client.get("/0123456789abcdee.txt").status_code, 404)
        (asked,) = engine.asked
        self.assertIn(f'"urlList": ["http://testserver{page.url_path}"]'.encode(), asked.body)
        self.assertEqual(self.client.get("/0123456789abcdef.txt").status_code, 404)

    def test_without_settings_nothing_is_written(self):
        story()
        self.assertFalse(Delivery.objects.exists())
