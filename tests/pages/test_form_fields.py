import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.panels import get_form_for_model
from wagtail.admin.widgets import (
    AdminAutoHeightTextInput,
    AdminDateInput,
    AdminDateTimeInput,
    SlugInput,
)
from wagtail.models import Page, Task

from pages.form_fields import CalendarAwareFormMixin, CalendarDateField, CalendarDateTimeField

TEHRAN = ZoneInfo("Asia/Tehran")


class DateFieldTests(SimpleTestCase):
    def test_either_calendar_and_all_digits_are_read(self):
        for text in ("2026-11-23", "1405/9/2", "۱۴۰۵/۹/۲", "١٤٠٥-٠٩-٠٢", " ۲۰۲۶-۱۱-۲۳ "):
            with self.subTest(text=text):
                self.assertEqual(CalendarDateField().clean(text), date(2026, 11, 23))

    def test_years_outside_2000_to_2100_are_refused(self):
        for text in ("1378/10/10", "1479/10/11", "1350/1/1", "1999-12-31", "2101-01-01"):
            with self.subTest(text=text), self.assertRaisesMessage(ValidationError, "2000 to 2100"):
                CalendarDateField().clean(text)

    def test_the_first_and_last_day_that_the_message_names_are_read(self):
        self.assertEqual(CalendarDateField().clean("1378/10/11"), date(2000, 1, 1))
        self.assertEqual(CalendarDateField().clean("1479/10/10"), date(2100, 12, 31))

    def test_an_impossible_day_is_refused_as_such(self):
        with self.assertRaisesMessage(ValidationError, "no such day"):
            CalendarDateField().clean("1405/12/30")

    def test_nothing_and_space_are_nothing(self):
        for text in ("", "  ", "\u200f", None):
            with self.subTest(text=text):
                self.assertIsNone(CalendarDateField(required=False).clean(text))

    def test_a_required_date_may_not_be_space(self):
        with self.assertRaisesMessage(ValidationError, "required"):
            CalendarDateField().clean(" ")

    def test_a_date_object_stays_whatever_its_year(self):
        self.assertEqual(CalendarDateField().clean(date(1971, 5, 1)), date(1971, 5, 1))

    def test_the_format_of_the_widget_is_read(self):
        field = CalendarDateField(widget=AdminDateInput(format="%d.%m.%Y"))
        self.assertEqual(field.clean("23.11.2026"), date(2026, 11, 23))

    def test_a_solar_hijri_year_in_the_format_of_the_widget_is_not_taken_for_gregorian(self):
        field = CalendarDateField(widget=AdminDateInput(format="%d.%m.%Y"))
        with self.assertRaisesMessage(ValidationError, "2000 to 2100"):
            field.clean("02.09.1405")

    def test_the_same_day_in_the_other_calendar_is_no_change(self):
        self.assertFalse(CalendarDateField().has_changed(date(2026, 11, 23), "۱۴۰۵/۹/۲"))
        self.assertTrue(CalendarDateField().has_changed(date(2026, 11, 23), "1405/9/3"))

    def test_the_picker_is_told_to_leave_typed_dates_alone(self):
        html = CalendarDateField().widget.render("day", None, attrs={"id": "id_day"})
        self.assertIn('"validateOnBlur": false', html)


@override_settings(USE_TZ=True)
class DateTimeFieldTests(SimpleTestCase):
    def setUp(self):
        override = timezone.override(TEHRAN)
        override.__enter__()
        self.addCleanup(override.__exit__, None, None, None)

    def test_either_calendar_and_all_digits_are_read_in_the_active_zone(self):
        for text in ("2026-11-23 14:30", "1405/9/2 14:30", "۱۴۰۵/۹/۲، ۱۴:۳۰", "2026-11-23T14:30:00"):
            with self.subTest(text=text):
                self.assertEqual(CalendarDateTimeField().clean(text), datetime(2026, 11, 23, 11, 0, tzinfo=UTC))

    def test_an_offset_counts(self):
        for text in ("2026-11-23T14:30:00Z", "2026-11-23 14:30+00:00"):
            with self.subTest(text=text):
                self.assertEqual(CalendarDateTimeField().clean(text), datetime(2026, 11, 23, 14, 30, tzinfo=UTC))

    def test_a_date_alone_means_its_first_minute(self):
        self.assertEqual(CalendarDateTimeField().clean("1405/9/2"), datetime(2026, 11, 22, 20, 30, tzinfo=UTC))

    def test_an_early_hour_may_have_one_digit(self):
        self.assertEqual(CalendarDateTimeField().clean("1405/9/2 9:05"), datetime(2026, 11, 23, 5, 35, tzinfo=UTC))

    def test_years_outside_2000_to_2100_are_refused(self):
        for text in ("1350/1/1 10:00", "1999-12-31 23:59"):
            with self.subTest(text=text), self.assertRaisesMessage(ValidationError, "2000 to 2100"):
                CalendarDateTimeField().clean(text)

    def test_impossible_times_are_refused_with_an_example(self):
        for text in ("1405/9/2 24:00", "1405/9/2 14:60", "1405/9/2 2pm", "1405/9/2 14", "soon"):
            with (
                self.subTest(text=text),
                self.assertRaisesMessage(ValidationError, "for example 2026-11-23 14:30"),
            ):
                CalendarDateTimeField().clean(text)

    def test_an_hour_that_the_clock_skipped_is_refused(self):
        with timezone.override(ZoneInfo("Europe/Berlin")), self.assertRaises(ValidationError):
            CalendarDateTimeField().clean("2026-03-29 02:30")

    def test_the_format_of_the_widget_is_read(self):
        field = CalendarDateTimeField(widget=AdminDateTimeInput(format="%d.%m.%Y %H:%M"))
        self.assertEqual(field.clean("23.11.2026 14:30"), datetime(2026, 11, 23, 11, 0, tzinfo=UTC))

    def test_the_same_moment_in_the_other_calendar_is_no_change(self):
        initial = datetime(2026, 11, 23, 14, 30, tzinfo=TEHRAN)
        self.assertFalse(CalendarDateTimeField().has_changed(initial, "۱۴۰۵/۹/۲ ۱۴:۳۰"))
        self.assertTrue(CalendarDateTimeField().has_changed(initial, "1405/9/2 14:31"))


class CustomDateField(forms.DateField):
    """Stands for a field that somebody made for a reason."""


def no_fridays(value):
    """Stands for a rule of a single field."""
    if value.weekday() == 4:
        raise ValidationError("Not on a Friday.")


class EventForm(CalendarAwareFormMixin, forms.Form):
    day = forms.DateField(
        label="Day",
        help_text="Of the event",
        initial=date(2026, 11, 23),
        required=False,
        validators=[no_fridays],
    )
    fixed = forms.DateField(disabled=True, initial=date(1998, 1, 1))
    picked = forms.DateTimeField(widget=AdminDateTimeInput(js_overlay_parent_selector="#dialog"))
    custom = CustomDateField(required=False)
    name = forms.CharField(required=False)
    note = forms.CharField(required=False, widget=AdminAutoHeightTextInput)
    slug = forms.SlugField(required=False, widget=SlugInput)
    web = forms.URLField(required=False, assume_scheme="https")
    mail = forms.EmailField(required=False)
    seats = forms.IntegerField(required=False)
    phone = forms.CharField(required=False, widget=forms.TextInput(attrs={"dir": "ltr"}))
    agreed = forms.BooleanField(required=False)
    token = forms.CharField(required=False, widget=forms.HiddenInput)


class FormTests(SimpleTestCase):
    def test_plain_date_fields_read_both_calendars(self):
        form = EventForm({"day": "۱۴۰۵/۹/۲", "picked": "1405/9/2 14:30"})
        self.assertTrue(form.is_valid(), form.errors)
        self.assertEqual(form.cleaned_data["day"], date(2026, 11, 23))

    def test_settings_of_a_field_survive(self):
        field = EventForm().fields["day"]
        self.assertEqual(
            (field.label, field.help_text, field.initial, field.required, field.disabled),
            ("Day", "Of the event", date(2026, 11, 23), False, False),
        )

    def test_validators_of_a_field_still_run(self):
        form = EventForm({"day": "1405/9/6", "picked": "1405/9/2 14:30"})
        self.assertEqual(form.errors["day"], ["Not on a Friday."])

    def test_a_disabled_field_keeps_its_value_whatever_is_sent(self):
        form = EventForm({"fixed": "1405/9/2", "picked": "1405/9/2 14:30"})
        self.assertTrue(form.is_valid(), form.errors)
        self.assertEqual(form.cleaned_data["fixed"], date(1998, 1, 1))

    def test_settings_of_a_picker_survive(self):
        config = EventForm().fields["picked"].widget.get_config()
        self.assertEqual(config["parentID"], "#dialog")
        self.assertIs(config["validateOnBlur"], False)

    def test_a_field_of_another_class_stays(self):
        self.assertIs(type(EventForm().fields["custom"]), CustomDateField)

    def test_what_was_typed_comes_back_with_the_error(self):
        form = EventForm({"day": "۱۴۰۵/۱۳/۲"})
        self.assertIn('value="۱۴۰۵/۱۳/۲"', str(form["day"]))

    def test_text_follows_the_direction_of_what_is_typed(self):
        form = EventForm()
        for name in ("name", "note", "slug"):
            with self.subTest(name=name):
                self.assertIn('dir="auto"', str(form[name]))

    def test_addresses_numbers_and_dates_run_left_to_right(self):
        form = EventForm()
        for name in ("web", "mail", "seats", "day", "picked"):
            with self.subTest(name=name):
                self.assertIn('dir="ltr"', str(form[name]))

    def test_a_direction_that_a_widget_has_stays(self):
        self.assertIn('dir="ltr"', str(EventForm()["phone"]))

    def test_the_script_of_a_slug_gets_our_rules(self):
        rules = json.loads(EventForm().fields["slug"].widget.attrs["data-w-slug-formatters-value"])
        self.assertIn([["\u200c", "gu"], "-"], rules)

    def test_boxes_and_hidden_inputs_have_no_direction(self):
        form = EventForm()
        self.assertNotIn("dir=", str(form["agreed"]) + str(form["token"]))

    def test_the_class_of_the_form_is_left_as_it_was(self):
        EventForm()
        self.assertIs(type(EventForm.base_fields["day"]), forms.DateField)
        self.assertNotIn("dir", EventForm.base_fields["name"].widget.attrs)


class CalendarPageForm(CalendarAwareFormMixin, WagtailAdminPageForm):
    """What a page model names as its base form."""


class TaskForm(CalendarAwareFormMixin, WagtailAdminModelForm):
    """What a row outside the page tree is edited with."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Task
        fields = ("name",)


# Built as the page editor builds it, with Wagtail's rules for scheduled dates.
ScheduleForm = get_form_for_model(
    Page,
    form_class=CalendarPageForm,
    fields=["title", "slug", "search_description", "go_live_at", "expire_at", "first_published_at"],
)


class WagtailFormTests(TestCase):
    """A page form of Wagtail, as an editor submits it."""

    @classmethod
    def setUpTestData(cls):
        cls.page = Page.add_root(
            title="Root", slug="a-root", first_published_at=datetime(2026, 3, 21, 4, 30, tzinfo=UTC)
        )

    def form(self, **data):
        data = {
            "title": "Root",
            "slug": "a-root",
            "search_description": "",
            "first_published_at": "2026-03-21 08:00",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        } | data
        return ScheduleForm(data, instance=self.page)

    def setUp(self):
        override = timezone.override(TEHRAN)
        override.__enter__()
        self.addCleanup(override.__exit__, None, None, None)

    def test_a_solar_hijri_date_reaches_the_page(self):
        form = self.form(expire_at="۱۴۷۰/۹/۲ ۱۴:۳۰")
        self.assertTrue(form.is_valid(), form.errors)
        self.assertEqual(form.save(commit=False).expire_at, datetime(2091, 11, 23, 11, 0, tzinfo=UTC))

    def test_what_the_picker_submits_reaches_the_page(self):
        form = self.form(expire_at="2091-11-23 14:30")
        self.assertTrue(form.is_valid(), form.errors)
        self.assertEqual(form.save(commit=False).expire_at, datetime(2091, 11, 23, 11, 0, tzinfo=UTC))

    def test_wagtail_still_compares_the_two_dates(self):
        form = self.form(go_live_at="1470/9/3 10:00", expire_at="1470/9/2 10:00")
        self.assertFalse(form.is_valid())
        self.assertEqual(set(form.errors), {"go_live_at", "expire_at"})

    def test_an_untouched_form_has_not_changed(self):
        self.assertEqual(self.form().changed_data, [])

    def test_a_date_in_the_other_calendar_has_not_changed(self):
        self.assertEqual(self.form(first_published_at="۱۴۰۵/۱/۱ ۰۸:۰۰").changed_data, [])

    def test_a_moved_date_has_changed(self):
        self.assertEqual(self.form(first_published_at="1405/1/2 08:00").changed_data, ["first_published_at"])

    def test_a_draft_may_be_saved_without_the_required_fields(self):
        form = self.form(title="")
        form.defer_required_fields()
        form.restore_required_fields()
        self.assertFalse(form.is_valid())
        self.assertEqual(set(form.errors), {"title"})

    def test_title_and_slug_follow_what_is_typed_and_the_picker_keeps_its_script(self):
        form = self.form()
        self.assertIn('dir="auto"', str(form["title"]))
        self.assertIn('dir="auto"', str(form["slug"]))
        self.assertIn("initDateTimeChooser", str(form["expire_at"]))
        self.assertIn("date-time-chooser.js", str(form.media))

    def test_a_snippet_form_follows_what_is_typed_too(self):
        self.assertIn('dir="auto"', str(TaskForm()["name"]))
