"""At the desk: what readers say is read beside the piece, and answered once."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import Page

from dialogue import housekeeping
from dialogue.models import Arrival, Suggestion
from editorial.models import Correction
from outbox import delivery
from outbox.models import Delivery
from tests.factories import newsroom, story
from tests.publication.desk import Desk
from tests.stories.admin import user

from .readers import said_of

LIST = "/admin/suggestion/"
NOTE = {
    "note-kind": "correction",
    "note-said": "a plank",
    "note-says": "It is of iron.",
    "note-credited_to": "Mina Azad",
}


def page_of(said):
    return reverse("suggestion:edit", args=[said.pk])


def plain(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


class AnsweringTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.story = story("A gate at Gaz")
        cls.persian = story("دروازهٔ گاز", language="fa", slug="dar")
        cls.desk = Desk("Editor")

    def said(self, page=None, **given):
        given = {"passage": "a plank", "name": "Mina Azad", "email": "mina@reader.example"} | given
        return said_of(page or self.story, **given)

    def accept(self, said, answer="", desk=None, **fields):
        data = NOTE | {"decision": "accept", "answer": answer} | fields
        return (desk or self.desk).client.post(page_of(said), data)

    def decline(self, said, answer="", desk=None):
        return (desk or self.desk).client.post(page_of(said), {"decision": "decline", "answer": answer})

    def letters(self):
        """What has gone out in the end."""
        delivery.tick()
        return mail.outbox


class Accepting(AnsweringTestCase):
    def test_the_form_offers_what_the_reader_has_said(self):
        page = BeautifulSoup(self.desk.client.get(page_of(self.said())).content, "html.parser")
        self.assertEqual(page.select_one("[name=note-said]").get_text().strip(), "a plank")
        self.assertEqual(page.select_one("[name=note-credited_to]")["value"], "Mina Azad")
        self.assertEqual(page.select_one("[name=note-says]").get_text().strip(), "")

    def test_a_correction_waits_and_its_form_opens(self):
        said = self.said()
        answer = self.accept(said)
        note = Correction.objects.get()
        self.assertRedirects(answer, reverse("correction:edit", args=[note.pk]))
        self.assertEqual((note.page_id, note.at, note.user), (self.story.pk, None, self.desk.user))
        self.assertEqual((note.said, note.says, note.credited_to), ("a plank", "It is of iron.", "Mina Azad"))
        said.refresh_from_db()
        self.assertEqual((said.state, said.correction, said.answered_by), ("accepted", note, self.desk.user))

    def test_the_reader_is_credited_when_the_piece_is_published(self):
        self.accept(self.said())
        self.assertNotContains(self.client.get("/en/corrections/"), "Mina Azad")
        page = Page.objects.get(pk=self.story.pk).specific
        page.save_revision().publish()
        for address in ("/en/corrections/", self.story.url):
            self.assertContains(self.client.get(address), "Mina Azad")

    def test_without_what_readers_will_be_told_it_is_not_accepted(self):
        said = self.said()
        for missing in ("note-says", "note-said"):
            answer = self.accept(said, answer="Thank you.", **{missing: ""})
            self.assertEqual(answer.status_code, 200)
            self.assertContains(answer, "Thank you.")
        said.refresh_from_db()
        self.assertEqual((said.state, Correction.objects.count(), Delivery.objects.count()), ("open", 0, 0))

    def test_while_others_review_the_piece_it_must_wait(self):
        said, page = self.said(), Page.objects.get(pk=self.story.pk).specific
        page.save_revision()
        page.get_workflow().start(page, self.desk.user)
        writer = Desk("Writer")
        Page.objects.filter(pk=page.pk).update(owner=writer.user)
        answer = self.accept(said, desk=writer)
        self.assertContains(answer, "waits for somebody else", html=False)
        self.assertFalse(Correction.objects.exists())


class Declining(AnsweringTestCase):
    def test_nothing_is_corrected(self):
        said = self.said()
        self.assertRedirects(self.decline(said, "It is a plank; see the picture."), LIST)
        said.refresh_from_db()
        self.assertEqual((said.state, said.answer), ("declined", "It is a plank; see the picture."))
        self.assertFalse(Correction.objects.exists())


class Mail(AnsweringTestCase):
    def test_the_reader_gets_the_answer_and_nobody_else(self):
        self.decline(self.said(), "It is a plank.")
        (letter,) = self.letters()
        self.assertEqual(letter.recipients(), ["mina@reader.example"])
        for words in ("Dear Mina Azad,", "It is a plank.", "A gate at Gaz", self.story.url, "not a plank"):
            self.assertIn(words, letter.body)

    def test_it_is_written_in_the_language_of_the_piece_whatever_that_of_the_desk(self):
        self.accept(self.said(self.persian, name="مینا"), "سپاس از شما.")
        (letter,) = self.letters()
        self.assertIn("دروازهٔ گاز", letter.body)
        self.assertIn("/fa/", letter.body)
        with translation.override("fa"):
            self.assertIn(gettext("You had written:"), letter.body)

    def test_no_address_or_no_answer_means_no_mail(self):
        self.decline(self.said(email=""), "It is a plank.")
        self.decline(self.said(), "")
        self.assertEqual(self.letters(), [])

    def test_a_piece_that_readers_do_not_see_now_is_not_named(self):
        said = self.said()
        Page.objects.get(pk=self.story.pk).specific.unpublish()
        self.decline(said, "Thank you.")
        (letter,) = self.letters()
        self.assertNotIn("Gaz", letter.subject + letter.body)

    def test_a_name_cannot_add_headers(self):
        self.decline(self.said(name="Mina\nBcc: all@desk.example"), "Thank you.")
        (letter,) = self.letters()
        self.assertEqual(letter.recipients(), ["mina@reader.example"])
        self.assertNotIn("bcc", {name.lower() for name in letter.message()})

    def test_nothing_is_sent_when_the_suggestion_arrives(self):
        self.said()
        self.assertFalse(Delivery.objects.exists())


class OnlyOnce(AnsweringTestCase):
    def test_who_comes_second_is_told_and_changes_nothing(self):
        said = self.said()
        self.decline(said, "No.")
        answer = self.accept(said, "Yes.")
        self.assertRedirects(answer, page_of(said))
        said.refresh_from_db()
        self.assertEqual((said.state, said.answer, len(self.letters())), ("declined", "No.", 1))
        self.assertFalse(Correction.objects.exists())

    def test_what_is_answered_is_read_and_no_longer_asked(self):
        said = self.said()
        self.decline(said, "It is a plank.")
        page = self.desk.client.get(page_of(said))
        self.assertContains(page, "It is a plank.")
        self.assertNotContains(page, 'name="decision"')


class WhoMay(AnsweringTestCase):
    def test_those_who_may_edit_the_piece_read_and_answer(self):
        for role in ("Approver", "Publisher"):
            with self.subTest(role):
                desk, said = Desk(role), self.said(text=role)
                self.assertContains(desk.client.get(LIST), role)
                self.assertEqual(desk.client.get(page_of(said)).status_code, 200)
                self.assertRedirects(self.decline(said, desk=desk), LIST)

    def test_a_writer_sees_those_about_their_own_pieces_alone(self):
        writer = Desk("Writer")
        own = story("Of the writer", owner=writer.user)
        mine, other = self.said(own, text="About my piece"), self.said(text="About another piece")
        listed = writer.client.get(LIST)
        self.assertContains(listed, "About my piece")
        self.assertNotContains(listed, "About another piece")
        self.assertEqual(writer.client.get(page_of(mine)).status_code, 200)
        for view in ("edit", "history", "usage", "delete"):
            with self.subTest(view):
                answer = writer.client.get(reverse(f"suggestion:{view}", args=[other.pk]))
                self.assertRedirects(answer, reverse("wagtailadmin_home"))
        self.assertRedirects(self.decline(other, desk=writer), reverse("wagtailadmin_home"))
        other.refresh_from_db()
        self.assertTrue(other.is_open)

    def test_nobody_writes_one_in_the_admin_and_only_superusers_delete_one(self):
        said = self.said()
        delete = reverse("suggestion:delete", args=[said.pk])
        for address in (reverse("suggestion:add"), delete):
            self.assertRedirects(self.desk.client.post(address), reverse("wagtailadmin_home"))
        self.assertTrue(Suggestion.objects.exists())
        chief = Desk()
        self.assertRedirects(chief.client.get(reverse("suggestion:add")), reverse("wagtailadmin_home"))
        chief.client.post(delete)
        self.assertFalse(Suggestion.objects.exists())

    def test_readers_are_led_to_the_login(self):
        for address in (LIST, page_of(self.said())):
            answer = self.client.get(address)
            self.assertRedirects(answer, f"{reverse('wagtailadmin_login')}?next={address}")

    def test_a_spreadsheet_of_it_is_not_handed_out(self):
        self.said(text="=cmd|' /C calc'!A0")
        for kind in ("csv", "xlsx"):
            answer = self.desk.client.get(LIST, {"export": kind})
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            self.assertNotIn(b"\n=cmd", content)


class TheList(AnsweringTestCase):
    def test_it_is_narrowed_by_state_kind_and_language(self):
        self.said(text="Open in English")
        self.said(self.persian, text="Open in Persian", kind="addition")
        self.decline(self.said(text="Declined in English"))
        for query, texts in (
            ({"state": "declined"}, {"Declined in English"}),
            ({"language": "fa"}, {"Open in Persian"}),
            ({"kind": "addition"}, {"Open in Persian"}),
            ({"state": "open", "language": "en"}, {"Open in English"}),
        ):
            with self.subTest(query):
                shown = plain(self.desk.client.get(LIST, query))
                every = {"Open in English", "Open in Persian", "Declined in English"}
                self.assertEqual({words for words in every if words in shown}, texts)

    def test_nonsense_in_its_filters_is_no_fault(self):
        for value in ("\0", "9" * 40, "open'--", "سلام"):
            for name in ("state", "kind", "language", "p", "ordering"):
                with self.subTest(name, value=value):
                    self.assertLess(self.desk.client.get(LIST, {name: value}).status_code, 500)

    def test_it_asks_as_much_for_many_as_for_one(self):
        asked = []
        for number in range(12):
            self.said(story(f"Story {number}"))
            if number in (0, 11):
                self.desk.client.get(LIST)
                with CaptureQueriesContext(connection) as queries:
                    self.desk.client.get(LIST)
                asked.append(len(queries))
        self.assertEqual(asked[0], asked[1])

    def test_it_stands_in_the_menu(self):
        self.assertContains(self.desk.client.get(reverse("wagtailadmin_home")), LIST)


class AtHome(AnsweringTestCase):
    def section(self, desk):
        page = BeautifulSoup(desk.client.get(reverse("wagtailadmin_home")).content, "html.parser")
        return page.select_one("#suggestions-by-readers-section")

    def words(self, desk=None):
        found = self.section(desk or self.desk)
        return " ".join(found.get_text(" ").split()) if found else ""

    def test_it_says_how_many_wait_and_since_when_the_oldest_does(self):
        now = timezone.now()
        self.said(text="The newer", at=now - timedelta(hours=5))
        self.said(text="The older", at=now - timedelta(days=3))
        words = self.words()
        self.assertIn("2 wait for an answer, the oldest for 3 days.", words.replace("\N{NO-BREAK SPACE}", " "))
        self.assertLess(words.index("The older"), words.index("The newer"))
        link = self.section(self.desk).select_one("a.nr-desk-title")
        self.assertEqual(link["href"], page_of(Suggestion.objects.get(text="The older")))

    def test_what_is_answered_waits_no_more(self):
        self.decline(self.said())
        self.assertEqual(self.words(), "")

    def test_a_writer_is_not_told_of_pieces_that_are_not_theirs(self):
        self.said()
        self.assertEqual(self.words(Desk("Writer")), "")

    def test_in_persian_it_has_persian_digits(self):
        for number in range(2):
            self.said(text=f"Text {number}")
        desk = Desk("Publisher")
        editor = user("Editor", "fa", username="persian")
        desk.client.force_login(editor)
        self.assertIn("۲", self.words(desk))

    def test_it_asks_as_much_for_many_as_for_one(self):
        asked = []
        for number in range(8):
            self.said(story(f"Story {number}"))
            if number in (0, 7):
                self.section(self.desk)
                with CaptureQueriesContext(connection) as queries:
                    self.section(self.desk)
                asked.append(len(queries))
        self.assertEqual(asked[0], asked[1])


@override_settings(SUGGESTION_EMAIL_DAYS=90)
class Forgetting(AnsweringTestCase):
    def after(self, **time):
        return housekeeping.tick(timezone.now() + timedelta(**time))

    def test_the_address_is_deleted_after_the_answer_and_so_is_the_mail_to_it(self):
        said = self.said()
        self.decline(said, "It is a plank.")
        self.letters()
        self.assertEqual(self.after(days=89), 0)
        self.assertEqual(Delivery.objects.get().receiver, "mina@reader.example")
        self.assertEqual(self.after(days=91), 1)
        said.refresh_from_db()
        self.assertEqual((said.email, said.name, said.answer), ("", "Mina Azad", "It is a plank."))
        self.assertFalse(Delivery.objects.exists())

    def test_it_is_kept_until_there_is_an_answer(self):
        said = self.said()
        self.after(days=900)
        said.refresh_from_db()
        self.assertEqual(said.email, "mina@reader.example")

    def test_where_something_came_from_is_forgotten_within_the_hour(self):
        Arrival.objects.create(key="a" * 64)
        self.after(minutes=59)
        self.assertTrue(Arrival.objects.exists())
        self.after(minutes=61)
        self.assertFalse(Arrival.objects.exists())
