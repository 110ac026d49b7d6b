from unittest import mock

from django.db import DatabaseError, connection
from django.test import TestCase, override_settings, tag

from publication.audit.live import audit_live_site, reads_only
from publication.registries import Surface
from tests.factories import document, newsroom, story
from topics.models import Topic


def silent(line):
    """Nobody watches the progress of a test."""


@tag("once")
class LiveSiteTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        story("A quieter grid in the west", slug="a-quieter-grid")
        story("The merger of the two trusts", slug="merger-of-trusts", state="draft")
        story("معلمی که پیش از روشن شدن پمپ‌ها چاه را می‌خواند", language="fa", state="draft")
        document("Minutes of the board", name="minutes-of-the-board.csv")

    def test_a_site_that_keeps_its_secrets_passes(self):
        report = audit_live_site(silent)
        self.assertEqual([str(find) for find in [*report.leaks, *report.faults]], [])
        self.assertGreater(report.addresses, 20)

    @override_settings(ROOT_URLCONF="tests.audit.leaking_urls")
    def test_a_leak_is_found_by_the_words_that_leaked(self):
        leaking = Surface("leaking", lambda site: ["/all-pages/"])
        with (
            mock.patch("publication.audit.auditor.OWN", ()),
            mock.patch("publication.audit.auditor.registered", [leaking]),
        ):
            self.assertEqual({leak.field for leak in audit_live_site(silent).leaks}, {"title"})

    def test_nothing_can_be_written_meanwhile(self):
        if connection.vendor != "sqlite":
            self.skipTest("PostgreSQL takes it up with the next transaction, and a test is one transaction.")
        with self.assertRaises(DatabaseError), reads_only():
            Topic.objects.create(name="Water", slug="water")
