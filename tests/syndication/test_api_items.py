"""Items of `/api/v1/`: lists, filters, one with all that it says."""

import json
import re
from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from media_library.renditions import make_missing
from syndication.api.registry import RESOURCES
from tests.factories import (
    body,
    document,
    fact,
    fact_sheet,
    person,
    picture,
    placed,
    press_kit,
    recording,
    release,
    republish,
    statement,
    story,
    topic,
)

from .api_client import API, AT, ORIGIN, ApiCase, id_of


class ItemsTests(ApiCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.water, cls.soil = topic("water"), topic("soil", name_fa="خاک")
        cls.leila = person("Leila Rahmani", "لیلا رحمانی")
        cls.sara = person("Sara Holm", None, is_public=False)
        cls.kaveh = person("Kaveh Nazari", is_press_contact=True, phone="+98 21 5555 0142", languages=["en", "fa"])
        cls.wells, cls.image, cls.sound, cls.file = fact(), picture(), recording(), document()
        make_missing(cls.image)
        blocks = [
            ("paragraph", f"<h2>The water</h2><p>It <b>came</b> to {placed(cls.wells)}.</p><ul><li>At noon</li></ul>"),
            ("key_facts", ["<p>34 qanats</p>"]),
            ("quote", {"words": "We lent it.", "person": cls.kaveh.pk}),
            ("fact_ref", cls.wells.pk),
            ("image", {"image": cls.image.pk, "caption": "At dawn"}),
            ("audio", {"media": cls.sound.pk}),
            ("documents", [cls.file.pk]),
            ("data_table", {
                "caption": "Level", "source": "Register", "as_of": "2026-03-01",
                "table": {"columns": [{"type": "text", "heading": "Year"}], "rows": [{"values": ["1404"]}]},
            }),
        ]  # fmt: skip
        cls.release = release(
            "Water came", published_at=AT, topics=[cls.water], people=[cls.leila, (cls.sara, "photographs")],
            contacts=[cls.kaveh], lead_image=cls.image, body=body(*blocks), place="Marvdan",
        )  # fmt: skip
        cls.persian = release(
            "آب رسید", language="fa", translation_of=cls.release, published_at=AT, topics=[cls.water],
            lead_image=cls.image, people=[cls.leila],
        )  # fmt: skip
        cls.story = story(
            "A quieter grid", published_at=AT + timedelta(days=1), topics=[cls.soil],
            body=body(
                ("timeline", [{"when": "1397", "what": "A shaft."}, {"when": "1405", "what": "Water."}]),
                ("embed", {"url": "https://video.example/1", "title": "From the air"}),
            ),
        )  # fmt: skip

    def test_a_list_says_what_is_news_in_its_language_newest_first(self):
        data = self.read("items/")["data"]
        self.assertEqual([row["title"] for row in data], ["A quieter grid", "Water came"])
        row = data[1]
        self.assertEqual(row["id"], id_of(self.release))
        self.assertEqual(row["urn"], f"urn:newsroom:{self.release.translation_key}:en")
        self.assertEqual(row["url"], f"{ORIGIN}{self.release.url_path}")
        self.assertEqual((row["kind"], row["label"]), ("pressrelease", "Press release"))
        self.assertEqual(row["published_at"], "2026-03-21T04:30:00+00:00")
        self.assertTrue(row["reference"].startswith("NW-"))
        self.assertEqual(
            row["topics"], [{"id": "water", "name": "Water", "url": f"{ORIGIN}/en/topics/water/"}]
        )  # fmt: skip
        self.assertEqual(
            [(who["role"], who["id"], who["name"]) for who in row["people"]],
            [("by", "leila-rahmani", "Leila Rahmani"), ("photographs", None, "Sara Holm")],
        )
        self.assertEqual([edition["language"] for edition in row["translations"]], ["fa"])
        self.assertEqual(row["picture"]["credit"], "Omid Karimi / Karizan")
        self.assertEqual(row["picture"]["alt"], "Reeds in mist")
        self.assertEqual({size["type"] for size in row["picture"]["sizes"]}, {"image/jpeg"})
        asset = self.read(f"assets/{row['picture']['id']}/")
        self.assertEqual({size["type"] for size in asset["sizes"]}, {"image/avif", "image/webp", "image/jpeg"})
        self.assertNotIn("html", row)

    def test_a_persian_list_speaks_persian(self):
        answer = self.ask("items/", language="fa")
        self.assertEqual(answer["Content-Language"], "fa")
        (row,) = answer.json()["data"]
        self.assertEqual((row["title"], row["label"]), ("آب رسید", "اطلاعیهٔ خبری"))
        self.assertEqual((row["topics"][0]["name"], row["people"][0]["name"]), ("آب", "لیلا رحمانی"))
        self.assertEqual(row["picture"]["alt"], "نیزار در مه")

    def test_one_item_says_all_that_its_page_says(self):
        row = self.read(f"items/{id_of(self.release)}/")
        self.assertEqual(row["place"], "Marvdan")
        self.assertEqual([contact["phone"] for contact in row["contacts"]], ["+98 21 5555 0142"])
        self.assertEqual([cited["value"] for cited in row["facts"]], ["61\u00a0wells"])
        types = [element["type"] for element in row["document"]]
        self.assertEqual(
            types,
            ["heading", "paragraph", "list", "list", "quote", "fact", "picture", "audio", "files", "table", "facts"],
        )
        self.assertEqual(row["document"][0], {"type": "heading", "level": 2, "text": "The water", "html": "The water"})
        self.assertIn("<b>came</b>", row["document"][1]["html"])
        self.assertIn(f'href="{ORIGIN}/en/facts/figures/{self.wells.public_id}/"', row["html"])
        self.assertIn("It came to 61 wells.", row["text"].replace("\u00a0", " "))
        self.assertEqual(row["document"][7]["terms"], "free_with_credit")

    def test_it_keeps_the_figure_of_its_day_and_says_what_holds_now(self):
        republish(self.wells, amount=64)
        (cited,) = self.read(f"items/{id_of(self.release)}/")["facts"]
        self.assertEqual((cited["value"], cited["now"]), ("61\u00a0wells", "64\u00a0wells"))

    def test_the_language_of_an_item_is_that_of_its_id(self):
        answer = self.ask(f"items/{id_of(self.persian)}/", language="en")
        self.assertEqual((answer["Content-Language"], answer.json()["label"]), ("fa", "اطلاعیهٔ خبری"))

    def test_lists_are_narrowed_by_kind_topic_person_and_time(self):
        for query, titles in (
            ({"kind": "story"}, ["A quieter grid"]),
            ({"kind": "story,pressrelease"}, ["A quieter grid", "Water came"]),
            ({"topic": "water"}, ["Water came"]),
            ({"topic": "nobody-knows-it"}, []),
            ({"person": "leila-rahmani"}, ["Water came"]),
            ({"person": self.sara.slug}, []),
            ({"since": "2026-03-22T00:00:00Z"}, ["A quieter grid"]),
            ({"until": "2026-03-22"}, ["Water came"]),
            ({"since": "2026-03-21T08:00:00 03:30", "until": "2026-03-21T08:00:01+03:30"}, ["Water came"]),
            ({"q": "quieter"}, ["A quieter grid"]),
            ({"q": "quieter", "kind": "pressrelease"}, []),
            ({"q": "water", "topic": "water", "since": "2026-01-01"}, ["Water came"]),
            ({"q": "“"}, []),
        ):
            with self.subTest(query):
                self.assertEqual(self.titles(**query), titles)

    def test_who_makes_a_statement_has_a_part_in_it(self):
        statement("On the water", attributed_to=self.leila)
        row = self.read("items/", kind="statement", person="leila-rahmani")["data"][0]
        self.assertEqual([(who["role"], who["name"]) for who in row["people"]], [("speaker", "Leila Rahmani")])

    def test_only_the_fields_that_are_asked_for_are_answered(self):
        self.assertEqual(
            self.read("items/", fields="title,url", limit=1)["data"],
            [{"title": "A quieter grid", "url": f"{ORIGIN}{self.story.url_path}"}],
        )
        self.assertEqual(set(self.read(f"items/{id_of(self.story)}/", fields="text")), {"text"})

    def test_pages_follow_one_another_whatever_is_published_meanwhile(self):
        for number in range(5):
            story(f"Story {number}", published_at=AT - timedelta(days=number + 1))
        seen, page = [], self.read("items/", limit=3, fields="title")
        while True:
            seen += [row["title"] for row in page["data"]]
            if not page["next"]:
                break
            story(f"Newer {len(seen)}")
            answer = self.client.get(page["next"])
            page = answer.json()
            self.assertEqual(answer.get("Link", ""), f'<{page["next"]}>; rel="next"' if page["next"] else "")
        self.assertEqual(
            seen, ["A quieter grid", "Water came", "Story 0", "Story 1", "Story 2", "Story 3", "Story 4"]
        )  # fmt: skip

    def test_what_is_found_by_words_has_pages_too(self):
        story("A grid of reeds", standfirst="Another grid.")
        first = self.read("items/", q="grid", limit=1)
        second = self.client.get(first["next"]).json()
        self.assertEqual(len({row["id"] for row in first["data"] + second["data"]}), 2)
        self.assertIsNone(second["next"])

    def test_what_has_been_replaced_is_not_listed_and_says_by_what(self):
        newer = release("Water came twice", supersedes=self.release)
        self.assertNotIn("Water came", self.titles())
        self.assertEqual(self.read(f"items/{id_of(self.release)}/")["replaced_by"]["id"], id_of(newer))

    def test_every_answer_is_as_the_openapi_document_says(self):
        press_kit(chapters=[("Pictures", [("image", self.image)])], people=[self.leila])
        fact_sheet(groups=[("Wells", [self.wells])])
        statement(attributed_to=self.leila, thread=[(AT, "Water is back", "<p>Since two.</p>")], outcome="Well.")
        described = self.read("openapi.json")
        validate(described)
        for resource in RESOURCES:
            for language in ("en", "fa"):
                path = f"{API}{resource.name}/"
                page = self.read(f"{resource.name}/", language=language)
                self.assertTrue(page["data"], resource.name)
                self.assertFits(described, path, page)
                for row in page["data"]:
                    self.assertFits(described, f"{path}{{id}}/", self.client.get(row["api"]).json())
        self.assertFits(described, None, self.ask("items/", 400, colour="red").json(), name="Problem")

    def assertFits(self, described, path, answer, name=None):
        schema = {"$ref": f"#/components/schemas/{name}"} if name else None
        if path:
            responses = described["paths"][path]["get"]["responses"]
            schema = responses["200"]["content"]["application/json"]["schema"]
        checker = Draft202012Validator(
            {**schema, "components": described["components"]}, format_checker=FormatChecker()
        )
        self.assertEqual([f"{path} {list(error.path)}: {error.message}" for error in checker.iter_errors(answer)], [])

    def test_a_list_asks_as_many_questions_for_one_item_as_for_many(self):
        self.ask("items/")  # types of content are known from now on
        few = self.count("items/", limit=2)
        for number in range(12):
            story(f"Story {number}", topics=[self.water, self.soil], people=[self.leila], lead_image=picture())
        self.assertEqual(self.count("items/", limit=50), few)
        self.assertLessEqual(few, 12)

    def test_one_item_asks_a_bounded_number_of_questions(self):
        self.ask(f"items/{id_of(self.release)}/")
        self.assertLessEqual(self.count(f"items/{id_of(self.release)}/"), 27)

    def count(self, path, **query):
        with CaptureQueriesContext(connection) as queries:
            self.ask(path, **query)
        return len(queries)


class ElementsTests(TestCase):
    def test_every_element_has_a_form_and_a_schema(self):
        from pages.document import Element
        from syndication.elements_json import SCHEMAS, to_json

        kinds = [kind for kind in Element.__subclasses__() if kind.__module__ == "pages.document"]
        default = to_json.dispatch(Element)
        self.assertEqual([kind.__name__ for kind in kinds if to_json.dispatch(kind) is default], [])
        self.assertEqual({schema["properties"]["type"]["const"] for schema in SCHEMAS.values()}, set(SCHEMAS))
        self.assertTrue(json.dumps(SCHEMAS))
        self.assertFalse([name for name in SCHEMAS if not re.fullmatch("[a-z]+", name)])
