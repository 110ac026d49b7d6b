"""Asks the API as a program does, and holds each answer to its schema."""

from datetime import UTC, datetime

from django.core.cache import cache
from django.test import TestCase

from tests.factories import (
    brand,
    newsroom,
)

ORIGIN, API = "http://testserver", "/api/v1/"
AT = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)


class ApiCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def setUp(self):
        cache.clear()

    def ask(self, path="", status=200, headers=None, **query):
        response = self.client.get(f"{API}{path}", query, headers=headers)
        self.assertEqual(response.status_code, status, response.content[:500])
        return response

    def read(self, path="", **query):
        return self.ask(path, **query).json()

    def ids(self, path, **query):
        return [row["id"] for row in self.read(path, **query)["data"]]

    def titles(self, **query):
        return [row["title"] for row in self.read("items/", **query)["data"]]

    def refused(self, path, status=400, **query):
        problem = self.ask(path, status, **query)
        self.assertEqual(problem["Content-Type"], "application/problem+json")
        self.assertEqual(problem.json()["status"], status)
        return problem.json()


def id_of(page):
    return f"{page.translation_key}.{page.locale.language_code}"
