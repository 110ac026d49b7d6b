from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.template import Context, Template
from django.test import SimpleTestCase, override_settings
from django.utils import timezone, translation

from pages.calendar import (
    format_date,
    format_datetime,
    format_month,
    format_time,
    gregorian,
    parse_date_text,
    solar_hijri,
    year_bounds,
    year_of,
)

TEHRAN = ZoneInfo("Asia/Tehran")


class ConversionTests(SimpleTestCase):
    def test_nowruz_falls_on_the_days_of_the_official_calendar(self):
        known = {
            1300: date(1921, 3, 21),
            1358: date(1979, 3, 21),
            1376: date(1997, 3, 21),
            1399: date(2020, 3, 20),
            1400: date(2021, 3, 21),
            1403: date(2024, 3, 20),
            1404: date(2025, 3, 21),
            1405: date(2026, 3, 21),
            1409: date(2030, 3, 21),
        }
        self.assertEqual({year: gregorian(year, 1, 1) for year in known}, known)

    def test_1399_and_1403_end_on_30_esfand(self):
        self.assertEqual(gregorian(1399, 12, 30), date(2021, 3, 20))
        self.assertEqual(gregorian(1403, 12, 30), date(2025, 3, 20))

    def test_1402_and_1405_have_no_30_esfand(self):
        for year in (1402, 1405):
            with self.subTest(year=year), self.assertRaises(ValueError):
                gregorian(year, 12, 30)

    def test_22_bahman_1357_is_11_february_1979(self):
        self.assertEqual(solar_hijri(date(1979, 2, 11)), (1357, 11, 22))

    def test_every_day_from_1930_to_2099_survives_the_way_there_and_back(self):
        days = (date(1930, 1, 1) + timedelta(days=number) for number in range(62_092))
        self.assertEqual([day for day in days if gregorian(*solar_hijri(day)) != day], [])


class WritingTests(SimpleTestCase):
    def test_an_english_date_is_gregorian(self):
        self.assertEqual(format_date(date(2026, 11, 23), "en"), "23 November 2026")

    def test_a_persian_date_is_solar_hijri_in_persian_digits(self):
        self.assertEqual(format_date(date(2026, 11, 23), "fa"), "۲ آذر ۱۴۰۵")

    def test_a_persian_date_can_begin_with_the_weekday(self):
        self.assertEqual(format_date(date(2026, 11, 23), "fa", weekday=True), "دوشنبه ۲ آذر ۱۴۰۵")
        self.assertEqual(format_date(date(2026, 3, 21), "fa", weekday=True), "شنبه ۱ فروردین ۱۴۰۵")

    def test_an_english_date_can_begin_with_the_weekday(self):
        self.assertEqual(format_date(date(2026, 11, 23), "en", weekday=True), "Monday 23 November 2026")

    def test_a_regional_code_counts_as_its_language(self):
        self.assertEqual(format_date(date(2026, 11, 23), "fa-IR"), "۲ آذر ۱۴۰۵")

    def test_the_interface_language_does_not_change_the_language_asked_for(self):
        with translation.override("de"):
            self.assertEqual(format_month(date(2026, 3, 1), "en"), "March 2026")

    def test_time_is_written_in_24_hours(self):
        self.assertEqual(format_time(time(14, 5), "en"), "14:05")
        self.assertEqual(format_time(time(9, 5), "fa"), "۰۹:۰۵")

    def test_date_and_time_are_set_apart_by_the_comma_of_the_language(self):
        moment = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
        with timezone.override(TEHRAN):
            self.assertEqual(format_datetime(moment, "en"), "23 November 2026, 14:30")
            self.assertEqual(format_datetime(moment, "fa"), "۲ آذر ۱۴۰۵، ۱۴:۳۰")

    def test_a_month_is_written_with_its_year(self):
        self.assertEqual(format_month(date(2026, 11, 23), "en"), "November 2026")
        self.assertEqual(format_month(date(2026, 11, 23), "fa"), "آذر ۱۴۰۵")

    def test_an_aware_moment_is_written_in_the_active_zone(self):
        moment = datetime(2026, 3, 20, 22, 0, tzinfo=UTC)
        with timezone.override(TEHRAN):
            self.assertEqual(format_datetime(moment, "fa"), "۱ فروردین ۱۴۰۵، ۰۱:۳۰")


class YearTests(SimpleTestCase):
    def test_the_persian_year_turns_at_nowruz(self):
        self.assertEqual(year_of(date(2026, 3, 20), "fa"), 1404)
        self.assertEqual(year_of(date(2026, 3, 21), "fa"), 1405)

    def test_the_english_year_is_gregorian(self):
        self.assertEqual(year_of(date(2026, 3, 20), "en"), 2026)

    def test_the_year_of_a_moment_is_that_of_the_active_zone(self):
        moment = datetime(2026, 12, 31, 21, 0, tzinfo=UTC)
        with timezone.override(TEHRAN):
            self.assertEqual(year_of(moment, "en"), 2027)

    def test_a_gregorian_year_runs_from_january_to_january(self):
        self.assertEqual(
            year_bounds(2026, "en", UTC), (datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC))
        )

    def test_a_solar_hijri_year_runs_from_nowruz_to_nowruz_in_the_zone(self):
        start, end = year_bounds(1403, "fa", TEHRAN)
        self.assertEqual(start.isoformat(), "2024-03-20T00:00:00+03:30")
        self.assertEqual(end.isoformat(), "2025-03-21T00:00:00+03:30")

    def test_the_zone_of_a_year_is_the_active_one_unless_told(self):
        with timezone.override(TEHRAN):
            self.assertEqual(year_bounds(2026, "en")[0], datetime(2025, 12, 31, 20, 30, tzinfo=UTC))

    def test_a_year_of_the_other_calendar_is_refused(self):
        for year, language in ((1405, "en"), (2026, "fa"), (0, "en"), (99999, "fa")):
            with self.subTest(year=year), self.assertRaises(ValueError):
                year_bounds(year, language, UTC)


class ReadingTests(SimpleTestCase):
    def test_both_calendars_and_all_digits_give_the_same_day(self):
        ways = ("2026-11-23", "1405/9/2", "1405-09-02", "1405.9.2", "۱۴۰۵/۰۹/۰۲", "١٤٠٥/٩/٢", "۲۰۲۶-۱۱-۲۳")
        for text in ways:
            with self.subTest(text=text):
                self.assertEqual(parse_date_text(text), date(2026, 11, 23))

    def test_space_and_direction_marks_around_a_pasted_date_do_not_matter(self):
        self.assertEqual(parse_date_text(" \u200f\u2067۱۴۰۵/۹/۲\u2069\u200e\n"), date(2026, 11, 23))

    def test_a_leap_day_is_read(self):
        self.assertEqual(parse_date_text("1403/12/30"), date(2025, 3, 20))

    def test_the_first_and_last_years_of_either_calendar_are_read(self):
        ends = {
            "1300/1/1": date(1921, 3, 21),
            "1500/1/1": date(2121, 3, 21),
            "2000-01-01": date(2000, 1, 1),
            "2100-12-31": date(2100, 12, 31),
        }
        self.assertEqual({text: parse_date_text(text) for text in ends}, ends)

    def test_other_years_are_refused_with_the_years_that_are_read(self):
        for text in ("1299/12/29", "1501/1/1", "1999-12-31", "2101-01-01", "0001-01-01"):
            with self.subTest(text=text), self.assertRaisesMessage(ValueError, "from 2000 to 2100"):
                parse_date_text(text)

    def test_days_that_do_not_exist_are_refused(self):
        for text in ("1402/12/30", "1405/7/31", "1405/13/1", "2026-02-29", "2026-00-10"):
            with self.subTest(text=text), self.assertRaisesMessage(ValueError, "no such day"):
                parse_date_text(text)

    def test_other_writings_are_refused_with_an_example(self):
        for text in ("", "23/11/2026", "05/9/2", "1405/9-2", "1405/9", "tomorrow", "14050902", "²026-11-23"):
            with self.subTest(text=text), self.assertRaisesMessage(ValueError, "for example 2026-11-23"):
                parse_date_text(text)


@override_settings(TIME_ZONE="Asia/Tehran")
class TemplateTests(SimpleTestCase):
    moment = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)

    def rendered(self, source, language, **context):
        with translation.override(language), timezone.override(TEHRAN):
            return Template("{% load pages_text %}" + source).render(Context(context))

    def test_filters_follow_the_active_language(self):
        source = "{{ moment|pdate }} {{ moment|ptime }}"
        self.assertEqual(self.rendered(source, "en", moment=self.moment), "21 March 2026 08:00")
        self.assertEqual(self.rendered(source, "fa", moment=self.moment), "۱ فروردین ۱۴۰۵ ۰۸:۰۰")

    def test_date_and_time_can_be_written_together(self):
        source = "{{ moment|pdatetime }}"
        self.assertEqual(self.rendered(source, "en", moment=self.moment), "21 March 2026, 08:00")

    def test_the_machine_value_has_the_offset_of_the_site(self):
        self.assertEqual(self.rendered("{{ moment|isodate }}", "fa", moment=self.moment), "2026-03-21T08:00:00+03:30")

    def test_the_machine_value_of_a_date_is_the_date(self):
        self.assertEqual(self.rendered("{{ day|isodate }}", "fa", day=date(2026, 3, 21)), "2026-03-21")

    def test_a_time_element_shows_the_moment_and_carries_the_machine_value(self):
        self.assertHTMLEqual(
            self.rendered("{% time_element moment %}", "fa", moment=self.moment),
            '<time datetime="2026-03-21T08:00:00+03:30">۱ فروردین ۱۴۰۵، ۰۸:۰۰</time>',
        )

    def test_a_time_element_can_show_the_date_alone(self):
        self.assertHTMLEqual(
            self.rendered("{% time_element moment show='date' %}", "en", moment=self.moment),
            '<time datetime="2026-03-21T08:00:00+03:30">21 March 2026</time>',
        )

    def test_nothing_gives_nothing(self):
        source = "{{ x|pdate }}{{ x|ptime }}{{ x|pdatetime }}{{ x|isodate }}{% time_element x %}"
        self.assertEqual(self.rendered(source, "fa", x=None), "")
