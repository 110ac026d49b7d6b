"""Facts and fact sheets as tables and JSON, and press contacts as cards."""

import csv
import io
import json

from bs4 import BeautifulSoup
from django.test import SimpleTestCase, TestCase, tag

from pages.spreadsheets import table
from syndication.forms.figures import COLUMNS
from syndication.forms.vcard import folded
from tests.factories import brand, fact, fact_sheet, newsroom, person, republish

ORIGIN = "http://testserver"
#: More than a line of a card holds.
LONG_ROLE = "مسئول ارتباط با رسانه‌های خارجی و داخلی بنیاد"


def rows_of(response):
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


class Figures(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.wells = fact(amount=61, source_address="https://register.example/61")
        words = {"en": {"statement": "Change", "note": "=1+1"}}
        cls.change = fact("Change", amount="-38.5", unit="percent", texts=words)

    def address(self, of, form, language="en"):
        return f"/{language}/facts/figures/{of.public_id}/?format={form}"

    def test_a_fact_is_a_table_of_its_versions_with_day_and_source(self):
        republish(self.wells, amount=64)
        response = self.client.get(self.address(self.wells, "csv"))
        self.assertEqual(response["Content-Type"], "text/csv; charset=utf-8")
        self.assertRegex(response["Content-Disposition"], r'^attachment; filename="fact-[0-9a-f]{8}\.csv"; filename\*=')
        rows = rows_of(response)
        self.assertEqual(tuple(rows[0]), COLUMNS)
        self.assertEqual([row["number"] for row in rows], ["64", "61"])
        row = rows[0]
        self.assertEqual((row["statement"], row["value"], row["unit"]), ("Wells read", "64\u00a0wells", "wells"))
        self.assertEqual((row["as_of"], row["source"]), ("2026-03-01", "Register of wells"))
        self.assertEqual(row["source_url"], "https://register.example/61")
        self.assertEqual(row["url"], f"{ORIGIN}/en/facts/figures/{self.wells.public_id}/")
        self.assertRegex(row["updated"], r"^\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d$")

    def test_in_persian_words_are_persian_and_numbers_are_numbers(self):
        row = rows_of(self.client.get(self.address(self.wells, "csv", "fa")))[0]
        self.assertEqual((row["statement"], row["value"], row["number"]), ("چاه‌های خوانده‌شده", "۶۱\u00a0چاه", "61"))
        self.assertEqual((row["source"], row["language"]), ("دفتر چاه‌ها", "fa"))

    def test_no_cell_is_a_formula_and_a_negative_number_stays_a_number(self):
        row = rows_of(self.client.get(self.address(self.change, "csv")))[0]
        self.assertEqual((row["note"], row["number"], row["unit_code"]), ("'=1+1", "-38.5", "percent"))

    def test_a_fact_as_json_says_what_holds_and_what_held(self):
        republish(self.wells, amount=64)
        response = self.client.get(self.address(self.wells, "json"))
        self.assertEqual(response["Content-Type"], "application/json")
        told = json.loads(response.content)
        self.assertEqual((told["schema"], told["number"], told["unit"]), ("urn:newsroom:fact:1", 64, "wells"))
        self.assertEqual([version["number"] for version in told["history"]], [64, 61])

    def test_a_sheet_is_a_table_of_its_groups(self):
        sheet = fact_sheet(groups=[("Wells", [self.wells]), ("Change", [self.change])])
        rows = rows_of(self.client.get(f"{sheet.url_path}?format=csv"))
        self.assertEqual([(row["group"], row["number"]) for row in rows], [("Wells", "61"), ("Change", "-38.5")])
        told = json.loads(self.client.get(f"{sheet.url_path}?format=json").content)
        self.assertEqual([record["number"] for record in told["facts"]], [61, -38.5])

    def test_what_is_not_public_and_what_there_is_not_is_a_404(self):
        draft = fact("Draft", state="draft")
        addresses = [
            self.address(draft, "csv"), self.address(self.wells, "pdf"), self.address(self.wells, ""),
            "/en/facts/figures/nothing/?format=csv",
        ]  # fmt: skip
        for address in addresses:
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_the_page_of_a_fact_offers_them(self):
        page = BeautifulSoup(self.client.get(f"/en/facts/figures/{self.wells.public_id}/").content, "html.parser")
        offered = [link["href"] for link in page.select(".fact-tools a[type]")]
        self.assertEqual([address.partition("?")[2] for address in offered], ["format=csv", "format=json"])
        self.assertTrue(page.select_one("link[rel=alternate][type='text/csv']"))

    def test_conditions_and_other_methods(self):
        address = self.address(self.wells, "csv")
        etag = self.client.get(address)["ETag"]
        self.assertEqual(self.client.get(address, headers={"If-None-Match": etag}).status_code, 304)
        self.assertEqual(self.client.head(address).status_code, 200)
        self.assertEqual(self.client.post(address).status_code, 405)
        republish(self.wells, amount=65)
        self.assertEqual(self.client.get(address, headers={"If-None-Match": etag}).status_code, 200)


class Cards(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.kaveh = person(
            "Kaveh Nazari", "کاوه نظری", role="Head; of press, Tehran", role_fa=LONG_ROLE,
            is_press_contact=True, phone="+98 21 5555 0142", mobile="۰۹۱۲ ۵۵۵ ۰۱۴۳", email="kaveh@karizan.example",
            languages=["en", "fa"],
        )  # fmt: skip

    def card(self, language):
        response = self.client.get(f"/{language}/people/{self.kaveh.slug}/?format=vcf")
        self.assertEqual((response.status_code, response["Content-Type"]), (200, "text/vcard; charset=utf-8"))
        return response.content.decode()

    def properties(self, card):
        unfolded = card.replace("\r\n ", "")
        return dict(line.split(":", 1) for line in unfolded.split("\r\n") if line)

    def test_it_says_how_to_reach_a_press_contact(self):
        found = self.properties(self.card("en"))
        self.assertEqual((found["BEGIN"], found["VERSION"], found["END"]), ("VCARD", "3.0", "VCARD"))
        self.assertEqual((found["FN"], found["TITLE"]), ("Kaveh Nazari", "Head\\; of press\\, Tehran"))
        self.assertEqual(found["TEL;TYPE=WORK,VOICE"], "+98 21 5555 0142")
        self.assertEqual(found["TEL;TYPE=CELL"], "0912 555 0143")
        self.assertEqual(found["ORG"], "Karizan Water Trust")
        self.assertEqual(found["URL"], f"{ORIGIN}/en/people/{self.kaveh.slug}/")

    def test_persian_is_folded_between_letters(self):
        card = self.card("fa")
        self.assertEqual(self.properties(card)["TITLE"], LONG_ROLE)
        self.assertTrue(all(len(line.encode()) <= 75 for line in card.split("\r\n")))

    def test_only_press_contacts_with_a_page_have_one(self):
        others = [
            person("Author", is_press_contact=False, email="a@karizan.example"),
            person("Hidden", is_press_contact=True, is_public=False, phone="1"),
        ]
        for someone in others:
            self.assertEqual(self.client.get(f"/en/people/{someone.slug}/?format=vcf").status_code, 404)
        for address in (f"/en/people/{self.kaveh.slug}/?format=txt", "/en/people/?format=vcf"):
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_their_page_offers_it(self):
        page = BeautifulSoup(self.client.get(f"/en/people/{self.kaveh.slug}/").content, "html.parser")
        self.assertEqual(page.select_one("main a[type='text/vcard']")["href"], "?format=vcf")


@tag("once")
class Writing(SimpleTestCase):
    def test_a_line_is_folded_at_75_octets_and_no_character_is_cut(self):
        lines = folded("X:" + "آ" * 80).split("\r\n")
        self.assertTrue(all(len(line.encode()) <= 75 for line in lines))
        self.assertEqual(lines[0] + "".join(line[1:] for line in lines[1:]), "X:" + "آ" * 80)

    def test_a_table_is_read_back_as_it_was_written(self):
        text = table(("a", "b"), [{"a": 'He said "x",\ny', "b": -3}, {"a": "@x", "b": None}])
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
        self.assertEqual(rows, [["a", "b"], ['He said "x",\ny', "-3"], ["'@x", ""]])
