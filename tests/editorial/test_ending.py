"""Editors are told in advance that the rights to a file end, once each, and find it on their desk."""

from datetime import datetime, timedelta
from email import message_from_bytes, policy

from django.db import connection
from django.test import TestCase, override_settings, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from editorial import ending
from editorial.models import RightsNotice
from media_library.models import DailyRound
from media_library.models.asset import today
from outbox import delivery as deliveries
from outbox.models import Delivery
from pages.models import BrandSettings
from tests.factories import body, brand, document, newsroom, picture, story
from tests.outbox.post_office import PostOffice
from tests.publication.desk import Desk

DAY = timedelta(days=1)


def morning(day, hour=7):
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


@override_settings(EMAIL_BACKEND="outbox.mail.OutboxEmailBackend")
class EndingCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.owner, cls.other, cls.uploader = (Desk("Editor", name=name) for name in ("mina", "omid", "sara"))
        cls.today = today()
        cls.dawn = picture("Dawn", uploaded_by_user=cls.uploader.user)
        cls.table = document("Levels", uploaded_by_user=cls.uploader.user)

    def ends(self, asset, days):
        type(asset).objects.filter(pk=asset.pk).update(expires_on=self.today + days * DAY)

    def used_by(self, desk, asset):
        page = story("A piece", body=body(("image", {"image": asset.pk, "caption": ""})))
        Page.objects.filter(pk=page.pk).update(owner=desk.user)
        return page

    def told(self, on=0, hour=7):
        """Address to letter, of what is sent on that day."""
        Delivery.objects.all().delete()
        ending.tick(morning(self.today + on * DAY, hour))
        receivers = [row.receiver for row in Delivery.objects.all()]
        with PostOffice() as office:
            deliveries.tick()
            return {to: message_from_bytes(office.to(to)[0].encode(), policy=policy.default) for to in receivers}


class LetterTests(EndingCase):
    def test_the_owner_of_a_piece_is_told_a_month_a_week_and_a_day_before_and_on_the_day(self):
        self.used_by(self.owner, self.dawn)
        self.ends(self.dawn, 31)
        told = [day for day in (0, 1, 2, 23, 24, 25, 30, 31, 32) if self.told(on=day)]
        self.assertEqual(told, [1, 24, 30, 31])

    def test_the_letter_names_the_file_its_last_day_and_where_to_go(self):
        self.used_by(self.owner, self.dawn)
        self.used_by(self.owner, self.dawn)
        self.ends(self.dawn, 0)
        (letter,) = self.told().values()
        self.assertEqual((letter["To"], letter["Subject"]), ("mina@karizan.example", "Rights to 1 file end"))
        place = reverse("wagtailimages:edit", args=[self.dawn.pk])
        for told in ("Dawn", "Last day: today", "2 pieces show it", place):
            self.assertIn(told, letter.get_content())

    def test_without_a_piece_whoever_has_uploaded_it_is_told(self):
        self.ends(self.dawn, 5)
        self.assertEqual(list(self.told()), ["sara@karizan.example"])

    def test_each_owner_gets_one_letter_for_many_files(self):
        self.used_by(self.owner, self.dawn)
        self.used_by(self.other, self.dawn)
        self.ends(self.dawn, 6)
        self.ends(self.table, 20)
        other = picture("Gate")
        self.used_by(self.owner, other)
        self.ends(other, 1)
        told = self.told()
        self.assertEqual(set(told), {"mina@karizan.example", "omid@karizan.example", "sara@karizan.example"})
        letter = told["mina@karizan.example"]
        self.assertEqual(letter["Subject"], "Rights to 2 files end")
        self.assertLess(letter.get_content().index("Gate"), letter.get_content().index("Dawn"))

    def test_nobody_is_told_twice_and_another_day_is_told_anew(self):
        self.ends(self.dawn, 7)
        self.assertTrue(self.told())
        DailyRound.objects.all().delete()
        self.assertFalse(self.told())
        self.ends(self.dawn, 4)
        DailyRound.objects.all().delete()
        self.assertTrue(self.told())

    def test_not_in_the_night_and_not_those_who_have_gone(self):
        ending.tick(morning(self.today))
        self.ends(self.dawn, 1)
        self.assertFalse(self.told(on=1, hour=5))
        type(self.uploader.user).objects.filter(pk=self.uploader.user.pk).update(is_active=False)
        self.assertFalse(self.told(on=1))

    def test_where_owner_and_uploader_have_gone_the_press_desk_is_told(self):
        brand()
        type(self.uploader.user).objects.filter(pk=self.uploader.user.pk).update(email="")
        self.ends(self.dawn, 1)
        self.assertEqual(list(self.told()), ["press@karizan.example"])

    def test_where_there_was_nobody_to_tell_it_is_tried_again(self):
        type(self.uploader.user).objects.filter(pk=self.uploader.user.pk).update(is_active=False)
        self.ends(self.dawn, 6)
        self.assertFalse(self.told())
        brand()
        self.assertEqual(list(self.told(on=1)), ["press@karizan.example"])
        self.assertFalse(self.told(on=2))

    def test_in_the_language_of_each(self):
        UserProfile.objects.update_or_create(user=self.uploader.user, defaults={"preferred_language": "fa"})
        self.ends(self.dawn, 7)
        (letter,) = self.told().values()
        self.assertIn("۱", letter["Subject"])

    def test_it_costs_as_many_queries_for_many_as_for_one(self):
        def queries(on):
            with CaptureQueriesContext(connection) as found:
                ending.tick(morning(self.today + on * DAY))
            return len(found)

        BrandSettings.current()  # is remembered
        self.ends(self.dawn, 7)
        before = queries(0)
        for number in range(4):
            self.ends(picture(f"Picture {number}", uploaded_by_user=self.uploader.user), 8)
        self.assertEqual(queries(1), before)


@tag("once")
class DeskTests(EndingCase):
    def home(self, desk):
        return desk.client.get(reverse("wagtailadmin_home"))

    def test_what_ends_soon_or_leaves_a_gap_stands_on_the_desk(self):
        self.used_by(self.owner, self.dawn)
        self.ends(self.dawn, -2)
        self.ends(self.table, 12)
        page = self.home(self.owner)
        for told in ("Rights that end", "ended, readers see a gap", "Levels", "Dawn"):
            self.assertContains(page, told)

    def test_what_ends_later_or_ended_unused_does_not(self):
        self.ends(self.dawn, -2)
        self.ends(self.table, 60)
        self.assertNotContains(self.home(self.owner), "Rights that end")

    def test_who_may_change_no_file_has_no_such_list(self):
        self.ends(self.table, 12)
        self.assertNotContains(self.home(Desk("Approver")), "Levels")

    def test_the_row_that_remembers_names_itself(self):
        notice = RightsNotice(public_id="a" * 32, ends_on=self.today, days=7)
        self.assertIn("-7", str(notice))
