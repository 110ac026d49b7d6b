from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse

from stories.models import ReleaseIndexPage
from tests.factories import newsroom, person, section
from tests.stories.admin import user


class PressContactChooserTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer = user("Writer")
        person("Leila Rahmani", "لیلا رحمانی", is_author=True)
        person("Behrouz Sohrabi", "بهروز سهرابی", is_press_contact=True, phone="+98 21 5555 0142")

    def setUp(self):
        self.client.force_login(self.writer)

    def names(self, **query):
        answer = self.client.get(reverse("wagtailsnippetchoosers_people_person:choose_results"), query)
        links = BeautifulSoup(answer.content, "html.parser").select("td.title a")
        return {link.get_text(strip=True) for link in links}

    def test_the_chooser_of_a_release_asks_for_press_contacts(self):
        address = reverse("wagtailadmin_pages:add", args=["stories", "pressrelease", section(ReleaseIndexPage).pk])
        self.assertContains(self.client.get(address), "?is_press_contact=True")

    def test_only_press_contacts_are_offered(self):
        self.assertEqual(self.names(is_press_contact="True"), {"Behrouz Sohrabi"})

    def test_a_search_keeps_to_press_contacts(self):
        self.assertEqual(self.names(is_press_contact="True", q="Rahmani"), set())

    def test_elsewhere_everybody_is_offered(self):
        self.assertEqual(self.names(), {"Leila Rahmani", "Behrouz Sohrabi"})
