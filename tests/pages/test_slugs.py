from django.core.validators import validate_unicode_slug
from django.test import SimpleTestCase

from pages.slugs import clean_slug, slugify


class SlugTests(SimpleTestCase):
    def test_a_non_joiner_becomes_a_hyphen(self):
        self.assertEqual(slugify("می\u200cخواهم"), "می-خواهم")

    def test_arabic_and_persian_letters_give_the_same_slug(self):
        self.assertEqual(slugify("كتاب علي"), slugify("کتاب علی"))

    def test_digits_become_ascii(self):
        self.assertEqual(slugify("گزارش ۱۴۰۵"), "گزارش-1405")

    def test_at_most_six_words_stay(self):
        self.assertEqual(slugify("one two three four five six seven"), "one-two-three-four-five-six")

    def test_a_word_with_a_non_joiner_counts_once(self):
        self.assertEqual(slugify("کتاب\u200cهای یک دو سه چهار پنج شش"), "کتاب-های-یک-دو-سه-چهار-پنج")

    def test_english_titles_give_plain_slugs(self):
        title = "Northwind’s Results: 1,200 Jobs & 4.2 GW!"
        self.assertEqual(slugify(title), "northwinds-results-1200-jobs-4-2")

    def test_latin_accents_go(self):
        self.assertEqual(slugify("Café Zürich"), "cafe-zurich")

    def test_the_alef_with_madda_stays(self):
        self.assertEqual(slugify("آب"), "آب")

    def test_persian_marks_and_punctuation_go(self):
        self.assertEqual(slugify("«آیندهٔ باد»؛ چرا؟"), "آینده-باد-چرا")

    def test_hyphens_stay_inside_words_only(self):
        self.assertEqual(slugify("- off-shore -- wind -"), "off-shore-wind")

    def test_text_without_letters_gives_nothing(self):
        self.assertEqual(slugify(" 🎉 … "), "")

    def test_a_slug_fits_the_field_and_does_not_end_in_a_hyphen(self):
        slug = slugify("a" * 254 + "-b")
        self.assertEqual(slug, "a" * 254)

    def test_wagtail_accepts_what_comes_out(self):
        for title in ("«نورث\u200cویند» ۴٫۲٪", "C++ & C#", "naïve_approach", "हिन्दी समाचार"):
            with self.subTest(title=title):
                validate_unicode_slug(slugify(title))


class TypedSlugTests(SimpleTestCase):
    def test_all_words_and_underscores_stay(self):
        self.assertEqual(clean_slug("a-b-c-d-e-f-g_h"), "a-b-c-d-e-f-g_h")

    def test_letters_digits_spaces_and_non_joiners_are_put_right(self):
        self.assertEqual(clean_slug(" كتاب\u200cهای  ۱۴۰۵/ "), "کتاب-های-1405")

    def test_capitals_become_small(self):
        self.assertEqual(clean_slug("Annual-Results"), "annual-results")

    def test_a_made_slug_is_unchanged(self):
        for title in ("Northwind’s Results: 1,200 Jobs", "می\u200cخواهم ۴٫۲ آب", "İstanbul ﷺ"):
            with self.subTest(title=title):
                self.assertEqual(clean_slug(slugify(title)), slugify(title))
