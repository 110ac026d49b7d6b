"""The end of each piece: everything of it that can be taken over, where it can be had and only there."""

from datetime import UTC, datetime

from bs4 import BeautifulSoup
from django.test import TestCase, tag

from publication.models import Reference
from stories.models import InfoPage
from tests.editorial.embargoes import embargoed, give_pass, journalist, opened
from tests.factories import (
    body,
    brand,
    fact,
    fact_sheet,
    info_page,
    newsroom,
    person,
    picture,
    press_kit,
    release,
    republish,
    statement,
    story,
)

AT = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)
SHORT = "Water runs again in 34 qanats, the trust said on Saturday."
MEDIUM = "Water runs again.\n\nThe trust has cleared 34 qanats since 2021 & “more” will follow."
SPOKEN = {"en": "We lent it.", "fa": "آن را قرض دادیم."}


@tag("once")
class TakeAwayCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.kaveh = person("Kaveh Nazari", "کاوه نظری", role="Head of press", role_fa="مسئول رسانه")
        cls.terms = info_page("Use of content", purpose=InfoPage.Purpose.USE_OF_CONTENT)

    def panel(self, address):
        response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser").select_one("#take-away")

    def release(self, language="en", **given):
        quotes = [
            ("quote", {"words": SPOKEN[language], "person": self.kaveh.pk}),
            ("quote", {"words": "Never.", "name": "A farmer"}),
        ]
        blocks = [("paragraph", "<p>Water came at noon.</p>"), *quotes]
        return release("Water came", language=language, **{"published_at": AT, "body": body(*blocks)} | given)


@tag("once")
class Offered(TakeAwayCase):
    def test_every_kind_of_piece_has_it_once_and_its_rail_leads_there(self):
        for make in (story, release, statement, fact_sheet, press_kit):
            page = make()
            with self.subTest(make.__name__):
                shown = BeautifulSoup(self.client.get(page.url).content, "html.parser")
                self.assertEqual(len(shown.select("#take-away")), 1)
                self.assertTrue(shown.select_one(".rail a[href='#take-away']"))
                self.assertTrue(shown.select_one(".actions a[href='#take-away']"))
                link = shown.select_one("#take-away a[type='text/plain']")
                self.assertEqual(link["href"], f"{page.url}?format=txt")

    def test_the_source_line_names_house_reference_day_address_and_terms(self):
        page = self.release()
        shown = " ".join(self.panel(page.url).select_one("#take-source").stripped_strings)
        self.assertEqual(
            shown,
            f"Source: Karizan Water Trust, Press release, 21 March 2026, {Reference.objects.given_to(page)} "
            f"http://testserver{page.url_path} Terms of use: http://testserver{self.terms.url_path}",
        )

    def test_each_quote_stands_with_its_speaker_and_copies_with_the_source(self):
        for language, name in (("en", "“We lent it.” – Kaveh Nazari, Head of press"),
                               ("fa", "«آن را قرض دادیم.» – کاوه نظری، مسئول رسانه")):  # fmt: skip
            panel = self.panel(self.release(language).url)
            quotes = [quote.get_text() for quote in panel.select("li p")]
            self.assertEqual(quotes[0], name)
            self.assertEqual(len(quotes), 2)
            button = panel.select("li button")[0]
            self.assertEqual((button["data-ids"], button["data-use"]), ("take-quote-1 take-source", "quote"))
            self.assertTrue(panel.select_one("#take-quote-1"))

    def test_shorter_versions_stand_there_if_they_are_written(self):
        page = self.release(short_version=SHORT, medium_version=MEDIUM)
        panel = self.panel(page.url)
        self.assertEqual(panel.select_one("#take-short").get_text(strip=True), SHORT)
        self.assertEqual([one.get_text() for one in panel.select("#take-medium p")], MEDIUM.split("\n\n"))
        self.assertFalse(self.panel(self.release().url).select("#take-short, #take-medium"))

    def test_the_code_to_embed_is_text_that_can_be_selected(self):
        page = self.release()
        field = self.panel(page.url).select_one("textarea[readonly]")
        self.assertTrue(field.get_text().startswith("<iframe src="))
        self.assertEqual(self.panel(page.url).select_one(f"label[for={field['id']}]").get_text(), "Code for your page")

    def test_pictures_are_offered_with_whom_to_name_if_there_are_free_ones(self):
        one, other = picture(), picture("Ask", terms="ask", credit="Somebody else")
        blocks = [("image", {"image": one.pk, "caption": ""}), ("image", {"image": other.pk, "caption": ""})]
        panel = self.panel(story(body=body(*blocks)).url)
        link = panel.select_one("a[href$='?format=zip']")
        self.assertEqual(link.get_text(), "1 picture with its caption, ZIP")
        self.assertIn("Credit: Omid Karimi / Karizan", panel.get_text())
        self.assertNotIn("Somebody else", panel.get_text())
        self.assertIsNone(self.panel(story(lead_image=other).url).select_one("a[href$='?format=zip']"))

    def test_it_has_a_heading_and_everything_in_it_a_name(self):
        panel = self.panel(self.release(short_version=SHORT).url)
        self.assertEqual(panel.select_one(f"#{panel['aria-labelledby']}").name, "h2")
        for control in panel.select("button, a, summary"):
            self.assertTrue(control.get_text(strip=True), control)
        ids = [one["id"] for one in panel.select("[id]")]
        self.assertEqual(len(ids), len(set(ids)))


@tag("once")
class Kept(TakeAwayCase):
    """Where a piece is not public, nothing leads to an address that answers 404, and nothing is counted."""

    def assertNoWayIn(self, panel):
        self.assertFalse(panel.select("a, textarea"))
        self.assertNotIn("data-uses", panel.attrs)

    def test_a_preview_shows_the_words_that_will_be_offered(self):
        draft = self.release(state="draft", short_version=SHORT, published_at=None)
        shown = BeautifulSoup(draft.make_preview_request().content, "html.parser")
        self.assertNotIn("format=", shown.main.decode())
        self.assertFalse(shown.select("a[href='#take-away']"))
        panel = shown.select_one("#take-away")
        self.assertNoWayIn(panel)
        self.assertIn(SHORT, panel.get_text())
        self.assertIn("Kaveh Nazari", panel.get_text())

    def test_under_embargo_its_words_alone_can_be_copied(self):
        page = embargoed(release, short_version=SHORT)
        _client, shown = opened(give_pass(page, journalist()))
        shown = BeautifulSoup(shown.content, "html.parser")
        self.assertNoWayIn(shown.select_one("#take-away"))
        self.assertIn(SHORT, shown.select_one("#take-away").get_text())

    def test_an_earlier_version_has_none(self):
        wells = fact()
        page = fact_sheet(groups=[("Wells", [wells])])
        republish(wells, amount=64)
        self.assertTrue(self.panel(page.url))
        self.assertIsNone(self.panel(f"{page.url}?version=1"))
