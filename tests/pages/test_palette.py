"""The brand engine: one colour of the house, and what can be read on every surface."""

import base64
import hashlib
import random
import re
from pathlib import Path

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import SimpleTestCase, TestCase, tag

from pages.models import BrandSettings
from pages.palette import RULE, SURFACES, TEXT, contrast, least_contrast, palette_of
from tests.factories import brand, newsroom
from tests.stories.admin import user

SHEET = (Path(settings.BASE_DIR) / "static" / "css" / "site.css").read_text()
#: More than WCAG's 4.5: black or white on any colour at all.
WORST_ON_FILL = 4.58


@tag("once")
class Palette(SimpleTestCase):
    def test_ten_thousand_colours_can_be_read_in_both_modes(self):
        chance = random.Random(5)
        for _number in range(10_000):
            palette = palette_of(f"#{chance.randrange(1 << 24):06X}")
            self.assertGreaterEqual(palette.on_fill_contrast, WORST_ON_FILL, palette)
            for name, mode in (("light", palette.light), ("dark", palette.dark)):
                self.assertGreaterEqual(least_contrast(mode.text, name), TEXT, palette)
                self.assertGreaterEqual(least_contrast(mode.rule, name), RULE, palette)

    def test_the_exact_colour_stays_on_buttons_and_wherever_it_can_be_read(self):
        navy = palette_of("#1e3a8a")
        self.assertEqual((navy.fill, navy.on_fill), ("#1E3A8A", "#FFFFFF"))
        self.assertEqual((navy.light.text, navy.light.rule), ("#1E3A8A", "#1E3A8A"))
        yellow = palette_of("#FFCC00")
        self.assertEqual((yellow.fill, yellow.on_fill, yellow.dark.text), ("#FFCC00", "#000000", "#FFCC00"))

    def test_what_cannot_be_read_is_moved_as_far_as_needed_and_keeps_its_hue(self):
        # Known values of the method for a yellow, an orange, a green and a navy.
        self.assertEqual(palette_of("#FFCC00").light.text, "#7F6400")
        self.assertEqual(palette_of("#FF6A13").light.rule, "#E05900")
        self.assertEqual(palette_of("#1DB954").light.text, "#007831")
        self.assertEqual(palette_of("#1E3A8A").dark.text, "#688DE4")

    def test_contrast_is_that_of_wcag(self):
        self.assertAlmostEqual(contrast("#000000", "#FFFFFF"), 21)
        self.assertAlmostEqual(contrast("#777777", "#FFFFFF"), 4.48, places=2)

    def test_the_surfaces_are_those_of_the_stylesheet(self):
        for mode, start in (("light", ":root {"), ("dark", ":root[data-theme=dark] {")):
            block = SHEET[SHEET.index(start) :]
            values = [re.search(rf"--{name}: (#\w+)", block)[1] for name in ("paper", "card", "wash", "sunk")]
            whole = [value.upper() if len(value) == 7 else "#FFFFFF" for value in values]
            self.assertEqual(tuple(whole), SURFACES[mode])

    def test_dark_is_the_same_whether_the_device_or_the_reader_wants_it(self):
        of_device, of_reader = (
            set(re.findall(r"--[\w-]+: [^;]+", SHEET[SHEET.index(start) :].partition("}")[0]))
            for start in (":root:not([data-theme=light]) {", ":root[data-theme=dark] {")
        )
        self.assertEqual(of_device, of_reader)
        self.assertGreater(len(of_device), 12)


@tag("once")
class OnThePages(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand(colour="#FFCC00")

    def test_every_page_carries_the_colours_and_the_policy_allows_nothing_else(self):
        response = self.client.get("/en/")
        style = BeautifulSoup(response.content, "html.parser").style.string
        self.assertIn("--brand-fill:#FFCC00", style)
        self.assertIn("--on-brand:#000000", style)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        directives = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
        self.assertEqual(directives["style-src"], f"'self' 'sha256-{digest}'")

    def test_the_house_may_prefer_a_mode_and_the_device_decides_otherwise(self):
        self.assertNotIn("data-theme", BeautifulSoup(self.client.get("/fa/").content, "html.parser").html.attrs)
        house = BrandSettings.objects.get()
        house.default_mode = BrandSettings.Mode.DARK
        house.save()
        self.assertEqual(BeautifulSoup(self.client.get("/fa/").content, "html.parser").html["data-theme"], "dark")


@tag("once")
class InTheAdmin(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand(colour="#FFCC00")

    def test_the_form_says_in_swatches_and_words_what_becomes_of_the_colour(self):
        self.client.force_login(user("Publisher"))
        shown = self.client.get("/admin/settings/pages/brandsettings/", follow=True)
        words = " ".join(BeautifulSoup(shown.content, "html.parser").select_one(".nr-palette").get_text().split())
        self.assertIn("with black words on it", words)
        self.assertIn("For light mode we use a darker version", words)
        self.assertIn("#7F6400", words)

    def test_another_colour_is_judged_before_it_is_saved(self):
        self.client.force_login(user("Publisher"))
        answer = self.client.get("/admin/brand/palette/", {"colour": "#1E3A8A"})
        self.assertContains(answer, "with white words on it")
        self.assertContains(answer, "#688DE4")

    def test_what_is_no_colour_is_refused_in_words(self):
        self.client.force_login(user("Publisher"))
        for wrong in ("", "red", "#12345", "#1E3A8A\n", "#1E3A8A;}"):
            answer = self.client.get("/admin/brand/palette/", {"colour": wrong})
            self.assertContains(answer, "six digits", status_code=400)

    def test_it_is_no_address_of_the_public(self):
        self.assertEqual(self.client.get("/admin/brand/palette/", {"colour": "#1E3A8A"}).status_code, 302)
