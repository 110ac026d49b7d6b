"""Facts, fact sheets, statements and press kits in a browser: narrow, copied, on paper."""

import re
from datetime import UTC, datetime

from django.test import tag

from tests.factories import brand, document, fact, fact_sheet, person, picture, press_kit, republish, statement

from .base import CLIPBOARD, BrowserTestCase

NOTE = "Counted twice a year at the rim of the well pipe, after the pumps nearby have been silent for ten hours."
TITLES = {"en": "The Marvdan plain in figures", "fa": "دشت مرودان به روایت عدد"}


@tag("look")
class PublicKindTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            self.contact = person("Kaveh Nazari", is_press_contact=True, phone="+98 21 5555 0142")
            self.facts = [fact(f"Wells {number}", texts=self.words(number)) for number in range(12)]
            republish(self.facts[0], amount=64)
            self.sheets = {code: self.sheet(code) for code in TITLES}

    def words(self, number):
        return {
            "en": {"statement": f"Wells read on plain {number}", "note": NOTE},
            "fa": {"statement": f"چاه‌های خوانده‌شدهٔ دشت {number}", "note": "سالی دو بار از لبهٔ لولهٔ چاه خوانده می‌شود."},
        }

    def sheet(self, language):
        groups = [(f"Part {place}", self.facts[place * 4 : place * 4 + 4]) for place in range(3)]
        return fact_sheet(TITLES[language], language=language, groups=groups, contacts=[self.contact]).url

    def test_a_fact_sheet_of_a_dozen_figures_prints_on_one_side(self):
        page = self.visitor()
        for language, address in self.sheets.items():
            with self.subTest(language):
                page.goto(address)
                paper = page.pdf(format="A4", prefer_css_page_size=True)
                self.assertEqual(len(re.findall(rb"/Type\s*/Page\b", paper)), 1)

    def test_a_figure_and_a_section_are_copied_as_sentences(self):
        page = self.visitor(permissions=CLIPBOARD)
        page.goto(self.sheets["en"])
        for button, lines in ((page.locator("tr .copy"), 1), (page.locator(".facts-head .copy"), 4)):
            copied = self.copied_by(page, button.first)
            self.assertEqual(len(copied.splitlines()), lines)
            self.assertIn("Wells read on plain 0: 64\u00a0wells (as of 1 March 2026", copied)
            self.assertIn("Karizan Water Trust, NW-FS", copied)

    def test_nothing_is_wider_than_320_pixels(self):
        with self.alone():
            thread = [(datetime(2026, 4, 1, 17, tzinfo=UTC), "It is mended", "<p>Water runs.</p>")]
            files = [("Files", [("image", picture()), ("document", document("A paper with a rather long title"))])]
            made = [make for code in TITLES for make in (
                statement(language=code, thread=thread, contacts=[self.contact]),
                press_kit(language=code, chapters=files, contacts=[self.contact]),
            )]  # fmt: skip
            addresses = [*self.sheets.values(), *(item.url for item in made)]
        for code in TITLES:
            addresses += [f"/{code}/media/", f"/{code}/facts/figures/{self.facts[0].public_id}/"]
        page = self.visitor(viewport={"width": 320, "height": 640})
        for address in addresses:
            with self.subTest(address):
                self.assertEqual(page.goto(address).status, 200)
                self.assertEqual(page.evaluate(OUTSIDE), [])
                self.assert_no_complaints()


# The page itself clips what stands out, so each element is measured.
OUTSIDE = """() => [...document.querySelectorAll("main *")].filter(element => {
    const box = element.getBoundingClientRect();
    const hidden = getComputedStyle(element).position === "absolute";
    return !hidden && box.width && (box.right > innerWidth + 1 || box.left < -1);
}).map(element => element.outerHTML.slice(0, 80))"""
