"""The publisher decides which earlier versions readers may read."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageLogEntry

from publication.models import PublishedVersion
from stories.models import Story
from tests.factories import newsroom, story
from tests.publication.desk import Desk


class PublishedVersionsTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story()
        Story.objects.get(pk=cls.page.pk).save_revision().publish()
        cls.list = reverse("editorial_versions", args=[cls.page.pk])

    def setUp(self):
        self.desk = Desk("Publisher")

    def press(self, number=1, name="withhold", desk=None):
        address = reverse(f"editorial_{name}_version", args=[self.page.pk, number])
        return (desk or self.desk).client.post(address, follow=True)

    def withheld(self):
        return list(self.page.published_versions.filter(is_withheld=True).values_list("number", flat=True))

    def test_a_publisher_withholds_an_earlier_version_and_opens_it_again(self):
        self.assertContains(self.press(), "Version 1 is withheld.")
        self.assertEqual(self.withheld(), [1])
        self.assertContains(self.press(name="open"), "Readers may read version 1.")
        self.assertEqual(self.withheld(), [])

    def test_it_stands_in_the_history_of_the_page(self):
        self.press()
        self.press()
        entry = PageLogEntry.objects.get(page=self.page.pk, action="editorial.withhold_version")
        self.assertEqual((entry.user, entry.message), (self.desk.user, "Version 1 is withheld."))

    def test_what_readers_read_now_is_not_withheld(self):
        self.assertContains(self.press(2), "withdraw or change the page itself")
        self.assertEqual(self.withheld(), [])

    def test_the_page_leads_to_the_list_and_the_list_to_each_version(self):
        edit = self.desk.client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        self.assertContains(edit, self.list)
        first = self.page.published_versions.get(number=1)
        address = reverse("wagtailadmin_pages:revisions_view", args=[self.page.pk, first.revision_id])
        self.assertContains(self.desk.client.get(self.list), address)

    def test_others_neither_see_the_list_nor_decide(self):
        for role in ("Writer", "Editor", "Approver"):
            with self.subTest(role):
                desk = Desk(role)
                self.assertEqual(desk.client.get(self.list).status_code, 302)
                self.press(desk=desk)
                self.assertEqual(self.withheld(), [])
                edit = desk.client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
                self.assertNotContains(edit, self.list, status_code=edit.status_code)

    def test_what_is_not_there_is_not_found(self):
        self.assertEqual(self.press(9).status_code, 404)
        self.assertEqual(self.press(10**25).status_code, 404)
        nowhere = reverse("editorial_versions", args=[10**25])
        self.assertEqual(self.desk.client.get(nowhere).status_code, 404)
        self.assertEqual(self.desk.client.get(self.list + "1/withhold/").status_code, 405)

    def test_the_list_asks_as_much_for_many_as_for_two(self):
        asked = []
        for _turn in range(2):
            self.desk.client.get(self.list)
            with CaptureQueriesContext(connection) as queries:
                self.desk.client.get(self.list)
            asked.append(len(queries))
            for _version in range(5):
                Story.objects.get(pk=self.page.pk).save_revision().publish()
        self.assertEqual(*asked)

    def test_withdrawing_a_page_withholds_what_it_said(self):
        self.desk.unpublish(self.page)
        self.assertEqual(self.withheld(), [2, 1])
        self.assertFalse(PublishedVersion.objects.filter(page=self.page).told().exists())
