"""The gate asked about thousands of rows at once must say of each what it says of one."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from publication.gate import published, published_of_many
from stories.models import ReleaseIndexPage, StoryIndexPage
from tests.factories import info_page, newsroom, release, section, story

HOUR = timedelta(hours=1)


class GateOfManyTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        cls.page = story("One")
        for title in ("Two", "Three", "Four"):
            story(title)
        story("A draft", state="draft")
        story("Withdrawn", state="withdrawn")
        story("شبکه", language="fa")
        release("A release")
        info_page("About us")

    def change(self, page, **columns):
        Page.objects.filter(pk=page.pk).update(**columns)

    def restrict(self, page):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    def assert_the_same(self, closed):
        """Both ways of asking agree, and what was closed is gone."""
        one_by_one = set(published().values_list("pk", flat=True))
        at_once = set(published_of_many(Page.objects.all()).values_list("pk", flat=True))
        self.assertEqual(at_once, one_by_one)
        self.assertNotIn(closed.pk, at_once)
        self.assertTrue(at_once)

    def test_a_draft_is_not_counted(self):
        self.assert_the_same(Page.objects.get(title="A draft"))

    def test_an_expired_page_is_not_counted(self):
        self.change(self.page, expire_at=timezone.now() - HOUR)
        self.assert_the_same(self.page)

    def test_a_page_before_its_time_is_not_counted(self):
        self.change(self.page, go_live_at=timezone.now() + HOUR)
        self.assert_the_same(self.page)

    def test_a_restricted_page_is_not_counted(self):
        self.restrict(self.page)
        self.assert_the_same(self.page)

    def test_a_page_below_a_draft_is_not_counted(self):
        self.change(section(StoryIndexPage), live=False)
        self.assert_the_same(self.page)

    def test_a_page_below_a_restricted_one_is_not_counted(self):
        self.restrict(section(StoryIndexPage))
        self.assert_the_same(self.page)

    def test_a_page_two_levels_below_an_expired_one_is_not_counted(self):
        self.change(self.homes["en"], expire_at=timezone.now() - HOUR)
        self.assert_the_same(self.page)

    def test_a_page_two_levels_below_a_restricted_one_is_not_counted(self):
        self.restrict(self.homes["en"])
        self.assert_the_same(self.page)

    def test_the_alias_of_a_restricted_page_is_not_counted(self):
        alias = self.page.create_alias(update_slug="elsewhere")
        self.restrict(self.page)
        self.assert_the_same(alias)

    def test_the_alias_of_an_expired_page_is_not_counted(self):
        alias = self.page.create_alias(update_slug="elsewhere")
        self.change(self.page, expire_at=timezone.now() - HOUR)
        self.assert_the_same(alias)

    def test_pages_below_an_alias_are_judged_alike(self):
        self.change(section(StoryIndexPage), alias_of=section(ReleaseIndexPage))
        self.restrict(section(ReleaseIndexPage))
        self.assert_the_same(section(ReleaseIndexPage))

    def test_a_page_deeper_than_the_gate_can_see_is_not_counted(self):
        self.change(self.page, depth=9)
        self.assert_the_same(self.page)
