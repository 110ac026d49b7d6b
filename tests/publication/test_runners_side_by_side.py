import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from datetime import timedelta
from functools import partial
from subprocess import PIPE
from unittest import skipUnless
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase, skipUnlessDBFeature
from django.utils import timezone

from outbox.models import Delivery
from publication import runner
from publication.models import PublishedVersion, Reference, Release, TooLate
from publication.signals import public_state_changed
from stories.models import Story
from tests.clean_slate import CleanSlate
from tests.factories import newsroom, scheduled, story

COUNT = 8


def together(*steps):
    """Runs the steps in threads that start at one moment, each with a connection of its own."""
    gate, failures = threading.Barrier(len(steps)), []

    def go(step):
        try:
            gate.wait()
            step()
        except Exception as error:  # noqa: BLE001 - shown by the test that started the thread
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return failures


def note(page, event, **kwargs):
    Delivery.objects.create(channel="test", key=f"{page.pk}:{event}:{timezone.now()}", payload={},
                            next_attempt_at=timezone.now())  # fmt: skip


class ProcessesTest(CleanSlate, TransactionTestCase):
    """Real processes on a database that they share: the test's own on PostgreSQL, a file copied from it on SQLite."""

    def setUp(self):
        newsroom()
        for number in range(COUNT):
            scheduled(story, timezone.now() + timedelta(hours=1), f"Story {number}")
        Release.objects.update(at=timezone.now())

    def run_side_by_side(self, url, processes=3):
        command = [sys.executable, "manage.py", "publish_scheduled"]
        env = {**os.environ, "DATABASE_URL": url}
        running = [subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, stdout=PIPE) for _n in range(processes)]
        return sum(int(process.communicate(timeout=120)[0].split()[0]) for process in running)

    @skipUnless(connection.vendor == "postgresql", "the file is tried below")
    def test_runners_on_postgresql_publish_each_release_once(self):
        name = connection.settings_dict["NAME"]
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
        self.assertEqual(self.run_side_by_side(url), COUNT)
        self.assertEqual(PublishedVersion.objects.filter(number=1, page__release_items__isnull=False).count(), COUNT)

    @skipUnless(connection.vendor == "sqlite", "the server is tried above")
    def test_runners_on_a_sqlite_file_publish_each_release_once(self):
        with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(f"{folder}/news.sqlite3")) as file:
            connection.connection.backup(file)
            self.assertEqual(self.run_side_by_side(f"sqlite:///{folder}/news.sqlite3"), COUNT)
            rows = (
                "SELECT count(*), max(number) FROM publication_publishedversion "
                "JOIN publication_releaseitem USING (page_id)"
            )
            self.assertEqual(file.execute(rows).fetchone(), (COUNT, 1))


@skipUnlessDBFeature("has_select_for_update")
class ThreadsTest(CleanSlate, TransactionTestCase):
    """With locks and connections as in life. SQLite in memory has other locks than a file has; see above."""

    def setUp(self):
        newsroom()
        public_state_changed.connect(note)
        self.addCleanup(public_state_changed.disconnect, note)

    def test_two_runners_publish_each_release_once(self):
        pages = [scheduled(story, timezone.now() + timedelta(hours=1), f"Story {n}") for n in range(COUNT)]
        Release.objects.update(at=timezone.now())
        Delivery.objects.all().delete()
        self.assertEqual(together(runner.tick, runner.tick, runner.tick), [])
        self.assertEqual(Release.objects.filter(state=Release.State.DONE).count(), COUNT)
        self.assertEqual(PublishedVersion.objects.filter(page_id__in=[page.pk for page in pages]).count(), COUNT)
        self.assertEqual(Delivery.objects.count(), COUNT)

    def test_items_published_at_once_get_references_without_a_gap(self):
        drafts = [story(f"Story {n}", state="draft") for n in range(COUNT)]
        failures = together(*(draft.get_latest_revision().publish for draft in drafts))
        self.assertEqual(failures, [])
        self.assertEqual(sorted(Reference.objects.values_list("number", flat=True)), list(range(1, COUNT + 1)))

    def test_both_languages_published_at_once_share_one_reference(self):
        draft = story(state="draft")
        other = story("خبر", language="fa", translation_of=draft, state="draft")
        self.assertEqual(together(draft.get_latest_revision().publish, other.get_latest_revision().publish), [])
        self.assertEqual(Reference.objects.count(), 1)

    def test_versions_of_one_page_published_at_once_are_numbered_without_a_gap(self):
        page = story()
        revisions = [Story.objects.get(pk=page.pk).save_revision() for _n in range(5)]
        self.assertEqual(together(*(revision.publish for revision in revisions)), [])
        numbers = sorted(page.published_versions.values_list("number", flat=True))
        self.assertEqual(numbers, [1, 2, 3, 4, 5, 6])

    def test_publishing_by_hand_while_the_runner_does_is_no_error(self):
        page = scheduled(story, timezone.now() + timedelta(hours=1))
        Release.objects.update(at=timezone.now())
        by_hand = Story.objects.get(pk=page.pk)
        by_hand.go_live_at = None
        revision = by_hand.save_revision()
        self.assertEqual(together(runner.tick, revision.publish), [])
        self.assertTrue(Story.objects.get(pk=page.pk).live)
        self.assertFalse(Release.objects.pending().exists())

    def test_postponed_or_called_off_at_its_very_second_it_is_out_or_not_and_whoever_pressed_knows(self):
        for step in ("postpone", "call off"):
            page = scheduled(story, timezone.now() + timedelta(hours=1), step)
            release = Release.objects.pending().get()
            release.move_to(timezone.now())
            later = timezone.now() + timedelta(hours=1)
            press = release.call_off if step == "call off" else partial(release.move_to, later)
            failures = together(runner.tick, press)
            is_out = Story.objects.get(pk=page.pk).live
            with self.subTest(step):
                self.assertEqual([type(failure) for failure in failures], [TooLate] if is_out else [])
                self.assertEqual(Release.objects.get(pk=release.pk).state == Release.State.DONE, is_out)
            Release.objects.pending().delete()
