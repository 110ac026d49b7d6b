"""Asks feeds as readers do: parsed as XML and JSON, by their addresses."""

import json

import feedparser
import lxml.etree
import lxml.html
from django.test import TestCase

from tests.factories import (
    brand,
    newsroom,
)

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "at": "http://purl.org/atompub/tombstones/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "media": "http://search.yahoo.com/mrss/",
}
ORIGIN = "http://testserver"
XML = ("rss", "atom")


class FeedsCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def get(self, path, status=200, **headers):
        response = self.client.get(path, headers=headers)
        self.assertEqual(response.status_code, status, path)
        return response

    def read(self, path):
        """(title, ids, titles, next) of a feed in whatever form; feedparser must have nothing to complain about."""
        content = self.get(path).content
        if ".json" in path:
            told = json.loads(content)
            self.assertEqual(told["version"], "https://jsonfeed.org/version/1.1")
            self.assertEqual(told["feed_url"], ORIGIN + path)
            items = told["items"]
            return told["title"], [i["id"] for i in items], [i["title"] for i in items], told.get("next_url", "")
        parsed = feedparser.parse(content)
        self.assertFalse(parsed.bozo, parsed.get("bozo_exception"))
        links = {link.rel: link.href for link in parsed.feed.links}
        self.assertEqual(links["self"], ORIGIN + path)
        entries = parsed.entries
        return parsed.feed.title, [e.id for e in entries], [e.title for e in entries], links.get("next", "")

    def titles(self, path):
        return self.read(path)[2]

    def atom(self, path="/en/feeds/all.atom"):
        return lxml.etree.fromstring(self.get(path).content)

    def json(self, path="/en/feeds/all.json"):
        return json.loads(self.get(path).content)
