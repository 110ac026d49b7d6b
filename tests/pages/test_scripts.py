"""What readers carry for the behaviour of the pages, and that the pages hold to it."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase, tag

SCRIPTS = Path(settings.BASE_DIR) / "static" / "js"
#: Bytes after `gzip -9`.
BUDGET = {
    "core.js": 1100,
    "theme.js": 700,
    "copy.js": 1800,
    "viewer.js": 1200,
    "press_line.js": 800,
    "reader_zone.js": 700,
    "suggest.js": 600,
    "embed.js": 300,
    "library.js": 2450,
}


@tag("once")
class ScriptsTest(SimpleTestCase):
    def test_each_stays_within_its_budget(self):
        for name, most in BUDGET.items():
            with self.subTest(name):
                self.assertLessEqual(len(gzip.compress((SCRIPTS / name).read_bytes(), 9)), most)

    def test_nothing_is_fetched_from_elsewhere_and_no_script_is_made_from_text(self):
        for name in BUDGET:
            with self.subTest(name):
                self.assertEqual(
                    re.findall(r"https?://|\beval\b|innerHTML|document\.write", (SCRIPTS / name).read_text()), []
                )
