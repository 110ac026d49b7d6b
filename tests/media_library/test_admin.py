from django.core.files.base import ContentFile
from django.test import SimpleTestCase, override_settings
from django.urls import NoReverseMatch, path, reverse
from wagtail.models import Locale

from media_library import checks
from media_library.models import Document, Image, ImageWording, Media
from media_library.names import clean_file_name
from media_library.uses import record_uses
from wordings.models import forget_locale_codes

from .base import MediaTestCase
from .hostile_files import pdf, picture

RIGHTS = {"terms": "ask", "ai_origin": "none"}


class AdminPagesTests(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.user = self.log_in()
        self.image = self.make_image(credit="Omid / Karizan", terms="free_with_credit")
        self.document = self.make_document()
        self.media = Media.objects.create(
            title="Sound",
            type="audio",
            file=ContentFile(b"ID3" + b"\0" * 90, "a.mp3"),
            thumbnail=ContentFile(picture(), "poster.jpg"),
        )

    def get(self, name, *args, **data):
        response = self.client.get(reverse(name, args=args), data)
        self.assertEqual(response.status_code, 200)
        return response.content.decode()

    def test_the_listing_of_pictures_shows_credit_terms_and_thumbnails_by_the_gate(self):
        for layout in ("grid", "list"):
            html = self.get("wagtailimages:index", layout=layout)
            self.assertIn("Omid / Karizan", html)
            self.assertIn("free to use with credit", html)
            thumbnail = self.image.renditions.get(filter_spec="max-165x165")
            self.assertIn(thumbnail.url, html)
        self.assertEqual(self.client.get(thumbnail.url)["Content-Type"], "image/jpeg")

    def test_pages_of_pictures(self):
        html = self.get("wagtailimages:edit", self.image.pk)
        self.assertIn(self.image.renditions.get(filter_spec="original").url, html)
        self.get("wagtailimages:add")
        self.get("wagtailimages:add_multiple")
        self.get("wagtailimages:image_usage", self.image.pk)
        self.get("wagtailimages_chooser:choose")
        self.get("wagtailimages_chooser:chosen", self.image.pk)
        self.get("wagtailimages_chooser:select_format", self.image.pk)

    def test_pictures_are_called_by_one_name_in_menu_headings_and_trails(self):
        pages = {"wagtailimages:index": (), "wagtailimages:add_multiple": (), "wagtailimages:edit": (self.image.pk,)}
        for name, args in pages.items():
            with self.subTest(name):
                html = self.get(name, *args)
                self.assertNotRegex(html, r'(?i)(>\s*|"label": ")(add )?images\s*(<|")')
                self.assertIn("Pictures", html)

    def test_pages_of_documents(self):
        for name in ("wagtaildocs:index", "wagtaildocs_chooser:choose"):
            self.assertIn(self.document.url, self.get(name).replace("\\/", "/"))
        self.assertIn(self.document.url, self.get("wagtaildocs:edit", self.document.pk))
        self.get("wagtaildocs:add_multiple")
        self.get("wagtaildocs_chooser:chosen", self.document.pk)

    def test_pages_of_recordings(self):
        self.assertIn(self.media.url, self.get("wagtailmedia:index"))
        html = self.get("wagtailmedia:edit", self.media.pk)
        self.assertIn(self.media.url, html)
        self.assertIn(self.media.thumbnail.url, html)
        self.get("wagtailmedia:add", "video")
        self.get("wagtailmedia:chooser")

    def test_search_finds_credit_and_words(self):
        self.image.set_words("fa", caption="آب‌انبار")
        self.image.save()
        for words in ("Karizan", "آب‌انبار"):
            self.assertEqual([found.pk for found in Image.objects.search(words)], [self.image.pk])

    def test_stock_views_are_not_there(self):
        for name, args in checks.STOCK_VIEWS.items():
            with self.assertRaises(NoReverseMatch):
                reverse(name, args=args)


class WordsInFormsTests(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.log_in()

    def test_each_language_has_its_fields_under_its_own_name(self):
        image = self.make_image()
        html = self.client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
        for name in ("alt_en", "alt_fa", "caption_en", "caption_fa"):
            self.assertRegex(html, rf'<(input|textarea)[^>]*name="{name}"[^>]*dir="auto"')
        for label in ("Title for readers · فارسی", "Caption · English", "Social, wide ·"):
            self.assertIn(label, html)

    def test_a_language_without_a_locale_is_not_asked_for(self):
        self.addCleanup(forget_locale_codes)
        Locale.objects.filter(language_code="fa").delete()
        image = self.make_image()
        html = self.client.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
        self.assertNotIn('name="alt_fa"', html)

    def test_words_are_saved_shown_changed_and_removed(self):
        image = self.make_image()
        url = reverse("wagtailimages:edit", args=[image.pk])
        data = {"title": "A", "collection": image.collection_id, **RIGHTS, "alt_en": "Dam", "alt_fa": "سد"}
        self.assertEqual(self.client.post(url, data).status_code, 302)
        self.assertEqual(Image.objects.get().word("alt", "fa"), "سد")
        self.assertIn('value="سد"', self.client.get(url).content.decode())
        self.client.post(url, {**data, "alt_en": "Weir", "alt_fa": ""})
        self.assertEqual(list(ImageWording.objects.values_list("locale__language_code", "alt")), [("en", "Weir")])

    def test_the_second_step_of_a_multiple_upload_saves_words(self):
        url = reverse("wagtailimages:add_multiple")
        answer = self.upload(url, {"title": "A"}, "files[]", "a.jpg", picture()).json()
        self.assertTrue(answer["success"])
        self.assertIn("alt_fa", answer["form"])
        prefix = f"image-{answer['image_id']}"
        data = {"title": "B", "alt_fa": "سد", "credit": "Desk", **RIGHTS}
        url = reverse("wagtailimages:edit_multiple", args=[answer["image_id"]])
        answer = self.client.post(url, {f"{prefix}-{name}": value for name, value in data.items()}).json()
        self.assertTrue(answer["success"])
        image = Image.objects.get()
        self.assertEqual((image.title, image.credit, image.word("alt", "fa")), ("B", "Desk", "سد"))

    def test_the_upload_in_a_chooser_saves_words(self):
        prefix = "image-chooser-upload"
        data = {"title": "A", "alt_en": "Dam", **RIGHTS}
        fields = {f"{prefix}-{name}": value for name, value in data.items()}
        url = reverse("wagtailimages_chooser:create")
        self.upload(url, fields, f"{prefix}-file", "a.jpg", picture())
        self.assertEqual(Image.objects.get().word("alt", "en"), "Dam")

    def test_documents_and_recordings_have_words_as_well(self):
        prefix = "document-chooser-upload"
        data = {"title": "A", "title_fa": "گزارش", "description_en": "Report", **RIGHTS}
        fields = {f"{prefix}-{name}": value for name, value in data.items()}
        self.upload(reverse("wagtaildocs_chooser:create"), fields, f"{prefix}-file", "a.pdf", pdf())
        self.assertEqual(Document.objects.get().word("title", "fa"), "گزارش")
        data = {"title": "A", "duration": 1, "transcript_en": "Spoken words", **RIGHTS}
        url = reverse("wagtailmedia:add", args=["audio"])
        self.assertEqual(self.upload(url, data, "file", "a.mp3", b"ID3" + b"\0" * 90).status_code, 302)
        self.assertEqual(Media.objects.get().word("transcript", "en"), "Spoken words")

    def test_an_error_elsewhere_in_the_form_shows_the_form_again(self):
        image, document = self.make_image(), self.make_document()
        for name, asset, content in (
            ("wagtailimages:edit", image, picture()),
            ("wagtaildocs:edit", document, pdf()),
        ):
            url = reverse(name, args=[asset.pk])
            response = self.upload(url, {"title": "", **RIGHTS}, "file", asset.filename, content)
            self.assertEqual(response.status_code, 200)
            asset.refresh_from_db()
            self.assertTrue(asset.file.storage.exists(asset.file.name))

    def test_replacing_the_file_of_a_used_picture_makes_its_sizes_anew(self):
        image = self.make_image()
        record_uses(self.make_page(), [image.public_id])
        etag, old = image.etag, image.file.name
        url = reverse("wagtailimages:edit", args=[image.pk])
        with self.captureOnCommitCallbacks(execute=True):
            data = {"title": "A", "collection": image.collection_id, **RIGHTS}
            self.upload(url, data, "file", "other.jpg", picture(size=(200, 100)))
        image.refresh_from_db()
        self.assertNotEqual(image.etag, etag)
        self.assertFalse(image.file.storage.exists(old))
        self.assertEqual(image.renditions.filter(filter_spec="width-200|format-avif").count(), 1)

    def test_the_alternative_text_of_a_picture_is_its_words_and_never_its_title(self):
        image = self.make_image()
        self.assertEqual(image.default_alt_text, "")


class NamesTests(SimpleTestCase):
    def test_names_are_plain_short_and_keep_their_ending(self):
        for name, clean in {
            "گزارش سالانه.PDF": "gzrsh-slnh.pdf",
            "a b  c.jpg": "a-b-c.jpg",
            "../../x.jpg": "x.jpg",
            ".htaccess": "htaccess",
            "...": "file",
            "": "file",
            "x.tar.gz": "x-tar.gz",
        }.items():
            with self.subTest(name):
                self.assertEqual(clean_file_name(name), clean)
        self.assertEqual(len(clean_file_name("x" * 300 + ".jpeg")), 56)


class ChecksTests(SimpleTestCase):
    def test_a_storage_with_addresses_is_an_error(self):
        stock = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        with override_settings(STORAGES={"default": stock, "staticfiles": static}):
            self.assertEqual([e.id for e in checks.files_have_no_public_folder()], ["media_library.E001"])
        self.assertEqual(checks.files_have_no_public_folder(), [])

    @override_settings(ROOT_URLCONF=__name__)
    def test_the_stock_views_are_an_error(self):
        self.assertEqual([e.id for e in checks.stock_serving_views_are_absent()], ["media_library.E002"])


urlpatterns = [path("documents/<int:pk>/<str:name>", lambda request: None, name="wagtaildocs_serve")]
