"""Asking for a file that is not free: the form, the desk's answer, and the link by which a journalist takes it."""

from datetime import timedelta
from email import message_from_bytes, policy
from unittest import mock

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import TestCase, override_settings, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import CollectionViewRestriction

from editorial.asking import housekeeping
from editorial.asking.admin import RequestFilterSet
from media_library.models import Image
from media_library.models.asset import today
from outbox import delivery as deliveries
from outbox.models import Delivery
from people.request import PersonalLink, PersonalLinkQuerySet, PressRequest
from stories.models import MediaPage
from tests.factories import brand, newsroom, picture, recording, section
from tests.outbox.post_office import PostOffice
from tests.publication.desk import Desk

from .asked import ASKED, Asker, asked_for, granted, request_for

DAY = timedelta(days=1)


def written(moment):
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def everything(response):
    return b"".join(response) if response.streaming else response.content


@override_settings(EMAIL_BACKEND="outbox.mail.OutboxEmailBackend")
class AskingCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.lake = asked_for()

    def setUp(self):
        cache.clear()

    def letters(self, to):
        with PostOffice() as office:
            deliveries.tick()
        return [message_from_bytes(text.encode(), policy=policy.default) for text in office.to(to)]


@tag("once")
class FormTests(AskingCase):
    def test_a_journalist_asks_and_the_press_desk_gets_a_letter(self):
        answer = Asker().asks(self.lake, deadline=f"{today() + 2 * DAY:%Y-%m-%d}")
        self.assertContains(answer, "Your request is with us")
        asked = PressRequest.objects.get()
        self.assertEqual((asked.subject, asked.language, asked.state), (self.lake.public_id, "en", "waiting"))
        (letter,) = self.letters("press@karizan.example")
        self.assertEqual((letter["Subject"], letter["Reply-To"]), ("Dagsavisen asks for a file", ASKED["email"]))
        desk = reverse("request:edit", args=[asked.pk])
        for told in ("Nina Berg", "The lake at dawn", ASKED["purpose"], desk):
            self.assertIn(told, letter.get_content())

    def test_the_letter_says_which_file_is_wanted_by_whatever_readers_call_it(self):
        wordless = {"en": {}, "fa": {}}
        dam = asked_for(texts=wordless)
        alone = asked_for(texts={"en": {"alt": "A heron"}, "fa": {}})
        talk = recording("Interview with the engineer", terms="ask", texts=wordless, marked_public=True)
        for asset, name in ((dam, dam.public_id[:8].upper()), (alone, "A heron"), (talk, talk.title)):
            Asker().asks(asset)
            (letter,) = self.letters("press@karizan.example")
            self.assertIn(f"File: {name}", letter.get_content())
            Delivery.objects.all().delete()

    def test_the_media_library_leads_to_the_form(self):
        for language, heading in (("en", "Ask for this file"), ("fa", "درخواست این پرونده")):
            page = section(MediaPage, language)
            answer = self.client.get(f"{page.url}{self.lake.public_id}/request/")
            self.assertContains(answer, heading)
            form = BeautifulSoup(answer.content, "html.parser").select_one("form.form")
            self.assertEqual(form["action"], f"/{language}/ask/{self.lake.public_id}/")
            self.assertEqual(answer["X-Robots-Tag"], "noindex")
            self.assertIn("no-store", answer["Cache-Control"])

    def test_in_persian_days_are_those_of_the_persian_calendar(self):
        answer = Asker().asks(self.lake, language="fa", deadline="۱۴۷۰/۹/۲")
        self.assertContains(answer, "درخواست شما به دست ما رسید")
        asked = PressRequest.objects.get()
        self.assertEqual((asked.language, asked.deadline.year), ("fa", 2091))

    def test_what_is_missing_is_said_and_nothing_is_lost(self):
        answer = Asker().asks(self.lake, email="nina", outlet="", deadline="2020-01-01")
        self.assertEqual(answer.status_code, 422)
        for told in (
            "Write an e-mail address",
            "Write for whom you work.",
            "This day is over.",
            ASKED["purpose"],
            "nina",
        ):
            self.assertContains(answer, told, status_code=422)
        self.assertFalse(PressRequest.objects.exists())

    def test_a_browser_without_the_cookie_loses_nothing(self):
        answer = Asker().client.post(f"/en/ask/{self.lake.public_id}/", ASKED)
        self.assertContains(answer, ASKED["purpose"], status_code=403)

    def test_machines_are_thanked_and_forgotten(self):
        self.assertContains(Asker().asks(self.lake, homepage="https://spam.example"), "Your request is with us")
        self.assertFalse(PressRequest.objects.exists())

    def test_a_second_click_is_no_second_request(self):
        asker = Asker()
        asker.asks(self.lake)
        asker.asks(self.lake)
        self.assertEqual(PressRequest.objects.count(), 1)

    @override_settings(SUGGESTIONS_PER_HOUR=2)
    def test_one_network_may_ask_so_often_in_an_hour(self):
        asker = Asker()
        for number in range(2):
            asker.asks(self.lake, purpose=f"Story {number}")
        answer = asker.asks(self.lake, purpose="Story 3")
        self.assertContains(answer, "Story 3", status_code=429)
        self.assertEqual(PressRequest.objects.count(), 2)
        self.assertEqual(Asker("198.51.100.4").asks(self.lake).status_code, 200)

    def test_what_is_free_private_or_over_cannot_be_asked_for(self):
        free, private = asked_for(terms="free"), picture("Nobody's", terms="ask")
        over = asked_for(expires_on=today() - DAY)
        below = section(MediaPage).url
        for asset in (free, private, over):
            for address in (f"/en/ask/{asset.public_id}/", f"{below}{asset.public_id}/request/"):
                self.assertEqual(self.client.get(address).status_code, 404)
            self.assertEqual(Asker().client.post(f"/en/ask/{asset.public_id}/", ASKED).status_code, 404)

    def test_without_an_address_of_the_press_desk_the_request_waits_in_the_admin(self):
        brand_row = brand()
        brand_row.press_email = ""
        brand_row.save()
        self.assertContains(Asker().asks(self.lake), "Your request is with us")
        self.assertEqual((PressRequest.objects.count(), Delivery.objects.count()), (1, 0))


@tag("once")
class DeskTests(AskingCase):
    def setUp(self):
        super().setUp()
        self.asked = request_for(self.lake)
        self.desk = Desk("Editor")
        self.address = reverse("request:edit", args=[self.asked.pk])

    def decide(self, decision, desk=None, **fields):
        form = {"answer": "", "expires_at": written(timezone.now() + 3 * DAY)} | fields | {"decision": decision}
        return (desk or self.desk).client.post(self.address, form, follow=True)

    def test_it_stands_on_the_desk_and_in_the_list(self):
        home = self.desk.client.get(reverse("wagtailadmin_home"))
        self.assertContains(home, "Requests by journalists")
        self.assertContains(home, "Dagsavisen")
        listed = self.desk.client.get(reverse("request:index"), {"state": "waiting"})
        self.assertContains(listed, "Nina Berg")
        self.assertNotContains(self.desk.client.get(reverse("request:index"), {"state": "refused"}), "Nina Berg")

    def test_its_buttons_stand_on_a_bar_that_hides_what_lies_under_it(self):
        self.assertContains(self.desk.client.get(self.address), 'class="footer__container nr-decisions"')

    def test_in_persian_what_a_request_is_about_is_not_about_us(self):
        about = RequestFilterSet.base_filters["subject"]
        with translation.override("fa"):
            self.assertNotIn("دربارهٔ ما", str(about.label))

    def test_the_list_costs_the_same_whatever_its_length(self):
        def queries():
            with CaptureQueriesContext(connection) as found:
                self.desk.client.get(reverse("request:index"))
            return len(found)

        queries()
        before = queries()
        for number in range(5):
            request_for(self.lake, name=f"Nina {number}")
        self.assertEqual(queries(), before)

    def test_it_is_granted_with_a_choice_of_files_and_the_journalist_gets_the_link(self):
        answer = self.decide("grant", files=["original.jpeg"], answer="With pleasure.")
        self.assertContains(answer, "The link was sent to nina@press.example.")
        (letter,) = self.letters(ASKED["email"])
        self.assertEqual(letter["Subject"], "Your request to Karizan Newsroom")
        self.assertIn("With pleasure.", letter.get_content())
        (address,) = [line for line in letter.get_content().splitlines() if line.startswith("http")]
        opened = Asker().opens("/" + address.split("/", 3)[3])
        self.assertContains(opened, "Original")
        self.assertNotContains(opened, ">Web<")
        self.asked.refresh_from_db()
        self.assertEqual((self.asked.state, self.asked.answered_by), ("granted", self.desk.user))

    def test_the_letter_is_written_in_the_language_of_the_journalist(self):
        PressRequest.objects.filter(pk=self.asked.pk).update(language="fa")
        self.decide("grant", files=["original.jpeg"])
        (letter,) = self.letters(ASKED["email"])
        self.assertIn("/fa/files/", letter.get_content())
        self.assertIn("اتاق خبر کاریزان", letter["Subject"])

    def test_the_outbox_forgets_the_link_when_it_has_left(self):
        self.decide("grant", files=["original.jpeg"])
        self.assertIn("/en/files/", str(Delivery.objects.get().payload))
        self.letters(ASKED["email"])
        self.assertNotIn("/en/files/", str(Delivery.objects.get().payload))

    def test_it_is_refused_with_words_and_never_without(self):
        self.assertContains(self.decide("refuse", answer=" "), "Say why")
        self.assertContains(self.decide("refuse", answer="The photographer keeps it."), "Refused.")
        (letter,) = self.letters(ASKED["email"])
        self.assertIn("The photographer keeps it.", letter.get_content())
        self.assertFalse(PersonalLink.objects.exists())

    def test_nothing_is_granted_without_files_or_for_ever(self):
        past, far = written(timezone.now() - DAY), written(timezone.now() + 200 * DAY)
        for told, fields in (
            ("Choose at least one file.", {"files": []}),
            (
                "Choose a time that has not come yet.",
                {"files": ["original.jpeg"], "expires_at": past},
            ),
            ("Choose a time within 90 days.", {"files": ["original.jpeg"], "expires_at": far}),
            ("Select a valid choice", {"files": ["original.exe"]}),
        ):
            self.assertContains(self.decide("grant", **fields), told)
        self.assertFalse(PersonalLink.objects.exists())

    def test_it_is_answered_once(self):
        self.decide("refuse", answer="No.")
        self.assertContains(
            self.desk.client.post(self.address, {"decision": "grant"}, follow=True), "answered it meanwhile"
        )
        self.assertFalse(PersonalLink.objects.exists())

    def test_a_link_is_taken_back_and_another_one_sent(self):
        self.decide("grant", files=["original.jpeg"])
        first = PersonalLink.objects.get()
        self.assertContains(self.decide("again", files=["original.jpeg"]), "Granted.")
        first.refresh_from_db()
        self.assertIsNotNone(first.revoked_at)
        self.assertContains(self.decide("revoke"), "The link opens nothing any more.")
        self.assertFalse(PersonalLink.objects.living().exists())

    def test_what_has_ended_can_only_be_refused(self):
        Image.objects.filter(pk=self.lake.pk).update(expires_on=today() - DAY)
        page = self.desk.client.get(self.address)
        self.assertContains(page, "its rights have ended")
        self.assertNotContains(page, 'value="grant"')

    def test_of_a_lost_file_nothing_is_granted_the_desk_sees_why_and_can_still_refuse(self):
        levels = recording("Interview", terms="ask")
        self.address = reverse("request:edit", args=[request_for(levels).pk])
        page = self.desk.client.get(self.address)
        self.assertContains(page, "The file is lost from the storage")
        self.assertNotContains(page, 'value="grant"')
        self.assertContains(self.decide("refuse", answer="We have lost it."), "Refused.")

    def test_of_a_lost_picture_the_sizes_can_be_granted(self):
        dam = asked_for()
        default_storage.delete(dam.file.name)
        self.address = reverse("request:edit", args=[request_for(dam).pk])
        page = self.desk.client.get(self.address)
        self.assertContains(page, "web.jpeg")
        self.assertContains(self.decide("grant", files=["web.jpeg"]), "The link was sent")

    def test_writers_and_approvers_know_nothing_of_it(self):
        for role in ("Writer", "Approver"):
            desk = Desk(role)
            self.assertNotContains(desk.client.get(reverse("wagtailadmin_home")), "Dagsavisen")
            for address in (self.address, reverse("request:index")):
                self.assertNotEqual(desk.client.get(address).status_code, 200)


@tag("once")
class LinkTests(AskingCase):
    def file_of(self, answer):
        return BeautifulSoup(answer.content, "html.parser").select_one(".docs a")["href"]

    def test_it_can_be_read_in_the_other_language_after_a_click_there(self):
        path, asker = granted(self.lake), Asker()
        asker.opens(path)
        opened = asker.opens(path.replace("/en/", "/fa/"))
        self.assertEqual(opened.request["PATH_INFO"], path.replace("/en/", "/fa/"))
        self.assertContains(opened, "پرونده‌ها")
        self.assertContains(asker.client.get(path), "The lake at dawn")

    def test_it_opens_by_a_click_and_gives_what_was_granted(self):
        path = granted(self.lake)
        asker = Asker()
        door = asker.client.get(path)
        self.assertContains(door, "Open the files")
        self.assertNotContains(door, "The lake at dawn")
        opened = asker.opens(path)
        self.assertContains(opened, "The lake at dawn")
        address = self.file_of(opened)
        taken = asker.client.get(address)
        self.assertTrue(everything(taken).startswith(b"\xff\xd8"))
        self.assertIn("attachment", taken["Content-Disposition"])
        for answer in (door, opened, taken):
            self.assertEqual(answer["Cache-Control"], "private, no-store")
            self.assertIn("noindex", answer["X-Robots-Tag"])
            self.assertEqual(answer["Referrer-Policy"], "no-referrer")

    def test_openings_and_files_are_counted_and_looking_is_not(self):
        path, asker = granted(self.lake), Asker()
        asker.client.get(path)
        address = self.file_of(asker.opens(path))
        for headers in ({}, {"Range": "bytes=0-9"}, {"Range": "bytes=10-19"}):
            everything(asker.client.get(address, headers=headers))
        asker.client.head(address)
        link = PersonalLink.objects.get()
        self.assertEqual((link.opens, link.downloads), (1, 2))
        self.assertIsNotNone(link.last_used_at)

    def test_a_database_that_is_busy_costs_a_number_and_nobody_the_file(self):
        path, asker = granted(self.lake), Asker()
        busy = mock.patch.object(PersonalLinkQuerySet, "update", side_effect=OperationalError("database is locked"))
        with busy, self.assertLogs("editorial.asking.reading", "WARNING"):
            taken = asker.client.get(self.file_of(asker.opens(path)))
            self.assertTrue(everything(taken).startswith(b"\xff\xd8"))

    def test_the_address_of_a_file_alone_opens_nothing(self):
        path, asker = granted(self.lake), Asker()
        address = self.file_of(asker.opens(path))
        self.assertEqual(Asker("198.51.100.9").client.get(address).status_code, 404)
        self.assertEqual(asker.client.get(address.replace("original", "web")).status_code, 404)

    def test_one_that_ended_was_taken_back_or_never_was_is_not_there(self):
        ends = {
            "ended": {"expires_at": timezone.now()},
            "taken back": {"revoked_at": timezone.now()},
        }
        for name, fields in ends.items():
            path, asker = granted(self.lake, email=f"{name[:5]}@press.example"), Asker()
            address = self.file_of(asker.opens(path))
            PersonalLink.objects.filter(revoked_at=None).update(**fields)
            for answer in (asker.client.get(path), asker.client.post(path), asker.client.get(address)):
                self.assertEqual(answer.status_code, 404, name)
        self.assertEqual(Asker().client.get("/en/files/never/").status_code, 404)

    def test_with_the_rights_to_the_file_it_ends_too(self):
        path, asker = granted(self.lake), Asker()
        address = self.file_of(asker.opens(path))
        Image.objects.filter(pk=self.lake.pk).update(expires_on=today() - DAY)
        for place in (path, address):
            self.assertEqual(asker.client.get(place).status_code, 404)

    def test_a_collection_that_was_closed_closes_it(self):
        path = granted(self.lake)
        restriction = CollectionViewRestriction.LOGIN
        CollectionViewRestriction.objects.create(collection=self.lake.collection, restriction_type=restriction)
        self.assertEqual(Asker().client.get(path).status_code, 404)

    def test_it_opens_a_file_that_nothing_public_shows(self):
        private = picture("Nobody's", terms="ask")
        self.assertContains(Asker().opens(granted(private)), "Original")

    def test_of_a_file_that_was_lost_it_says_whom_to_ask(self):
        levels = recording("Interview", terms="ask")
        opened = Asker().opens(granted(levels, files=["original.mp3"]))
        self.assertContains(opened, "write to the press desk")

    def test_the_original_says_whose_it_is_as_soon_as_it_is_made(self):
        lake = asked_for(original_offered=True, copyright_notice="© Karizan")
        path, asker = granted(lake), Asker()
        address = self.file_of(asker.opens(path))
        self.assertIn("© Karizan".encode(), everything(asker.client.get(address)))
        lake.downloads.filter(size="original").delete()
        self.assertTrue(everything(asker.client.get(address)).startswith(b"\xff\xd8"))


class HousekeepingTests(AskingCase):
    @override_settings(REQUEST_KEPT_MONTHS=2)
    def test_what_a_journalist_has_told_is_deleted_with_all_mail_about_it(self):
        Asker().asks(self.lake)
        granted(self.lake)
        now = timezone.now()
        self.assertEqual(housekeeping.tick(now + 59 * DAY), 0)
        self.assertEqual(housekeeping.tick(now + 61 * DAY), 2)
        for model in (PressRequest, PersonalLink, Delivery):
            self.assertFalse(model.objects.exists(), model)

    @override_settings(REQUEST_KEPT_MONTHS=0)
    def test_not_while_a_link_works(self):
        granted(self.lake)
        now = timezone.now()
        self.assertEqual(housekeeping.tick(now + DAY), 0)
        PersonalLink.objects.update(revoked_at=now)
        self.assertEqual(housekeeping.tick(now + DAY), 1)

    def test_the_form_says_how_long(self):
        self.assertContains(self.client.get(f"/en/ask/{self.lake.public_id}/"), "deleted 12 months after the answer")
