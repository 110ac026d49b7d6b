"""The media library: what is found there, how it is narrowed, and what is in it at all."""

from datetime import date, timedelta

from django.db import connection
from django.http import QueryDict
from django.test import tag
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction

from media_library.models import Image
from media_library.renditions import make_missing
from people.models import Shown
from stories.library.kits import PICKED_BY
from tests.factories import document, person, picture, press_kit, recording, release, story, topic

from .test_public_pages import NewsroomTestCase, text

REEDS = {
    "en": {"title": "Reeds at dawn", "alt": "Reeds in mist", "caption": "The wetland in March."},
    "fa": {"title": "نیزار در سپیده‌دم", "alt": "نیزار در مه", "caption": "تالاب در اسفند؛ کتاب‌ها در کنارش."},
}


def public(title="Reeds", **given):
    given.setdefault("texts", {"en": {"title": title, "alt": title}, "fa": {"title": title, "alt": title}})
    return picture(title, marked_public=True, **given)


class LibraryCase(NewsroomTestCase):
    def titles(self, query="", language="en", status=200):
        return [text(one) for one in self.read(f"/{language}/media/{query}", status).select(".tile-title")]


class Found(LibraryCase):
    def test_everything_that_anybody_may_read_is_in_it_whatever_its_kind(self):
        story(lead_image=picture(texts=REEDS))
        press_kit(chapters=[("Files", [("document", document("Readings")), ("audio", recording("Drip"))])])
        public("Marked")
        self.assertEqual(set(self.titles()), {"Reeds at dawn", "Readings", "Drip", "Marked"})

    def test_what_is_not_public_is_not(self):
        story("Later", lead_image=picture("Draft"), state="draft")
        picture("Nobody uses it")
        public("Ended", expires_on=timezone.localdate() - timedelta(1))
        vault = Collection.get_first_root_node().add_child(name="Vault")
        CollectionViewRestriction.objects.create(
            collection=vault, restriction_type=CollectionViewRestriction.PASSWORD, password="x"
        )
        public("Locked", collection=Collection.objects.get(pk=vault.pk))
        shown = self.read("/en/media/")
        self.assertEqual(shown.select(".tile"), [])
        self.assertIn("Nothing has been published here yet.", text(shown.main))

    def test_a_tile_says_what_one_needs_to_decide(self):
        image = picture(texts=REEDS, marked_public=True)
        make_missing(Image.objects.get(pk=image.pk))
        tile = self.read("/en/media/").select_one(".tile")
        self.assertIn(image.public_id[:8].upper(), text(tile))
        self.assertIn("640 × 427", text(tile))
        self.assertIn("Omid Karimi / Karizan", text(tile))
        self.assertIn("free to use with credit", text(tile))
        self.assertRegex(text(tile.select_one(".lib-takes")), r"\d (bytes|kB|MB)")
        self.assertEqual(tile.select_one(".lib-takes a")["href"].split("/")[2], image.public_id)
        self.assertTrue(tile.select_one(".tile-title a")["href"].startswith(f"/en/media/{image.public_id}/"))

    def test_what_has_to_be_asked_for_leads_to_the_request(self):
        image = public("Ask", terms="ask")
        tile = self.read("/en/media/").select_one(".tile")
        self.assertEqual(tile.select_one(".lib-takes a")["href"], f"/en/media/{image.public_id}/request/")
        self.assertFalse(tile.select("input"))

    def test_the_newest_stand_first_and_the_order_can_be_another(self):
        for title, day in (("Old", date(2020, 1, 1)), ("New", date(2026, 1, 1)), ("Undated", None)):
            public(title, taken_on=day, size=(800, 600) if title == "Old" else (640, 427))
        self.assertEqual(self.titles(), ["New", "Old", "Undated"])
        self.assertEqual(self.titles("?sort=oldest"), ["Old", "New", "Undated"])
        self.assertEqual(self.titles("?sort=largest")[0], "Old")

    def test_kits_stay_reachable_from_it(self):
        kit = press_kit(chapters=[("Pictures", [("image", picture())])])
        shown = self.read("/en/media/")
        self.assertEqual([link["href"] for link in shown.select(".kits h3 a")], [kit.url])
        self.assertEqual(shown.select_one(".kits .arrow")["href"], "/en/media/kits/")


class Sought(LibraryCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.reeds = picture(title="IMG_4711", texts=REEDS, marked_public=True, source="Agency of nobody")
        cls.gate = public("The gate at Gaz", creator="Behrouz Sohrabi")

    def test_words_are_found_in_both_languages_from_either(self):
        for query in ("wetland", "WETL", "dawn reeds", "نیزار", "سپيده", "سپیده دم", "كتابها", "کتاب‌ها"):
            with self.subTest(query):
                self.assertEqual(self.titles(f"?q={query}"), ["Reeds at dawn"])
        self.assertEqual(self.titles("?q=reeds", language="fa"), ["نیزار در سپیده‌دم"])

    def test_makers_frame_numbers_and_people_shown_are_found(self):
        Shown.objects.create(person=person("Mina Tavakoli", "مینا توکلی"), public_id=self.reeds.public_id)
        self.assertEqual(self.titles("?q=sohrabi"), ["The gate at Gaz"])
        self.assertEqual(self.titles(f"?q={self.gate.public_id[:8].upper()}"), ["The gate at Gaz"])
        self.assertEqual(self.titles("?q=mina wetland"), ["Reeds at dawn"])

    def test_people_and_topics_are_found_by_their_names_in_either_language(self):
        Shown.objects.create(person=person("Mina Tavakoli", "مینا توکلی"), public_id=self.reeds.public_id)
        water = topic("water", "Wetlands of the east", "تالاب‌های خاور")
        self.gate.topics.add(water)
        for language in ("en", "fa"):
            story("About water", language=language, topics=[water])
            for query, number in {"tavakoli": 1, "توکلی": 1, "wetlands east": 1, "تالابهای خاور": 1}.items():
                with self.subTest(query, language=language):
                    self.assertEqual(len(self.titles(f"?q={query}", language=language)), number)

    def test_what_the_desk_alone_knows_finds_nothing(self):
        for query in ("IMG_4711", "Agency", "%", "_", "(", "\0", "zzz"):
            with self.subTest(query):
                shown = self.read(f"/en/media/?q={query}x" if query == "\0" else f"/en/media/?q={query}")
                self.assertEqual(shown.select(".tile"), [])
                self.assertIn("Nothing in the library matches.", text(shown.main))

    def test_words_that_are_changed_are_found_at_once(self):
        wording = self.gate.wordings.get(locale__language_code="en")
        wording.title = "A sluice"
        wording.save()
        self.assertEqual(self.titles("?q=sluice"), ["A sluice"])
        self.assertEqual(self.titles("?q=the gate at gaz"), ["A sluice"])  # its alternative text says so still


class Narrowed(LibraryCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.water = topic("water")
        cls.mina = person("Mina Tavakoli")
        cls.wide = public("Wide", taken_on=date(2025, 5, 1))
        cls.tall = public("Tall", size=(400, 640), terms="free", taken_on=date(2024, 5, 1))
        cls.map = public("Map", size=(500, 500), genre="map", terms="editorial")
        cls.paper = document("Paper", marked_public=True)
        cls.wide.topics.add(cls.water)
        Shown.objects.create(person=cls.mina, public_id=cls.tall.public_id)
        cls.kit = press_kit("Kit", chapters=[("A", [("document", cls.paper), ("image", cls.tall)])])
        story("About water", topics=[cls.water])

    def test_each_facet_narrows(self):
        for query, found in {
            "kind=document": {"Paper"},
            "kind=document&kind=graphic": {"Paper", "Map"},
            "shape=tall": {"Tall"},
            "shape=tall&shape=square": {"Tall", "Map"},
            "terms=free": {"Tall"},
            "topic=water": {"Wide"},
            f"person={self.mina.slug}": {"Tall"},
            f"kit={self.kit.slug}": {"Paper", "Tall"},
            "year=2025": {"Wide"},
            "kind=picture&terms=free_with_credit": {"Wide"},
            "kind=picture&terms=editorial": set(),
        }.items():
            with self.subTest(query):
                self.assertEqual(set(self.titles(f"?{query}")), found)

    def test_counts_say_what_each_option_would_leave(self):
        shown = self.read("/en/media/?shape=tall")
        labels = [text(label) for label in shown.select(".lib-filters fieldset label")]
        self.assertIn("Wide 1", labels)
        self.assertIn("Square 1", labels)
        self.assertNotIn("Documents 1", labels)
        # All that is left has the same terms: they say nothing.
        self.assertFalse(shown.select(".lib-filters [name=terms]"))

    def test_what_is_asked_for_is_a_word_that_can_be_taken_away(self):
        shown = self.read("/en/media/?q=wide&shape=wide&shape=tall")
        away = {text(link).split(" ×")[0]: link["href"] for link in shown.select(".lib-applied a")}
        self.assertEqual(away["wide"], "/en/media/?shape=wide&shape=tall")
        self.assertEqual(away["Tall"], "/en/media/?q=wide&shape=wide")
        self.assertEqual(away["Show all"], "/en/media/")
        checked = [box["value"] for box in shown.select(".lib-filters input[checked]")]
        self.assertEqual(checked, ["wide", "tall"])

    def test_a_kit_keeps_its_own_order(self):
        self.assertEqual(self.titles(f"?kit={self.kit.slug}"), ["Paper", "Tall"])

    def test_what_nothing_public_is_of_does_not_exist(self):
        secret = topic("merger")
        self.wide.topics.add(secret)
        for query in ("topic=merger", "kind=film2", "person=nobody", "kit=none", "year=1999", "page=2", "page=x"):
            with self.subTest(query):
                self.read(f"/en/media/?{query}", status=404)
        self.assertNotIn("Merger", self.read("/en/media/").get_text())

    def test_years_are_those_of_the_language(self):
        self.assertEqual(self.titles("?year=1404", language="fa"), ["Wide"])
        self.assertIn("۱۴۰۴", self.read("/fa/media/").select_one("select[name=year]").get_text())

    def test_from_one_day_until_another(self):
        for query, found in {
            "since=2025-01-01": {"Wide", "Paper"},  # dated by the day on which the kit was published
            "until=2024-12-31": {"Tall"},
            "since=2024-05-01&until=2024-05-01": {"Tall"},
            "since=2024-01-01&until=2025-12-31&kind=picture": {"Wide", "Tall"},
            "since=1404/1/1&until=1404/12/29": {"Wide"},
        }.items():
            with self.subTest(query):
                self.assertEqual(set(self.titles(f"?{query}")), found)
                self.assertEqual(len(self.titles(f"?{query}", language="fa")), len(found))

    def test_a_day_is_a_word_that_can_be_taken_away(self):
        shown = self.read("/en/media/?since=2024-05-01&until=2025-12-31&shape=wide")
        away = {text(link).split(" ×")[0]: link["href"] for link in shown.select(".lib-applied a")}
        self.assertEqual(away["From 1 May 2024"], "/en/media/?until=2025-12-31&shape=wide")
        self.assertEqual(away["Until 31 December 2025"], "/en/media/?since=2024-05-01&shape=wide")
        self.assertEqual(shown.select_one("#lib-find-since")["form"], "lib-find")
        self.assertIn("since=2024-05-01", shown.select_one(".lib-open")["href"])

    def test_days_are_typed_in_the_calendar_of_the_page(self):
        for address in ("/en/media/?since=1403/2/12", "/en/media/?since=2024-05-01"):
            field = self.read(address).select_one("#lib-find-since")
            self.assertEqual((field["type"], field["value"]), ("date", "2024-05-01"))
        for address in ("/fa/media/?since=۱۴۰۳/۲/۱۲", "/fa/media/?since=2024-05-01"):
            field = self.read(address).select_one("#lib-find-since")
            self.assertEqual((field["type"], field["value"]), ("text", "۱۴۰۳/۲/۱۲"))

    def test_a_day_that_cannot_be_read_is_told_beside_its_field_and_costs_no_list(self):
        for query, name, said in (
            ("since=soon", "since", "Write year, month and day"),
            ("until=1405/12/30", "until", "There is no such day"),
            ("since=%22%3E&until=", "since", "Write year, month and day"),
            ("since=2025-01-01&until=2024-01-01", "until", "before the first"),
        ):
            with self.subTest(query):
                shown = self.read(f"/en/media/?{query}")
                self.assertIn(said, text(shown.select_one(f"#lib-find-{name}_error")))
                self.assertEqual(shown.select_one(f"#lib-find-{name}")["aria-invalid"], "true")
                self.assertTrue(shown.select("details.lib-filters[open]"))
                self.assertTrue(shown.select(".tile"))

    def test_search_engines_are_shown_the_library_and_not_each_choice(self):
        self.assertIsNone(self.read("/en/media/").select_one("meta[name=robots][content*=noindex]"))
        self.assertIsNotNone(self.read("/en/media/?shape=tall").select_one("meta[name=robots][content*=noindex]"))


class Ticked(LibraryCase):
    """In the address, as the form that narrows sends it with script and without."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.paper, cls.register = (document(name, marked_public=True) for name in ("Readings", "Register"))
        recording("Drip", marked_public=True)
        cls.asked = document("Ask", terms="ask", marked_public=True)

    def ticks(self, *assets):
        return "&".join(f"pick={asset.public_id[:PICKED_BY]}" for asset in assets)

    def test_the_form_that_narrows_takes_the_ticks_along(self):
        shown = self.read("/en/media/")
        owned = shown.select(".tile [name=pick], .lib-filters button, .lib-bar button")
        self.assertEqual({one["form"] for one in owned}, {"lib-find"})

    def test_what_is_still_shown_stays_ticked_and_the_rest_is_named(self):
        shown = self.read(f"/en/media/?q=readings&{self.ticks(self.paper, self.register)}")
        values = [box["value"] for box in shown.select(".tile [name=pick][checked]")]
        self.assertEqual(values, [self.paper.public_id[:PICKED_BY]])
        beside = shown.select_one(".lib-elsewhere")
        self.assertIn("1 file that you have ticked is not on this page", text(beside))
        self.assertIn("Register", text(beside))
        self.assertEqual(beside.input["form"], "lib-find")
        self.assertEqual(len(shown.select("[name=pick][checked]")), 2)

    def test_nothing_is_lost_where_nothing_matches(self):
        shown = self.read(f"/en/media/?q=zzz&{self.ticks(self.paper, self.register)}")
        self.assertIn("2 files that you have ticked are not on this page", text(shown.select_one(".lib-elsewhere")))
        self.assertTrue(shown.select(".lib-bar button"))

    def test_a_filter_that_is_taken_away_leaves_the_ticks(self):
        ticks = self.ticks(self.paper)
        shown = self.read(f"/en/media/?kind=document&{ticks}")
        self.assertEqual({link["href"] for link in shown.select(".lib-applied a")}, {f"/en/media/?{ticks}"})
        self.assertNotIn("pick=", shown.select_one(".lib-open")["href"])

    def test_what_nobody_may_take_is_not_ticked(self):
        hidden = picture("Hidden")
        shown = self.read(f"/en/media/?kind=sound&{self.ticks(self.asked, hidden)}&pick=&pick=zzz")
        self.assertFalse(shown.select(".lib-elsewhere"))
        self.assertFalse(shown.select("[name=pick][checked]"))

    def test_search_engines_and_caches_see_the_library(self):
        address = f"/en/media/?{self.ticks(self.paper)}"
        shown = self.read(address)
        self.assertTrue(shown.select("meta[name=robots][content*=noindex]"))
        plain = self.read("/en/media/")
        for kind in ("link[rel=canonical]", "link[type='application/atom+xml']", "link[type='application/rss+xml']"):
            self.assertEqual(shown.select(kind), plain.select(kind))
        self.assertIn("public", self.client.get(address)["Cache-Control"])

    def test_they_cost_no_query_of_their_own(self):
        def cost(address):
            self.client.get(address)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(address)
            return len(queries)

        ticks = self.ticks(self.paper, self.register)
        self.assertLessEqual(cost(f"/en/media/?q=zzz&{ticks}"), cost("/en/media/"))


class OtherEdition(LibraryCase):
    def way(self, query, language="en"):
        link = self.read(f"/{language}/media/?{query}").select_one(".utility .editions a")
        other = {"en": "fa", "fa": "en"}[language]
        self.assertTrue(link["href"].startswith(f"/{other}/media/"))
        self.read(link["href"])
        return QueryDict(link["href"].partition("?")[2]).dict()

    def test_the_same_list_is_found_in_the_other_language(self):
        image = public("Cranes", taken_on=date(2026, 1, 2))
        Shown.objects.create(person=person("Mina Tavakoli", "مینا توکلی"), public_id=image.public_id)
        self.assertEqual(self.way("q=cranes&kind=picture&page=1"), {"q": "cranes", "kind": "picture"})
        for query in ("shape=wide&sort=oldest", "terms=free_with_credit", "person=mina-tavakoli"):
            with self.subTest(query):
                self.assertEqual(self.way(query), QueryDict(query).dict())
        self.assertEqual(self.way("since=2025-12-01&until=2026-02-01")["since"], "2025-12-01")
        self.assertEqual(self.way(""), {})

    def test_a_year_becomes_its_days(self):
        public("Cranes", taken_on=date(2026, 1, 2))
        self.assertEqual(self.way("year=2026"), {"since": "2026-01-01", "until": "2026-12-31"})
        self.assertEqual(self.way("year=1404", "fa"), {"since": "2025-03-21", "until": "2026-03-20"})
        self.assertEqual(self.way("year=2026&since=2026-01-01"), {"since": "2026-01-01"})

    def test_a_kit_is_its_translation_and_one_that_has_none_is_left_out(self):
        image = picture("Cranes")
        kit = press_kit("Kit", chapters=[("A", [("image", image)])], slug="kit")
        self.assertEqual(self.way("kit=kit&kind=picture"), {"kind": "picture"})
        press_kit("بسته", language="fa", translation_of=kit, chapters=[("آ", [("image", image)])], slug="baste")
        self.assertEqual(self.way("kit=kit&kind=picture"), {"kit": "baste", "kind": "picture"})

    def test_a_topic_is_asked_for_where_something_is_about_it(self):
        image, water = public("Cranes"), topic("water", "Water", "آب")
        image.topics.add(water)
        story("About water", topics=[water])
        self.assertEqual(self.way("topic=water"), {})
        story("درباره آب", language="fa", topics=[water])
        self.assertEqual(self.way("topic=water"), {"topic": "water"})

    def test_search_engines_are_told_nothing_of_it(self):
        public("Cranes")
        shown = self.read("/en/media/?q=cranes")
        self.assertTrue(shown.select_one("link[rel=canonical]")["href"].endswith("/en/media/"))
        self.assertFalse(shown.select("link[rel=alternate][hreflang]"))


@tag("once")
class Cost(LibraryCase):
    def test_a_long_library_costs_no_more_queries_than_a_short_one(self):
        def cost(query=""):
            self.client.get(f"/en/media/{query}")
            with CaptureQueriesContext(connection) as queries:
                self.client.get(f"/en/media/{query}")
            return len(queries)

        one = picture(texts=REEDS)
        release("First", lead_image=one)
        short = cost(), cost("?q=reeds"), cost("?kind=picture")
        for number in range(30):
            public(f"Reeds {number}")
        press_kit(chapters=[("Files", [("document", document("Reeds")), ("audio", recording("Reeds"))])])
        self.assertEqual(len(self.titles()), 24)
        self.assertEqual(len(self.titles("?page=2")), 9)
        self.assertLessEqual(max(cost(), cost("?q=reeds"), cost("?kind=picture")), max(short) + 4)
        self.assertLessEqual(max(short), 30)
