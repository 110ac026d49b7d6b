"""The pages as microformats2 (microformats.org) reads them."""

import mf2py
from django.test import TestCase, tag

from .everything import LANGUAGES, plant

ORIGIN = "http://testserver"
ITEMS = ("story", "release", "statement", "sheet", "kit")


@tag("once")
class MicroformatsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.paths = plant()

    def items(self, path):
        html = self.client.get(path).content.decode()
        return mf2py.parse(doc=html, url=ORIGIN + path)["items"]

    def first(self, path, kind):
        return next(item["properties"] for item in self.items(path) if kind in item["type"])

    def test_every_kind_of_item_is_an_entry_with_its_address_time_text_and_authors(self):
        for language in LANGUAGES:
            for name in ITEMS:
                path = self.paths[language][name]
                with self.subTest(path):
                    entry = self.first(path, "h-entry")
                    self.assertEqual(entry["url"], [ORIGIN + path])
                    self.assertEqual(entry["uid"], [ORIGIN + path])
                    self.assertEqual(len(entry["name"]), 1)
                    self.assertRegex(entry["published"][0], r"^\d{4}-\d\d-\d\dT.*[+-]\d\d:?\d\d$")
                    self.assertTrue(entry["content"][0]["value"].strip())
                    self.assertEqual(entry["category"], ["Water" if language == "en" else "آب"])
                    (author,) = entry["author"]
                    self.assertEqual(author["type"], ["h-card"])
                    spoken = name in ("story", "statement")
                    house = {"en": "Karizan Water Trust", "fa": "بنیاد آب کاریزان"}[language]
                    leila = {"en": "Leila Rahmani", "fa": "لیلا رحمانی"}[language]
                    self.assertEqual(author["properties"]["name"], [leila if spoken else house])

    def test_lists_are_feeds_of_entries(self):
        for name in ("StoryIndexPage", "topic", "person"):
            path = self.paths["en"][name]
            with self.subTest(path):
                feed = next(item for item in self.walk(self.items(path)) if "h-feed" in item["type"])
                entries = [child["properties"] for child in feed["children"]]
                self.assertIn(f"{ORIGIN}{self.paths['en']['story']}", [entry["url"][0] for entry in entries])
                for entry in entries:
                    self.assertTrue(entry["name"][0] and entry["published"][0])

    def walk(self, items):
        for item in items:
            yield item
            yield from self.walk(item.get("children", []))

    def test_a_person_is_a_card(self):
        card = self.first(self.paths["en"]["person"], "h-card")
        self.assertEqual(card["name"], ["Leila Rahmani"])
        self.assertEqual(card["job-title"], ["Editor"])
        self.assertEqual(card["email"], ["mailto:leila@karizan.example"])
        self.assertEqual(card["tel"], ["+98 21 5555 0146"])
