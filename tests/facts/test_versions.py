from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import Revision

from facts import runner
from facts.citing import current_versions
from facts.models import Citation, Fact
from facts.signals import fact_changed
from publication.signals import Event
from tests.factories import body, fact, newsroom, person, placed, release, republish, revise
from tests.stories.admin import user


class VersionsTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.publisher = user("Publisher")

    def assert_versions(self, made, *amounts):
        rows = list(made.versions.order_by("number").values_list("number", "amount"))
        self.assertEqual(rows, list(enumerate(amounts, 1)))
        self.assertEqual(made.versions.get(is_current=True).number, len(amounts))

    def test_each_publication_is_a_version(self):
        made = fact(amount=60)
        republish(made, amount=61)
        self.assert_versions(made, 60, 61)

    def test_a_draft_is_none(self):
        made = fact(amount=60)
        revise(made, amount=61)
        self.assert_versions(made, 60)
        self.assertEqual(fact("Draft", state="draft").versions.count(), 0)

    def test_the_version_names_who_published(self):
        made = fact()
        revise(made, amount=62).publish(user=self.publisher)
        self.assertEqual(made.versions.get(is_current=True).user, self.publisher)

    def test_a_scheduled_change_is_a_version_when_its_time_has_come(self):
        made = fact(amount=60)
        at = timezone.now() + timedelta(hours=1)
        revise(made, amount=61, go_live_at=at).publish()
        self.assertEqual(runner.tick(), 0)
        self.assert_versions(made, 60)
        with freeze_time(at + timedelta(seconds=1)):
            self.assertEqual(runner.tick(), 1)
            self.assertEqual(runner.tick(), 0)
        self.assert_versions(made, 60, 61)

    def test_a_new_fact_that_waits_is_not_public_before_its_time(self):
        at = timezone.now() + timedelta(hours=1)
        made = fact(state="scheduled", go_live_at=at)
        self.assertEqual((current_versions([made.pk]), made.versions.count()), ({}, 0))
        with freeze_time(at + timedelta(seconds=1)):
            runner.tick()
            self.assertEqual(list(current_versions([made.pk])), [made.pk])
        self.assert_versions(made, 61)

    def test_an_old_revision_published_again_is_another_version_and_loses_nothing(self):
        made = fact(amount=60)
        first, public_id, born = made.live_revision, made.public_id, made.first_published_at
        page = release(body=body(("paragraph", f"<p>{placed(made)}</p>")), contacts=[person()])
        republish(made, amount=61)
        Revision.objects.get(pk=first.pk).publish()
        made = Fact.objects.get(pk=made.pk)
        self.assert_versions(made, 60, 61, 60)
        self.assertEqual((made.public_id, made.first_published_at, made.live), (public_id, born, True))
        self.assertEqual(Citation.objects.get(page=page).version.number, 1)

    def test_an_old_revision_brings_back_a_wording_that_was_taken_out(self):
        made = fact()
        first = made.live_revision
        edited = made.get_latest_revision_as_object()
        edited.wordings = [wording for wording in edited.wordings.all() if wording.language_code == "en"]
        edited.save_revision().publish()
        self.assertEqual(made.versions.get(is_current=True).languages(), ["en"])
        Revision.objects.get(pk=first.pk).publish()
        self.assertEqual(set(made.versions.get(is_current=True).languages()), {"en", "fa"})

    def test_withdrawing_makes_no_version_and_publishing_again_the_next(self):
        made = fact(amount=60, state="withdrawn")
        self.assertEqual(current_versions([made.pk]), {})
        self.assert_versions(made, 60)
        made.get_latest_revision().publish()
        self.assert_versions(made, 60, 60)
        self.assertEqual(list(current_versions([made.pk])), [made.pk])

    def test_an_expired_fact_is_gone_before_the_runner_comes_round_and_taken_down_by_it(self):
        at = timezone.now() + timedelta(hours=1)
        made = fact(expire_at=at)
        with freeze_time(at + timedelta(seconds=1)):
            self.assertEqual(current_versions([made.pk]), {})
            self.assertEqual(runner.tick(), 1)
            self.assertEqual(runner.tick(), 0)
        made.refresh_from_db()
        self.assertEqual((made.live, made.expired), (False, True))

    def test_a_fact_that_cannot_be_published_holds_up_no_other(self):
        at = timezone.now() + timedelta(hours=1)
        broken, sound = (fact(name, state="scheduled", go_live_at=at) for name in ("Broken", "Sound"))

        def fail(fact, **kwargs):
            if fact.pk == broken.pk:
                raise RuntimeError

        fact_changed.connect(fail)
        self.addCleanup(fact_changed.disconnect, fail)
        with freeze_time(at + timedelta(seconds=1)), self.assertLogs("facts.runner", "ERROR"):
            self.assertEqual(runner.tick(), 1)
        self.assertEqual((broken.versions.count(), sound.versions.count()), (0, 1))
        broken.refresh_from_db()
        self.assertFalse(broken.live)

    def test_the_house_is_told_what_happened(self):
        told = []

        def listen(fact, event, **kwargs):
            told.append(event)

        fact_changed.connect(listen)
        self.addCleanup(fact_changed.disconnect, listen)
        made = fact()
        republish(made, amount=62)
        revise(made, amount=63)
        Fact.objects.get(pk=made.pk).unpublish()
        self.assertEqual(told, [Event.WENT_LIVE, Event.CHANGED, Event.WITHDRAWN])

    def test_only_a_revision_makes_a_fact_public(self):
        made = Fact(label="By code", amount=1)
        made.save()
        self.assertEqual((made.live, made.versions.count()), (False, 0))
