"""Statements: who speaks, and the latest word of a thread."""

from datetime import UTC, datetime

from django.test import tag

from tests.factories import fact, person, placed, republish, statement

from .test_public_pages import NewsroomTestCase, text

FIRST = datetime(2026, 3, 30, 9, 30, tzinfo=UTC)
SECOND = datetime(2026, 4, 1, 17, 45, tzinfo=UTC)
THREAD = [(FIRST, "We look into it", "<p>Nobody was hurt.</p>"), (SECOND, "It is mended", "<p>Water runs.</p>")]


@tag("once")
class Statements(NewsroomTestCase):
    def test_the_house_speaks_where_nobody_is_named(self):
        shown = self.read(statement(published_at=FIRST).url)
        self.assertEqual(text(shown.select_one(".speaker")), "Statement of Karizan Water Trust")
        self.assertIn("We were wrong", text(shown.select_one("#statement-text")))
        self.assertIn("13:00", text(shown.select_one(".issued")))
        self.assertIn("09:30 UTC", text(shown.select_one(".issued")))

    def test_a_person_speaks_in_their_role(self):
        mina = person("Mina Tavakoli", role="Chief hydrologist")
        speaker = self.read(statement(attributed_to=mina).url).select_one(".speaker")
        self.assertEqual(text(speaker), "Statement by Mina Tavakoli , Chief hydrologist")
        self.assertEqual(speaker.a["href"], "/en/people/mina-tavakoli/")

    def test_a_persian_statement_reads_right_to_left(self):
        shown = self.read(statement("بیانیه", language="fa", thread=THREAD, published_at=FIRST).url)
        self.assertEqual(shown.html["dir"], "rtl")
        self.assertIn("۱۲ فروردین ۱۴۰۵", text(shown.select_one(".entry-at")))

    def test_the_latest_word_stands_on_top_and_in_the_slugline(self):
        shown = self.read(statement(thread=THREAD, published_at=FIRST).url)
        self.assertEqual([text(h2) for h2 in shown.select(".entry h2")], ["It is mended", "We look into it"])
        self.assertIn("As of 1 April 2026, 21:15", text(shown.select_one(".slugline")))
        whole = text(shown.select_one("#statement-text"))
        self.assertLess(whole.index("Nobody was hurt"), whole.index("We were wrong"))
        self.assertIn("The first statement", whole)

    def test_each_word_of_a_thread_can_be_cited(self):
        shown = self.read(statement(thread=THREAD).url)
        links = [link["href"] for link in shown.select(".entry-at a")]
        self.assertEqual(len(set(links)), 2)
        for entry, link in zip(shown.select(".entry"), links, strict=True):
            self.assertEqual(f"#{entry['id']}", link)

    def test_a_single_statement_is_no_thread(self):
        shown = self.read(statement().url)
        self.assertFalse(shown.select(".entry, .first-word, .bar-ok"))
        self.assertNotIn("As of", text(shown.select_one(".slugline")))

    def test_a_closed_thread_says_how_it_ended(self):
        shown = self.read(statement(thread=THREAD, outcome="The office has closed its file.").url)
        self.assertIn("The office has closed its file.", text(shown.select_one(".bar-ok")))

    def test_a_statement_keeps_its_figures(self):
        wells = fact()
        written = statement(thread=[(FIRST, "Wells", f"<p>We read {placed(wells)}.</p>")])
        republish(wells, amount=64)
        shown = self.read(written.url)
        self.assertIn("61 wells", text(shown.select_one(".entry")))
        self.assertIn("Now 64 wells", text(shown.select_one(".figures")))

    def test_its_kind_leads_to_the_statements_although_the_masthead_does_not(self):
        shown = self.read(statement().url)
        self.assertEqual(shown.select_one(".item-head .kind a")["href"], "/en/statements/")
        self.assertNotIn("/en/statements/", [link["href"] for link in shown.select(".sections a")])

    def test_the_statements_are_listed(self):
        self.assertIn("Nothing has been published here yet.", text(self.read("/en/statements/").main))
        written = statement()
        self.assertEqual(self.read("/en/statements/").select_one(".index-list h2 a")["href"], written.url)

    def test_a_draft_is_not_there(self):
        self.read(f"/en/statements/{statement(state='draft').slug}/", status=404)
