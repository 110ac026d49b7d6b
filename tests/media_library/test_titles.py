"""What readers call a file."""

from django.test import TestCase
from django.utils import translation

from media_library.titles import heading_of, title_of
from tests.factories import newsroom, picture

CRANES = "Cranes leave their night roost at Shurab soon after sunrise to feed on the stubble of the plain."


class TitlesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def captioned(self, english, persian=""):
        return picture(texts={"en": {"caption": english, "alt": "Seen"}, "fa": {"caption": persian}})

    def test_lists_cut_a_caption_between_two_words_and_its_own_page_says_the_sentence(self):
        asset = self.captioned(f"{CRANES} There are four thousand.")
        cut = "Cranes leave their night roost at Shurab soon after sunrise to feed on…"
        self.assertEqual(title_of(asset)[0], cut)
        self.assertEqual(heading_of(asset), (CRANES.removesuffix("."), "en"))

    def test_a_first_sentence_that_fits_stands_alone(self):
        asset = self.captioned("A map.", "نقشهٔ دشت از کوهپایه تا گودی شوراب. بدون مقیاس.")
        with translation.override("fa"):
            self.assertEqual(title_of(asset), ("نقشهٔ دشت از کوهپایه تا گودی شوراب", "fa"))

    def test_an_abbreviation_ends_no_sentence_and_a_lone_stop_is_none(self):
        self.assertEqual(title_of(self.captioned("Dr. Rahmani at the well."))[0], "Dr. Rahmani at the well")
        self.assertEqual(title_of(self.captioned("."))[0], "Seen")

    def test_a_title_is_never_taken_for_a_sentence(self):
        asset = picture(texts={"en": {"title": "No. 5 of the wells", "caption": "A well."}})
        self.assertEqual(title_of(asset)[0], "No. 5 of the wells")
