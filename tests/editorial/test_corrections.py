"""What readers have read is not changed without a word to them."""

import re
from datetime import UTC, datetime, timedelta
from unittest import mock

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.users.models import UserProfile

from editorial.models import Correction
from pages.forms import RowForm
from stories.models import StatementIndexPage
from stories.readiness import what_is_not_told
from tests.factories import body, fact, newsroom, person, release, section, statement, story
from tests.publication.desk import Desk

KIND = Correction.Kind
LIST = {"en": "/en/corrections/", "fa": "/fa/corrections/"}
AT = datetime(2026, 3, 22, 10, 35, tzinfo=UTC)


def fresh(page):
    return Page.objects.get(pk=page.pk).specific


def publish(page, **changes):
    page = fresh(page)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def correct(page, said="40,000 households", says="14,000 households", **given):
    return Correction.objects.create(page_id=page.pk, said=said, says=says, **given)


class CorrectionsTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def text(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200, address)
        soup = BeautifulSoup(response.content, "html.parser")
        return " ".join((soup.main or soup).get_text(" ").split())

    def places(self, item):
        """Wherever a correction of the item is told."""
        return [item.url, f"{item.url}?format=txt", LIST[item.locale.language_code]]


@tag("once")
class Told(CorrectionsTestCase):
    def test_it_goes_out_with_the_next_publication_and_not_before(self):
        item = release()
        correct(item, credited_to="Mina Azad")
        for address in self.places(item):
            self.assertNotIn("14,000", self.text(address))
        publish(item, standfirst="Water for 14 thousand households.")
        for address in self.places(item):
            with self.subTest(address):
                shown = self.text(address)
                for told in ("Correction", "It said:", "40,000 households", "14,000 households", "Mina Azad"):
                    self.assertIn(told, shown)

    def test_the_piece_says_it_first_and_in_its_slugline(self):
        item = release()
        correct(item, at=AT)
        page = BeautifulSoup(self.client.get(item.url).content, "html.parser")
        self.assertIn("Corrected 22 March 2026", " ".join(page.select_one(".slugline").get_text(" ").split()))
        self.assertIn("bar-warn", page.select_one(".body").find(True)["class"])

    def test_in_persian_it_is_dated_by_the_solar_calendar(self):
        item = story("آب", language="fa")
        correct(item, "۴۰ هزار خانوار", "۱۴ هزار خانوار", at=AT)
        for address in (item.url, LIST["fa"]):
            with self.subTest(address):
                shown = self.text(address)
                self.assertIn("اصلاحیه، ۲ فروردین ۱۴۰۵", shown.replace(" ،", "،"))
                self.assertIn("۱۴ هزار خانوار", shown)
        self.assertNotIn("خانوار", self.text(LIST["en"]))

    def test_a_sentence_that_is_quoted_keeps_its_own_stop_and_gets_no_second(self):
        item = release()
        for said in ("The team has read the wells.", "Who reads them?", "Read them…", "“All of them!”"):
            item.corrections.all().delete()
            correct(item, said, at=AT)
            for address in self.places(item):
                with self.subTest(said, address=address):
                    shown = self.text(address).replace("“ ", "“").replace(" ”", "”")
                    self.assertIn(f"It said: “{said}” It says now:", shown)

    def test_words_that_end_no_sentence_get_a_stop_behind_the_quotation(self):
        item = release()
        correct(item, "40,000 households", at=AT)
        for address in self.places(item):
            with self.subTest(address):
                shown = self.text(address).replace("“ ", "“").replace(" ”", "”")
                self.assertIn("It said: “40,000 households”. It says now:", shown)

    def test_a_persian_sentence_gets_no_second_stop_either(self):
        item = story("آب", language="fa")
        for said in ("گروه چاه‌ها را خوانده است.", "چه کسی آن‌ها را می‌خواند؟"):
            item.corrections.all().delete()
            correct(item, said, at=AT)
            for address in self.places(item):
                with self.subTest(said, address=address):
                    shown = self.text(address).replace(" »", "»").replace(" ”", "”")
                    self.assertIn(said, shown)
                    self.assertNotRegex(shown, f"{re.escape(said)}[»”]\\.")

    def test_several_stand_newest_first(self):
        item = story()
        for number in (1, 2):
            correct(item, f"was {number}", f"is {number}", at=AT + timedelta(days=number))
        for address in (item.url, LIST["en"]):
            shown = self.text(address)
            self.assertLess(shown.index("is 2"), shown.index("is 1"))

    def test_a_clarification_needs_no_former_words(self):
        item = story()
        correct(item, "", "The gate is that of Gaz, not of Nowbar.", kind=KIND.CLARIFICATION, at=AT)
        self.assertIn("Clarification", self.text(item.url))
        self.assertNotIn("It said", self.text(item.url))

    def test_a_reason_for_no_note_stays_in_the_house(self):
        item = story()
        correct(item, "", "Only a typing error", kind=KIND.SILENT)
        publish(item, standfirst="Another.")
        for address in self.places(item):
            self.assertNotIn("typing error", self.text(address))

    def test_an_alias_says_it_too(self):
        item = story()
        correct(item, at=AT)
        alias = fresh(item).create_alias(parent=item.get_parent(), update_slug="twice")
        self.assertIn("14,000 households", self.text(alias.url))

    def test_it_outlives_the_return_of_an_old_revision(self):
        item = story()
        first = fresh(item).live_revision
        correct(item)
        publish(item, standfirst="Another.")
        first.publish()
        self.assertIn("14,000 households", self.text(item.url))

    def test_the_list_is_empty_in_words(self):
        self.assertIn("Nothing has had to be corrected yet.", self.text(LIST["en"]))
        self.assertEqual(self.client.get(f"{LIST['en']}?page=2").status_code, 404)

    def test_what_is_not_public_is_not_listed(self):
        withdrawn, private, draft = story("One"), story("Two"), story("Three", state="draft")
        for number, page in enumerate((withdrawn, private, draft)):
            correct(page, f"old {number}", f"hidden {number}", at=AT)
        fresh(withdrawn).unpublish()
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        self.assertNotIn("hidden", self.text(LIST["en"]))

    def test_the_list_asks_as_much_for_many_as_for_one(self):
        asked = []
        for number in range(12):
            correct(story(f"Story {number}"), says=f"is {number}", at=AT)
            if number in (0, 11):
                self.client.get(LIST["en"])
                with self.subTest(number), CaptureQueriesContext(connection) as queries:
                    self.client.get(LIST["en"])
                asked.append(len(queries))
        self.assertEqual(asked[0], asked[1])

    def test_the_list_is_described_and_paired_for_machines(self):
        page = BeautifulSoup(self.client.get(LIST["fa"]).content, "html.parser")
        self.assertIn("درست", page.select_one("meta[name=description]")["content"])
        self.assertEqual(page.select_one("link[rel=canonical]")["href"], f"http://testserver{LIST['fa']}")
        pairs = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
        self.assertEqual(pairs["en"], f"http://testserver{LIST['en']}")

    def test_every_page_leads_to_the_list(self):
        page = BeautifulSoup(self.client.get("/fa/").content, "html.parser")
        self.assertIn("اصلاحیه‌ها", page.select_one(f'.foot a[href="{LIST["fa"]}"]').get_text())


@tag("once")
class Demanded(CorrectionsTestCase):
    """Before another publication of what readers have read."""

    def setUp(self):
        super().setUp()
        self.author = person()
        self.item = story(people=[self.author], body=body(("paragraph", "<p>Forty thousand households.</p>")))
        self.desk = Desk("Publisher")

    def publish(self, text, **changes):
        self.desk.publish(self.item, text=text, **changes)
        return "Fourteen" in self.text(self.item.url)

    def test_another_text_is_refused_until_somebody_says_what_was_corrected(self):
        self.assertFalse(self.publish("Fourteen thousand households."))
        answer = self.desk.publish(self.item, text="Fourteen thousand households.")
        self.assertContains(answer, "say what was corrected")
        self.assertContains(answer, f"{reverse('correction:add')}?page={self.item.pk}")
        correct(self.item)
        self.assertTrue(self.publish("Fourteen thousand households."))
        # It was about this change: the next one needs another.
        self.desk.publish(self.item, text="Twelve thousand households.")
        self.assertNotIn("Twelve", self.text(self.item.url))

    def test_a_reason_why_not_is_enough(self):
        correct(self.item, "", "The number stood in the wrong language", kind=KIND.SILENT)
        self.assertTrue(self.publish("Fourteen thousand households."))

    def test_a_headline_counts_as_text(self):
        self.desk.publish(self.item, text="Forty thousand households.", title="Another headline")
        self.assertNotIn("Another headline", self.text(self.item.url))

    def test_punctuation_and_pictures_need_no_note(self):
        self.desk.publish(self.item, text="Forty thousand households!")
        self.assertIn("households!", self.text(self.item.url))

    def test_currencies_signs_and_vowels_count_and_half_spaces_do_not(self):
        for old, new, counts in [
            ("$5 million", "€5 million", True),
            ("by -5 degrees", "by 5 degrees", True),
            ("5%", "5", True),
            ("عَلَم", "عِلم", True),
            ("می شود", "می‌شود", False),
            ("cafe\u0301", "caf\u00e9", False),
        ]:
            with self.subTest(old):
                page = story(f"About {old}", body=body(("paragraph", f"<p>{old}</p>")))
                changed = fresh(page)
                changed.body = body(("paragraph", f"<p>{new}</p>"))
                self.assertEqual(bool(missing(changed)), counts)

    def test_another_figure_counts(self):
        first, second = fact(amount=61), fact("Tunnels", amount=12)
        page = story(body=body(("fact_ref", first.pk)))
        changed = fresh(page)
        changed.body = body(("fact_ref", second.pk))
        self.assertEqual(len(missing(changed)), 1)

    def test_a_draft_is_saved_without(self):
        self.desk.save(self.item, text="Fourteen thousand households.")
        self.assertIn("Fourteen", str(fresh(self.item).get_latest_revision_as_object().body))

    def test_a_submission_asks_for_it_too(self):
        editor = Desk("Editor")
        editor.submit(self.item, text="Fourteen thousand households.")
        self.assertIsNone(fresh(self.item).current_workflow_state)
        correct(self.item)
        editor.submit(self.item, text="Fourteen thousand households.")
        self.assertIsNotNone(fresh(self.item).current_workflow_state)

    def test_what_readers_have_not_read_needs_none(self):
        draft = story("New", people=[self.author], state="draft")
        self.desk.publish(draft, text="Something else.")
        self.assertIn("Something else.", self.text(fresh(draft).url))

    def test_a_thread_grows_without_and_does_not_change_without(self):
        said = [(timezone.now(), "The pump", "<p>It stands still.</p>")]
        thread = statement(thread=said)
        longer = fresh(thread)
        longer.thread = [*longer.thread.raw_data, entry("It runs again", "<p>Since noon.</p>")]
        self.assertTrue(longer.entries)  # the other checks have read the whole thread before
        self.assertEqual(missing(longer), [])
        altered = fresh(thread)
        altered.thread.raw_data[0]["value"]["text"] = "<p>It never stood still.</p>"
        altered.thread = [*altered.thread.raw_data]
        self.assertEqual(len(missing(altered)), 1)


class Written(CorrectionsTestCase):
    """In the admin."""

    def setUp(self):
        super().setUp()
        self.item = story("Forty thousand")
        self.editor = Desk("Editor")

    def write(self, desk=None, page=None, **changes):
        page = page or self.item
        given = {"page": page.pk, "kind": "correction", "said": "40,000", "says": "14,000", "credited_to": ""}
        return (desk or self.editor).client.post(reverse("correction:add"), given | changes)

    def test_an_editor_comes_to_it_from_the_piece_and_goes_back_to_it(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.item.pk])
        address = f"{reverse('correction:add')}?page={self.item.pk}"
        self.assertContains(self.editor.client.get(edit), address)
        self.assertContains(self.editor.client.get(address), "Forty thousand")
        self.assertRedirects(self.write(), edit)
        made = Correction.objects.get()
        self.assertEqual((made.page_id, made.user, made.is_out), (self.item.pk, self.editor.user, False))

    def test_the_preview_shows_what_waits(self):
        correct(self.item)
        page = fresh(self.item)
        shown = page.make_preview_request(original_request=None, preview_mode="").content.decode()
        self.assertIn("14,000 households", shown)

    def test_a_correction_says_what_was_wrong(self):
        self.assertContains(self.write(said=""), "A correction says what was wrong as well as what is right.")
        self.assertFalse(Correction.objects.exists())

    def test_a_draft_has_nothing_to_correct(self):
        draft = story("Draft", state="draft")
        self.assertContains(self.write(page=draft), "Choose a piece that has been published")
        self.assertFalse(Correction.objects.exists())

    def test_a_writer_corrects_their_own_and_no_other(self):
        writer = Desk("Writer")
        self.assertContains(self.write(writer), "that you may edit")
        self.assertEqual(writer.client.get(f"{reverse('correction:add')}?page={self.item.pk}").status_code, 302)
        own = story("Own", owner=writer.user)
        self.write(writer, own)
        self.assertEqual(Correction.objects.get().page_id, own.pk)
        self.assertNotContains(writer.client.get(reverse("correction:index")), "Forty thousand")

    def test_what_waits_can_be_changed_and_what_is_told_cannot(self):
        waiting, told = correct(self.item), correct(self.item, "10", "20", at=AT)
        for row, changes in ((waiting, True), (told, False)):
            address = reverse("correction:edit", args=[row.pk])
            given = {"page": self.item.pk, "kind": "update", "said": "", "says": "Another", "credited_to": ""}
            Desk(name=f"chief-{row.pk}").client.post(address, given)
            row.refresh_from_db()
            self.assertEqual(row.says == "Another", changes)
            Desk(name=f"boss-{row.pk}").client.post(reverse("correction:delete", args=[row.pk]))
            self.assertEqual(Correction.objects.filter(pk=row.pk).exists(), not changes)

    def test_while_others_review_the_piece_its_notes_are_theirs(self):
        writer = Desk("Writer")
        own = story("Own", owner=writer.user, people=[person()])
        note = correct(own, user=writer.user)
        fresh(own).save_revision(user=writer.user)
        fresh(own).get_workflow().start(fresh(own), writer.user)
        given = {"page": own.pk, "kind": "update", "said": "", "says": "Slipped in", "credited_to": ""}
        writer.client.post(reverse("correction:edit", args=[note.pk]), given)
        writer.client.post(reverse("correction:delete", args=[note.pk]))
        self.assertContains(self.write(writer, own), "waits for somebody else")
        self.assertEqual([row.says for row in own.corrections.all()], [note.says])

    def test_a_note_that_is_told_while_it_is_edited_stays_as_it_was_told(self):
        note = correct(self.item)
        told = Correction.objects.filter(pk=note.pk)
        given = {"page": self.item.pk, "kind": "update", "said": "", "says": "Another", "credited_to": ""}
        # Published between the moment at which the view has read the row and that of its saving.
        with mock.patch.object(RowForm, "is_valid", autospec=True, side_effect=lambda form: told.update(at=AT) == 1):
            self.editor.client.post(reverse("correction:edit", args=[note.pk]), given)
        row = told.get()
        self.assertEqual((row.says, row.at), (note.says, AT))

    def test_history_and_usage_are_for_those_who_may_edit_the_piece(self):
        note = correct(self.item, "", "A reason for nobody else", kind=KIND.SILENT)
        writer = Desk("Writer")
        for view in ("correction:history", "correction:usage"):
            with self.subTest(view):
                address = reverse(view, args=[note.pk])
                self.assertEqual(writer.client.get(address).status_code, 302)
                self.assertEqual(self.editor.client.get(address).status_code, 200)

    def test_the_list_says_what_was_told_when_and_what_waits_in_both_languages(self):
        correct(self.item, says="Told already", at=AT)
        correct(self.item, says="Still to tell")
        for language, day, waits in (
            ("en", "22 March 2026", "with the next publication"),
            ("fa", "۲ فروردین ۱۴۰۵", "با انتشار بعدی"),
        ):
            with self.subTest(language):
                UserProfile.objects.update_or_create(user=self.editor.user, defaults={"preferred_language": language})
                shown = self.editor.client.get(reverse("correction:index"))
                for told in ("Told already", "Still to tell", day, waits):
                    self.assertContains(shown, told)
                links = BeautifulSoup(shown.content, "html.parser").main.select("a[href*='/correction/edit/']")
                offered = {link.get_text(strip=True) for link in links}
                self.assertEqual(offered & {"Told already", "Still to tell"}, {"Still to tell"})
                self.assertContains(shown, "<bdi>Still to tell</bdi>")

    def test_addresses_that_make_no_sense_are_no_faults(self):
        for asked in ("x", "", "999999", "1' or 1", "٣"):
            with self.subTest(asked):
                answer = self.editor.client.get(reverse("correction:add"), {"page": asked})
                self.assertIn(answer.status_code, (200, 404))

    def test_a_section_is_no_piece(self):
        self.assertContains(self.write(page=section(StatementIndexPage)), "Choose a piece")


def entry(headline, words):
    return {"type": "entry", "value": {"at": timezone.now().isoformat(), "headline": headline, "text": words}}


def missing(page):
    return list(what_is_not_told(page))
