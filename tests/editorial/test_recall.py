"""Withdrawing everything of a release, or of one item, at once; and the proof of it."""

import os
import sqlite3
import tempfile
from contextlib import closing
from unittest import mock, skipUnless

from django.db import connection
from django.test import TestCase, TransactionTestCase, override_settings, tag
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from editorial.bundles.recall import everything_of, withdraw_everything
from editorial.bundles.tasks import prove
from media_library.models import AssetUse
from publication import runner
from publication.audit.live import audit_live_site
from publication.gate import is_published
from publication.models import Recall, Release, Withdrawal
from publication.signals import Event
from tests.clean_slate import CleanSlate
from tests.factories import info_page, newsroom, person, picture, story
from tests.publication.desk import Desk
from tests.publication.listening import Listener

from .bundles import HOUR, Office

REASON = "The deed that it rests on was forged."
# The proof is a process of its own, with a database that it shares; here it is only counted.
NO_JOBS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}


@override_settings(TASKS=NO_JOBS)
class RecallTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.publisher = Office("Publisher")
        cls.picture = picture()
        cls.english = story("A quieter grid", people=[person()], lead_image=cls.picture)
        cls.persian = story("شبکه", language="fa", translation_of=cls.english)
        cls.other = story("Another matter")
        cls.bundle = Release.objects.create(
            name="Figures", at=timezone.now(), done_at=timezone.now(), state=Release.State.DONE
        )
        for page in (cls.english, cls.persian):
            cls.bundle.items.create(page_id=page.pk, revision=page.live_revision)

    def withdraw(self, **data):
        return self.publisher.post("withdraw", self.bundle.pk, data={"reason": REASON, **data})

    def test_it_is_asked_once_with_all_that_would_go_before_ones_eyes(self):
        asked = self.publisher.client.get(reverse("release:withdraw", args=[self.bundle.pk]))
        for page in (self.english, self.persian):
            self.assertContains(asked, page.title)
        self.assertTrue(is_published(self.english))

    def test_everything_of_a_release_goes_at_once_and_nothing_else(self):
        answer = self.withdraw()
        self.assertContains(answer, REASON)
        self.assertEqual(
            [is_published(page) for page in (self.english, self.persian, self.other)], [False, False, True]
        )

    def test_its_pictures_are_private_again(self):
        self.assertTrue(AssetUse.objects.filter(public_id=self.picture.public_id).exists())
        self.withdraw()
        self.assertFalse(AssetUse.objects.filter(public_id=self.picture.public_id).exists())

    def test_readers_are_told_where_the_publisher_says_so(self):
        self.withdraw(is_public="on")
        self.assertContains(self.client.get(self.english.url), REASON, status_code=410)

    def test_it_stands_in_the_history_of_each_piece_and_of_the_release(self):
        self.withdraw()
        history = self.publisher.client.get(reverse("wagtailadmin_pages:history", args=[self.english.pk]))
        self.assertContains(history, REASON)
        self.assertContains(self.publisher.look(self.bundle), "Everything of it was withdrawn: " + REASON)

    def test_without_a_reason_it_stays(self):
        for reason in ("", "  ", "x" * 301, "a\x00b"):
            self.assertEqual(self.withdraw(reason=reason).status_code, 200)
        self.assertTrue(is_published(self.english))

    def test_of_one_item_all_languages_and_aliases_go(self):
        alias = self.english.create_alias(parent=self.english.get_parent(), update_slug="again")
        self.publisher.post("withdraw_page", self.persian.pk, data={"reason": REASON})
        self.assertEqual([is_published(page) for page in (self.english, self.persian, alias)], [False] * 3)

    def test_what_was_planned_for_it_is_called_off(self):
        update = Page.objects.get(pk=self.english.pk).specific
        update.go_live_at = timezone.now() + HOUR
        update.save_revision().publish()
        self.withdraw()
        self.assertEqual(runner.tick(now=timezone.now() + 2 * HOUR), 0)
        self.assertFalse(Page.objects.get(pk=self.english.pk).approved_schedule)

    def test_one_that_cannot_go_keeps_all_there(self):
        with Listener(fails_for=self.persian), self.assertRaises(RuntimeError):
            self.withdraw()
        self.assertTrue(is_published(self.english))
        self.assertFalse(Withdrawal.objects.exists() or Recall.objects.exists())

    def test_each_withdrawal_is_announced_once(self):
        with Listener() as heard:
            withdraw_everything(everything_of([self.english]), self.publisher.user, reason=REASON)
        self.assertEqual(
            sorted(heard.heard), sorted((page.pk, Event.WITHDRAWN) for page in (self.english, self.persian))
        )

    def test_what_is_gone_already_is_not_asked_about(self):
        self.withdraw()
        again = self.publisher.client.get(reverse("release:withdraw", args=[self.bundle.pk]), follow=True)
        self.assertContains(again, "Nothing of it is on the site.")

    def test_others_do_not_see_what_was_withdrawn(self):
        self.withdraw()
        address = reverse("release:recalled", args=[Recall.objects.get().pk])
        self.assertEqual(Office("Editor").client.get(address).status_code, 302)

    def test_the_page_of_a_live_piece_leads_there(self):
        edit = self.publisher.client.get(reverse("wagtailadmin_pages:edit", args=[self.english.pk]))
        self.assertContains(edit, reverse("release:withdraw_page", args=[self.english.pk]))

    @tag("once")
    def test_the_audit_of_some_pages_alone_finds_what_others_go_on_telling(self):
        self.withdraw()
        story("Secret of somebody else", state="draft")
        self.other.title = "A quieter grid, and what came of it"
        self.other.save_revision().publish()
        told = []
        report = audit_live_site(told.append, only=[self.english.pk, self.persian.pk])
        self.assertTrue(told[0].startswith("3 pages and assets are not public"), told[0])
        self.assertEqual({leak.field for leak in report.leaks}, {"title"})


@skipUnless(connection.vendor == "sqlite", "the process reads a file that this test copies for it")
class ProofTest(CleanSlate, TransactionTestCase):
    def proved(self, recall):
        """The real process, on a copy of this database."""
        with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(f"{folder}/news.sqlite3")) as file:
            connection.connection.backup(file)
            with mock.patch.dict(os.environ, DATABASE_URL=f"sqlite:///{folder}/news.sqlite3"):
                prove.call(recall.pk)
        recall.refresh_from_db()
        return recall

    def test_the_proof_says_that_nothing_can_be_reached(self):
        newsroom()
        gone = info_page("The merger of the trusts", slug="merger")
        with override_settings(TASKS=NO_JOBS):
            recall = withdraw_everything(everything_of([gone]), Desk().user, reason=REASON)
        recall = self.proved(recall)
        self.assertEqual((recall.proof, recall.finds), (Recall.Proof.CLEAN, []))
        self.assertGreater(recall.answers, 5)
