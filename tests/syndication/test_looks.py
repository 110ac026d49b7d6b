"""Beside the form of a page: how its link will look."""

from bs4 import BeautifulSoup
from django.test import TestCase, tag
from django.urls import reverse
from wagtail.models import Page

from editorial import roles
from stories.models import StoryIndexPage
from syndication.models import ShareCard
from tests.factories import brand, newsroom, picture, section, story
from tests.publication.desk import Desk

from .reading import head


@tag("once")
class LooksTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.editor, cls.writer = Desk(roles.Role.EDITOR.value), Desk(roles.Role.WRITER.value)
        cls.page = story("A quiet grid", standfirst="What the grid does at night.", state="draft")

    def looks(self, response):
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser").select(".nr-look")

    def written(self, page, **fields):
        form = self.editor.form(page, **fields)
        return self.editor.client.post(reverse("share_looks", args=[page.pk]), form)

    def test_beside_the_form_stands_a_panel_and_above_it_a_way_for_those_without_script(self):
        response = self.editor.client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        address = reverse("share_looks", args=[self.page.pk])
        self.assertContains(response, f'data-look-url="{address}"')
        self.assertContains(response, f'href="{address}"')
        parent = section(StoryIndexPage)
        response = self.editor.client.get(reverse("wagtailadmin_pages:add", args=["stories", "story", parent.pk]))
        self.assertContains(
            response, f'data-look-url="{reverse("share_looks_of_new", args=["stories", "story", parent.pk])}"'
        )

    def test_the_saved_draft_is_shown_as_networks_messengers_and_search_engines_will(self):
        shown = self.looks(self.editor.client.get(reverse("share_looks", args=[self.page.pk])))
        self.assertEqual(len(shown), 5)
        for look in shown:
            self.assertIn("A quiet grid", look.text)
            self.assertIn("What the grid does at night.", look.text)
            self.assertEqual((look["dir"], look["lang"]), ("ltr", "en"))
        self.assertEqual(ShareCard.objects.count(), 0)

    def test_what_is_being_written_is_shown_and_nothing_of_it_kept(self):
        shown = self.looks(self.written(self.page, share_title="Night on the grid", share_text="A night."))
        self.assertIn("Night on the grid", shown[0].text)
        self.assertIn("A night.", shown[0].text)
        self.assertIn("A quiet grid", shown[4].text)
        page = Page.objects.get(pk=self.page.pk).get_latest_revision_as_object()
        self.assertEqual((page.share_title, ShareCard.objects.count()), ("", 0))

    def test_a_persian_page_is_shown_from_the_right(self):
        page = story("شب شبکه", language="fa", state="draft")
        for look in self.looks(self.editor.client.get(reverse("share_looks", args=[page.pk]))):
            self.assertEqual((look["dir"], look["lang"]), ("rtl", "fa"))

    def test_the_picture_is_drawn_or_that_which_was_chosen(self):
        def alt(page):
            response = self.editor.client.get(reverse("share_looks", args=[page.pk]))
            (image,) = BeautifulSoup(response.content, "html.parser").select("symbol image")
            self.assertTrue(image["href"].startswith("data:image/jpeg;base64,"))
            return self.looks(response)[0].svg["aria-label"]

        self.assertEqual(alt(self.page), "Story. A quiet grid. Karizan Newsroom")
        self.page.share_image = picture(size=(1300, 900))
        self.page.save_revision()
        self.assertEqual(alt(self.page), "Reeds in mist")
        self.page.share_over_picture = True
        self.page.save_revision()
        self.assertEqual(alt(self.page), "Story. A quiet grid. Karizan Newsroom")

    def test_what_was_shown_is_what_the_published_page_says(self):
        page = story("A quiet grid II", share_title="Night", share_text="All of a night.", standfirst="Other words.")
        found = head(page)
        shown = self.looks(self.editor.client.get(reverse("share_looks", args=[page.pk])))
        self.assertEqual(shown[0].b.text, found.one("og:title"))
        self.assertIn(found.one("og:description"), shown[0].text)
        self.assertIn(found.one("description"), shown[4].text)

    def test_who_may_not_edit_the_page_is_shown_nothing(self):
        self.client.force_login(self.writer.user)
        address = reverse("share_looks", args=[self.page.pk])
        self.assertNotEqual(self.client.get(address).status_code, 200)
        self.client.logout()
        self.assertNotEqual(self.client.post(address).status_code, 200)
