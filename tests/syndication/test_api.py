"""`/api/v1/`: what other sites and programs read."""

import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from django.core.cache import cache
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from media_library.renditions import make_missing
from syndication.api.registry import RESOURCES
from syndication.models import FeedState
from tests.factories import (
    body,
    brand,
    document,
    fact,
    fact_sheet,
    newsroom,
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


class OtherKindsTests(ApiCase):
    def test_facts_are_those_that_something_public_says_with_value_unit_day_source_and_history(self):
        said, kept_back = fact(amount=38, unit="cm", texts={"en": {"note": "By hand."}}), fact("Not said yet")
        draft = fact("Draft", state="draft")
        release(body=body(("fact_ref", said.pk), ("fact_ref", draft.pk)))
        release("Later", body=body(("fact_ref", kept_back.pk)), state="draft")
        republish(said, amount=40)
        self.assertEqual(self.ids("facts/"), [said.public_id])
        row = self.read(f"facts/{said.public_id}/")
        self.assertEqual(
            (row["value"], row["amount"], row["unit"], row["unit_name"]), ("40\u00a0cm", 40, "cm", "centimetres")
        )
        self.assertEqual((row["as_of"], row["source"], row["note"]), ("2026-03-01", "Register of wells", "By hand."))
        self.assertEqual([version["value"] for version in row["history"]], ["40\u00a0cm", "38\u00a0cm"])
        self.assertEqual([item["title"] for item in row["items"]], ["Thirty-four qanats run again"])
        self.assertEqual(self.read(f"facts/{said.public_id}/", language="fa")["value"], "۴۰\u00a0سانتی‌متر")
        for other in (kept_back, draft):
            self.refused(f"facts/{other.public_id}/", 404)

    def test_assets_are_those_that_something_public_shows(self):
        shown, hidden, closed = picture(), picture(), picture()
        marked, sound, file = document(marked_public=True), recording(), document()
        source = fact("Not said yet", source_document=document("Report"))
        blocks = [("image", {"image": closed.pk}), ("audio", {"media": sound.pk}), ("documents", [file.pk])]
        item = story(lead_image=shown, body=body(*blocks))
        story("Draft", lead_image=hidden, state="draft")
        collection = Collection.get_first_root_node().add_child(instance=Collection(name="Closed"))
        CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        type(closed).objects.filter(pk=closed.pk).update(collection=collection)
        public = [shown, marked, sound, file]
        self.assertEqual(self.ids("assets/"), sorted(asset.public_id for asset in public))
        self.assertEqual(self.ids("assets/", kind="picture"), [shown.public_id])
        self.assertEqual(
            self.ids("assets/", item=id_of(item), kind="picture,document"), sorted([shown.public_id, file.public_id])
        )
        for asset in (hidden, closed, source.source_document):
            self.refused(f"assets/{asset.public_id}/", 404)
        first = self.read("assets/", limit=3, fields="id")
        rest = self.client.get(first["next"]).json()
        self.assertEqual(
            [row["id"] for row in first["data"] + rest["data"]], sorted(asset.public_id for asset in public)
        )
        row = self.read(f"assets/{sound.public_id}/")
        self.assertEqual((row["kind"], row["duration"], row["type"]), ("audio", 64.0, "audio/mpeg"))
        self.assertEqual((row["terms"], row["terms_label"]), ("free_with_credit", "free to use with credit"))

    def test_people_are_those_with_a_page(self):
        water = topic("water")
        person("Kaveh Nazari", "کاوه نظری", is_spokesperson=True, is_press_contact=True, email="kaveh@karizan.example",
               subjects=[water], portrait=picture())  # fmt: skip
        person("Leila Rahmani", is_author=True)
        hidden = person("Sara Holm", is_public=False)
        story(topics=[water])
        self.assertEqual(self.ids("people/"), ["kaveh-nazari", "leila-rahmani"])
        self.assertEqual(self.ids("people/", role="author"), ["leila-rahmani"])
        self.assertEqual(self.ids("people/", topic="water"), ["kaveh-nazari"])
        row = self.read("people/kaveh-nazari/", language="fa")
        self.assertEqual((row["name"], row["url"]), ("کاوه نظری", f"{ORIGIN}/fa/people/kaveh-nazari/"))
        self.assertEqual((row["roles"], row["email"]), (["spokesperson", "press_contact"], "kaveh@karizan.example"))
        self.assertEqual(row["portrait"]["credit"], "Omid Karimi / Karizan")
        self.refused(f"people/{hidden.slug}/", 404)

    def test_a_topic_that_only_a_person_is_asked_about_moves_the_state_and_has_no_address(self):
        water, salt = topic("water"), topic("salt")
        person("Kaveh Nazari", is_spokesperson=True, subjects=[water, salt])
        story(topics=[salt])
        subjects = {row["id"]: row["url"] for row in self.read("people/kaveh-nazari/")["subjects"]}
        self.assertEqual(subjects, {"water": None, "salt": f"{ORIGIN}/en/topics/salt/"})
        etag = self.ask("people/kaveh-nazari/")["ETag"]
        words = water.wordings.get(locale__language_code="en")
        words.name = "Waters"
        words.save()
        told = self.ask("people/kaveh-nazari/", headers={"If-None-Match": etag}).json()
        self.assertIn("Waters", [row["name"] for row in told["subjects"]])

    def test_topics_are_those_that_something_public_is_about(self):
        water, secret = topic("water", introduction="Of water."), topic("secret")
        story(topics=[water])
        story("Draft", topics=[secret], state="draft")
        self.assertEqual(self.ids("topics/"), ["water"])
        self.assertEqual(self.ids("topics/", language="fa"), [])
        row = self.read("topics/water/")
        self.assertEqual((row["name"], row["introduction"], row["items"]), ("Water", "Of water.", 1))
        self.refused("topics/secret/", 404)

    def test_lists_ask_as_many_questions_for_one_row_as_for_many(self):
        water, one = topic("water"), fact()
        story("First", topics=[water], lead_image=picture(), body=body(("fact_ref", one.pk)))
        person(portrait=picture(), subjects=[water])
        few = {}
        for name in ("facts/", "assets/", "people/", "topics/"):
            self.ask(name)
            few[name] = self.count(name)
        for number in range(6):
            about = topic(f"topic-{number}")
            person(f"Person {number}", portrait=picture(), subjects=[about, water])
            story(f"Story {number}", topics=[about], lead_image=picture(), body=body(("fact_ref", fact().pk)))
        for name, number in few.items():
            with self.subTest(name):
                self.assertEqual(len(self.ids(name)), 14 if name == "assets/" else 7)
                self.assertEqual(self.count(name), number)
                self.assertLessEqual(number, 11)

    def count(self, path):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            self.ask(path)
        return len(queries)


class RefusalTests(ApiCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.item = story("Public")

    def test_what_is_not_public_is_not_there(self):
        private, expired = story("Private"), story("Expired")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        hidden = [story("Draft", state="draft"), story("Withdrawn", state="withdrawn"), private, expired]
        nowhere = f"items/{'0' * 8}-0000-4000-8000-{'0' * 12}.en/"
        absent = self.ask(nowhere, 404)
        with CaptureQueriesContext(connection) as queries:
            self.ask(nowhere, 404)
        for name in map(id_of, hidden):
            with self.subTest(name), CaptureQueriesContext(connection) as own:
                answer = self.ask(f"items/{name}/", 404)
            self.assertEqual((answer.content, len(own)), (absent.content, len(queries)))
        self.assertEqual(self.titles(), ["Public"])
        self.assertEqual(self.titles(q="Draft Withdrawn Private Expired"), [])

    def test_a_newer_draft_is_not_read(self):
        self.item.title = "Nobody may read this"
        self.item.save_revision()
        self.assertEqual(self.titles(), ["Public"])
        self.assertEqual(self.read(f"items/{id_of(self.item)}/")["title"], "Public")

    def test_a_wrong_question_is_answered_with_what_is_wrong_and_what_would_be_right(self):
        for query, part, told in (
            ({"colour": "red"}, "colour", "There are: language, kind"),
            ({"kind": "novel"}, "kind", "story"),
            ({"kind": ""}, "kind", "story"),
            ({"language": "xx"}, "language", "en, fa"),
            ({"fields": "title,password"}, "fields", "standfirst"),
            ({"fields": "html"}, "fields", "title"),
            ({"limit": "101"}, "limit", "from 1 to 100"),
            ({"limit": "0"}, "limit", "from 1 to 100"),
            ({"limit": "9" * 5000}, "limit", "from 1 to 100"),
            ({"limit": "۵"}, "limit", "from 1 to 100"),
            ({"since": "yesterday"}, "since", "2026-03-21"),
            ({"since": "2026-13-45"}, "since", "2026-03-21"),
            ({"until": "9999-12-31T23:59:59-23:59"}, "until", "2026-03-21"),
            ({"topic": "a b"}, "topic", "Latin"),
            ({"q": "x" * 201}, "q", "200"),
            ({"q": "a\0b"}, "q", "character"),
            ({"cursor": "!"}, "cursor", "next"),
            ({"cursor": "W10"}, "cursor", "next"),
            ({"cursor": "WzEsMl0"}, "cursor", "next"),
            ({"cursor": "WyJuYW4iLCJ4Il0"}, "cursor", "next"),
            ({"cursor": "A" * 3000}, "cursor", "next"),
            ({"q": "public", "cursor": "Wy0xXQ"}, "cursor", "next"),
            ({"cursor": "WyIyMDI2LTAzLTIxVDA4OjAwOjAwKzAwOjAwIiwiXHVkODAwIl0"}, "cursor", "next"),
            ({"limit": ["1", "2"]}, "limit", "more than once"),
        ):
            with self.subTest(query):
                problem = self.refused("items/", **query)
                self.assertEqual(problem["parameter"], part)
                self.assertIn(told, problem["detail"])

    def test_no_address_breaks_it(self):
        for path in (
            "items/%00/", "items/\0/", "items/x/", f"items/{'9' * 4000}/", "items/%ff%fe/", f"facts/{'a' * 32}/",
            "facts/%00/", "assets/../items/", "assets/%00/", "people/%00/", "people/يک/", "topics/%F0%28/",
            "nothing/", "items/?q=%ff%fe", "people/?topic=%00",
        ):  # fmt: skip
            with self.subTest(path):
                answer = self.client.get(API + quote(path, safe="/?%=&"))
                self.assertIn(answer.status_code, (200, 400, 404))
                self.assertIn(answer["Content-Type"], ("application/json", "application/problem+json"))

    def test_it_is_read_and_not_written(self):
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(self.client, method)(f"{API}items/")
            self.assertEqual((answer.status_code, answer["Allow"]), (405, "GET, HEAD, OPTIONS"))
            self.assertEqual(answer["Content-Type"], "application/problem+json")
        self.assertEqual(self.client.head(f"{API}items/").content, b"")


class HttpTests(ApiCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.item = story("Public")

    def test_the_entry_leads_everywhere(self):
        told = self.read()
        self.assertEqual(told["name"], "Karizan Newsroom")
        self.assertEqual([language["code"] for language in told["languages"]], ["en", "fa"])
        for name in (*(resource.name for resource in RESOURCES), "openapi", "documentation"):
            self.assertEqual(self.client.get(told[name]).status_code, 200, name)

    def test_any_site_may_read_it_and_nobody_gets_a_cookie(self):
        for path, status in (("items/", 200), ("nothing/", 404)):
            answer = self.ask(path, status)
            self.assertEqual(answer["Access-Control-Allow-Origin"], "*")
            self.assertFalse(answer.cookies)
        self.assertEqual(answer["Content-Type"], "application/problem+json")
        answer = self.ask("items/")
        self.assertEqual(answer["Cache-Control"], "public, max-age=60")
        self.assertNotIn("Cookie", answer.get("Vary", ""))
        before = self.client.options(f"{API}items/")
        self.assertEqual((before.status_code, before["Access-Control-Allow-Origin"]), (204, "*"))
        self.assertIn("If-None-Match", before["Access-Control-Allow-Headers"])

    def test_what_somebody_has_is_not_sent_again_and_costs_one_question(self):
        # Many changes in one second are a second each: see `FeedState`.
        FeedState.objects.update(changed_at=timezone.now() - timedelta(minutes=1))
        first = self.ask("items/")
        for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
            with self.assertNumQueries(1):
                self.ask("items/", 304, headers=headers)

    def test_a_withdrawal_a_word_and_a_mark_each_make_another_answer(self):
        shown, marked = picture(), document(marked_public=True)
        page = story("Second", lead_image=shown)
        for change in (
            lambda: page.unpublish(),
            lambda: (marked.set_words("en", title="Another"), marked.save()),
            lambda: setattr(marked, "marked_public", False) or marked.save(),
        ):
            etag = self.ask("items/")["ETag"]
            change()
            self.ask("items/", 200, headers={"If-None-Match": etag})

    def test_work_on_drafts_moves_nothing(self):
        etag = self.ask("items/")["ETag"]
        story("Draft", state="draft", lead_image=picture())
        document("For later")
        self.ask("items/", 304, headers={"If-None-Match": etag})

    @override_settings(API_REQUESTS_PER_MINUTE=2)
    def test_who_asks_too_often_is_told_when_to_come_back(self):
        etag = [self.ask("items/") for _time in range(2)][0]["ETag"]
        problem = self.ask("items/", 429)
        self.assertTrue(1 <= int(problem["Retry-After"]) <= 60)
        self.assertEqual((problem["Cache-Control"], problem.json()["status"]), ("no-store", 429))
        self.ask("items/", 304, headers={"If-None-Match": etag})
        self.assertEqual(self.client.get(f"{API}items/", REMOTE_ADDR="192.0.2.9").status_code, 200)

    def test_before_the_first_publication_lists_are_empty(self):
        self.item.delete()
        FeedState.objects.all().delete()
        self.assertEqual(self.read("items/"), {"data": [], "next": None})

    def test_the_page_for_people_shows_the_lines_and_every_address(self):
        for language in ("en", "fa"):
            html = self.client.get(f"/{language}/developers/").content.decode()
            self.assertIn(f"{ORIGIN}/api/v1/items/?language={language}&amp;limit=5", html)
            for resource in RESOURCES:
                self.assertIn(f"{ORIGIN}/api/v1/{resource.name}/?language={language}", html)


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
