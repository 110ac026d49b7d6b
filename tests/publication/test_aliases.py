from datetime import timedelta

from django.test import TestCase
from django.utils import timezone

from publication import runner
from publication.gate import is_published
from publication.models import Release
from publication.signals import Event
from stories.models import Story
from tests.factories import locale, newsroom, story

from .listening import Listener


class AliasTest(TestCase):
    """L03, L04: an alias follows its original when that goes live, not when somebody plans it."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story(state="draft")
        cls.alias = cls.page.create_alias(update_slug="elsewhere")
        cls.second = Story.objects.get(pk=cls.alias.pk).create_alias(update_slug="elsewhere-still")
        cls.persian = cls.page.copy_for_translation(locale("fa"), alias=True)

    def schedule(self):
        page = Story.objects.get(pk=self.page.pk)
        page.title = "Secret"
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
        return Release.objects.pending().get()

    def test_scheduling_leaves_every_alias_as_it_was(self):
        with Listener() as heard:
            self.schedule()
        for alias in (self.alias, self.second, self.persian):
            alias.refresh_from_db()
            self.assertEqual((alias.live, alias.title), (False, "A quieter grid"))
        self.assertEqual(heard.events, [])

    def test_all_aliases_go_live_with_their_original(self):
        release = self.schedule()
        release.move_to(timezone.now())
        with Listener() as heard:
            runner.tick()
        for alias in (self.alias, self.second, self.persian):
            self.assertTrue(is_published(alias))
            alias.refresh_from_db()
            self.assertEqual(alias.title, "Secret")
            self.assertIsNotNone(alias.first_published_at)
        self.assertEqual(heard.events, [Event.WENT_LIVE] * 4)

    def test_a_change_of_the_original_is_a_change_of_its_aliases(self):
        self.page.get_latest_revision().publish()
        page = Story.objects.get(pk=self.page.pk)
        page.title = "Second"
        with Listener() as heard:
            page.save_revision().publish()
        self.assertEqual(heard.events, [Event.CHANGED] * 4)

    def test_scheduling_an_update_of_a_live_page_changes_no_alias(self):
        self.page.get_latest_revision().publish()
        self.schedule()
        self.alias.refresh_from_db()
        self.assertEqual((self.alias.live, self.alias.title), (True, "A quieter grid"))

    def test_aliases_close_with_their_original(self):
        self.page.get_latest_revision().publish()
        Story.objects.get(pk=self.page.pk).unpublish()
        self.assertFalse(is_published(self.alias))
        self.assertFalse(is_published(self.persian))

    def test_aliases_expire_with_their_original_before_the_runner_has_come_round(self):
        page = Story.objects.get(pk=self.page.pk)
        page.expire_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
        self.assertTrue(is_published(self.alias))
        self.assertFalse(is_published(self.alias, now=timezone.now() + timedelta(hours=2)))

    def test_aliases_have_no_versions(self):
        self.page.get_latest_revision().publish()
        self.assertFalse(self.alias.published_versions.exists())
