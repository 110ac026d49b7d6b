"""Documents that have to be asked for: everybody sees that there is one, and nobody takes it without asking."""

from django.contrib.auth import get_user_model
from django.test import tag

from media_library.models import Document
from media_library.previews import draw
from tests.factories import body, document, fact, placed, press_kit, recording, story
from tests.media_library.test_documents import pages

from .test_public_pages import NewsroomTestCase

ROWS = b"well;depth\r\nNowbar;-12.5\r\n"
FORMS = ("txt", "md", "html", "json", "docx", "pdf", "ninjs")


def asked(title="Readings", **fields):
    return document(title, terms="ask", **fields)


def table_of(file):
    return ("data_table", {"caption": "Depths", "source": "Karizan", "table": None, "file": file.pk, "as_of": None})


@tag("once")
class DocumentsToAskForTests(NewsroomTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.paper = asked()
        cls.request = f"/en/media/{cls.paper.public_id}/request/"
        cls.page = story("The well", body=body(("documents", [cls.paper.pk])))

    def bytes_of(self, address):
        response = self.client.get(address)
        return b"".join(response) if response.streaming else response.content

    def test_the_file_is_for_the_desk_alone(self):
        self.assertEqual(self.client.get(self.paper.url).status_code, 404)
        self.client.force_login(get_user_model().objects.create_superuser("desk"))
        response = self.client.get(self.paper.url)
        self.assertEqual((response.status_code, response["Cache-Control"]), (200, "private, no-store"))

    def test_its_first_page_is_seen(self):
        paper = asked("Register", name="register.pdf", content=pages(), marked_public=True)
        draw(paper)
        paper = Document.objects.get(pk=paper.pk)
        self.assertEqual(self.client.get(paper.preview_url).status_code, 200)
        self.assertEqual(self.client.get(paper.url).status_code, 404)

    def test_a_recording_plays_whatever_its_terms(self):
        drip = recording(terms="ask", marked_public=True)
        self.assertIn(drip.url, str(self.read(f"/en/media/{drip.public_id}/")))

    def test_a_piece_names_it_and_leads_to_the_form(self):
        shown = self.read(self.page.url).select_one(".docs")
        self.assertEqual(shown.select_one("li > b").get_text(), "Readings")
        self.assertEqual([link["href"] for link in shown.select("a")], [f"/en/media/{self.paper.public_id}/"])

    def test_no_form_of_the_piece_gives_its_address(self):
        for form in FORMS:
            with self.subTest(form):
                self.assertNotIn(self.paper.url.encode(), self.bytes_of(f"{self.page.url}?format={form}"))

    def test_texts_lead_to_the_form(self):
        for form in ("txt", "md", "html"):
            with self.subTest(form):
                self.assertIn(
                    f"/en/ask/{self.paper.public_id}/".encode(), self.bytes_of(f"{self.page.url}?format={form}")
                )

    def test_no_feed_and_no_program_is_given_its_address(self):
        api = self.client.get(f"/api/v1/assets/{self.paper.public_id}/").json()
        self.assertEqual((api["url"], api["terms"]), (None, "ask"))
        self.assertNotIn(self.paper.url.encode(), self.bytes_of("/en/stories/feed/"))

    def test_a_table_of_it_is_shown_and_not_taken_away(self):
        wells = asked("Wells", content=ROWS)
        page = story("Depths", body=body(table_of(wells)))
        shown = self.read(page.url)
        self.assertIn("Nowbar", shown.select_one(".tbl").get_text())
        self.assertNotIn(wells.url, str(shown))
        link = shown.select_one(".tbl figcaption a")
        self.assertEqual(
            (link["href"], link.get_text()), (f"/en/media/{wells.public_id}/request/", "Request this file")
        )
        self.assertEqual(self.client.get(f"{page.url}?table={page.body[0].id}").status_code, 404)

    def test_the_page_of_a_fact_leads_to_the_form(self):
        wells = fact(source_document=self.paper)
        story(body=body(("paragraph", f"<p>{placed(wells)}</p>")))
        shown = self.read(f"/en/facts/figures/{wells.public_id}/").select_one(".source-document")
        self.assertEqual([link["href"] for link in shown.select("a")], [self.request])
        told = self.client.get(f"/api/v1/facts/{wells.public_id}/").json()
        self.assertIsNone(told["source_document"]["url"])

    def test_so_does_an_accessible_version(self):
        paper = document("Free", accessible_version=self.paper)
        shown = self.read(story(body=body(("documents", [paper.pk]))).url)
        self.assertEqual(shown.select_one(".doc-accessible a")["href"], self.request)
        self.assertIn(paper.url, str(shown))

    def test_a_press_kit_gives_its_address_to_nobody(self):
        kit = press_kit("Kit", chapters=[("Papers", [("document", self.paper)])])
        self.assertNotIn(self.paper.url, str(self.read(kit.url)))
