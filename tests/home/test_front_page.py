"""The front page of each language: who leads it, what stands on the record, what journalists find."""

from datetime import date, timedelta

from bs4 import BeautifulSoup
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from home.models import Announcement, ChosenFact, ChosenPicture, HomePage, TopStory
from tests.factories import brand, fact, fact_sheet, newsroom, picture, release, statement, story, topic


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

    def compose(self, language="en", **choices):
        home = HomePage.objects.get(locale__language_code=language)
        for name, value in choices.items():
            setattr(home, name, value)
        home.save_revision().publish()
        return home

    def put_on_billboard(self, item):
        self.compose(billboard=item)

    def announce(self, text="The line is down.", **given):
        given.setdefault("ends_at", timezone.now() + timedelta(hours=1))
        self.compose(announcements=[Announcement(text=text, **given)])

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
        self.assertTrue([link for link in links if link == "/en/feeds/"])

    def test_topics_of_public_items_are_counted(self):
        story("One", topics=[topic("water")])
        release("Two", topics=[topic("qanats")])
        story("Draft", topics=[topic("secret")], state="draft")
        self.assertEqual(self.titles(".topic-list li"), ["Qanats 1", "Water 1"])

    def test_chosen_items_come_first_and_the_newest_fill_the_places(self):
        for number in range(4):
            story(f"Story {number}", days_ago=number)
        chosen, draft = release("Chosen", days_ago=90), story("Not yet", state="draft")
        self.compose(top_stories=[TopStory(item=draft), TopStory(item=chosen)])
        self.assertEqual(self.titles(".tops h3"), ["Chosen", "Story 1", "Story 2", "Story 3"])

    def test_statements_and_fact_sheets_stand_on_the_record(self):
        statement("We were wrong", days_ago=1)
        fact_sheet("The plain", groups=[("Wells", [fact()])])
        self.assertEqual(self.titles(".record .row-kind"), ["Fact sheet", "Statement"])

    def test_an_announcement_stands_above_everything_in_its_time(self):
        item = statement("On the outage")
        self.announce(kind="statement", item=item)
        strip = self.read().select_one("main > .strip")
        self.assertEqual(strip.select_one(".kind").get_text(), "Statement")
        self.assertIn("The line is down.", strip.get_text())
        self.assertEqual(strip.a["href"], item.url)
        now = timezone.now()
        for given in ({"ends_at": now - timedelta(hours=1)}, {"starts_at": now + timedelta(minutes=30)}):
            self.announce(**given)
            self.assertIsNone(self.read().select_one(".strip"))

    def test_an_announcement_may_lead_elsewhere_or_nowhere(self):
        self.announce(address="https://status.example/")
        self.assertEqual(self.read().select_one(".strip a")["href"], "https://status.example/")
        self.announce(item=statement("Secret headline", state="draft"))
        self.assertIsNone(self.read().select_one(".strip a"))
        self.assertNotIn("Secret headline", self.read().get_text())

    def test_the_contact_sheet_shows_the_newest_free_pictures_or_the_chosen(self):
        self.assertIsNone(self.read().select_one(".frames"))
        free, chosen = picture("Free", credit="Free Hand"), picture("Chosen", credit="Chosen Hand")
        story(lead_image=free)
        band = self.read().select_one(".band")
        self.assertIn("Free Hand", band.get_text())
        self.assertEqual(band.select_one(".arrow")["href"], "/en/media/")
        self.compose(chosen_pictures=[ChosenPicture(image=chosen)])
        self.assertIn("Chosen Hand", self.read().select_one(".band").get_text())
        self.assertNotIn("Free Hand", self.read().select_one(".band").get_text())

    def test_a_chosen_picture_of_a_closed_collection_stays_out_with_its_caption(self):
        closed = Collection.get_first_root_node().add_child(name="Board")
        CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
        chosen = picture("Secret caption", credit="Secret Hand", collection=closed)
        self.compose(chosen_pictures=[ChosenPicture(image=chosen)])
        self.assertNotIn("Secret", self.read().get_text())

    def test_chosen_facts_are_set_large_with_their_date_and_source(self):
        self.assertIsNone(self.read().select_one(".key-figures"))
        wells = fact()
        for language in ("en", "fa"):
            self.compose(language, chosen_facts=[ChosenFact(fact=wells)])
        shown = self.read().select_one(".key-figures")
        self.assertEqual(shown.select_one("li > a")["href"], f"/en/facts/figures/{wells.public_id}/")
        words = " ".join(shown.get_text().split())
        for told in ("61\u00a0wells", "Wells read", "As of 1 March 2026", "Register of wells"):
            self.assertIn(told.replace("\u00a0", " "), words)
        self.assertEqual(shown.select_one(".arrow")["href"], "/en/facts/")
        self.assertIn("۶۱", self.read("/fa/").select_one(".key-figures").get_text())

    def test_facts_that_are_stale_or_withdrawn_leave_by_themselves(self):
        stale, gone = fact("Stale", review_by=date(2026, 1, 1)), fact("Gone")
        self.compose(chosen_facts=[ChosenFact(fact=stale), ChosenFact(fact=gone)])
        gone.unpublish()
        self.assertIsNone(self.read().select_one(".key-figures"))

    def test_one_headline_and_a_heading_for_each_section(self):
        story("Lead", lead_image=picture(), topics=[topic("water")])
        story("Second")
        self.compose(chosen_facts=[ChosenFact(fact=fact())])
        self.assertEqual(len(self.read().select("h1")), 1)
        heads = ["Top stories", "The record", "For journalists", "Contact sheet", "Facts", "Topics"]
        self.assertEqual(self.titles("main h2"), heads)

    def test_a_preview_shows_what_is_not_saved_yet(self):
        home = HomePage.objects.get(locale__language_code="en").get_latest_revision_as_object()
        home.chosen_facts = [ChosenFact(fact=fact())]
        home.announcements = [Announcement(text="Soon", ends_at=timezone.now() + timedelta(hours=1))]
        home.chosen_pictures = [ChosenPicture(image=picture(credit="Chosen Hand"))]
        shown = home.make_preview_request(preview_mode=home.default_preview_mode).rendered_content
        for told in ("Soon", "Chosen Hand", "Wells read"):
            self.assertIn(told, shown)
