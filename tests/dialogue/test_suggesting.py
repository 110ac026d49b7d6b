"""Any reader can say what is wrong or missing: without script, without an account, and nothing they wrote is lost."""

from uuid import uuid4

from django.conf import settings
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from dialogue.models import Arrival, Suggestion
from pages.models import BrandSettings
from stories.models import StoryIndexPage
from tests.factories import fact_sheet, info_page, newsroom, press_kit, release, section, statement, story

from .readers import Reader, address_of, soup, text


class SuggestingTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.story = story("A gate at Gaz")
        cls.persian = story("دروازهٔ گاز", language="fa", slug="dar")

    def setUp(self):
        self.reader = Reader()
        BrandSettings.current()

    def kept(self):
        return Suggestion.objects.get()


class TheWayToTheForm(SuggestingTestCase):
    def test_every_kind_of_piece_has_a_quiet_link_at_its_foot(self):
        for item in (self.story, release(), statement(), press_kit(), fact_sheet()):
            with self.subTest(item.kind()):
                (link,) = soup(self.client.get(item.url)).select(".body .suggest a")
                self.assertEqual(link["href"], address_of(item))
                self.assertEqual(link.get_text(), "Suggest a correction or addition")

    def test_the_link_leads_to_the_form_of_the_piece(self):
        shown = text(self.reader.opens(self.story))
        self.assertIn("Suggest a correction or addition A gate at Gaz", shown)

    def test_the_piece_sets_no_cookie_for_it(self):
        answer = self.client.get(self.story.url)
        self.assertFalse(answer.cookies)
        self.assertIn("public", answer["Cache-Control"])

    def test_nobody_keeps_the_form_but_who_asked_for_it(self):
        for _visit in ("first", "with the cookie of the first"):
            self.assertIn("no-store", self.reader.opens(self.story)["Cache-Control"])

    def test_search_engines_are_told_to_leave_it_alone(self):
        self.assertTrue(soup(self.reader.opens(self.story)).select("meta[name=robots][content=noindex]"))

    def test_the_marked_passage_is_filled_in(self):
        form = soup(self.reader.opens(self.story, passage="The gate at\0 Gaz is a plank. \u202e"))
        self.assertEqual(form.select_one("#id_passage").get_text().strip(), "The gate at Gaz is a plank.")

    def test_a_marked_passage_is_cut_to_what_can_be_sent(self):
        form = soup(self.reader.opens(self.story, passage="gate " * 1000))
        self.assertEqual(len(form.select_one("#id_passage").get_text().strip()), 599)

    def test_sections_and_information_pages_take_none(self):
        for page in (section(StoryIndexPage), info_page()):
            self.assertEqual(self.client.get(address_of(page)).status_code, 404)

    def test_the_other_language_is_offered_where_the_piece_is_public_in_it(self):
        twin = story("دروازه", language="fa", translation_of=self.story, slug="darvaze")
        links = [link["href"] for link in soup(self.reader.opens(self.story)).select(".utility .editions a")]
        self.assertEqual(links, [address_of(twin)])
        self.assertEqual(self.client.get(links[0]).status_code, 200)

    def test_where_it_is_not_the_front_page_is(self):
        links = [link["href"] for link in soup(self.reader.opens(self.story)).select(".utility .editions a")]
        self.assertEqual(links, ["/fa/"])

    def test_the_form_asks_as_much_with_many_suggestions_as_with_none(self):
        asked = []
        for _round in range(2):
            self.reader.opens(self.story)
            with CaptureQueriesContext(connection) as queries:
                self.reader.opens(self.story)
            asked.append(len(queries))
            Suggestion.objects.bulk_create(Suggestion(page_id=self.story.pk, text=str(n)) for n in range(20))
        self.assertEqual(asked, [2, 2])


class WhatIsNotPublic(SuggestingTestCase):
    def pages(self):
        draft, withdrawn, private = story("Draft", state="draft"), story("W", state="withdrawn"), story("Private")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        return draft, withdrawn, private

    def seen(self, method, address):
        with CaptureQueriesContext(connection) as queries:
            answer = getattr(self.client, method)(address)
        # The search on the page repeats the words of the address.
        words = answer.content.decode().replace(address.split("/")[3], "")
        return answer.status_code, sorted(answer.headers.items()), words, len(queries)

    def test_it_is_answered_like_what_nobody_ever_had(self):
        nothing = f"/en/suggest/{uuid4().hex}/"
        for method in ("get", "post", "head"):
            self.seen(method, nothing)
            expected = self.seen(method, nothing)
            self.assertEqual(expected[0], 404)
            for page in self.pages():
                with self.subTest(page.title, method=method):
                    self.assertEqual(self.seen(method, address_of(page)), expected)
                    page.delete()

    def test_a_piece_of_one_language_is_not_there_in_the_other(self):
        self.assertEqual(self.client.get(address_of(self.story, "fa")).status_code, 404)

    def test_an_address_has_one_spelling(self):
        key = self.story.translation_key
        for other in (key.hex.upper(), str(key), self.story.pk, key.hex + "0"):
            self.assertEqual(self.client.get(f"/en/suggest/{other}/").status_code, 404)

    def test_nothing_is_kept_of_what_is_said_about_a_draft(self):
        draft = story("Draft", state="draft")
        self.client.post(address_of(draft), {"kind": "correction", "text": "It is wrong."})
        self.assertFalse(Suggestion.objects.exists())


class Saying(SuggestingTestCase):
    def test_it_is_kept_and_the_reader_learns_what_happens_next(self):
        answer = self.reader.says(
            self.story, follow=True, kind="addition", passage="The gate at Gaz", text="It was built in 1321.",
            source_url="archive.example/gate", name="Mina Azad", email="mina@reader.example",
        )  # fmt: skip
        self.assertEqual(answer.redirect_chain, [(f"{address_of(self.story)}thanks/", 302)])
        self.assertIn("Thank you Your suggestion has reached the editors.", text(answer))
        said = self.kept()
        self.assertEqual(
            (said.page_id, said.kind, said.state, said.passage, said.text),
            (self.story.pk, "addition", "open", "The gate at Gaz", "It was built in 1321."),
        )
        self.assertEqual(
            (said.source_url, said.name, said.email),
            ("https://archive.example/gate", "Mina Azad", "mina@reader.example"),
        )

    def test_two_lines_are_enough(self):
        self.reader.says(self.persian, text="دروازه از آهن است.")
        self.assertEqual(self.kept().text, "دروازه از آهن است.")

    def test_a_second_click_is_no_second_suggestion(self):
        for _click in range(2):
            self.assertEqual(self.reader.says(self.story).status_code, 302)
        self.assertEqual(Suggestion.objects.count(), 1)

    def test_of_an_alias_it_reaches_the_original(self):
        alias = Page.objects.get(pk=self.story.pk).specific.create_alias(
            parent=self.story.get_parent(), update_slug="twice"
        )
        self.reader.says(alias)
        self.assertEqual(self.kept().page_id, self.story.pk)

    def test_what_readers_say_is_shown_to_no_other_reader(self):
        self.reader.says(self.story, name="Mina Azad", passage="a plank")
        for address in (self.story.url, f"{self.story.url}?format=txt", "/en/corrections/", address_of(self.story)):
            self.assertNotContains(self.client.get(address), "Mina Azad")
            self.assertNotContains(self.client.get(address), "not a plank")

    def test_lines_are_counted_as_they_were_typed(self):
        self.reader.says(self.story, text="\r\n".join(["a" * 999, "b" * 1000]))
        self.assertEqual(len(self.kept().text), 2000)


class Mistakes(SuggestingTestCase):
    def refused(self, page=None, **fields):
        answer = self.reader.says(page or self.story, **fields)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("no-store", answer["Cache-Control"])
        self.assertFalse(Suggestion.objects.exists())
        return soup(answer)

    def test_the_error_stands_at_its_field_and_in_a_summary_that_leads_there(self):
        page = self.refused(text=" ")
        (link,) = page.select("[role=alert] li a")
        field = page.select_one(link["href"])
        self.assertEqual(field["name"], "text")
        self.assertEqual(field["aria-invalid"], "true")
        described = [page.find(id=name).get_text() for name in field["aria-describedby"].split()]
        self.assertIn("Write what is wrong or missing.", described)
        self.assertTrue(page.title.get_text().startswith("Not sent yet"))

    def test_nothing_that_was_written_is_lost(self):
        given = {
            "kind": "addition", "passage": "a plank", "text": "It\n\nis <b>iron</b>.", "source_url": "not an address",
            "name": "مینا", "email": "mina@",
        }  # fmt: skip
        page = self.refused(**given)
        for name in ("passage", "text"):
            self.assertEqual(page.select_one(f"[name={name}]").get_text().strip(), given[name])
        for name in ("source_url", "name", "email"):
            self.assertEqual(page.select_one(f"[name={name}]")["value"], given[name])
        self.assertEqual(page.select_one("[name=kind][checked]")["value"], "addition")
        self.assertEqual(len(page.select("[role=alert] li")), 2)

    def test_in_persian_they_are_told_in_persian_digits(self):
        page = self.refused(self.persian, text="آ" * 2001)
        self.assertIn("۲٬۰۰۱", page.select_one("[role=alert]").get_text())

    def test_only_addresses_of_the_web_are_taken(self):
        for address in ("javascript:alert(1)", "ftp://host.example/file", "https://", "//host", "https://a b.example"):
            with self.subTest(address):
                self.refused(source_url=address)

    def test_without_the_cookie_of_the_form_nothing_is_lost_either(self):
        fields = {"kind": "correction", "text": "The gate is of iron."}
        answer = Reader().client.post(address_of(self.story), fields)
        self.assertEqual(answer.status_code, 403)
        self.assertIn("The gate is of iron.", soup(answer).select_one("#id_text").get_text())
        self.assertIn("Allow cookies here, and send it again.", text(answer))
        self.assertFalse(Suggestion.objects.exists())


class HostileInput(SuggestingTestCase):
    def test_whatever_is_sent_is_answered_without_a_fault(self):
        big, odd = "x" * 1_000_000, "\0\x1b\u202e\u2066\ufeff\U0010ffff\ud7ff\uffff" * 20
        hostile = [
            {}, {"kind": "both"}, {"kind": "\0"}, {"text": big}, {"passage": big}, {"name": big}, {"email": big},
            {"source_url": "https://" + big}, {"source_url": "https://[::1"}, {"email": "a@b\nBcc: all@desk.example"},
            dict.fromkeys(("kind", "passage", "text", "source_url", "name", "email"), odd),
            {"text": "\0"}, {"email": "\0"}, {"source_url": "\0"}, {"kind": None, "text": None},
        ]  # fmt: skip
        for fields in hostile:
            with self.subTest(str(fields)[:60]):
                self.assertIn(self.reader.says(self.story, **fields).status_code, (302, 422))

    def test_what_nobody_can_see_is_not_kept(self):
        self.reader.says(self.story, text="The gate\0 is \u202eiron\u202c.", name="Mina\r\nBcc: all@desk.example\u2067")
        said = self.kept()
        self.assertEqual((said.text, said.name), ("The gate is iron.", "Mina Bcc: all@desk.example"))

    def test_half_spaces_stay(self):
        self.reader.says(self.persian, text="می‌خوانیم")
        self.assertEqual(self.kept().text, "می‌خوانیم")

    def test_other_methods_are_refused(self):
        for method in ("put", "delete", "patch", "options"):
            for address in (address_of(self.story), address_of(story("Draft", state="draft"))):
                self.assertEqual(getattr(self.client, method)(address).status_code, 405)
        self.assertEqual(self.client.post(f"{address_of(self.story)}thanks/").status_code, 405)

    def test_a_body_that_cannot_be_read_is_a_bad_request(self):
        for kind, body in (("multipart/form-data; boundary=x", b"--x\r\n"), ("multipart/form-data", b"")):
            answer = self.client.post(address_of(self.story), data=body, content_type=kind)
            self.assertIn(answer.status_code, (400, 403, 422))

    def test_a_body_beyond_all_measure_is_refused(self):
        body = b"text=" + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        with self.assertLogs("django.security.RequestDataTooBig"):
            answer = self.client.post(address_of(self.story), body, content_type="application/x-www-form-urlencoded")
        self.assertEqual(answer.status_code, 400)


@override_settings(SUGGESTIONS_PER_HOUR=2)
class Flooding(SuggestingTestCase):
    def flood(self, comes_from):
        reader = Reader(comes_from)
        return [reader.says(self.story, text=f"{comes_from} {n}").status_code for n in range(3)]

    def test_a_machine_that_fills_in_the_hidden_field_believes_that_it_was_heard(self):
        answer = self.reader.says(self.story, homepage="https://spam.example")
        self.assertEqual(answer["Location"], f"{address_of(self.story)}thanks/")
        self.assertFalse(Suggestion.objects.exists())

    def test_whoever_writes_too_often_is_told_so_in_their_language_and_keeps_their_words(self):
        for number in range(2):
            self.reader.says(self.persian, text=f"شمارهٔ {number}")
        answer = self.reader.says(self.persian, text="شمارهٔ سه")
        self.assertEqual((answer.status_code, answer["Retry-After"]), (429, "3600"))
        self.assertIn("شمارهٔ سه", text(answer))
        self.assertTrue(soup(answer).select("[role=alert]"))
        self.assertEqual(Suggestion.objects.count(), 2)

    def test_others_are_not_held_up(self):
        self.assertEqual(self.flood("192.0.2.7"), [302, 302, 429])
        self.assertEqual(self.flood("192.0.2.8"), [302, 302, 429])

    def test_a_network_of_ipv6_is_one_household(self):
        answers = [Reader(f"2001:db8:1:2::{n}").says(self.story, text=f"Number {n}").status_code for n in range(1, 4)]
        self.assertEqual(answers, [302, 302, 429])
        self.assertEqual(Reader("2001:db8:1:3::1").says(self.story).status_code, 302)

    def test_ipv4_in_the_clothes_of_ipv6_is_no_network(self):
        self.flood("::ffff:192.0.2.7")
        self.assertEqual(Reader("::ffff:192.0.2.9").says(self.story).status_code, 302)
        self.assertEqual(Reader("192.0.2.7").says(self.story, text="Another").status_code, 429)

    def test_nobody_is_believed_about_where_they_come_from(self):
        for number in range(2):
            self.reader.says(self.story, text=f"Number {number}")
        self.reader.client.defaults["HTTP_X_FORWARDED_FOR"] = "198.51.100.1"
        self.assertEqual(self.reader.says(self.story).status_code, 429)

    @override_settings(PROXIES_IN_FRONT=1)
    def test_behind_a_proxy_its_word_counts_and_what_stands_before_it_does_not(self):
        def status(forwarded):
            reader = Reader("127.0.0.1")
            reader.client.defaults["HTTP_X_FORWARDED_FOR"] = forwarded
            return reader.says(self.story, text=forwarded).status_code

        lies = [f"203.0.113.{n}, 198.51.100.1" for n in range(3)]
        self.assertEqual([status(lie) for lie in lies], [302, 302, 429])
        self.assertEqual(status("198.51.100.1, 198.51.100.2"), 302)

    def test_no_address_is_kept_in_clear(self):
        self.reader.says(self.story)
        row = Arrival.objects.get()
        self.assertNotIn("192", str(vars(row)["key"]))
        self.assertEqual(len(row.key), 64)
