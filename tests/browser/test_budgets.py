"""How much a reader carries for each kind of page at the first visit, pictures apart.

Bytes are those on the line, headers included, as Chromium counts them; the server answers with the product's own
compression, and static files come as they are collected for production (`transfer.AsCollected`).
"""

from django.test import tag

from .base import BrowserTestCase
from .edition import edition
from .transfer import AsCollected, Line

#: Kilobytes of markup, scripts, and of all together in English and Persian. Stylesheets are the same everywhere.
BUDGETS = {
    "home": (16, 4, 104, 77),
    "story": (14, 4, 102, 75),
    "release": (12, 4, 63, 54),
    "statement": (12, 4, 63, 54),
    "kit": (16, 7, 70, 61),
    "sheet": (12, 4, 63, 54),
    "figure": (12, 4, 63, 54),
    "topic": (12, 3, 99, 72),
    "search": (12, 5, 64, 55),
    "person": (10, 4, 98, 71),
    "missing": (6, 2, 55, 46),
    # What lists is as heavy as a topic.
    "stories": (12, 3, 99, 72),
    "people": (12, 3, 99, 72),
    "releases": (12, 3, 63, 54),
    "statements": (12, 3, 63, 54),
    "sheets": (12, 3, 63, 54),
    # Like a press kit: both have the library's script and sheet.
    "media": (16, 7, 70, 61),
    "topics": (12, 3, 63, 54),
    "information": (12, 3, 63, 54),
}
STYLES = 12
#: Pages of files have a sheet of their own besides.
OF_FILES, STYLES_OF_FILES = {"kit", "media"}, 15
#: Pages that begin in both voices; all others are set in the one of the record.
BOTH_VOICES = {"home", "story", "topic", "person", "stories", "people"}
FONTS = {"en": ("nr-sans", "nr-serif"), "fa": ("nr-vazir", "nr-naskh")}
#: Come only where there are slanted words, or words in Latin letters on a Persian page; kilobytes.
BESIDES = {"nr-serif-italic": 22, "nr-vazir-latin": 8}
REQUESTS = {"home": 12}
REQUESTS_OF_THE_RECORD = 10


@tag("look")
class BudgetTests(BrowserTestCase):
    static_handler = AsCollected

    def test_no_page_is_heavier_than_its_budget(self):
        with self.alone():
            addresses = edition()
        for language, pages in addresses.items():
            for kind, address in pages.items():
                with self.subTest(f"{kind} in {language}"):
                    self.assert_within_budget(kind, language, self.first_visit(address))

    def first_visit(self, address):
        page = self.visitor()
        line = Line(page)
        page.goto(address)
        page.evaluate("document.fonts.ready")
        page.context.close()
        return line

    def assert_within_budget(self, kind, language, line):
        markup, scripts, *totals = BUDGETS[kind]
        sizes, fonts = line.kilobytes(), line.fonts()
        extra = sum(kilobytes for name, kilobytes in BESIDES.items() if name in fonts)
        self.assertLessEqual(sizes["Document"], markup)
        self.assertLessEqual(sizes["Stylesheet"], STYLES_OF_FILES if kind in OF_FILES else STYLES)
        self.assertLessEqual(sizes["Script"], scripts)
        self.assertLessEqual(sizes["total"], totals[language == "fa"] + extra)
        voices = FONTS[language][: 2 if kind in BOTH_VOICES else 1]
        self.assertEqual(set(fonts) - set(BESIDES), set(voices))
        self.assertEqual(max(fonts.values()), 1)
        self.assertLessEqual(len(line.counted), REQUESTS.get(kind, REQUESTS_OF_THE_RECORD))
