"""What readers see when we have failed: it must not fail in its turn."""

import base64
import hashlib
import logging

from bs4 import BeautifulSoup
from django.test import TestCase, override_settings

from tests.factories import brand, newsroom


@override_settings(ROOT_URLCONF="tests.pages.failing_urls")
class ServerErrorTests(TestCase):
    def setUp(self):
        newsroom()
        brand()
        self.client.raise_request_exception = False
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        self.assertEqual(self.client.get("/en/").status_code, 200)
        with self.assertNumQueries(0):
            self.answer = self.client.get("/failing/")
        self.shown = BeautifulSoup(self.answer.content, "html.parser")

    def test_it_says_so_in_both_languages_and_asks_no_database(self):
        self.assertEqual(self.answer.status_code, 500)
        self.assertIn("Something broke on our side.", self.shown.h1.get_text())
        self.assertEqual(self.shown.select_one("[lang=fa]")["dir"], "rtl")
        self.assertNotIn("RuntimeError", self.shown.get_text())

    def test_it_names_the_press_line_that_pages_named_before(self):
        self.assertEqual([link["href"] for link in self.shown.select("a[href^=tel]")], ["tel:+982155550140"] * 2)

    def test_its_style_is_allowed_and_it_asks_for_no_other_file(self):
        digest = base64.b64encode(hashlib.sha256(self.shown.style.get_text().encode()).digest()).decode()
        self.assertIn(f"'sha256-{digest}'", self.answer["Content-Security-Policy"])
        self.assertEqual(self.shown.select("link, script, img"), [])

    def test_nobody_keeps_it(self):
        self.assertIn("no-store", self.answer["Cache-Control"])
