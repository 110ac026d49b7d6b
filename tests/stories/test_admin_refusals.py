"""What the editor refuses, and what it opens to writers, through the real admin."""

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page

from home.models import HomePage
from stories.models import InfoPage, Story
from tests.factories import info_page, newsroom, picture, story
from tests.publication.desk import Desk


class InformationPageTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def setUp(self):
        self.desk = Desk("Publisher")
        self.home = HomePage.objects.get(locale__language_code="en")

    def test_an_address_that_a_view_serves_is_refused(self):
        response = self.desk.create(InfoPage, self.home, title="Search", slug="search", purpose="other")
        self.assertContains(response, "is the address of something else")
        self.assertFalse(InfoPage.objects.exists())

    def test_any_other_address_is_taken(self):
        self.desk.create(InfoPage, self.home, title="Searching", slug="searching", purpose="other")
        self.assertTrue(InfoPage.objects.filter(slug="searching").exists())

    def test_it_is_not_published_with_a_picture_that_nobody_signed(self):
        page = info_page("About", slug="about")
        unsigned = picture(credit="")
        page.body = [("image", {"image": unsigned, "caption": "", "decorative": False, "width": "text"})]
        page.save_revision()
        editor = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = self.desk.form(page) | {
            "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "image", "body-0-id": "",
            "body-0-value-image": str(unsigned.pk), "body-0-value-caption": "", "body-0-value-width": "text",
            "action-publish": "1",
        }  # fmt: skip
        response = self.desk.client.post(editor, data)
        self.assertContains(response, "no credit")
        page.refresh_from_db()
        self.assertFalse(page.body)


class TranslationTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.story = story("A gate of stone")

    def begin_twin(self, desk):
        address = reverse("simple_translation:submit_page_translation", args=[self.story.pk])
        persian = Page.objects.get(slug="fa", depth=2).locale
        return desk.client.post(address, {"locales": [persian.pk]})

    def test_a_writer_begins_the_twin_of_an_item_of_their_own_as_a_draft(self):
        writer = Desk("Writer")
        Page.objects.filter(pk=self.story.pk).update(owner=writer.user)
        self.begin_twin(writer)
        twin = Story.objects.exclude(pk=self.story.pk).get(translation_key=self.story.translation_key)
        self.assertEqual(twin.locale.language_code, "fa")
        self.assertFalse(twin.live)

    def test_an_editor_begins_it_for_anybody(self):
        self.begin_twin(Desk("Editor"))
        self.assertEqual(Story.objects.count(), 2)

    def test_a_writer_does_not_for_others_nor_an_approver_at_all(self):
        for role in ("Writer", "Approver"):
            self.begin_twin(Desk(role))
        self.assertEqual(Story.objects.count(), 1)
