"""The front page of each language: who leads it, what stands on the record, what journalists find."""

from bs4 import BeautifulSoup
from django.test import TestCase

from home.models import HomePage
from tests.factories import brand, newsroom, picture, release, story, topic


class FrontPage(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def read(self, address="/en/"):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")

    def titles(self, selector, address="/en/"):
        return [" ".join(node.get_text().split()) for node in self.read(address).select(selector)]

    def put_on_billboard(self, item):
        home = HomePage.objects.get(locale__language_code="en")
        home.billboard = item
        home.save_revision().publish()

    def test_the_newest_story_leads(self):
        story("Older", days_ago=2)
        story("Newer", days_ago=1)
        release("Newest of all")
        self.assertEqual(self.titles("h1"), ["Newer"])

    def test_the_editors_choice_leads_while_it_is_public(self):
        story("Newer")
        chosen = story("Chosen", days_ago=9)
        self.put_on_billboard(chosen)
        self.assertEqual(self.titles("h1"), ["Chosen"])
        chosen.unpublish()
        self.assertEqual(self.titles("h1"), ["Newer"])

    def test_without_a_story_a_release_leads_and_without_anything_the_page_stands(self):
        self.assertEqual(self.titles("h1"), ["Newsroom"])
        release("Water")
        self.assertEqual(self.titles("h1"), ["Water"])

    def test_a_lead_without_a_picture_is_set_in_type_alone(self):
        story("Words")
        self.assertTrue(self.read().select_one(".billboard.type-only"))
        self.put_on_billboard(story("Picture", lead_image=picture()))
        self.assertFalse(self.read().select_one(".billboard.type-only"))
        self.assertIn("Omid Karimi / Karizan", self.read().select_one(".billboard figcaption").get_text())

    def test_the_lead_is_not_repeated_under_top_stories(self):
        for number in range(6):
            story(f"Story {number}", days_ago=number)
        self.assertEqual(self.titles("h1"), ["Story 0"])
        self.assertEqual(self.titles(".tops h3"), ["Story 1", "Story 2", "Story 3", "Story 4"])

    def test_the_record_holds_official_items_by_day_whatever_the_number_of_stories(self):
        for number in range(14):
            story(f"Story {number}")
        release("Yesterday", days_ago=1)
        release("Today")
        self.assertEqual(self.titles(".record .row-title"), ["Today", "Yesterday"])
        self.assertEqual(len(self.titles(".record h3")), 2)

    def test_each_language_has_its_own_front_page(self):
        story("English")
        story("فارسی", language="fa")
        self.assertEqual(self.titles("h1"), ["English"])
        self.assertEqual(self.titles("h1", "/fa/"), ["فارسی"])

    def test_journalists_find_phone_address_and_feed(self):
        links = [link["href"] for link in self.read().select(".desk a")]
        self.assertIn("tel:+982155550140", links)
        self.assertIn("mailto:press@karizan.example", links)
        self.assertTrue([link for link in links if link.endswith(".xml")])

    def test_topics_of_public_items_are_counted(self):
        story("One", topics=[topic("water")])
        release("Two", topics=[topic("qanats")])
        story("Draft", topics=[topic("secret")], state="draft")
        self.assertEqual(self.titles(".topic-list li"), ["Qanats 1", "Water 1"])
