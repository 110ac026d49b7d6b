"""`/api/v1/`: facts, files, people, topics; what is refused; what HTTP is told."""

from datetime import timedelta
from urllib.parse import quote

from django.core.cache import cache
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from syndication.api.registry import RESOURCES
from syndication.models import FeedState
from tests.factories import (
    body,
    document,
    fact,
    person,
    picture,
    recording,
    release,
    republish,
    story,
    topic,
)

from .api_client import API, ORIGIN, ApiCase, id_of


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
