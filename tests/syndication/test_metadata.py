from datetime import timedelta

from django.test import TestCase, tag
from django.utils import timezone

from media_library.renditions import CARD
from pages.templatetags.frame import frame
from stories.context import gather
from stories.models import PersonIndexPage, StoryIndexPage, TopicIndexPage
from tests.factories import brand, newsroom, person, picture, release, section, story, topic

from .reading import head, request_for

ORIGIN = "http://testserver"


@tag("once")
class MetadataTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        brand()

    def test_a_story_is_announced_with_title_address_and_description(self):
        page = story("Ten villages lend water", standfirst="Thirteen qanats are turned towards the wetland.")
        found = head(page)
        address = f"{ORIGIN}/en/stories/ten-villages-lend-water/"
        self.assertEqual(found.canonical, [address])
        self.assertEqual(found.one("og:url"), address)
        self.assertEqual(found.one("og:title"), "Ten villages lend water")
        self.assertEqual(found.one("description"), "Thirteen qanats are turned towards the wetland.")
        self.assertEqual(found.one("og:site_name"), "Karizan Newsroom")
        self.assertEqual(found.one("og:type"), "article")
        self.assertEqual(found.one("robots"), "max-image-preview:large")

    def test_a_persian_address_is_percent_encoded_and_its_locale_is_persian(self):
        page = story("آب قنات می‌آید", language="fa")
        found = head(page)
        self.assertTrue(found.canonical[0].isascii(), found.canonical)
        self.assertEqual(found.one("og:locale"), "fa_IR")
        self.assertEqual(found.one("og:title"), "آب قنات می‌آید")
        self.assertEqual(found.feeds, [f"{ORIGIN}/fa/feeds/kinds/story.rss", f"{ORIGIN}/fa/feed.xml"])

    def test_an_article_carries_its_times_people_and_topics(self):
        leila = person("Leila Rahmani")
        page = story(people=[leila], topics=[topic("water"), topic("soil")], days_ago=3)
        found = head(page)
        self.assertEqual(found.one("article:published_time"), page.first_published_at.isoformat())
        self.assertEqual(found.one("article:modified_time"), page.first_published_at.isoformat())
        self.assertEqual(found.one("article:author"), f"{ORIGIN}/en/people/leila-rahmani/")
        self.assertEqual(found.one("author"), "Leila Rahmani")
        self.assertEqual(found.meta["article:tag"], ["Water", "Soil"])
        self.assertEqual(found.one("article:section"), "Story")

    def test_the_modified_time_is_the_editors_word_and_not_the_last_click(self):
        told = timezone.now() - timedelta(hours=1)
        page = story(days_ago=3, updated_at=told)
        self.assertEqual(head(page).one("article:modified_time"), told.isoformat())

    def test_somebody_without_a_public_page_is_named_and_not_linked(self):
        page = story(people=[person("Nosrat Moradi", is_public=False)])
        found = head(page)
        self.assertEqual(found.one("author"), "Nosrat Moradi")
        self.assertEqual(found.meta["article:author"], [])
        self.assertNotIn("url", found.node("Article")["author"][0])

    def test_the_card_of_the_lead_picture_is_announced_once_it_exists(self):
        image = picture(size=(1600, 1000))
        page = story(lead_image=image)
        image.renditions.all().delete()
        self.assertIn("/static/syndication/card", head(type(page).objects.get(pk=page.pk)).one("og:image"))
        rendition = image.get_rendition(CARD)
        found = head(type(page).objects.get(pk=page.pk))
        self.assertEqual(found.one("og:image"), ORIGIN + rendition.url)
        self.assertEqual((found.one("og:image:width"), found.one("og:image:height")), ("1200", "630"))
        self.assertEqual(found.one("og:image:type"), "image/jpeg")
        self.assertEqual(found.one("og:image:alt"), "Reeds in mist")
        self.assertEqual(found.one("twitter:image:alt"), "Reeds in mist")

    def test_messengers_are_told_by_whom_and_when_and_the_house_speaks_where_nobody_does(self):
        brand(fediverse="@news@social.example")
        found = head(release("Wells", expire_at=timezone.now() + timedelta(days=30)))
        self.assertEqual((found.one("twitter:label1"), found.one("twitter:data1")), ("By", "Karizan Water Trust"))
        self.assertEqual(found.one("twitter:label2"), "Published")
        self.assertEqual(found.one("fediverse:creator"), "@news@social.example")
        self.assertEqual(found.one("article:author"), f"{ORIGIN}/en/")
        self.assertTrue(found.one("article:expiration_time"))

    def test_a_preview_asks_not_to_be_indexed_and_says_nothing_else(self):
        found = head(story(), is_preview=True)
        self.assertEqual(found.html.strip(), '<meta name="robots" content="noindex">')

    def test_search_results_and_missing_pages_ask_not_to_be_indexed(self):
        for path in ("/en/search/", "/en/nothing-here/"):
            found = head(path=path)
            self.assertEqual(found.one("robots"), "noindex")
            self.assertEqual(found.canonical, [])

    def test_the_front_door_leads_to_the_feeds_of_all_languages(self):
        found = head(path="/")
        self.assertEqual(found.feeds, [f"{ORIGIN}/en/feed.xml", f"{ORIGIN}/fa/feed.xml"])
        self.assertEqual(found.canonical, [f"{ORIGIN}/"])

    def test_the_address_is_the_configured_one_whatever_host_was_asked(self):
        with self.settings(WAGTAILADMIN_BASE_URL="https://news.example/"):
            self.assertTrue(head(story()).canonical[0].startswith("https://news.example/en/stories/"))


@tag("once")
class ListTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        brand()
        cls.water = topic("water")
        cls.items = [story(f"Story {number}", topics=[cls.water]) for number in range(22)]
        cls.index = section(StoryIndexPage)

    def test_the_second_page_of_a_list_is_canonical_to_itself(self):
        found = head(self.index, items=self.items, number=2)
        self.assertEqual(found.canonical, [f"{ORIGIN}/en/stories/?page=2"])
        self.assertEqual(found.alternates, {})
        self.assertNotIn("noindex", found.one("robots"))

    def test_a_filtered_list_is_not_indexed(self):
        found = head(self.index, items=self.items, topic=self.water)
        self.assertEqual(found.one("robots"), "noindex")

    def test_a_year_is_canonical_to_itself(self):
        found = head(self.index, path="/en/stories/2026/", items=self.items, year=2026)
        self.assertEqual(found.canonical, [f"{ORIGIN}/en/stories/2026/"])

    def test_a_topic_is_announced_under_its_own_name_and_address(self):
        found = head(section(TopicIndexPage), path="/en/topics/water/", topic=self.water, items=self.items)
        self.assertEqual(found.canonical, [f"{ORIGIN}/en/topics/water/"])
        self.assertEqual(found.one("og:title"), "Water")
        self.assertEqual(found.alternates, {})

    def test_a_topic_with_items_in_both_languages_names_both(self):
        story("داستان", language="fa", topics=[self.water])
        found = head(section(TopicIndexPage), path="/en/topics/water/", topic=self.water, items=self.items)
        self.assertEqual(found.alternates["fa"], f"{ORIGIN}/fa/topics/water/")

    def test_a_person_is_announced_as_a_profile_in_both_languages(self):
        leila = person("Leila Rahmani")
        found = head(section(PersonIndexPage, "fa"), path="/fa/people/leila-rahmani/", person=leila, items=[])
        self.assertEqual(found.one("og:type"), "profile")
        self.assertEqual(found.one("og:title"), "لیلا رحمانی، دبیر")
        self.assertEqual(found.alternates["en"], f"{ORIGIN}/en/people/leila-rahmani/")


@tag("once")
class AlternateTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def test_translations_name_each_other_and_themselves(self):
        english = release()
        persian = release("سی‌وچهار قنات", language="fa", translation_of=english)
        here, there = head(english).alternates, head(persian).alternates
        self.assertEqual(here, there)
        self.assertEqual(set(here), {"en", "fa", "x-default"})
        self.assertEqual(here["x-default"], here["en"])
        self.assertEqual(head(english).meta["og:locale:alternate"], ["fa_IR"])

    def test_a_draft_or_withdrawn_translation_is_not_named(self):
        for state in ("draft", "withdrawn"):
            english = release(f"Release {state}")
            release("سی‌وچهار قنات", language="fa", translation_of=english, state=state)
            self.assertEqual(head(english).alternates, {})

    def test_metadata_costs_no_query_on_an_item_whose_page_has_been_read(self):
        made = release(people=[person()], topics=[topic()], lead_image=picture())
        release("سی‌وچهار قنات", language="fa", translation_of=made)
        self.client.get(made.url)  # fills the caches
        page = type(made).objects.get(pk=made.pk)
        gather(page)
        request = request_for(page.url_path)
        frame({"request": request, "page": page})
        with self.assertNumQueries(0):
            found = head(page, request=request)
        self.assertEqual(set(found.alternates), {"en", "fa", "x-default"})
