from datetime import date, timedelta
from decimal import Decimal

from django.test import SimpleTestCase, TestCase, tag
from django.utils import timezone, translation
from freezegun import freeze_time

from facts.models import Fact, FactVersion, FactWording
from facts.units import written
from tests.factories import fact, newsroom, republish, words

NBSP = "\u00a0"
LRM, RLM = "\u200e", "\u200f"


@tag("once")
class WrittenValueTest(SimpleTestCase):
    def assert_written(self, amount, unit, *, en, fa, counted="", counted_fa=""):
        self.assertEqual(written(Decimal(amount), unit, counted, "en"), en)
        self.assertEqual(written(Decimal(amount), unit, counted_fa, "fa"), fa)

    def test_a_unit_stands_behind_a_no_break_space(self):
        self.assert_written("38", "cm", en=f"38{NBSP}cm", fa=f"۳۸{NBSP}سانتی‌متر")

    def test_zeros_of_the_column_are_not_shown(self):
        self.assert_written("38.500000", "cm", en=f"38.5{NBSP}cm", fa=f"۳۸٫۵{NBSP}سانتی‌متر")
        self.assert_written("1200.000000", "", en="1,200", fa="۱٬۲۰۰")

    def test_thousands_and_decimals_have_the_separators_of_the_language(self):
        self.assert_written("1234567.25", "", en="1,234,567.25", fa="۱٬۲۳۴٬۵۶۷٫۲۵")

    def test_a_percentage_has_its_sign_without_a_space(self):
        self.assert_written("4.5", "percent", en="4.5%", fa="۴٫۵٪")

    def test_a_negative_number_keeps_its_sign_on_the_left_in_persian(self):
        self.assert_written("-4.5", "percent", en="−4.5%", fa=f"{LRM}−۴٫۵٪{LRM}")

    def test_the_unit_of_a_negative_number_stands_behind_it_in_persian(self):
        """A `bdi` takes the direction of its first strong character, which must not be the mark of the sign."""
        self.assert_written("-38", "cm", en=f"−38{NBSP}cm", fa=f"{RLM}{LRM}−۳۸{LRM}{NBSP}سانتی‌متر")
        self.assertEqual(written(Decimal(-2), "", "wells", "fa"), f"{LRM}−۲{LRM}{NBSP}wells")

    def test_one_is_not_many(self):
        self.assert_written("1", "day", en=f"1{NBSP}day", fa=f"۱{NBSP}روز")
        self.assert_written("2", "day", en=f"2{NBSP}days", fa=f"۲{NBSP}روز")

    def test_what_is_counted_takes_the_place_of_a_unit(self):
        self.assert_written("61", "", counted="wells", counted_fa="چاه", en=f"61{NBSP}wells", fa=f"۶۱{NBSP}چاه")


@tag("once")
class ValueOfAFactTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def test_the_row_read_back_says_the_value_as_its_version_does(self):
        made = fact(amount="38", unit="cm")
        said = FactVersion.objects.get(fact=made)
        self.assertEqual((Fact.objects.get(pk=made.pk).value, said.value), (f"38{NBSP}cm",) * 2)

    def test_a_value_in_words_is_said_in_each_language(self):
        made = fact(amount=None, texts={"en": {"value": "Bushehr"}, "fa": {"value": "بوشهر"}})
        said = made.versions.get()
        self.assertEqual((said.value_in("en"), said.value_in("fa")), ("Bushehr", "بوشهر"))

    def test_a_language_without_words_borrows_them_and_says_whose_they_are(self):
        said = fact(texts={"fa": None}).versions.get()
        with translation.override("fa"):
            self.assertEqual((said.statement, said.language), ("Wells read", "en"))
            self.assertEqual(said.value, f"۶۱{NBSP}wells")

    def test_the_sentence_has_value_date_and_source(self):
        said = fact().versions.get()
        with translation.override("en"):
            self.assertEqual(
                said.sentence, f"Wells read: 61{NBSP}wells (as of 1 March 2026; source: Register of wells)"
            )

    def test_the_date_is_of_the_calendar_of_the_language(self):
        said = fact(as_of=date(2026, 3, 21)).versions.get()
        with translation.override("en"):
            self.assertEqual(said.as_of_words, "As of 21 March 2026")
        with translation.override("fa"):
            self.assertIn("۱ فروردین ۱۴۰۵", said.as_of_words)

    def test_a_fact_without_date_has_none_in_its_words(self):
        with translation.override("en"):
            self.assertEqual(fact(as_of=None).versions.get().basis, "Source: Register of wells")

    def test_the_same_value_with_another_date_says_the_same(self):
        made = fact()
        republish(made, as_of=date(2026, 4, 1))
        new, old = made.versions.all()
        self.assertTrue(new.says_the_same(old))

    def test_another_unit_is_another_value(self):
        made = fact(unit="m")
        republish(made, unit="km")
        new, old = made.versions.all()
        self.assertFalse(new.says_the_same(old))

    def test_other_words_are_another_value_in_whichever_language_they_are(self):
        made = fact(amount=None, texts={"en": {"value": "Bushehr"}, "fa": {"value": "بوشهر"}})
        republish(made, texts={"fa": {"value": "شیراز"}})
        new, old = made.versions.all()
        self.assertFalse(new.says_the_same(old))

    def test_a_translation_of_the_same_words_is_no_other_value(self):
        made = fact(amount=None, texts={"en": {"value": "Bushehr"}, "fa": None})
        edited = made.get_latest_revision_as_object()
        english = list(edited.wordings.all())
        edited.wordings = [*english, *words(FactWording, {}, {"fa": {"statement": "شهر", "value": "بوشهر"}})]
        edited.save_revision().publish()
        new, old = made.versions.all()
        self.assertEqual(set(new.languages()), {"en", "fa"})
        self.assertTrue(new.says_the_same(old))

    def test_what_was_before_a_change_is_told_for_ninety_days(self):
        with freeze_time("2026-01-01 12:00"):
            made = fact(amount=60)
        with freeze_time("2026-02-01 12:00"):
            republish(made, amount=61)
        for day, told in [("2026-02-02 12:00", "60"), ("2026-05-01 12:00", "60"), ("2026-05-03 12:00", None)]:
            with self.subTest(day=day), freeze_time(day), translation.override("en"):
                was = made.versions.get(is_current=True).was
                self.assertEqual(was and was.value, told and f"{told}{NBSP}wells")

    def test_a_correction_of_the_date_keeps_the_news_of_the_change_before(self):
        made = fact(amount=60)
        republish(made, amount=61)
        republish(made, as_of=date(2026, 4, 1))
        self.assertEqual(made.versions.get(is_current=True).was.amount, 60)

    def test_a_new_fact_was_nothing_before(self):
        self.assertIsNone(fact().versions.get().was)

    def test_it_is_stale_the_day_after_its_review_date(self):
        today = timezone.localdate()
        due, over = fact(review_by=today), fact("Old", review_by=today - timedelta(days=1))
        self.assertEqual(list(Fact.objects.stale()), [over])
        self.assertEqual((due.is_stale, over.is_stale, over.versions.get().is_stale), (False, True, True))
        self.assertFalse(fact("Undated", review_by=None).is_stale)
