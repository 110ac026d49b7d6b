import os
import warnings
from io import BytesIO
from unittest import mock

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import tag
from django.urls import reverse
from PIL import Image as Pillow

from media_library.models import Document, Image, Media
from media_library.renditions import make_missing

from . import hostile_files
from .base import MediaTestCase
from .hostile_files import HTML, NAMES, picture


@tag("once")
class UploadTestCase(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.log_in()
        self.client.raise_request_exception = False
        # Pillow warns of pictures that are far smaller than those that it refuses; we refuse both.
        self.enterContext(warnings.catch_warnings(action="ignore", category=Pillow.DecompressionBombWarning))

    def stored_files(self):
        return {os.path.join(folder, name) for folder, _, names in os.walk(self.media_root) for name in names}

    def assert_outcome(self, case, response, was_stored, before):
        self.assertLess(response.status_code, 500, "the server broke")
        if case.stored is not None:
            self.assertEqual(was_stored, case.stored, response.content[:600])
        if not was_stored:
            self.assertEqual(self.stored_files(), before, "a refused file was left in the storage")


class ReplacementTests(UploadTestCase):
    """By the page that shows both files before one takes the place of the other."""

    def check(self, asset, cases):
        url = reverse("asset_replace", args=[asset._meta.model_name, asset.pk])
        for case in cases:
            with self.subTest(case.label):
                response = self.upload(url, {}, "file", case.name, case.content)
                self.assertLess(response.status_code, 500)
                if case.stored is not None:
                    self.assertEqual(response.status_code, 302 if case.stored else 200)
                if response.status_code == 302:
                    self.assertEqual(self.client.get(response.url).status_code, 200)
                    new = response.url.partition("new=")[2]
                    self.assertEqual(self.client.post(url, {"new": new, "replace": "yes"}).status_code, 302)

    def test_no_hostile_picture_breaks_it(self):
        self.check(self.make_image(), hostile_files.pictures())

    def test_no_hostile_document_breaks_it(self):
        self.check(self.make_document(), hostile_files.documents())

    def test_no_hostile_recording_breaks_it(self):
        media = Media.objects.create(title="A", type="audio", file=ContentFile(b"ID3" + b"\0" * 90, "a.mp3"))
        self.check(media, hostile_files.recordings())

    def test_a_full_disk_is_a_message(self):
        url = reverse("asset_replace", args=["image", self.make_image().pk])
        self.client.get(url)  # makes the size that the page shows
        with mock.patch.object(FileSystemStorage, "_save", side_effect=OSError(28, "No space left on device")):
            self.assertContains(self.upload(url, {}, "file", "a.jpg", picture()), "disk is full")


class PictureUploadTests(UploadTestCase):
    def multiple(self, case):
        url = reverse("wagtailimages:add_multiple")
        return self.upload(url, {"title": "A"}, "files[]", case.name, case.content)

    def chooser(self, case):
        url = reverse("wagtailimages_chooser:create")
        prefix = "image-chooser-upload"
        fields = {f"{prefix}-title": "A", f"{prefix}-terms": "ask", f"{prefix}-ai_origin": "none"}
        return self.upload(url, fields, f"{prefix}-file", case.name, case.content)

    def check_new(self, send):
        for case in hostile_files.pictures():
            with self.subTest(case.label):
                count, before = Image.objects.count(), self.stored_files()
                response = send(case)
                self.assert_outcome(case, response, Image.objects.count() > count, before)

    def test_no_hostile_picture_breaks_the_multiple_upload(self):
        self.check_new(self.multiple)

    def test_no_hostile_picture_breaks_the_upload_in_the_chooser(self):
        self.check_new(self.chooser)

    def test_no_hostile_picture_breaks_the_edit_page(self):
        image = self.make_image()
        url = reverse("wagtailimages:edit", args=[image.pk])
        self.client.get(url)  # makes the sizes that the page shows
        fields = {"title": "A", "terms": "ask", "ai_origin": "none", "collection": image.collection_id}
        for case in hostile_files.pictures():
            with self.subTest(case.label):
                name = Image.objects.get(pk=image.pk).file.name
                response = self.upload(url, fields, "file", case.name, case.content)
                was_stored = Image.objects.get(pk=image.pk).file.name != name or response.status_code == 302
                self.assertLess(response.status_code, 500)
                if case.stored is not None:
                    self.assertEqual(was_stored, case.stored)
                if was_stored:
                    self.assertEqual(self.client.get(url).status_code, 200)

    def test_every_accepted_picture_can_be_shown_and_made_into_all_sizes(self):
        for case in hostile_files.pictures():
            if case.stored is False:
                continue
            with self.subTest(case.label):
                image = Image(title="A")
                try:
                    image.file = ContentFile(case.content, case.name)
                    image.full_clean()
                except ValidationError:
                    self.assertIsNone(case.stored)
                    continue
                image.save()
                with self.assertNoLogs("media_library", level="ERROR"):
                    make_missing(image)

    def test_full_clean_refuses_what_the_form_refuses(self):
        for case in hostile_files.pictures():
            if case.stored is not False:
                continue
            with self.subTest(case.label), self.assertRaises(ValidationError):
                Image(title="A", file=ContentFile(case.content, case.name)).full_clean()

    def test_absurd_names_become_plain_ones(self):
        for name, stored in NAMES.items():
            with self.subTest(name):
                count = Image.objects.count()
                url = reverse("wagtailimages:add_multiple")
                response = self.upload(url, {"title": "A"}, "files[]", name, picture())
                self.assertLess(response.status_code, 500)
                if stored:
                    self.assertEqual(Image.objects.count(), count + 1, response.content)
                    file_name = Image.objects.latest("pk").file.name
                    self.assertRegex(file_name, r"\Aimages/[0-9a-f]{32}/[A-Za-z0-9][A-Za-z0-9._-]{0,60}\.jpg\Z")

    def test_what_hangs_behind_a_picture_is_not_kept(self):
        image = self.make_image(picture() + HTML)
        with image.open_file() as file:
            self.assertNotIn(b"script", file.read())

    def test_a_full_disk_is_a_message_and_leaves_nothing(self):
        before = self.stored_files()
        with mock.patch.object(FileSystemStorage, "_save", side_effect=OSError(28, "No space left on device")):
            case = hostile_files.Case("good", "a.jpg", picture())
            with self.assertLogs("media_library", level="ERROR"):
                response = self.multiple(case)
        self.assertEqual(response.status_code, 200)
        self.assertIn("disk is full", response.json()["error_message"])
        self.assertEqual(Image.objects.count(), 0)
        self.assertEqual(self.stored_files(), before)

    def test_a_write_that_fails_half_way_leaves_nothing(self):
        def half(storage, name, content):
            os.makedirs(os.path.dirname(storage.path(name)), exist_ok=True)
            with open(storage.path(name), "wb") as file:
                file.write(b"half")
            raise OSError(28, "No space left on device")

        before = self.stored_files()
        with (
            mock.patch.object(FileSystemStorage, "_save", half),
            self.assertLogs("media_library", level="ERROR"),
        ):
            self.chooser(hostile_files.Case("good", "a.jpg", picture()))
        self.assertEqual(self.stored_files(), before)

    def test_a_picture_from_a_telephone_becomes_a_jpeg(self):
        self.multiple(hostile_files.Case("good", "IMG_1.HEIC", picture("HEIF")))
        image = Image.objects.get()
        self.assertTrue(image.file.name.endswith("/IMG_1.jpg"))
        with image.open_file() as file:
            self.assertEqual(Pillow.open(BytesIO(file.read())).format, "JPEG")


class DocumentUploadTests(UploadTestCase):
    def multiple(self, case):
        url = reverse("wagtaildocs:add_multiple")
        return self.upload(url, {"title": "A"}, "files[]", case.name, case.content)

    def chooser(self, case):
        url = reverse("wagtaildocs_chooser:create")
        prefix = "document-chooser-upload"
        fields = {f"{prefix}-title": "A", f"{prefix}-terms": "ask", f"{prefix}-ai_origin": "none"}
        return self.upload(url, fields, f"{prefix}-file", case.name, case.content)

    def check_new(self, send):
        for case in hostile_files.documents():
            with self.subTest(case.label):
                count, before = Document.objects.count(), self.stored_files()
                response = send(case)
                self.assert_outcome(case, response, Document.objects.count() > count, before)

    def test_no_hostile_document_breaks_the_multiple_upload(self):
        self.check_new(self.multiple)

    def test_no_hostile_document_breaks_the_upload_in_the_chooser(self):
        self.check_new(self.chooser)

    def test_no_hostile_document_breaks_the_edit_page(self):
        document = self.make_document()
        url = reverse("wagtaildocs:edit", args=[document.pk])
        fields = {"title": "A", "terms": "ask", "ai_origin": "none", "collection": document.collection_id}
        for case in hostile_files.documents():
            with self.subTest(case.label):
                response = self.upload(url, fields, "file", case.name, case.content)
                self.assertEqual(response.status_code, 302 if case.stored else 200)
                self.assertEqual(self.client.get(url).status_code, 200)

    def test_a_title_that_is_too_long_is_asked_for_again_and_the_file_still_examined(self):
        url = reverse("wagtaildocs:add_multiple")
        response = self.upload(url, {"title": "x" * 300}, "files[]", "a.pdf", hostile_files.pdf(Author="Me"))
        upload = response.json()["uploaded_file_id"]
        prefix = f"uploaded-document-{upload}"
        fields = {f"{prefix}-title": "A", f"{prefix}-terms": "ask", f"{prefix}-ai_origin": "none"}
        url = reverse("wagtaildocs:create_multiple_from_uploaded_document", args=[upload])
        self.assertTrue(self.client.post(url, fields).json()["success"])
        with Document.objects.get().open_file() as file:
            self.assertNotIn(b"Author", file.read())


class RecordingUploadTests(UploadTestCase):
    def test_no_hostile_recording_breaks_an_upload(self):
        for name in ("wagtailmedia:add", "wagtailmedia:chooser_upload", "media_add_multiple"):
            prefix = "media-chooser-upload-" if "chooser" in name else ""
            fields = {f"{prefix}{key}": value for key, value in RECORDING.items()}
            sent_as = "files[]" if "multiple" in name else f"{prefix}file"
            for case in hostile_files.recordings():
                with self.subTest(case.label, view=name):
                    before = self.stored_files()
                    url = reverse(name, args=[] if "multiple" in name else ["audio"])
                    response = self.upload(url, fields, sent_as, case.name, case.content)
                    self.assert_outcome(case, response, Media.objects.exists(), before)

    def test_no_hostile_poster_breaks_an_upload(self):
        media = Media.objects.create(title="A", type="audio", file=ContentFile(b"ID3" + b"\0" * 90, "a.mp3"))
        url = reverse("wagtailmedia:edit", args=[media.pk])
        for case in hostile_files.pictures():
            with self.subTest(case.label):
                response = self.upload(url, RECORDING, "thumbnail", case.name, case.content)
                self.assertLess(response.status_code, 500)
                self.assertEqual(self.client.get(url).status_code, 200)


RECORDING = {"title": "A", "duration": "1", "terms": "ask", "ai_origin": "none"}
