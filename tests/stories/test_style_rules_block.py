"""The style book on a public page: what its owner has marked as public, as it stands now."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from editorial.models import StyleRule
from editorial.style import findings_for
from pages.document import text_of
from stories.models import InfoPage
from tests.factories import body, info_page, newsroom


def rules(title, show):
    return ("style_rules", {"title": title, "show": show})


class StyleRulesTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        StyleRule.objects.exclude(check_name="exclamation").delete()
        cls.water = StyleRule.objects.create(language="en", avoid="aqua\nH2O", prefer="water", reason="Plain.")
        StyleRule.objects.create(language="en", avoid="liquid asset", is_public=False)
        StyleRule.objects.create(language="en", avoid="old word", is_on=False)
        StyleRule.objects.create(language="fa", avoid="می‌باشد", prefer="است", reason="کوتاه‌تر است.")
        StyleRule.objects.create(kind="name", avoid="Karisan", prefer="Karizan")
        shown = body(rules("Words", "term"), rules("Names", "name"), rules("Signs", "check"))
        cls.page = info_page("Style book", body=shown)
        cls.persian = info_page("شیوه‌نامه", language="fa", body=body(rules("واژه‌ها", "term")))

    def text(self, page=None):
        return BeautifulSoup(self.client.get((page or self.page).url).content, "html.parser").main.get_text(" ")

    def test_readers_see_what_to_write_what_not_and_why(self):
        text = " ".join(self.text().split())
        self.assertIn("Words Write Not Why water aqua, H2O Plain.", text)
        self.assertIn("Names Write Not Why Karizan Karisan", text)

    def test_rules_of_the_house_alone_and_rules_that_are_off_are_not_there(self):
        text = self.text()
        for hidden in ("liquid asset", "old word", "Exclamation", "Signs"):
            self.assertNotIn(hidden, text)

    def test_a_check_that_is_public_is_explained(self):
        StyleRule.objects.filter(check_name="exclamation").update(is_public=True)
        self.assertIn("The house does not exclaim.", self.text())

    def test_each_language_has_its_own(self):
        text = self.text(self.persian)
        self.assertIn("می‌باشد", text)
        self.assertNotIn("aqua", text)

    def test_a_change_is_seen_at_once(self):
        self.water.prefer, self.water.is_public = "rain", False
        self.water.save()
        self.assertNotIn("aqua", self.text())

    def test_the_neutral_document_says_them_too(self):
        self.assertIn("water | aqua, H2O | Plain.", text_of(InfoPage.objects.get(pk=self.page.pk).document()))

    def test_queries_do_not_grow_with_the_rules(self):
        self.text()  # the first reader asks for what is remembered
        with CaptureQueriesContext(connection) as with_few:
            self.text()
        StyleRule.objects.bulk_create(StyleRule(avoid=f"w{number}", prefer=f"v{number}") for number in range(20))
        with self.assertNumQueries(len(with_few)):
            self.text()

    def test_what_the_book_lists_is_not_found_in_its_own_page(self):
        self.assertEqual(findings_for(self.page), [])
