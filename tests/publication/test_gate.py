from datetime import timedelta

from django.contrib.auth.models import Group
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication.gate import is_published, published, translations
from stories.models import StoryIndexPage
from tests.factories import locale, newsroom, scheduled, section, story

HOUR = timedelta(hours=1)


class GateTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        cls.now = timezone.now()

    def change(self, page, **columns):
        Page.objects.filter(pk=page.pk).update(**columns)

    def test_a_live_page_is_public(self):
        self.assertTrue(is_published(story()))

    def test_a_draft_is_not(self):
        self.assertFalse(is_published(story(state="draft")))

    def test_a_scheduled_page_is_not(self):
        self.assertFalse(is_published(scheduled(story, self.now + HOUR)))

    def test_a_withdrawn_page_is_not(self):
        self.assertFalse(is_published(story(state="withdrawn")))

    def test_an_expired_page_is_not_even_before_the_runner_has_come_round(self):
        page = story()
        self.change(page, expire_at=self.now - HOUR)
        self.assertFalse(is_published(page))

    def test_the_moment_of_expiry_belongs_to_the_time_after(self):
        page = story()
        self.change(page, expire_at=self.now)
        self.assertFalse(is_published(page, self.now))
        self.assertTrue(is_published(page, self.now - timedelta(microseconds=1)))

    def test_the_moment_of_going_live_belongs_to_the_time_after(self):
        page = story()
        self.change(page, go_live_at=self.now)
        self.assertTrue(is_published(page, self.now))
        self.assertFalse(is_published(page, self.now - timedelta(microseconds=1)))

    def test_a_row_that_is_live_before_its_time_is_not_public(self):
        page = story()
        self.change(page, go_live_at=self.now + HOUR)
        self.assertFalse(is_published(page))

    def test_what_the_object_in_memory_says_does_not_count(self):
        page = story(state="draft")
        page.live = True
        self.assertFalse(is_published(page))

    def test_the_root_of_the_tree_is_not_a_page(self):
        self.assertFalse(is_published(Page.get_first_root_node()))

    def test_the_gate_asks_one_query_for_any_page(self):
        page = story()
        with self.assertNumQueries(1):
            is_published(page)


class RestrictedPageTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story()

    def restrict(self, page, kind, **fields):
        return PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)

    def test_a_page_for_those_who_are_logged_in_is_not_public(self):
        self.restrict(self.page, PageViewRestriction.LOGIN)
        self.assertFalse(is_published(self.page))

    def test_a_page_behind_a_password_is_not_public(self):
        self.restrict(self.page, PageViewRestriction.PASSWORD, password="water")
        self.assertFalse(is_published(self.page))

    def test_a_page_for_a_group_is_not_public(self):
        self.restrict(self.page, PageViewRestriction.GROUPS).groups.add(Group.objects.first())
        self.assertFalse(is_published(self.page))

    def test_a_page_under_a_restricted_one_is_not_public(self):
        self.restrict(self.page.get_parent(), PageViewRestriction.LOGIN)
        self.assertFalse(is_published(self.page))

    def test_the_alias_of_a_restricted_page_is_not_public(self):
        alias = self.page.create_alias(update_slug="elsewhere")
        self.assertTrue(is_published(alias))
        self.restrict(self.page, PageViewRestriction.LOGIN)
        self.assertFalse(is_published(alias))

    def test_the_alias_of_an_expired_page_is_not_public(self):
        alias = self.page.create_alias(update_slug="elsewhere")
        Page.objects.filter(pk=self.page.pk).update(expire_at=timezone.now())
        self.assertFalse(is_published(alias))

    def test_a_restriction_on_one_page_closes_no_other(self):
        other = story("Another")
        self.restrict(self.page, PageViewRestriction.LOGIN)
        self.assertTrue(is_published(other))


class PageUnderAClosedParentTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        cls.page = story()

    def close(self, page, **columns):
        Page.objects.filter(pk=page.pk).update(**columns)

    def test_a_live_page_under_a_draft_is_not_public(self):
        self.close(section(StoryIndexPage), live=False)
        self.assertFalse(is_published(self.page))

    def test_a_live_page_under_an_expired_one_is_not_public(self):
        self.close(section(StoryIndexPage), expire_at=timezone.now() - HOUR)
        self.assertFalse(is_published(self.page))

    def test_a_live_page_under_a_scheduled_one_is_not_public(self):
        self.close(section(StoryIndexPage), go_live_at=timezone.now() + HOUR)
        self.assertFalse(is_published(self.page))

    def test_a_page_two_levels_under_a_draft_is_not_public(self):
        self.close(self.homes["en"], live=False)
        self.assertFalse(is_published(self.page))

    def test_the_other_language_stays_open(self):
        other = story("شبکه", language="fa", translation_of=self.page)
        self.close(self.homes["en"], live=False)
        self.assertTrue(is_published(other))

    def test_a_page_deeper_than_the_gate_can_see_is_not_public(self):
        self.close(self.page, depth=9)
        self.assertFalse(is_published(self.page))


class TranslationTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story()

    def test_a_public_translation_is_found(self):
        other = story("شبکه", language="fa", translation_of=self.page)
        self.assertEqual([page.pk for page in translations(self.page)], [other.pk])

    def test_a_draft_translation_is_not_named(self):
        story("شبکه", language="fa", translation_of=self.page, state="draft")
        self.assertEqual(list(translations(self.page)), [])

    def test_the_alias_of_a_draft_in_another_language_is_not_public(self):
        draft = story("Secret", state="draft")
        alias = draft.copy_for_translation(locale("fa"), alias=True)
        self.assertNotIn(alias.pk, published().values_list("pk", flat=True))
