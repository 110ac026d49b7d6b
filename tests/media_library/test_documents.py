"""Documents: their pages, their first page as a picture, their accessible version, tables without formulas."""

import time
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import SimpleTestCase, tag
from django.urls import reverse
from PIL import Image as Pillow
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from media_library import tables, workshop
from media_library.intake import take_in_document
from media_library.models import Document
from media_library.previews import draw
from media_library.tasks import make_preview
from media_library.uses import record_uses

from .base import MediaTestCase
from .hostile_files import archive


def pages(count=3, size=(400, 600), content=b"0.2 0.4 0.6 rg 0 0 400 600 re f"):
    writer = PdfWriter()
    for _number in range(count):
        page = writer.add_blank_page(*size)
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = writer._add_object(stream)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


class FirstPageTests(MediaTestCase):
    def make(self, content=None, **fields):
        return self.make_document(content or pages(), **fields)

    def test_pages_are_counted_and_slides_too(self):
        self.assertEqual(self.make().page_count, 3)
        slides = {f"ppt/slides/slide{number}.xml": b"<sld/>" for number in (1, 2)}
        talk = archive({"ppt/presentation.xml": b"<p/>", "ppt/slides/_rels/slide1.xml.rels": b"<r/>", **slides})
        self.assertEqual(self.make(talk, name="talk.pptx").page_count, 2)

    def test_the_job_draws_the_first_page_and_readers_get_it_with_the_document(self):
        with self.captureOnCommitCallbacks(execute=True):
            document = self.make()
        make_preview.call(document.pk)
        document.refresh_from_db()
        self.assertEqual((document.preview_width, document.preview_height), (800, 1200))
        self.assertEqual(self.client.get(document.preview_url).status_code, 404)
        record_uses(self.make_page(), [document.public_id])
        response = self.client.get(document.preview_url)
        self.assertEqual(response["Content-Type"], "image/jpeg")
        picture = Pillow.open(BytesIO(response.getvalue())).convert("RGB")
        red, green, blue = picture.getpixel((400, 600))
        self.assertTrue(red < green < blue)

    def test_with_another_file_the_old_page_goes_away(self):
        document = self.make()
        draw(document)
        document.refresh_from_db()
        old = document.preview
        with self.captureOnCommitCallbacks(execute=True):
            document.file = ContentFile(pages(1), "other.pdf")
            document.save()
        document.refresh_from_db()
        self.assertFalse(default_storage.exists(old))
        self.assertNotEqual(document.preview, old)
        self.assertEqual(document.page_count, 1)

    def test_with_its_document_the_page_goes_away(self):
        document = self.make()
        draw(document)
        document.refresh_from_db()
        document.delete()
        self.assertFalse(default_storage.exists(document.preview))

    def test_what_cannot_be_drawn_has_no_preview_and_is_a_document_all_the_same(self):
        document = self.make()
        with default_storage.open(document.file.name, "wb") as file:
            file.write(b"%PDF-1.7 and nothing else")
        self.assertFalse(draw(document))
        document.refresh_from_db()
        self.assertEqual(document.preview, "")

    def test_pages_of_absurd_sizes_are_drawn_small_or_not_at_all(self):
        for size in ((1, 20_000), (20_000, 20_000), (0.01, 0.01)):
            with self.subTest(size):
                draw(self.make(pages(1, size)))


class WorkshopTests(SimpleTestCase):
    def test_a_drawing_that_stalls_is_broken_off(self):
        long = pages(1, content=b"q 0 0 m 99 99 l S Q\n" * 2_000_000)
        begun = time.perf_counter()
        with self.assertRaises(workshop.NotDrawn):
            workshop.drawn("pdf", long, seconds=0.3)
        self.assertLess(time.perf_counter() - begun, 5)

    def test_the_one_that_draws_knows_no_secret_of_ours(self):
        told = {name for name in workshop._surroundings() if not name.startswith("LIMIT_")}
        self.assertEqual(told, {"PYTHONPATH", "FONTS"})


@tag("once")
class DocumentInTheAdminTests(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.log_in()
        self.document, self.plain = self.make_document(), self.make_document(name="plain.docx", content=_word())
        self.url = reverse("wagtaildocs:edit", args=[self.document.pk])

    def send(self, **fields):
        fields = {
            "title": "A",
            "terms": "free",
            "ai_origin": "none",
            "collection": self.document.collection_id,
            **fields,
        }
        return self.client.post(self.url, fields)

    def test_language_and_accessible_version_are_chosen_on_its_page(self):
        self.assertContains(self.client.get(self.url), 'name="accessible_version"')
        self.assertEqual(self.send(language="ar", accessible_version=self.plain.pk).status_code, 302)
        document = Document.objects.get(pk=self.document.pk)
        self.assertEqual((document.language_name, document.accessible_version), ("العربيّة", self.plain))
        self.assertEqual(list(self.plain.accessible_for.all()), [document])

    def test_a_document_is_not_its_own_accessible_version(self):
        self.assertContains(self.send(accessible_version=self.document.pk), "not its own accessible version")

    def test_a_language_that_is_none_is_refused(self):
        self.assertContains(self.send(language="<script>"), "Select a valid choice")


def _word():
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document>text</document>"})


class TablesTests(SimpleTestCase):
    def stored(self, text, name="a.csv"):
        file = take_in_document(ContentFile(text.encode() if isinstance(text, str) else text, name))
        file.seek(0)
        return file.read().decode("utf-8-sig")

    def test_formulas_become_words_and_numbers_stay_numbers(self):
        for cell, kept in (
            ("=1+1", "'=1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            (" =1", "' =1"), ("\u200f=1", "'\u200f=1"), ("\uff1d1", "'\uff1d1"), ("\n=1", "'\n=1"),
            ("-12.5", "-12.5"), ("+3", "+3"), ("-۱۲٫۵٪", "-۱۲٫۵٪"),
            ("-38%", "-38%"), ("-", "-"), ("آب", "آب"),
        ):  # fmt: skip
            with self.subTest(cell):
                self.assertEqual(tables.neutral(cell), kept)

    def test_a_table_with_formulas_is_stored_with_words_in_its_own_form(self):
        self.assertEqual(self.stored("well;level\n=cmd();42\n"), "well;level\r\n'=cmd();42\r\n")

    def test_a_table_without_stays_as_it_came(self):
        self.assertEqual(self.stored("well;level\n1;-42\n"), "well;level\n1;-42\n")

    def test_old_persian_encodings_are_read(self):
        self.assertEqual(tables.read(tables.decoded("چاه,عمق\nنوبر,12\n".encode("cp1256")))[1], ["نوبر", "12"])

    def test_hostile_tables_are_stored_or_refused(self):
        for content in (b'"' * 200_000, b"a," * 20_000, b'"a\n' * 9000, b"\xff\xfe=\0", b"=" * 140_000):
            try:
                self.stored(content)
            except ValidationError as error:
                self.assertTrue(error.messages)
