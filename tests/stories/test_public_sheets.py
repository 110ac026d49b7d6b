"""Fact sheets: what stands in them, what changed, what they said before."""

from datetime import date

from django.test import tag

from tests.factories import body, fact, fact_sheet, person, placed, republish

from .test_public_pages import NewsroomTestCase, text


@tag("once")
class Sheets(NewsroomTestCase):
    def setUp(self):
        self.wells = fact()
        self.fall = fact("Fall", amount=-38, unit="cm", texts={
            "en": {"statement": "Average fall", "note": "All wells."}, "fa": {"statement": "میانگین افت"},
        })  # fmt: skip

    def sheet(self, **given):
        given.setdefault("groups", [("The plain", [self.fall]), ("How it is read", [self.wells])])
        return fact_sheet(**given)

    def test_it_names_version_reference_and_the_latest_day(self):
        written = self.sheet()
        head = text(self.read(written.url).select_one(".slugline"))
        for words in ("Fact sheet", written.reference, "Version 1", "As of 1 March 2026"):
            self.assertIn(words, head)

    def test_each_figure_is_a_row_with_its_heads_and_an_address_of_its_own(self):
        shown = self.read(self.sheet().url)
        self.assertEqual([text(h2) for h2 in shown.select(".facts h2")], ["The plain", "How it is read"])
        table = shown.select_one(".fact-table")
        self.assertEqual(
            [text(cell) for cell in table.select("th[scope=col]")][:4], ["Fact", "Value", "As of", "Source"]
        )
        row = table.select_one(f"#fact-{self.fall.public_id[:8]}")
        self.assertEqual(text(row.select_one("th[scope=row] a")), "Average fall")
        self.assertEqual(text(row.select_one(".fact-value")), "−38 cm")
        self.assertIn("All wells.", text(row))
        self.assertIn("Karizan Water Trust, NW-FS", row.select_one(".copy")["data-words"])

    def test_its_parts_can_be_led_to(self):
        shown = self.read(self.sheet().url)
        for link in shown.select(".contents a"):
            self.assertEqual(text(shown.select_one(link["href"]).h2), text(link))

    def test_persian_reads_right_to_left_in_its_own_words(self):
        shown = self.read(self.sheet(title="برگه", language="fa", groups=[("دشت", [self.fall])]).url)
        self.assertIn("میانگین افت", text(shown.select_one(".fact-table")))
        self.assertIn("۱۰ اسفند ۱۴۰۴", text(shown.select_one(".fact-table")))
        self.assertEqual(shown.html["dir"], "rtl")

    def test_the_same_fact_twice_has_one_address(self):
        shown = self.read(self.sheet(groups=[("One", [self.wells]), ("Two", [self.wells])]).url)
        self.assertEqual(len(shown.select(f"#fact-{self.wells.public_id[:8]}")), 1)
        self.assertEqual(len(shown.select(".fact-table tbody tr")), 2)

    def test_what_a_table_shows_is_not_listed_again(self):
        rain = fact("Rain", amount=131, unit="mm")
        texts = ("paragraph", f"<p>{placed(self.wells)} and {placed(rain)}.</p>")
        written = self.sheet(body=body(texts, ("facts", {"title": "Wells", "facts": [self.wells.pk]})))
        self.assertEqual([text(b) for b in self.read(written.url).select(".figures b")], ["131 mm"])

    def test_names_say_how_they_are_said(self):
        mina = person("Mina Tavakoli", role="Hydrologist", texts={"en": {"pronunciation": "MEE-na"}})
        written = self.sheet(body=body(("names", {"title": "Names", "people": [mina.pk]})))
        self.assertEqual(text(self.read(written.url).select_one(".names dl")), "Mina Tavakoli Hydrologist MEE-na")

    def test_somebody_answers_for_the_figures(self):
        kaveh = person("Kaveh Nazari", is_press_contact=True, phone="+98 21 5555 0142")
        shown = self.read(self.sheet(contacts=[kaveh]).url)
        self.assertIn("Kaveh Nazari", text(shown.select_one(".figure-contacts")))

    def test_a_withdrawn_fact_leaves_its_table_and_a_group_without_facts_is_gone(self):
        written = self.sheet()
        self.fall.unpublish()
        shown = self.read(written.url)
        self.assertEqual([text(h2) for h2 in shown.select(".facts h2")], ["How it is read"])
        self.assertNotIn("38", text(shown.main))

    def test_a_change_makes_a_version_that_says_what_is_another(self):
        written = self.sheet()
        self.assertIsNone(self.read(written.url).select_one(".changed"))
        republish(self.wells, amount=64, as_of=date(2026, 9, 1))
        shown = self.read(written.url)
        self.assertIn("version 2", text(shown.select_one(".changed h2")))
        self.assertEqual(text(shown.select_one(".changes li")), "Wells read : 64 wells , was 61 wells")
        self.assertEqual(text(shown.select_one(f"#fact-{self.wells.public_id[:8]} .fact-since")),
                         "Was 61 wells on 1 March 2026")  # fmt: skip
        self.assertEqual(shown.select_one(".history a")["href"], f"{written.url}?version=1")

    def test_an_earlier_version_can_be_read_and_is_not_to_be_found(self):
        written = self.sheet()
        republish(self.wells, amount=64)
        shown = self.read(f"{written.url}?version=1")
        tables = " ".join(text(table) for table in shown.select(".fact-table"))
        self.assertIn("61 wells", tables)
        self.assertNotIn("64 wells", tables)
        bar = shown.select_one(".bar-info")
        self.assertIn("This is version 1", text(bar))
        self.assertEqual(bar.a["href"], written.url)
        self.assertIn("noindex", [meta["content"] for meta in shown.select("meta[name=robots]")])
        self.assertTrue(shown.select_one("link[rel=canonical]")["href"].endswith(written.url))

    def test_versions_that_never_were_are_not_there(self):
        written = self.sheet()
        for number in ("2", "0", "x", "-1", "1.5", "²", "%00", "9" * 20, "9" * 5000):
            with self.subTest(number[:20]):
                self.read(f"{written.url}?version={number}", status=404)
        self.assertIsNone(self.read(f"{written.url}?version=1").select_one(".bar-info"))
        self.read(f"{written.url}?version=۱")

    def test_an_old_sheet_is_not_called_old(self):
        self.assertIsNone(self.read(self.sheet(days_ago=800).url).select_one(".bar-old"))

    def test_the_facts_page_lists_it_and_says_so_while_it_has_none(self):
        self.assertIn("Nothing has been published here yet.", text(self.read("/en/facts/").main))
        written = self.sheet()
        shown = self.read("/en/facts/")
        self.assertEqual(shown.select_one(".index-list h2 a")["href"], written.url)
        self.assertIn("Fact sheet", text(shown.select_one(".index-list")))
