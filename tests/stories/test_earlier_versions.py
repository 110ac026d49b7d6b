"""Earlier published versions: open where the publisher opens them, and gone with whatever must not be read."""

from datetime import UTC, datetime

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from editorial.models import Correction
from publication.models import PublishedVersion
from tests.factories import (
    body,
    brand,
    fact,
    fact_sheet,
    newsroom,
    person,
    picture,
    placed,
    release,
    republish,
    statement,
    story,
)

AT = datetime(2026, 3, 22, 10, 35, tzinfo=UTC)


def again(page, text=None, **changes):
    """Publishes the page with these changes, as its next version."""
    page = Page.objects.get(pk=page.pk).specific
    if text is not None:
        changes["body"] = body(("paragraph", f"<p>{text}</p>"))
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def withhold(page, number):
    PublishedVersion.objects.filter(page_id=page.pk, number=number).update(is_withheld=True)


class VersionsTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand(earlier_versions=True)

    def get(self, address, status=200):
        response = self.client.get(address)
        self.assertEqual(response.status_code, status, address)
        return BeautifulSoup(response.content, "html.parser")

    def text(self, address):
        return " ".join(self.get(address).main.get_text(" ").split())

    def missing(self, *addresses):
        for address in addresses:
            with self.subTest(address):
                self.assertEqual(self.client.get(address).status_code, 404)


class Reading(VersionsTestCase):
    def setUp(self):
        self.item = story(body=body(("paragraph", "<h2>The gate</h2><p>Forty thousand households.</p>")))
        again(self.item, "Fourteen thousand households.", title="A quieter grid, corrected")

    def at(self, rest):
        return f"{self.item.url}versions/{rest}"

    def test_the_piece_leads_to_its_history_and_the_history_to_each_version(self):
        link = self.get(self.item.url).select_one(f'.rail a[href="{self.at("")}"]')
        self.assertIn("2 published versions", link.get_text())
        addresses = [link["href"] for link in self.get(self.at("")).select(".history a")]
        self.assertEqual(addresses, [self.item.url, self.at("2/changes/"), self.at("1/")])

    def test_a_version_says_what_it_said_then(self):
        shown = self.text(self.at("1/"))
        self.assertIn("This is version 1 of 2", shown)
        self.assertIn("Forty thousand households.", shown)
        self.assertNotIn("Fourteen", shown)
        self.assertEqual(self.get(self.at("1/")).h1.get_text(), "A quieter grid")
        self.assertEqual(self.get(self.at("1/")).select_one(".body h2").get_text(), "The gate")

    def test_the_change_is_told_word_by_word(self):
        page = self.get(self.at("2/changes/"))
        self.assertEqual([gone.get_text() for gone in page.select("td del")][-1], "removed: Forty")
        self.assertEqual([new.get_text() for new in page.select("td ins")][-1], "added: Fourteen")

    def test_it_says_why(self):
        Correction.objects.create(page_id=self.item.pk, said="40,000", says="14,000")
        Correction.objects.create(page_id=self.item.pk, kind=Correction.Kind.SILENT, says="In the house alone")
        again(self.item, "14,000 households.")
        for address in (self.at(""), self.at("3/changes/")):
            shown = self.text(address)
            self.assertIn("It said: “ 40,000 ”. It says now: 14,000", shown)
            self.assertNotIn("In the house", shown)
        self.assertNotIn("40,000", self.text(self.at("2/changes/")))

    def test_search_engines_are_led_to_the_present_text(self):
        for rest in ("", "1/", "2/changes/"):
            page = self.get(self.at(rest))
            self.assertIn("noindex", page.select_one("meta[name=robots]")["content"])
            self.assertTrue(page.select_one("link[rel=canonical]")["href"].endswith(self.item.url))
            self.assertNotIn('"@type":"Article"', str(page))

    def test_the_same_words_are_called_the_same(self):
        again(self.item)
        self.assertIn("The words are the same.", self.text(self.at("3/changes/")))

    def test_in_persian_it_is_dated_and_numbered_as_persians_do(self):
        item = story("آب", language="fa", body=body(("paragraph", "<p>چهل هزار خانوار در Gaz.</p>")))
        again(item, "چهارده هزار خانوار در Gaz.")
        PublishedVersion.objects.filter(page_id=item.pk).update(at=AT)
        self.assertIn("۲ فروردین ۱۴۰۵", self.text(f"{item.url}versions/"))
        page = self.get(f"{item.url}versions/2/changes/")
        self.assertEqual(page.select_one("td del").find(string=True, recursive=False), "چهل")
        self.assertEqual(page.html["dir"], "rtl")

    def test_every_page_asks_as_much_for_many_versions_as_for_two(self):
        addresses = [self.at(""), self.at("2/"), self.at("2/changes/")]
        asked = [self._queries(addresses)]
        for number in range(6):
            Correction.objects.create(page_id=self.item.pk, said="x", says=f"y {number}")
            again(self.item, f"Version {number}.")
        asked.append(self._queries(addresses))
        self.assertEqual(*asked)

    def _queries(self, addresses):
        counts = []
        for address in addresses:
            self.client.get(address)
            with CaptureQueriesContext(connection) as queries:
                self.client.get(address)
            counts.append(len(queries))
        return counts


class Kinds(VersionsTestCase):
    def test_people_quoted_and_captions_of_public_pictures_are_read(self):
        shown, hidden = picture("Shown", marked_public=True), picture("Hidden")
        speaker = person("Mina Azad")
        blocks = body(
            ("quote", {"words": "We were wrong.", "person": speaker.pk, "name": "", "role": ""}),
            ("image", {"image": shown.pk, "caption": "The open gate", "decorative": False, "width": "text"}),
            ("image", {"image": hidden.pk, "caption": "The closed gate", "decorative": False, "width": "text"}),
        )
        item = story(body=blocks)
        again(item, "Nothing else.")
        said = self.text(f"{item.url}versions/1/")
        for words in ("We were wrong.", "Mina Azad", "The open gate"):
            self.assertIn(words, said)
        self.assertNotIn("The closed gate", said)

    def test_a_fact_has_the_value_that_it_had(self):
        wells = fact(amount=61)
        item = story(body=body(("paragraph", f"<p>There are {placed(wells)}.</p>")))
        republish(wells, amount=62)
        again(item, f"Now there are {placed(wells)}.")
        self.assertIn("There are 61 wells", self.text(f"{item.url}versions/1/"))
        self.assertIn("Now there are 62 wells", self.text(f"{item.url}versions/2/"))

    def test_a_fact_that_was_withdrawn_is_not_told_by_an_old_version(self):
        wells = fact(amount=61)
        item = story(body=body(("paragraph", f"<p>There are {placed(wells)}.</p>")))
        again(item, "Nobody knows how many there are.")
        type(wells).objects.get(pk=wells.pk).unpublish()
        said = self.text(f"{item.url}versions/1/")
        self.assertIn("[figure withdrawn]", said)
        self.assertNotIn("61", said)

    def test_releases_threads_and_persian_statements_have_them_too(self):
        thread = statement(thread=[(timezone.now(), "First word", "<p>We are looking.</p>")])
        for item in (release(), thread, statement("بیانیه", language="fa")):
            again(item, "Another text.")
            with self.subTest(item.title):
                self.assertIn("Another text.", self.text(f"{item.url}versions/2/changes/"))

    def test_a_fact_sheet_shows_its_own_and_no_others(self):
        wells = fact(amount=61)
        sheet = fact_sheet(groups=[("Water", [wells])])
        republish(wells, amount=62)
        self.missing(f"{sheet.url}versions/", f"{sheet.url}versions/1/")
        rail = self.get(sheet.url).select_one('.rail a[href="#history"]')
        self.assertIn("2 published versions", rail.get_text())


class Refusing(VersionsTestCase):
    def setUp(self):
        self.item = story(body=body(("paragraph", "<p>The secret of Gaz.</p>")))
        again(self.item, "Nothing to see.")
        again(self.item, "Nothing at all.")
        self.addresses = [f"{self.item.url}versions/{rest}" for rest in ("", "1/", "2/changes/")]

    def test_nothing_is_open_before_the_publisher_says_so(self):
        brand(earlier_versions=False)
        self.missing(*self.addresses)
        self.assertIsNone(self.get(self.item.url).select_one('a[href*="versions/"]'))

    def test_what_was_withheld_was_never_there(self):
        withhold(self.item, 1)
        there = f"{self.item.url}versions/"
        self.missing(f"{there}1/", f"{there}2/changes/", f"{there}1/changes/")
        self.assertNotIn("Version 1", self.text(there))

    def test_a_comparison_passes_over_what_was_withheld(self):
        withhold(self.item, 2)
        shown = self.text(f"{self.item.url}versions/3/changes/")
        self.assertIn("secret of Gaz", shown)
        self.assertNotIn("to see", shown)

    def test_they_go_with_their_page_and_do_not_come_back_with_it(self):
        Page.objects.get(pk=self.item.pk).specific.unpublish()
        self.missing(*self.addresses)
        again(self.item, "Back again.")
        self.missing(*self.addresses[1:])
        self.assertNotIn("Version 1", self.text(self.addresses[0]))

    def test_they_are_as_closed_as_their_page(self):
        restriction = PageViewRestriction.objects.create(page=self.item, restriction_type=PageViewRestriction.LOGIN)
        self.missing(*self.addresses)
        restriction.delete()
        Page.objects.filter(pk=self.item.pk).update(expire_at=timezone.now())
        self.missing(*self.addresses)

    def test_an_alias_has_none(self):
        alias = Page.objects.get(pk=self.item.pk).specific.create_alias(update_slug="twice")
        self.missing(f"{alias.url}versions/", f"{alias.url}versions/1/")

    def test_addresses_that_are_none_are_not_found(self):
        there = f"{self.item.url}versions/"
        rests = (
            "0/",
            "01/",
            "4/",
            "۱/",
            "-1/",
            "x/",
            "1/x/",
            "1/changes/",
            "2/changes/x/",
            f"{9 * 10**30}/",
            "?format=txt",
        )
        self.missing(*(there + rest for rest in rests))

    def test_another_method_is_refused_as_everywhere(self):
        self.assertEqual(self.client.post(self.addresses[0]).status_code, self.client.post(self.item.url).status_code)

    def test_a_draft_is_in_no_version(self):
        page = Page.objects.get(pk=self.item.pk).specific
        page.title = "Only a draft"
        page.save_revision()
        for address in (*self.addresses, f"{self.item.url}versions/3/changes/"):
            self.assertNotIn("Only a draft", str(self.get(address)))

    def test_what_is_withheld_is_asked_for_as_what_is_not_there(self):
        withhold(self.item, 1)
        self.client.get(self.item.url)  # fills the cache of the brand
        counts = []
        for number in (1, 7):
            with CaptureQueriesContext(connection) as queries:
                self.client.get(f"{self.item.url}versions/{number}/")
            counts.append(len(queries))
        self.assertEqual(*counts)
