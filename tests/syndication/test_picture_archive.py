"""`?format=zip`: the pictures of a piece that may be used, with what has to be said of them."""

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

from django.core.files.storage import default_storage
from django.db import connection
from django.test import TestCase, tag
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page

from media_library.renditions import make_missing
from publication.models import Reference
from stories.models import InfoPage
from tests.factories import body, brand, info_page, newsroom, picture, press_kit, release, scheduled, story

AT = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)
LARGEST = "width-640|format-jpeg"
TEXTS = {
    "en": {"alt": "Reeds in mist", "caption": "The wetland at dawn"},
    "fa": {"alt": "نیزار در مه", "caption": "تالاب در سپیده‌دم"},
}


def sized(*args, **given):
    """A picture of which there is the largest size, as the task makes it."""
    made = picture(*args, **given)
    made.get_rendition("width-480|format-jpeg")
    made.get_rendition(LARGEST)
    return made


@tag("once")
class ArchiveCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.dawn = sized(texts=TEXTS)
        cls.gate = sized("Gate", texts={"en": {"alt": "=A plank", "caption": "@The gate"}}, terms="free", credit="")
        cls.asked = sized("Ask", texts={"en": {"alt": "Well", "caption": "The well"}}, terms="ask")

    def story(self, *pictures, **given):
        blocks = [("image", {"image": one.pk, "caption": ""}) for one in pictures]
        return story(body=body(("paragraph", "<p>Water.</p>"), *blocks), published_at=AT, **given)

    def get(self, page, **headers):
        return self.client.get(f"{page.url}?format=zip", headers=headers)

    def read(self, page):
        response = self.get(page)
        self.assertEqual((response.status_code, response["Content-Type"]), (200, "application/zip"))
        data = b"".join(response.streaming_content)
        self.assertEqual(int(response["Content-Length"]), len(data))
        with ZipFile(BytesIO(data)) as archive:
            self.assertIsNone(archive.testzip())
            return {name: archive.read(name) for name in archive.namelist()}

    def table(self, files):
        written = files["captions.csv"].decode("utf-8-sig")
        return list(csv.DictReader(StringIO(written)))


@tag("once")
class Content(ArchiveCase):
    def test_free_pictures_are_in_it_once_in_the_largest_size_for_readers(self):
        page = self.story(self.gate, self.dawn, self.asked, lead_image=self.dawn)
        files = self.read(page)
        reference = Reference.objects.given_to(page)
        pictures = [name for name in files if name.endswith(".jpg")]
        self.assertEqual(pictures, [f"pictures/{reference}-01-picture.jpg", f"pictures/{reference}-02-picture.jpg"])
        with default_storage.open(self.dawn.renditions.get(filter_spec=LARGEST).file.name) as largest:
            self.assertEqual(files[pictures[0]], largest.read())

    def test_the_table_says_caption_rights_and_size_and_no_cell_is_a_formula(self):
        dawn, gate = self.table(self.read(self.story(self.dawn, self.gate)))
        self.assertEqual(dawn["Caption"], "The wetland at dawn")
        self.assertEqual(dawn["Credit"], "Omid Karimi / Karizan")
        self.assertEqual(dawn["Terms of use"], "free to use with credit")
        self.assertEqual((dawn["Width"], dawn["Height"]), ("640", "427"))
        self.assertEqual((gate["Caption"], gate["Alternative text"]), ("'@The gate", "'=A plank"))
        self.assertNotIn("source", " ".join(dawn).lower())

    def test_a_formula_behind_a_space_or_a_mark_of_direction_is_none_either(self):
        image = sized("G", texts={"en": {"alt": " =HYPERLINK(1)", "caption": "\u200e=cmd"}})
        (row,) = self.table(self.read(self.story(image)))
        self.assertEqual((row["Caption"], row["Alternative text"]), ("'\u200e=cmd", "' =HYPERLINK(1)"))

    def test_the_text_says_whose_they_are_and_what_is_missing_and_why_but_nothing_of_what_has_ended(self):
        info_page("Use of content", purpose=InfoPage.Purpose.USE_OF_CONTENT)
        ended = sized(
            "Old", texts={"en": {"alt": "Old", "caption": "An old one"}}, expires_on=timezone.localdate() - timedelta(2)
        )
        page = self.story(self.dawn, self.asked, ended, title="A quieter grid")
        text = self.read(page)["README.txt"].decode("utf-8-sig").replace("\r\n", "\n")
        for told in (
            f"A quieter grid\nhttp://testserver{page.url_path}",
            "Terms of use\nUse of content\nhttp://testserver/en/use-of-content/",
            "The wetland at dawn\nAlternative text: Reeds in mist\nCredit: Omid Karimi / Karizan",
            "Not in this archive\n- The well (ask before use)\n",
            "press@karizan.example",
        ):
            self.assertIn(told, text)
        self.assertNotIn("An old one", text)

    def test_in_persian_its_words_are_persian_and_its_names_ascii(self):
        page = self.story(self.dawn, self.asked, language="fa", title="شبکه‌ای آرام‌تر")
        files = self.read(page)
        self.assertTrue(all(name.isascii() for name in files))
        table = self.table(files)
        self.assertIn("تالاب در سپیده‌دم", table[0].values())
        self.assertIn("نیزار در مه", table[0].values())
        self.assertIn("شبکه‌ای آرام‌تر", files["README.txt"].decode())

    def test_a_kit_brings_the_pictures_of_its_chapters_and_its_own_terms(self):
        for image in (self.dawn, self.gate):
            make_missing(image)
        kit = press_kit(chapters=[("At the water", [("image", self.dawn), ("image", self.gate)])])
        files = self.read(kit)
        self.assertEqual(len([name for name in files if name.endswith(".jpg")]), 2)
        self.assertIn("Free for reporting. Name the photographer.", files["terms.txt"].decode())

    def test_a_picture_whose_sizes_are_not_made_yet_is_named_as_missing(self):
        files = self.read(self.story(picture("New", texts=TEXTS)))
        self.assertEqual(set(files), {"README.txt", "captions.csv"})
        self.assertIn("The wetland at dawn (to be had from the press desk)", files["README.txt"].decode())


@tag("once")
class Asked(ArchiveCase):
    def test_it_has_a_name_and_is_kept_as_long_as_it_is_the_same(self):
        page = self.story(self.dawn)
        first = self.get(page)
        reference = Reference.objects.given_to(page)
        self.assertEqual(first["Content-Disposition"], f'attachment; filename="{reference}-pictures.zip"')
        self.assertEqual(first["Cache-Control"], "public, max-age=0, s-maxage=60")
        again = self.get(page, if_none_match=first["ETag"])
        self.assertEqual((again.status_code, again["ETag"]), (304, first["ETag"]))
        self.dawn.credit = "Somebody else"
        self.dawn.save()
        self.assertEqual(self.get(page, if_none_match=first["ETag"]).status_code, 200)

    def test_head_says_the_length_and_sends_nothing(self):
        page = self.story(self.dawn)
        whole = self.get(page)
        head = self.client.head(f"{page.url}?format=zip")
        self.assertEqual((head.status_code, head.content), (200, b""))
        self.assertEqual(head["Content-Length"], whole["Content-Length"])

    def test_many_pictures_cost_no_more_queries_than_one(self):
        pages = [self.story(self.dawn), self.story(*(sized(f"Picture {number}") for number in range(5)))]
        costs = []
        for page in pages:
            self.get(page)
            with CaptureQueriesContext(connection) as queries:
                self.get(page)
            costs.append(len(queries))
        self.assertEqual(*costs)
        self.assertLessEqual(costs[0], 16)


@tag("once")
class Closed(ArchiveCase):
    def test_what_is_not_public_has_none(self):
        later = scheduled(story, timezone.now() + timedelta(hours=1), "Later", lead_image=self.dawn)
        for page in (self.story(self.dawn, state="draft"), self.story(self.dawn, state="withdrawn"), later):
            with self.subTest(page.title):
                self.assertEqual(self.get(page).status_code, 404)

    def test_a_picture_that_nobody_may_read_stays_out(self):
        vault = Collection.get_first_root_node().add_child(name="Vault")
        CollectionViewRestriction.objects.create(
            collection=vault, restriction_type=CollectionViewRestriction.PASSWORD, password="x"
        )
        hidden = sized("Hidden", collection=vault)
        files = self.read(self.story(hidden, self.dawn))
        self.assertEqual(len([name for name in files if name.endswith(".jpg")]), 1)

    def test_a_newer_draft_brings_nothing_into_it(self):
        page = self.story(self.dawn)
        page.body = body(("image", {"image": sized("Next", texts={"en": {"alt": "Secret"}}).pk, "caption": "Secret"}))
        page.save_revision()
        self.assertNotIn("Secret", self.read(page)["README.txt"].decode())

    def test_other_pages_have_none(self):
        for address in ("/en/", "/en/releases/", f"{Page.objects.get(pk=release().pk).url}versions/"):
            self.assertEqual(self.client.get(address, {"format": "zip"}).status_code, 404)
