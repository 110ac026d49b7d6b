from django.test import SimpleTestCase

from pages.folding import fold, index_text, sort_key


class FoldingTests(SimpleTestCase):
    """The eight spellings that readers take for the same."""

    def test_arabic_letters_fold_to_persian(self):
        self.assertEqual(fold("كتاب علي"), "کتاب علی")

    def test_a_joined_query_finds_the_word_with_a_non_joiner(self):
        self.assertEqual(index_text("کتاب\u200cها"), "کتاب ها کتابها")

    def test_arabic_indic_and_persian_digits_fold_to_ascii(self):
        self.assertEqual(fold("١٤٠٥ ۱۴۰۵"), "1405 1405")

    def test_the_ezafe_mark_goes(self):
        self.assertEqual({fold("خانه\u0654"), fold("خانۀ"), fold("خانه")}, {"خانه"})

    def test_hamza_carriers_fold_to_their_letter(self):
        self.assertEqual(fold("مسئول مؤسسه أمین إیران"), "مسیول موسسه امین ایران")

    def test_presentation_forms_fold_to_letters(self):
        self.assertEqual(fold("\ufee3\ufeb4\ufe8e\ufe8b\ufedf"), fold("مسائل"))
        self.assertEqual(fold("\ufefb"), "لا")

    def test_shadda_and_other_marks_go(self):
        self.assertEqual(fold("مُحَمَّد"), "محمد")

    def test_thousands_separators_go(self):
        self.assertEqual(fold("۱٬۲۳۴٫۵"), "1234.5")

    def test_the_alef_with_madda_stays_a_letter_of_its_own(self):
        self.assertEqual(fold("آب"), "آب")

    def test_tatweel_and_invisible_characters_go(self):
        self.assertEqual(fold("ســلام\u200f\u200e\ufeff\u00ad"), "سلام")

    def test_latin_case_and_runs_of_space_fold(self):
        self.assertEqual(fold("  Northwind \n STRASSE "), "northwind strasse")

    def test_persian_signs_fold_to_ascii(self):
        self.assertEqual(fold("۳۸٪، چرا؟"), "38%, چرا?")

    def test_folding_twice_changes_nothing(self):
        text = fold("كتاب\u200cهايِ أمین، ۱٬۲۳۴٫۵٪ ﷼ Ⅷ")
        self.assertEqual(fold(text), text)

    def test_a_long_run_without_spaces_is_indexed_at_once(self):
        self.assertEqual(len(index_text("ا" * 1_000_000)), 1_000_000)


class SortingTests(SimpleTestCase):
    def test_words_follow_the_persian_alphabet(self):
        words = ["یزد", "گرگان", "کرمان", "ژاله", "زنجان", "چالوس", "جهرم", "پاوه", "بم", "اهواز", "آبادان"]
        ordered = ["آبادان", "اهواز", "بم", "پاوه", "جهرم", "چالوس", "زنجان", "ژاله", "کرمان", "گرگان", "یزد"]
        self.assertEqual(sorted(words, key=sort_key), ordered)

    def test_he_comes_after_vav(self):
        self.assertEqual(sorted(["هنر", "وطن", "نان"], key=sort_key), ["نان", "وطن", "هنر"])

    def test_arabic_letters_sort_as_persian_ones(self):
        self.assertEqual(sorted(["گل", "كتاب", "قلم"], key=sort_key), ["قلم", "كتاب", "گل"])

    def test_a_non_joiner_does_not_count(self):
        self.assertEqual(sorted(["علی\u200cزاده", "علیپور"], key=sort_key), ["علیپور", "علی\u200cزاده"])

    def test_a_shorter_name_comes_first(self):
        self.assertEqual(sorted(["رضایی", "رضا کمالی", "رضا"], key=sort_key), ["رضا", "رضا کمالی", "رضایی"])

    def test_the_other_script_comes_last(self):
        names = ["Zed", "آرش", "Émile", "fanny", "یاسر"]
        self.assertEqual(sorted(names, key=sort_key), ["آرش", "یاسر", "Émile", "fanny", "Zed"])
        self.assertEqual(sorted(names, key=lambda name: sort_key(name, "en")), ["Émile", "fanny", "Zed", "آرش", "یاسر"])
