"""The listings with their filters, and the report of what needs care."""

import csv
import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import connection
from django.test import tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from media_library.desk import care
from media_library.desk.kinds import RECORDINGS
from media_library.models import Document, Image, Media
from media_library.uses import record_uses
from topics.models import Topic

from .base import MediaTestCase
from .hostile_files import picture
from .test_desk_uploads import sound

LISTS = {Image: "wagtailimages:index", Document: "wagtaildocs:index", Media: "wagtailmedia:index"}


class ListCase(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.user = self.log_in()
        self.today = timezone.localdate()

    def make_recording(self, **fields):
        return Media.objects.create(**{"title": "Sound", "type": "audio"} | fields, file=ContentFile(sound(), "a.wav"))

    def html(self, name, **query):
        response = self.client.get(reverse(name), query)
        self.assertEqual(response.status_code, 200)
        return response.content.decode()


@tag("once")
class ListingTests(ListCase):
    def make(self):
        water = Topic.objects.create(name="water", slug="water")
        free = self.make_image(title="FREE", terms="free", genre="map", uploaded_by_user=self.user, credit="x")
        free.topics.add(water)
        ended = self.make_image(title="ENDED", expires_on=self.today - timedelta(days=1))
        soon = self.make_image(title="SOON", expires_on=self.today + timedelta(days=20))
        later = self.make_image(title="LATER", expires_on=self.today + timedelta(days=80))
        record_uses(self.make_page(), [free.public_id])
        return water, (free, ended, soon, later)

    def test_pictures_are_filtered_by_what_a_desk_asks_for(self):
        water, _images = self.make()
        every = {"FREE", "ENDED", "SOON", "LATER"}
        for query, wanted in (
            ({"terms": ["free"]}, {"FREE"}),
            ({"terms": ["free", "ask"]}, every),
            ({"topics": [water.pk]}, {"FREE"}),
            ({"genre": ["map"]}, {"FREE"}),
            ({"use": "public"}, {"FREE"}),
            ({"use": "never"}, every - {"FREE"}),
            ({"use": "desk"}, set()),
            ({"rights": "ended"}, {"ENDED"}),
            ({"rights": "30"}, {"SOON"}),
            ({"rights": "90"}, {"SOON", "LATER"}),
            ({"rights": "never"}, {"FREE"}),
            ({"uploader": [self.user.pk]}, {"FREE"}),
            ({"lack": "credit"}, every - {"FREE"}),
            ({"lack": "nonsense"}, every),
        ):
            with self.subTest(query):
                html = self.html("wagtailimages:index_results", **query)
                self.assertEqual({title for title in every if title in html}, wanted)

    def test_search_and_filters_go_together_in_both_languages(self):
        _water, (free, ended, *_rest) = self.make()
        for image in (free, ended):
            image.set_words("fa", caption="آب‌انبار گز")
            image.set_words("en", alt="Cistern of Gaz")
            image.save()
        for words in ("آب‌انبار", "Cistern", "cist"):
            with self.subTest(words):
                html = self.html("wagtailimages:index_results", q=words, terms="free", use="public")
                self.assertIn("FREE", html)
                self.assertNotIn("ENDED", html)

    def test_documents_and_recordings_have_them_too(self):
        for model, make in ((Document, self.make_document), (Media, self.make_recording)):
            make(title="FREE", terms="free")
            make(title="ASKED", terms="ask")
            html = self.html(LISTS[model], terms="free")
            self.assertIn("FREE", html)
            self.assertNotIn("ASKED", html)
            self.assertIn("free to use", html)
        self.assertIn("FREE", self.html("media_index_results", type="audio", q="FREE"))
        self.assertNotIn("FREE", self.html("media_index_results", type="video"))

    def test_each_list_has_a_fixed_number_of_queries(self):
        makers = {Image: self.make_image, Document: self.make_document, Media: self.make_recording}
        for model, make in makers.items():
            with self.subTest(model.__name__):
                make()
                self.html(LISTS[model])
                self.html(LISTS[model])
                with CaptureQueriesContext(connection) as few:
                    self.html(LISTS[model])
                number = len(few)
                for _ in range(3):
                    make()
                self.html(LISTS[model])
                with self.assertNumQueries(number):
                    self.html(LISTS[model])


@tag("once")
class ReportTests(ListCase):
    def make(self):
        whole = self.make_image(picture(size=(2500, 20)), title="WHOLE", credit="Omid", terms="free", genre="photo")
        for code in ("en", "fa"):
            whole.set_words(code, alt="Reeds")
        whole.save()
        record_uses(self.make_page(), [whole.public_id])
        bare = self.make_image(title="BARE")
        bare.set_words("en", alt="Reeds")
        bare.save()
        ended = self.make_document(title="ENDED", credit="x", terms="free", expires_on=self.today - timedelta(days=1))
        record_uses(self.make_page(), [ended.public_id])
        self.make_recording(title="=CMD()", credit="y", terms="free", expires_on=self.today + timedelta(days=9))
        return whole, bare, ended

    def rows(self, **query):
        response = self.client.get(reverse("asset_care_report"), {"export": "csv", **query})
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        return {row["Title"]: row for row in csv.DictReader(io.StringIO(text))}

    def test_it_names_what_each_of_them_needs(self):
        self.make()
        rows = self.rows()
        self.assertEqual(set(rows), {"BARE", "ENDED", "'=CMD()"})
        needs = {title: row["What it needs"].split("; ") for title, row in rows.items()}
        self.assertEqual(
            set(needs["BARE"]),
            {
                "No alternative text or transcript · فارسی", "No credit", "Terms: still ask before use", "Never used",
                "Too small for print",
            },
        )  # fmt: skip
        self.assertEqual(needs["ENDED"], ["Rights have ended, still used"])

    def test_of_one_date_it_tells_the_nearest_term_and_both_find_it(self):
        self.make()
        for query in ({}, {"lack": "ends_30"}, {"lack": "ends_90"}):
            with self.subTest(query):
                needed = self.rows(**query)["'=CMD()"]["What it needs"]
                self.assertIn("Rights end within 30 days", needed)
                self.assertNotIn("Rights end within 90 days", needed)

    def test_in_persian_its_separator_is_that_of_persian(self):
        self.make_image(title="BARE", terms="free")
        with translation.override("fa"):
            lacking = care.told({lack.column: lack.name in ("unused", "small") for lack in care.lacks()})
        UserProfile.objects.update_or_create(user=self.user, defaults={"preferred_language": "fa"})
        self.assertIn("؛ ".join(lacking), self.html("asset_care_report", lack="credit"))

    def test_it_is_filtered_counted_and_leads_to_each(self):
        _whole, bare, _ended = self.make()
        self.assertEqual(set(self.rows(lack="credit")), {"BARE"})
        self.assertEqual(set(self.rows(lack="words_fa")), {"BARE", "'=CMD()"})
        self.assertEqual(set(self.rows(lack="words_en")), {"'=CMD()"})
        self.assertEqual(set(self.rows(kind="document")), {"ENDED"})
        self.assertEqual(set(self.rows(kind="document", lack="small")), set())
        html = self.html("asset_care_report")
        self.assertIn(reverse("wagtailimages:edit", args=[bare.pk]), html)
        self.assertRegex(html, r"lack=credit\">No credit</a>\s*<b>1</b>")
        self.html("asset_care_report", lack="nonsense", kind="x")
        response = self.client.get(reverse("asset_care_report"), {"export": "xlsx"})
        self.assertEqual(response.status_code, 200)

    def test_in_persian_a_film_is_no_sound(self):
        with translation.override("fa"):
            self.assertNotEqual(str(RECORDINGS.label), "فایل صدا")

    def test_it_takes_a_fixed_number_of_queries(self):
        self.make()
        self.html("asset_care_report")
        with CaptureQueriesContext(connection) as few:
            self.html("asset_care_report")
        number = len(few)
        for _ in range(4):
            self.make_image()
            self.make_document()
        with self.assertNumQueries(number):
            self.html("asset_care_report")
