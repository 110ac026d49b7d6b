from decimal import Decimal

from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils import translation

from pages.digits import format_filesize, format_number, latin_digits, persian_digits


class DigitTests(SimpleTestCase):
    def test_ascii_and_arabic_indic_digits_become_persian(self):
        self.assertEqual(persian_digits("NW-2026 ٤٥٦"), "NW-۲۰۲۶ ۴۵۶")

    def test_persian_and_arabic_indic_digits_become_ascii(self):
        self.assertEqual(latin_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩"), "0123456789 0123456789")

    def test_a_number_is_taken_as_its_text(self):
        self.assertEqual(persian_digits(1405), "۱۴۰۵")


class NumberTests(SimpleTestCase):
    def test_english_numbers_are_grouped_by_commas(self):
        self.assertEqual(format_number(Decimal("1234567.8"), "en"), "1,234,567.8")

    def test_persian_numbers_have_persian_separators(self):
        self.assertEqual(format_number(Decimal("1234567.8"), "fa"), "۱\u066c۲۳۴\u066c۵۶۷\u066b۸")

    def test_a_persian_percentage_has_the_persian_sign(self):
        self.assertEqual(format_number(38, "fa", percent=True), "۳۸\u066a")

    def test_a_negative_number_begins_with_a_true_minus(self):
        self.assertEqual(format_number(-38, "fa", percent=True), "\u2212۳۸\u066a")
        self.assertEqual(format_number(-38, "en"), "\u221238")

    def test_decimals_are_kept_as_given(self):
        self.assertEqual(format_number(Decimal("4.20"), "en"), "4.20")
        self.assertEqual(format_number(0.1, "en"), "0.1")

    def test_places_round_half_up(self):
        self.assertEqual(format_number(Decimal("2.345"), "en", places=2), "2.35")
        self.assertEqual(format_number(2.5, "en", places=0), "3")

    def test_a_number_rounded_to_nothing_has_no_minus(self):
        self.assertEqual(format_number(Decimal("-0.004"), "en", places=1), "0.0")

    def test_an_exponent_is_written_out(self):
        self.assertEqual(format_number(Decimal("1E+6"), "en"), "1,000,000")

    def test_what_is_no_finite_number_is_refused(self):
        for value in ("seven", None, float("nan"), float("inf")):
            with self.subTest(value=value), self.assertRaises(ValueError):
                format_number(value, "en")


class FileSizeTests(SimpleTestCase):
    def test_a_megabyte_is_a_million_bytes(self):
        self.assertEqual(format_filesize(4_200_000, "en"), "4.2\u00a0MB")

    def test_persian_sizes_have_persian_units(self):
        self.assertEqual(format_filesize(4_200_000, "fa"), "۴\u066b۲\u00a0مگابایت")

    def test_sizes_from_ten_up_have_no_decimals(self):
        self.assertEqual(format_filesize(12_345_678, "en"), "12\u00a0MB")

    def test_a_whole_number_has_no_decimals(self):
        self.assertEqual(format_filesize(2_000, "en"), "2\u00a0kB")

    def test_bytes_are_counted(self):
        self.assertEqual(format_filesize(512, "en"), "512\u00a0bytes")
        self.assertEqual(format_filesize(1, "en"), "1\u00a0byte")

    def test_a_size_that_rounds_to_a_thousand_takes_the_next_unit(self):
        self.assertEqual(format_filesize(999_999, "en"), "1\u00a0MB")


class NumberFilterTests(SimpleTestCase):
    def rendered(self, value, language):
        with translation.override(language):
            return Template("{% load pages_text %}{{ value|pnum }}").render(Context({"value": value}))

    def test_the_filter_follows_the_active_language(self):
        self.assertEqual(self.rendered(1234, "en"), "1,234")
        self.assertEqual(self.rendered(1234, "fa"), "۱\u066c۲۳۴")

    def test_what_is_no_number_stays_in_the_digits_of_the_language(self):
        self.assertEqual(self.rendered("24/7", "fa"), "۲۴/۷")
        self.assertEqual(self.rendered("24/7", "en"), "24/7")

    def test_zero_is_a_number_and_nothing_is_nothing(self):
        self.assertEqual(self.rendered(0, "fa"), "۰")
        self.assertEqual(self.rendered(None, "fa"), "")
