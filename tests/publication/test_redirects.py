from django.test import TestCase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from stories.models import StoryIndexPage
from tests.factories import info_page, newsroom, person, section, story

from .desk import Desk


class RedirectTest(TestCase):
    """L07, L08: working titles lead nowhere, old addresses of public pages lead to the new ones."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.author = person()

    def test_a_draft_that_is_renamed_in_the_admin_leaves_no_trace(self):
        page = story(slug="working-title", state="draft", people=[self.author])
        with self.captureOnCommitCallbacks(execute=True):
            Desk().save(page, slug="secret-title")
        self.assertEqual(self.client.get("/en/stories/working-title/").status_code, 404)
        self.assertFalse(Redirect.objects.exists())

    def test_publishing_under_another_name_does_not_reveal_the_working_title(self):
        page = story(slug="working-title", state="draft", people=[self.author])
        with self.captureOnCommitCallbacks(execute=True):
            Desk().publish(page, slug="final-title")
        self.assertEqual(self.client.get("/en/stories/final-title/").status_code, 200)
        self.assertEqual(self.client.get("/en/stories/working-title/").status_code, 404)

    def test_the_old_address_of_a_public_page_leads_to_the_new_one(self):
        page = story(slug="old", people=[self.author])
        with self.captureOnCommitCallbacks(execute=True):
            Desk().publish(page, slug="new")
        self.assertRedirects(self.client.get("/en/stories/old/"), "/en/stories/new/", status_code=301)

    def test_a_page_renamed_and_then_withdrawn_is_at_neither_address(self):
        page = story(slug="old", people=[self.author])
        desk = Desk()
        with self.captureOnCommitCallbacks(execute=True):
            desk.publish(page, slug="new")
        desk.unpublish(page)
        self.assertEqual(self.client.get("/en/stories/old/").status_code, 404)

    def test_a_section_that_is_renamed_takes_its_items_along_but_not_its_drafts(self):
        story(slug="public")
        story("Draft", slug="secret", state="draft")
        index = section(StoryIndexPage)
        index.slug = "reading"
        with self.captureOnCommitCallbacks(execute=True):
            index.save_revision().publish()
        self.assertRedirects(self.client.get("/en/stories/public/"), "/en/reading/public/", status_code=301)
        self.assertEqual(self.client.get("/en/stories/secret/").status_code, 404)

    def test_a_draft_that_is_moved_leaves_no_trace(self):
        page = story(slug="secret", state="draft")
        Page.objects.get(pk=page.pk).move(section(StoryIndexPage, "fa"), pos="last-child")
        self.assertFalse(Redirect.objects.exists())

    def test_a_page_moved_out_of_a_hidden_section_does_not_reveal_its_name(self):
        page = story(slug="public")
        Page.objects.filter(pk=section(StoryIndexPage).pk).update(live=False)
        Page.objects.get(pk=page.pk).move(section(StoryIndexPage, "fa"), pos="last-child")
        self.assertFalse(Redirect.objects.exists())

    def test_a_public_page_that_is_moved_is_found_at_its_old_address(self):
        page = story(slug="public")
        Page.objects.get(pk=page.pk).move(section(StoryIndexPage, "fa"), pos="last-child")
        self.assertRedirects(self.client.get("/en/stories/public/"), "/fa/stories/public/", status_code=301)

    def test_a_redirect_of_an_editor_to_a_draft_does_not_exist_yet(self):
        draft = info_page()
        draft.unpublish()
        Redirect.objects.create(old_path="/short", redirect_page=draft)
        self.assertEqual(self.client.get("/short").status_code, 404)
