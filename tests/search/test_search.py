from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.models import Locale

from pages.digits import persian_digits
from publication.models import Reference
from search.views import LONGEST_QUERY
from stories.models import StoryIndexPage
from tests.factories import body, newsroom, person, release, scheduled, section, story


class SearchTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        leila = person("Leila Rahmani", "لیلا رحمانی")
        cls.story = story(
            "A gate of stone", people=[leila], body=body(("paragraph", "<p>The divider at Gaz has 1405 marks.</p>"))
        )
        cls.persian = story(
            "دهانهٔ سنگی",
            language="fa",
            people=[leila],
            body=body(("paragraph", "<p>مقنی‌ها کتاب‌ها را در سال ۱۴۰۵ خواندند و می‌خوانند.</p>")),
        )

    def titles(self, query, language="en"):
        response = self.client.get(f"/{language}/search/", {"q": query})
        self.assertEqual(response.status_code, 200)
        return [item.title for item in response.context["results"]]

    def test_an_item_is_found_by_a_word_of_its_text(self):
        self.assertEqual(self.titles("divider"), ["A gate of stone"])

    def test_an_item_is_found_by_its_reference_in_either_digits(self):
        reference = str(Reference.objects.given_to(self.story))
        self.assertEqual(self.titles(reference.lower()), ["A gate of stone"])
        self.assertEqual(self.titles(persian_digits(reference)), ["A gate of stone"])
        self.assertEqual(self.titles("NW-1999-001"), [])

    def test_the_reference_of_what_was_withdrawn_finds_nothing(self):
        reference = str(Reference.objects.given_to(self.story))
        self.story.unpublish()
        self.assertEqual(self.titles(reference), [])

    def test_all_words_must_be_there(self):
        self.assertEqual(self.titles("divider lamp"), [])

    def test_each_language_finds_its_own_items(self):
        self.assertEqual(self.titles("1405"), ["A gate of stone"])
        self.assertEqual(self.titles("1405", "fa"), ["دهانهٔ سنگی"])

    def test_arabic_letters_and_digits_find_persian_ones(self):
        self.assertEqual(self.titles("مقني‌ها ١٤٠٥", "fa"), ["دهانهٔ سنگی"])

    def test_a_word_with_a_non_joiner_is_found_joined_and_apart(self):
        for query in ("کتاب‌ها", "کتاب ها", "کتابها"):
            self.assertEqual(self.titles(query, "fa"), ["دهانهٔ سنگی"], query)

    def test_an_author_is_found_by_the_name_in_the_language_of_the_item(self):
        self.assertEqual(self.titles("رحمانی", "fa"), ["دهانهٔ سنگی"])
        self.assertEqual(self.titles("Rahmani"), ["A gate of stone"])
        self.assertEqual(self.titles("Rahmani", "fa"), [])

    def test_what_is_not_public_is_neither_found_nor_counted(self):
        story("The hidden divider", state="draft")
        scheduled(release, timezone.now() + timedelta(hours=1), "The divider to come")
        story("The withdrawn divider", state="withdrawn")
        response = self.client.get("/en/search/", {"q": "divider"})
        self.assertEqual(response.context["results"].paginator.count, 1)

    def test_an_item_under_a_withdrawn_section_is_not_found(self):
        section(StoryIndexPage).unpublish()
        self.assertEqual(self.titles("divider"), [])

    def test_the_syntax_of_the_databases_is_only_words(self):
        for query in ('"', "(", "a' & b | !c <-> :*", "NEAR(", "; drop table", "%", "\\", "*"):
            self.assertEqual(self.titles(query), [], query)

    def test_nul_and_endless_queries_are_answered(self):
        self.assertEqual(self.titles("divider\0"), ["A gate of stone"])
        self.assertEqual(self.titles("x" * LONGEST_QUERY * 5), [])

    def test_without_a_query_there_is_a_form_and_no_results(self):
        response = self.client.get("/fa/search/")
        self.assertEqual(response.status_code, 200)
        self.assertIsNone(response.context["results"])

    def test_a_page_that_is_not_there_is_a_404(self):
        for page in ("0", "2", "-1", "x", "۲", "9" * 30):
            response = self.client.get("/en/search/", {"q": "divider", "page": page})
            self.assertEqual(response.status_code, 404, page)

    def test_the_number_of_queries_does_not_grow_with_the_results(self):
        self.titles("divider")
        with self.assertNumQueries(FuzzyCount(12)):
            self.titles("divider")
        for number in range(25):
            story(f"Divider {number}")
        with self.assertNumQueries(FuzzyCount(12)):
            self.assertEqual(len(self.titles("divider")), 20)


class FuzzyCount(int):
    """Equal to every number up to itself, for `assertNumQueries`."""

    def __eq__(self, other):
        return other <= int(self)

    __hash__ = int.__hash__


class OneLanguageTest(TestCase):
    """A site may speak fewer languages than the settings know."""

    @classmethod
    def setUpTestData(cls):
        newsroom()["fa"].delete()
        Locale.objects.filter(language_code="fa").delete()
        story("Rain")

    def test_lists_of_a_language_that_the_site_does_not_speak_are_not_there_and_programs_find_nothing(self):
        for path in ("feeds/", "developers/", "corrections/", "wire/", "search/?q=rain", "feeds/search.rss?q=rain"):
            with self.subTest(path):
                self.assertEqual(self.client.get(f"/en/{path}").status_code, 200)
                self.assertEqual(self.client.get(f"/fa/{path}").status_code, 404)
        answer = self.client.get("/api/v1/items/?language=fa&q=rain")
        self.assertEqual((answer.status_code, answer.json()["data"]), (200, []))
