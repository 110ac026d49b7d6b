"""A fact where readers meet it: in a sentence, as a block, at its own address."""

from datetime import date

from django.test import tag

from tests.factories import body, document, fact, info_page, placed, release, republish, story

from .test_public_pages import NewsroomTestCase, text


def telling(fact, words="The water of {} is low."):
    return body(("paragraph", f"<p>{words.format(placed(fact))}</p>"))


@tag("once")
class InAText(NewsroomTestCase):
    def test_a_sentence_leads_to_the_fact_and_the_list_below_says_date_and_source(self):
        wells = fact()
        shown = self.read(story(body=telling(wells)).url)
        link = shown.select_one(".prose a.fact")
        self.assertEqual((text(link), link["href"]), ("61 wells", f"/en/facts/figures/{wells.public_id}/"))
        listed = text(shown.select_one(".figures"))
        for words in ("61 wells", "Wells read", "As of 1 March 2026", "Source: Register of wells"):
            self.assertIn(words, listed)

    def test_persian_writes_it_with_its_own_digits_calendar_and_words(self):
        shown = self.read(story("روایت", language="fa", body=telling(fact())).url)
        self.assertEqual(text(shown.select_one(".prose a.fact")), "۶۱ چاه")
        listed = shown.select_one(".figures")
        self.assertIn("۱۰ اسفند ۱۴۰۴", text(listed))
        self.assertIn("دفتر چاه‌ها", text(listed))
        self.assertEqual(listed.select_one("time")["datetime"], "2026-03-01")

    def test_words_that_exist_in_the_other_language_only_say_which(self):
        shown = self.read(story("روایت", language="fa", body=telling(fact(texts={"fa": None}))).url)
        self.assertEqual(shown.select_one(".figures a bdi")["lang"], "en")

    def test_a_text_without_facts_has_no_list(self):
        self.assertIsNone(self.read(story().url).select_one(".figures"))

    def test_an_information_page_lists_its_figures_too(self):
        self.assertIn("61 wells", text(self.read(info_page("About", body=telling(fact())).url).select_one(".figures")))

    def test_a_story_follows_a_change_and_says_what_it_was(self):
        wells = fact()
        written = story(body=telling(wells))
        republish(wells, amount=64, as_of=date(2026, 9, 1))
        shown = self.read(written.url)
        self.assertEqual(text(shown.select_one(".prose a.fact")), "64 wells")
        self.assertEqual(text(shown.select_one(".fact-since")), "Was 61 wells on 1 March 2026")

    def test_a_release_keeps_its_value_and_says_what_holds_now(self):
        wells = fact()
        written = release(body=telling(wells))
        republish(wells, amount=64, as_of=date(2026, 9, 1))
        shown = self.read(written.url)
        self.assertEqual(text(shown.select_one(".prose a.fact")), "61 wells")
        self.assertEqual(text(shown.select_one(".fact-since")), "As published. Now 64 wells , as of 1 September 2026 .")

    def test_a_release_says_that_a_figure_was_withdrawn_and_does_not_lead_to_it(self):
        wells = fact()
        written = release(body=telling(wells))
        wells.unpublish()
        shown = self.read(written.url)
        self.assertEqual(text(shown.select_one(".prose .fact")), "61 wells")
        self.assertIn("withdrawn since", text(shown.select_one(".figures")))
        self.assertNotIn(wells.public_id, str(shown))

    def test_a_figure_past_its_review_date_is_being_checked(self):
        shown = self.read(story(body=telling(fact(review_by=date(2026, 4, 1)))).url)
        self.assertEqual(text(shown.select_one(".fact-since")), "Being checked")

    def test_a_draft_is_not_shown(self):
        shown = self.read(story(body=telling(fact(state="draft"))).url)
        self.assertNotIn("61", text(shown.main))
        self.assertIsNone(shown.select_one(".figures"))


@tag("once")
class AsABlock(NewsroomTestCase):
    def block(self, wells, make=story, **given):
        return self.read(make(body=body(("fact_ref", wells.pk)), **given).url)

    def test_it_is_set_large_with_what_makes_it_a_fact(self):
        wells = fact(source_address="https://register.example/wells")
        card = self.block(wells).select_one(".fact-card")
        self.assertEqual(text(card.select_one(".fact-value")), "61 wells")
        self.assertEqual(text(card.select_one(".fact-statement")), "Wells read")
        self.assertEqual(card.select_one(".fact-basis a")["href"], "https://register.example/wells")
        self.assertEqual(card.select_one(".fact-tools a")["href"], f"/en/facts/figures/{wells.public_id}/")

    def test_what_is_copied_is_the_whole_sentence(self):
        button = self.block(fact()).select_one(".fact-card .copy")
        self.assertEqual(
            button["data-words"], "Wells read: 61\u00a0wells (as of 1 March 2026; source: Register of wells)"
        )

    def test_a_negative_number_keeps_its_sign_on_the_left_in_persian(self):
        shown = self.block(fact(amount=-38, unit="cm"), title="روایت", language="fa")
        self.assertEqual(shown.select_one(".fact-value bdi").text, "\u200f\u200e−۳۸\u200e\u00a0سانتی‌متر")

    def test_a_draft_leaves_nothing(self):
        self.assertIsNone(self.block(fact(state="draft")).select_one(".fact-card"))

    def test_key_facts_hold_facts_and_stay_lines(self):
        lines = body(("key_facts", [f"<p>Read: {placed(fact())}</p>", "<p>Two</p>"]))
        shown = self.read(release(body=lines).url)
        self.assertEqual([text(line) for line in shown.select(".key li")], ["Read: 61 wells", "Two"])


@tag("once")
class AtItsAddress(NewsroomTestCase):
    def address(self, fact, language="en"):
        return f"/{language}/facts/figures/{fact.public_id}/"

    def test_it_shows_value_date_note_source_and_copies(self):
        wells = fact(texts={"en": {"note": "Twice a year."}}, source_address="https://register.example/")
        shown = self.read(self.address(wells))
        self.assertEqual(text(shown.h1), "Wells read 61 wells")
        for words in ("Twice a year.", "1 March 2026", "Register of wells"):
            self.assertIn(words, text(shown.main))
        self.assertEqual(shown.select_one("#source a")["href"], "https://register.example/")
        copies = shown.select(".fact-tools .copy")
        self.assertEqual(copies[0]["data-words"], "61\u00a0wells")
        self.assertIn("Karizan Water Trust", copies[1]["data-words"])
        self.assertEqual(copies[2]["data-address"], self.address(wells))

    def test_its_document_can_be_taken_away(self):
        paper = document()
        shown = self.read(self.address(fact(source_document=paper)))
        self.assertEqual(shown.select_one("#source a")["href"], f"{paper.url}?download=en")
        self.assertEqual(self.client.get(paper.url).status_code, 200)

    def test_the_switch_leads_to_the_same_fact_and_the_section_is_marked(self):
        wells = fact()
        shown = self.read(self.address(wells))
        self.assertEqual(shown.select_one(".utility .editions a")["href"], self.address(wells, "fa"))
        self.assertEqual(shown.select_one(".sections [aria-current]")["href"], "/en/facts/")
        self.assertEqual(shown.select_one(".kind a")["href"], "/en/facts/")
        persian = self.read(self.address(wells, "fa"))
        self.assertEqual((persian.html["dir"], text(persian.h1)), ("rtl", "چاه‌های خوانده‌شده ۶۱ چاه"))

    def test_every_value_that_was_published_stands_in_its_history(self):
        wells = fact(amount=55, as_of=date(2025, 3, 1))
        self.assertIsNone(self.read(self.address(wells)).select_one(".history"))
        republish(wells, amount=61, as_of=date(2026, 3, 1))
        rows = self.read(self.address(wells)).select(".history tbody tr")
        self.assertEqual([text(row.select_one(".fact-value")) for row in rows], ["61 wells", "55 wells"])
        self.assertIn("1 March 2025", text(rows[1]))

    def test_it_lists_what_says_it_in_public_and_in_its_language(self):
        wells = fact()
        story("It is said", body=telling(wells))
        story("Not yet", body=telling(wells), state="draft")
        story("Taken back", body=telling(wells), state="withdrawn")
        story("گفته شد", language="fa", body=telling(wells))
        titles = [text(link) for link in self.read(self.address(wells)).select(".row-title")]
        self.assertEqual(titles, ["It is said"])

    def test_the_list_has_pages_and_the_switch_leads_to_the_first(self):
        wells = fact()
        for number in range(21):
            story(f"Story {number}", body=telling(wells))
        self.assertEqual(len(self.read(self.address(wells)).select(".row-title")), 20)
        second = self.read(self.address(wells) + "?page=2")
        self.assertEqual(len(second.select(".row-title")), 1)
        self.assertEqual(second.select_one(".utility .editions a")["href"], self.address(wells, "fa"))
        self.read(self.address(wells) + "?page=3", status=404)

    def test_a_stale_fact_says_so(self):
        shown = self.read(self.address(fact(review_by=date(2026, 4, 1))))
        self.assertIn("Being checked", text(shown.select_one(".slugline")))

    def test_what_is_not_public_is_not_there(self):
        for state in ("draft", "withdrawn"):
            with self.subTest(state):
                hidden = fact(state=state)
                self.read(self.address(hidden), status=404)
                self.read(self.address(hidden, "fa"), status=404)
        self.read("/en/facts/figures/0123456789abcdef0123456789abcdef/", status=404)

    def test_an_address_that_no_fact_can_have_is_not_there(self):
        for name in ("%00", "%0a", "۱", "%F0%9F%98%80", "a" * 3000):
            with self.subTest(name[:20]):
                self.read(f"/en/facts/figures/{name}/", status=404)
