"""When something leaves the house, and when not: with a real receiver on this machine."""

from datetime import timedelta

from django.db import connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from editorial.models import Correction
from outbox import jobs
from outbox.delivery import WORKERS_DIED
from outbox.models import Delivery
from publication import runner
from publication.models import Release
from publication.signals import Event, public_state_changed
from stories.models import StoryIndexPage
from syndication.feed import permanent_id
from syndication.models import Tombstone
from tests.factories import (
    fact_sheet,
    newsroom,
    person,
    press_kit,
    release,
    scheduled,
    section,
    statement,
    story,
    topic,
)

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
        story()
        PageViewRestriction.objects.create(
            page=section(StoryIndexPage), restriction_type=PageViewRestriction.LOGIN
        )  # fmt: skip
        self.nothing_arrives()
        self.assertEqual(self.states(), [("story.published", "cancelled"), ("story.withdrawn", "cancelled")])


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

    def test_what_kills_each_worker_is_given_up_and_never_sent_again(self):
        story()
        for _death in range(Delivery.ATTEMPTS):
            died_with(Delivery.objects.get())
            Delivery.objects.due().lease()
        died_with(Delivery.objects.get())
        with self.assertLogs("outbox.delivery", "ERROR"):
            work(again=True)
        row = Delivery.objects.get()
        self.assertEqual((row.state, row.last_error), ("given_up", WORKERS_DIED))
        self.assertEqual(self.receiver.asked, [])

    def test_what_was_sent_is_forgotten_after_its_days_and_the_end_is_told_all_the_same(self):
        page = story()
        mail = Delivery.objects.put("mail", key="mail", payload={"to": []})
        with self.assertLogs("outbox.delivery"):
            work()
        Delivery.objects.update(
            state="sent", sent_at=timezone.now() - timedelta(days=91), next_attempt_at=timezone.now() - timedelta(91)
        )  # fmt: skip
        jobs.tick()
        self.assertEqual(list(Delivery.objects.all()), [mail])
        page.save_revision().publish()
        page.refresh_from_db()
        page.unpublish()
        work()
        self.assertEqual(types(self.receiver), ["story.published", "story.withdrawn"])

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


class ReachTest(WithAReceiver):
    """What happens to a page happens to the items below it."""

    def setUp(self):
        super().setUp()
        self.section = section(StoryIndexPage)
        self.page, self.secret_one = story("Open"), story("Closed by itself")
        self.restrict(self.secret_one)
        story("Draft", state="draft")
        work()
        Delivery.objects.all().delete()
        Tombstone.objects.all().delete()
        self.receiver.asked.clear()

    def restrict(self, page):
        return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    def gone(self):
        return set(Tombstone.objects.filter(scope="en/all").values_list("page_id", flat=True))

    def told(self):
        """Of each item that something was told of: what."""
        work()
        return [(data["id"], name) for name, data in heard(self.receiver)]

    def test_a_restriction_takes_back_what_was_public_and_its_end_gives_it_again(self):
        known = permanent_id(self.page)
        for subject in (self.page, self.section):
            restriction = self.restrict(subject)
            self.assertEqual(self.told(), [(known, "story.withdrawn")])
            self.assertEqual(self.gone(), {self.page.pk})
            restriction.delete()
            self.assertEqual(self.told(), [(known, "story.withdrawn"), (known, "story.published")])
            self.assertEqual(self.gone(), set())
            self.receiver.asked.clear()

    def test_so_does_a_section_that_is_withdrawn_and_comes_back(self):
        known = permanent_id(self.page)
        self.section.unpublish()
        self.assertEqual(self.told(), [(known, "story.withdrawn")])
        self.assertEqual(self.gone(), {self.page.pk})
        StoryIndexPage.objects.get(pk=self.section.pk).save_revision().publish()
        self.assertEqual(self.told()[1:], [(known, "story.published")])
        self.assertEqual(self.gone(), set())

    def test_what_is_withdrawn_while_it_is_closed_is_not_told_of_twice_nor_what_two_close(self):
        self.restrict(self.section)
        self.restrict(self.page)
        self.page.unpublish()
        self.assertEqual(self.told(), [(permanent_id(self.page), "story.withdrawn")])

    def test_a_section_that_is_deleted_takes_back_each_item_once(self):
        restriction = self.restrict(self.section)
        self.told()
        StoryIndexPage.objects.get(pk=self.section.pk).delete()
        self.assertEqual(self.told(), [(permanent_id(self.page), "story.withdrawn")])
        self.assertFalse(PageViewRestriction.objects.filter(pk=restriction.pk).exists())

    def test_a_large_section_costs_as_many_queries_as_a_small_one(self):
        water, mina = topic("water"), person("Mina")
        story("First", people=[mina], topics=[water])
        with self.settings(WEBSUB_HUBS=["https://hub.example/"], INDEXNOW_KEY="0123456789abcdef"):
            with CaptureQueriesContext(connection) as few:
                restriction = self.restrict(self.section)
            restriction.delete()
            for number in range(4):
                story(f"Story {number}", people=[mina], topics=[water])
            with CaptureQueriesContext(connection) as many:
                self.restrict(self.section)
        self.assertEqual(Delivery.objects.filter(channel="websub", event="story.withdrawn").count(), 2 + 6)
        self.assertLessEqual(len(many), len(few))


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

    def test_a_redirect_is_no_delivery(self):
        """Followed, it would arrive as a GET without the words, and be taken for a yes."""
        with Receiver() as hub, self.settings(WEBSUB_HUBS=[hub.url("/hub")]):
            hub.answer = lambda asked: (301, {"Location": "/moved"}) if asked.path == "/hub" else 200
            story("One")
            with self.assertLogs("outbox.delivery"):
                work()
        self.assertEqual([asked.path for asked in hub.asked], ["/hub"])
        row = Delivery.objects.get()
        self.assertEqual((row.state, row.response_code), ("waiting", 301))

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
