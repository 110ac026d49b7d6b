"""The page that says where each way of leaking is asked about tells the truth."""

import importlib.util
import re
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase

from publication.audit.own_surfaces import OWN
from publication.registries import surfaces


class LeakPathsTest(SimpleTestCase):
    def setUp(self):
        self.page = Path(settings.BASE_DIR, "docs", "leak-paths.md").read_text()
        self.named = set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", self.page)) - {"italics"}
        self.surfaces = {surface.name for surface in (*OWN, *surfaces)}

    def test_every_surface_of_the_audit_stands_on_the_page(self):
        self.assertEqual(self.surfaces - self.named, set())

    def test_every_surface_on_the_page_is_visited_by_the_audit(self):
        self.assertEqual(self.named - self.surfaces, set())

    def test_every_module_on_the_page_exists(self):
        modules = re.findall(r"`(tests\.[\w.]+)`", self.page)
        self.assertGreater(len(modules), 20)
        self.assertEqual([name for name in modules if importlib.util.find_spec(name) is None], [])

    def test_seventy_paths_are_answered_for_one_by_one(self):
        rows = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", self.page, re.MULTILINE)
        self.assertEqual([int(number) for number, _where in rows], list(range(1, 71)))
