from datetime import timedelta
from io import StringIO

from django.core.management import call_command, get_commands
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page, Revision

from home.models import HomePage
from outbox.models import Delivery
from publication import runner
from publication.gate import is_published
from publication.models import PublishedVersion, Release, ReleaseItem
from publication.signals import Event
from stories.models import InfoPage, Story
from tests.factories import info_page, newsroom, scheduled, story

from .desk import Desk
from .listening import Listener

HOUR = timedelta(hours=1)
FAR = "2090-01-01 10:00"
FARTHER = "2091-01-01 10:00"


class DialogTest(TestCase):
    """Scheduling through the admin's own dialog."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.desk = Desk()

    def draft(self):
        page = self.live_page()
        page.unpublish()
        PublishedVersion.objects.all().delete()
        return self.fresh(page)

    def live_page(self):
        return info_page("About us")

    def fresh(self, page):
        return InfoPage.objects.get(pk=page.pk)

    def test_scheduling_writes_one_release(self):
        page = self.draft()
        self.desk.schedule(page, FAR)
        release = Release.objects.get()
        self.assertEqual(f"{timezone.localtime(release.at):%Y-%m-%d %H:%M}", FAR)
        latest = self.fresh(page).latest_revision
        self.assertEqual((release.user, release.items.get().revision), (self.desk.user, latest))

    def test_scheduling_says_nothing_to_anybody(self):
        page = self.draft()
        with Listener() as heard:
            self.desk.schedule(page, FAR)
        self.assertEqual(heard.events, [])
        self.assertEqual(Delivery.objects.count(), 0)
        self.assertFalse(is_published(page))

    def test_a_jalali_go_live_date_is_that_day(self):
        page = self.draft()
        self.desk.schedule(page, "1450-01-01 10:00")
        self.assertEqual(f"{timezone.localtime(Release.objects.get().at):%Y-%m-%d %H:%M}", "2071-03-21 10:00")
        self.assertFalse(is_published(page))

    def test_the_admin_shows_the_page_as_scheduled(self):
        page = self.draft()
        self.desk.schedule(page, FAR)
        self.assertTrue(self.fresh(page).approved_schedule)

    def test_rescheduling_replaces_the_release(self):
        page = self.draft()
        self.desk.schedule(page, FAR)
        self.desk.unschedule(page)
        self.desk.schedule(page, FARTHER)
        self.assertEqual(Release.objects.pending().get().at.year, 2091)

    def test_scheduling_another_revision_replaces_the_release(self):
        page = scheduled(story, timezone.now() + HOUR)
        page.go_live_at += HOUR
        revision = page.save_revision()
        revision.publish()
        self.assertEqual(ReleaseItem.objects.get(release__state=Release.State.PENDING).revision, revision)

    def test_unscheduling_cancels_the_release(self):
        page = self.draft()
        self.desk.schedule(page, FAR)
        self.desk.unschedule(page)
        self.assertEqual(Release.objects.get().state, Release.State.CANCELLED)
        self.assertFalse(self.fresh(page).approved_schedule)

    def test_publishing_by_hand_overtakes_the_release(self):
        page = self.draft()
        self.desk.schedule(page, FAR)
        Revision.objects.get(pk=page.latest_revision_id).publish()  # still in the future: scheduled again
        page = self.fresh(page)
        page.go_live_at = None
        page.save_revision().publish()
        self.assertFalse(Release.objects.pending().exists())

    def test_unpublishing_calls_off_what_was_scheduled(self):
        page = self.live_page()
        self.desk.schedule(page, FAR)
        self.fresh(page).unpublish()  # the admin's button is locked while something is scheduled
        self.assertFalse(Release.objects.pending().exists())

    def test_deleting_the_page_calls_off_its_release(self):
        page = self.draft()
        self.desk.schedule(page, FAR)
        self.desk.delete(page)
        self.assertFalse(Release.objects.pending().exists())

    def test_a_scheduled_update_leaves_the_live_text_until_then(self):
        page = self.live_page()
        self.desk.schedule(page, FAR, title="Secret")
        page = self.fresh(page)
        self.assertEqual((page.live, page.title), (True, "About us"))
        Release.objects.get().move_to(timezone.now())
        runner.tick()
        self.assertEqual(self.fresh(page).title, "Secret")

    def test_a_live_page_that_came_without_a_revision_stays_live_while_an_update_waits(self):
        page = self.live_page()
        Page.objects.filter(pk=page.pk).update(live_revision=None)
        self.desk.schedule(page, FAR, title="Secret")
        page = self.fresh(page)
        self.assertEqual((page.live, page.title), (True, "About us"))

    def test_the_create_form_schedules_without_a_moment_in_public(self):
        with Listener() as heard:
            self.desk.create(
                InfoPage, HomePage.objects.first(), title="Secret", slug="secret", purpose="other", go_live_at=FAR,
                **{"action-publish": "1"},
            )  # fmt: skip
        page = InfoPage.objects.get(slug="secret")
        self.assertEqual((page.live, page.approved_schedule, heard.events), (False, True, []))

    def test_going_back_to_an_early_revision_and_scheduling_it_leaves_the_page_live(self):
        page = self.draft()
        first = page.get_latest_revision()
        first.publish()
        early = Revision.objects.get(pk=first.pk).as_object()
        early.go_live_at = timezone.now() + HOUR
        early.save_revision().publish()
        self.assertTrue(self.fresh(page).live)


class RunnerTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def setUp(self):
        self.page = scheduled(story, timezone.now() + HOUR)
        self.release = Release.objects.get()

    def test_what_is_due_goes_live_once(self):
        self.release.move_to(timezone.now())
        with Listener() as heard:
            runner.tick()
            runner.tick()
        self.assertEqual(heard.events, [Event.WENT_LIVE])
        self.assertTrue(is_published(self.page))
        self.release.refresh_from_db()
        self.assertEqual(self.release.state, Release.State.DONE)

    def test_what_is_not_due_stays(self):
        self.assertEqual(runner.tick(), 0)
        self.assertFalse(is_published(self.page))

    def test_a_postponed_release_waits_though_the_page_was_approved_for_earlier(self):
        later = self.release.at + HOUR
        self.release.move_to(later)
        runner.tick(now=later - timedelta(seconds=1))
        self.assertFalse(Story.objects.get(pk=self.page.pk).live)

    def test_postponing_leaves_the_approved_content_alone(self):
        item = self.release.items.get()
        self.release.move_to(self.release.at + HOUR)
        self.assertEqual(Revision.objects.get(pk=item.revision_id).content, item.revision.content)
        self.assertEqual(self.release.items.get().revision_id, item.revision_id)

    def test_the_admin_shows_the_new_time(self):
        later = self.release.at + HOUR
        self.release.move_to(later)
        page = Story.objects.get(pk=self.page.pk)
        self.assertEqual(page.scheduled_revision.approved_go_live_at, later)
        self.assertEqual(page.get_scheduled_revision_as_object().go_live_at, later)

    def test_a_release_brought_forward_goes_out_then(self):
        self.release.move_to(timezone.now())
        runner.tick()
        self.assertTrue(is_published(self.page))

    def test_after_downtime_everything_that_was_missed_goes_out(self):
        scheduled(story, timezone.now() + HOUR, "Another")
        Release.objects.update(at=timezone.now() - 24 * HOUR)
        self.assertEqual(runner.tick(), 2)

    def test_an_expired_page_is_withdrawn(self):
        page = story("Short-lived")
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - HOUR)
        with Listener() as heard:
            runner.tick()
        page.refresh_from_db()
        self.assertEqual((page.live, page.expired, heard.heard), (False, True, [(page.pk, Event.WITHDRAWN)]))

    def test_a_release_that_is_done_cannot_be_moved(self):
        self.release.move_to(timezone.now())
        runner.tick()
        with self.assertRaises(ValueError):
            self.release.move_to(timezone.now() + HOUR)

    def test_the_command_of_wagtail_is_ours(self):
        self.assertEqual(get_commands()["publish_scheduled"], "publication")
        self.release.move_to(timezone.now())
        call_command("publish_scheduled", stdout=StringIO())
        self.assertTrue(is_published(self.page))

    def test_the_history_names_who_scheduled_it(self):
        desk = Desk()
        Release.objects.update(user=desk.user, at=timezone.now())
        runner.tick()
        self.assertEqual(self.page.published_versions.get().user, desk.user)


class BundleTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.pages = [story(title, state="draft") for title in ("One", "Two", "Three")]
        cls.release = Release.objects.create(at=timezone.now())
        for page in cls.pages:
            cls.release.items.create(page_id=page.pk, revision=page.get_latest_revision())

    def live(self):
        return sum(is_published(page) for page in self.pages)

    def test_a_bundle_goes_out_together(self):
        runner.tick()
        self.assertEqual(self.live(), 3)

    def test_a_bundle_with_one_that_fails_stays_in_together(self):
        with Listener(fails_for=self.pages[1]), self.assertLogs("publication.runner"):
            runner.tick()
        self.assertEqual(self.live(), 0)

    def test_an_item_published_by_hand_leaves_its_bundle(self):
        self.pages[0].get_latest_revision().publish()
        self.assertEqual(self.release.items.count(), 2)
        runner.tick()
        self.assertEqual([page.published_versions.count() for page in self.pages], [1, 1, 1])

    def test_an_item_deleted_leaves_its_bundle(self):
        Story.objects.get(pk=self.pages[0].pk).delete()
        runner.tick()
        self.assertEqual(self.live(), 2)


class PoisonTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.bad = scheduled(story, timezone.now() + HOUR, "Bad")
        cls.good = scheduled(story, timezone.now() + HOUR, "Good")
        Release.objects.update(at=timezone.now())
        cls.release = Release.objects.get(items__page_id=cls.bad.pk)

    def fail(self, now=None):
        with Listener(fails_for=self.bad), self.assertLogs("publication.runner"):
            runner.tick(now)
        self.release.refresh_from_db()

    def wait(self):
        return self.release.next_attempt_at - timezone.now()

    def test_it_holds_up_no_other(self):
        self.fail()
        self.assertFalse(is_published(self.bad))
        self.assertTrue(is_published(self.good))

    def test_what_went_wrong_is_recorded(self):
        self.fail()
        self.assertEqual((self.release.attempts, self.release.last_error), (1, "RuntimeError: poison"))

    def test_it_is_tried_again_after_a_second_then_two_then_four(self):
        for seconds in (1, 2, 4):
            self.fail(now=timezone.now() + HOUR)
            self.assertAlmostEqual(self.wait().total_seconds(), seconds, delta=0.9)

    def test_it_never_waits_longer_than_five_minutes(self):
        Release.objects.filter(pk=self.release.pk).update(attempts=500)
        self.fail()
        self.assertLessEqual(self.wait(), timedelta(minutes=5))

    def test_it_goes_out_when_the_cause_is_gone(self):
        self.fail()
        runner.tick(now=timezone.now() + HOUR)
        self.assertTrue(is_published(self.bad))
        self.release.refresh_from_db()
        self.assertEqual(self.release.last_error, "")


class PurgeTest(TestCase):
    def test_purging_keeps_what_was_published_and_what_waits(self):
        newsroom()
        page = story()
        published = page.live_revision_id
        for title in ("Second", "Third"):
            page.title = title
            page.save_revision()
        waiting = scheduled(story, timezone.now() + HOUR, "Waiting")
        call_command("purge_revisions", stdout=StringIO())
        left = list(page.revisions.order_by("pk").values_list("pk", flat=True))
        self.assertEqual(left, [published, page.latest_revision_id])
        self.assertTrue(waiting.revisions.exists())
