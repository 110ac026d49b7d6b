"""What the files of pictures say of themselves, read by ExifTool, which shares no line with what wrote it."""

import json
import os
import shutil
import subprocess
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path
from unittest import SkipTest, mock

from django.core.files.storage import default_storage
from django.db import connection
from django.test import tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image as Pillow

from media_library import house
from media_library.embedded import embed, statement_of
from media_library.house import House
from media_library.intake.metadata import read_words
from media_library.models import Image
from media_library.renditions import make_missing
from media_library.storage import rewrite
from media_library.tasks import stamp_all
from wordings.models import locale_codes

from .base import MediaTestCase
from .hostile_files import picture

HOUSE = House(
    {"en": "Northshore Water", "fa": "آب شمال"}, "https://news.example.org/", "https://news.example.org/en/use/"
)
WORDS = {
    "en": {
        "title": "Northshore tidal station turbine",
        "caption": "The turbine is lowered at slack water & <held>.",
        "alt": "A crane over a grey sea",
        "place": "Northshore harbour",
    },
    "fa": {
        "title": "توربین ایستگاه جزرومدی",
        "caption": "توربین هنگام آرامش آب پایین می‌رود.",
        "alt": "جرثقیلی بر دریایی خاکستری",
        "place": "بندر شمال",
    },
}
#: What each file of every size says, by ExifTool's names, and what only JPEG holds besides.
XMP = {
    "XMP-dc:Title": WORDS["en"]["title"],
    "XMP-dc:Title-fa": WORDS["fa"]["title"],
    "XMP-photoshop:Headline": WORDS["en"]["title"],
    "XMP-dc:Description": WORDS["en"]["caption"],
    "XMP-dc:Description-en": WORDS["en"]["caption"],
    "XMP-dc:Description-fa": WORDS["fa"]["caption"],
    "XMP-iptcCore:AltTextAccessibility": WORDS["en"]["alt"],
    "XMP-iptcCore:AltTextAccessibility-fa": WORDS["fa"]["alt"],
    "XMP-dc:Creator": "امید کریمی",
    "XMP-photoshop:Credit": "Omid Karimi / Northshore Water, the house's own photographer",
    "XMP-dc:Rights": "© Northshore Water 2026",
    "XMP-xmpRights:Marked": True,
    "XMP-xmpRights:UsageTerms": "Free to use with credit. The credit line must stand with the picture.",
    "XMP-xmpRights:WebStatement": HOUSE.terms_address,
    "XMP-plus:LicensorName": "Northshore Water",
    "XMP-plus:LicensorURL": HOUSE.address,
    "XMP-photoshop:DateCreated": "2026:03:14",
    "XMP-iptcCore:Location": WORDS["en"]["place"],
    "XMP-iptcExt:LocationCreatedLocationName": WORDS["en"]["place"],
    "XMP-iptcExt:LocationCreatedLocationName-fa": WORDS["fa"]["place"],
    "XMP-iptcExt:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
}
IIM = {
    "IPTC:ObjectName": WORDS["en"]["title"],
    "IPTC:Headline": WORDS["en"]["title"],
    "IPTC:Caption-Abstract": WORDS["en"]["caption"],
    "IPTC:By-line": "امید کریمی",
    "IPTC:Credit": XMP["XMP-photoshop:Credit"],
    "IPTC:CopyrightNotice": XMP["XMP-dc:Rights"],
    "IPTC:DateCreated": "2026:03:14",
    "IPTC:Sub-location": WORDS["en"]["place"],
}
FORBIDDEN = ("GPS", "ExifIFD", "IFD0", "IFD1", "MakerNotes", "Serial", "Thumbnail")
#: Where a photographer writes: in all of the old and the new ways, and much that is nobody's business.
PHOTOGRAPHERS = (
    "-XMP-dc:Title=job 4711", "-XMP-photoshop:Headline=Reeds at dawn", "-XMP-dc:Description=Mist over the reeds",
    "-XMP-dc:Description-fa=مه بر نیزار", "-XMP-dc:Creator=Omid Karimi", "-XMP-photoshop:Credit=Karimi / Karizan",
    "-XMP-dc:Rights=© Karizan", "-XMP-photoshop:Source=Desk archive", "-XMP-photoshop:DateCreated=2026:03:14",
    "-XMP-iptcCore:Location=North bank", "-XMP-photoshop:City=Shadegan", "-XMP-photoshop:Country=Iran",
    "-XMP-iptcCore:AltTextAccessibility=Reeds in mist", "-GPSLatitude=35.69", "-GPSLatitudeRef=N",
    "-XMP-iptcExt:DigitalSourceType=http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    "-SerialNumber=12345678", "-DateTimeOriginal=2026:03:14 05:12:00",
)  # fmt: skip
OLDER = (
    "-IPTC:Headline=Reeds at dawn", "-IPTC:Caption-Abstract=مه بر نیزار", "-IPTC:By-line=Omid Karimi",
    "-IPTC:Credit=Karimi / Karizan", "-IPTC:CopyrightNotice=© Karizan", "-IPTC:DateCreated=2026:03:14",
    "-IPTC:Sub-location=North bank", "-IPTC:City=Shadegan", "-IPTC:Country-PrimaryLocationName=Iran",
)  # fmt: skip


def see_through(kind):
    """A picture that has transparency, or as JPEG one that comes in several scans."""
    made = Pillow.linear_gradient("L").resize((61, 41)).convert("RGB")
    file = BytesIO()
    if kind == "JPEG":
        made.save(file, kind, progressive=True)
    else:
        made.putalpha(Pillow.radial_gradient("L").resize(made.size))
        made.save(file, kind)
    return file.getvalue()


def exiftool(*arguments):
    command = ["exiftool", "-charset", "iptc=UTF8", "-codedcharacterset=UTF8", *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout


def told_by_files(*paths):
    """By path, ExifTool's names with their groups."""
    read = subprocess.run(["exiftool", "-json", "-G1", "-a", *paths], check=True, capture_output=True).stdout
    return {entry["SourceFile"]: entry for entry in json.loads(read)}


@tag("once")
class ExifToolTestCase(MediaTestCase):
    @classmethod
    def setUpClass(cls):
        if not shutil.which("exiftool"):
            reason = "No ExifTool (bin/exiftool): what files say of themselves cannot be read."
            if os.environ.get("CI") == "true":
                raise AssertionError(reason)
            raise SkipTest(reason)
        super().setUpClass()

    def setUp(self):
        super().setUp()
        locale_codes()
        told = house._tellers[:]
        self.addCleanup(house._tellers.__setitem__, slice(None), told)
        house.told_by(lambda: HOUSE)

    def make_turbine(self, content=None, name="turbine.jpg", **fields):
        image = self.make_image(
            content or picture(size=(2404, 1600)), name, creator="امید کریمی", credit=XMP["XMP-photoshop:Credit"],
            copyright_notice="© Northshore Water 2026", source="SECRETSOURCE", taken_on=date(2026, 3, 14),
            terms="free_with_credit", original_offered=True, **fields,
        )  # fmt: skip
        for language, words in WORDS.items():
            image.set_words(language, **words)
        image.save()
        return Image.objects.get(pk=image.pk)

    def files_of(self, image):
        """Paths of all that leaves, by what it is called."""
        rows = [*image.renditions.all(), *image.downloads.all()]
        return {default_storage.path(row.file.name): row for row in rows}


class RoundTripTests(ExifToolTestCase):
    def test_every_field_is_read_back_from_every_size_and_format_and_nothing_private(self):
        image = self.make_turbine(genre="photo")
        make_missing(image)
        files = self.files_of(image)
        forms = {(row.size, row.form) for row in image.downloads.all()}
        self.assertEqual({size for size, _form in forms}, {"original", "print", "web", "social", "square", "story"})
        self.assertEqual({form for _size, form in forms}, {"jpeg", "webp", "avif", "png"})
        for path, told in told_by_files(*files).items():
            with self.subTest(str(files[path])):
                expected = XMP | (IIM if path.endswith(".jpg") else {})
                self.assertEqual({name: told.get(name) for name in expected}, expected)
                self.assertFalse([name for name in told if any(word in name for word in FORBIDDEN)])
                self.assertNotIn("SECRET", json.dumps(told))
                if not Path(path).name.startswith("original"):
                    self.assertIn("sRGB", told["ICC_Profile:ProfileDescription"])

    def test_our_own_reader_finds_it_all_again_in_both_languages(self):
        image = self.make_turbine()
        make_missing(image)
        for path, row in self.files_of(image).items():
            with self.subTest(str(row)), Pillow.open(path) as file:
                found = read_words(file)
            self.assertEqual(found.words, WORDS)
            self.assertEqual(found.fields["creator"], image.creator)
            self.assertEqual(found.fields["taken_on"], image.taken_on)
            self.assertEqual(found.fields["credit"], image.credit)

    def test_print_files_say_that_they_are_meant_for_300_dots_an_inch(self):
        image = self.make_turbine()
        make_missing(image)
        row = image.downloads.get(size="print", form="jpeg")
        told = next(iter(told_by_files(default_storage.path(row.file.name)).values()))
        self.assertEqual((told["JFIF:XResolution"], told["JFIF:ResolutionUnit"]), (300, "inches"))

    def test_originals_of_every_kind_keep_their_very_pixels(self):
        for kind, name in (("JPEG", "a.jpg"), ("PNG", "a.png"), ("WEBP", "a.webp"), ("AVIF", "a.avif")):
            for content in (picture(kind, (60, 40)), see_through(kind)):
                with self.subTest(kind, octets=len(content)):
                    image = self.make_turbine(content, name)
                    with image.open_file() as file:
                        before = file.read()
                    after = embed(
                        embed(before, statement_of(image, House({"en": "Earlier house"}))), statement_of(image, HOUSE)
                    )
                    self.assertNotIn(b"Earlier house", after)
                    self.assertEqual(after, embed(before, statement_of(image, HOUSE)))
                    path = Path(self.media_root, name)
                    path.write_bytes(before)
                    with Pillow.open(path) as file:
                        pixels = file.convert("RGBA").tobytes()
                    path.write_bytes(after)
                    with Pillow.open(path) as file:
                        self.assertEqual(file.convert("RGBA").tobytes(), pixels)
                    told = told_by_files(str(path))[str(path)]
                    self.assertEqual(told["XMP-dc:Title-fa"], WORDS["fa"]["title"])
                    self.assertNotIn("ExifTool:Warning", told)

    def test_a_machine_s_part_is_said(self):
        for origin, code in (
            ("generated", "trainedAlgorithmicMedia"),
            ("assisted", "compositeWithTrainedAlgorithmicMedia"),
        ):
            self.assertTrue(statement_of(self.make_turbine(ai_origin=origin), HOUSE).source_type.endswith(code))
        self.assertTrue(statement_of(self.make_turbine(genre="map"), HOUSE).source_type.endswith("/digitalCreation"))

    def test_words_that_xml_cannot_hold_or_would_read_as_its_own_break_nothing(self):
        image = self.make_turbine(picture(size=(60, 40)))
        wording = image.wordings.select_related("locale").get(locale__language_code="en")
        wording.caption = "a\x00b\x0b ]]> </rdf:li> &amp; \ud800 \uffff 😀" + "ن" * 40_000
        image.credit, image._prefetched_objects_cache = "\x01<x>", {"wordings": [wording]}
        path = Path(self.media_root, "a.jpg")
        path.write_bytes(embed(picture(), statement_of(image, HOUSE)))
        told = told_by_files(str(path))[str(path)]
        self.assertTrue(told["XMP-dc:Description"].startswith("ab ]]> </rdf:li> &amp;"))
        self.assertNotIn("ExifTool:Warning", told)


class StampedAnewTests(ExifToolTestCase):
    def told(self, image):
        return told_by_files(*self.files_of(image)).values()

    def test_other_words_and_terms_reach_every_file_with_another_etag(self):
        image = self.make_turbine()
        make_missing(image)
        etags = {row.etag for row in self.files_of(image).values()}
        addresses = {row.url for row in self.files_of(image).values()}
        image.set_words("en", caption="Nobody is hurt.")
        image.terms = "editorial"
        with self.captureOnCommitCallbacks(execute=True):
            image.save()
        image = Image.objects.get(pk=image.pk)
        for told in self.told(image):
            self.assertEqual(told["XMP-dc:Description"], "Nobody is hurt.")
            self.assertTrue(told["XMP-xmpRights:UsageTerms"].startswith("For editorial use only."))
        self.assertTrue(etags.isdisjoint(row.etag for row in self.files_of(image).values()))
        self.assertEqual({row.url for row in self.files_of(image).values()}, addresses)
        for row in image.downloads.all():
            self.assertEqual(row.weight, default_storage.size(row.file.name))

    def test_a_house_that_moves_is_named_in_all_files_in_a_fixed_number_of_queries(self):
        for number in range(2):
            make_missing(self.make_turbine(picture(size=(60, 40)), f"{number}.jpg"))
        house.told_by(lambda: House({"en": "Northshore Tides"}, "https://tides.example.org/"))
        with CaptureQueriesContext(connection) as asked:
            self.assertGreater(stamp_all.func(), 20)
        # Besides each row as its file is written.
        self.assertEqual(len([query for query in asked if "UPDATE" not in query["sql"]]), 10)
        make_missing(self.make_turbine(picture(size=(60, 40)), "3.jpg"))
        for image in Image.objects.all():
            for told in self.told(image):
                self.assertEqual(told["XMP-plus:LicensorName"], "Northshore Tides")
        with self.assertNumQueries(6):
            self.assertEqual(stamp_all.func(), 0)

    def test_an_etag_never_stands_for_other_bytes_while_files_are_written_nor_where_that_breaks_off(self):
        image = self.make_turbine(picture(size=(60, 40)))
        make_missing(image)
        seen = {}

        def look():
            for path, row in self.files_of(Image.objects.get(pk=image.pk)).items():
                seen.setdefault(row.etag, set()).add(Path(path).read_bytes())

        def embedded(*given):
            look()
            return embed(*given)

        def killed(name, data):
            rewrite(name, data)
            raise KeyboardInterrupt

        look()
        Image.objects.update(credit="Another credit line, which is longer")
        with mock.patch("media_library.making.rewrite", killed), self.assertRaises(KeyboardInterrupt):
            stamp_all.func()
        with mock.patch("media_library.making.embed", embedded):
            stamp_all.func()
        look()
        self.assertEqual({len(bytes_) for bytes_ in seen.values()}, {1})
        self.assertEqual(stamp_all.func(), 0)

    def test_the_file_before_goes_when_another_stands_in_its_place(self):
        image = self.make_turbine(picture(size=(60, 40)))
        make_missing(image)
        Image.objects.update(credit="Another")
        with self.captureOnCommitCallbacks(execute=True):
            stamp_all.func()
        there = {str(path) for path in Path(default_storage.path(image.file.name)).parent.iterdir()}
        self.assertEqual(there, {*self.files_of(image), default_storage.path(image.file.name)})

    def test_files_that_say_what_is_true_are_left_alone(self):
        image = self.make_turbine(picture(size=(60, 40)))
        make_missing(image)
        etags = {row.etag for row in self.files_of(image).values()}
        with self.captureOnCommitCallbacks(execute=True):
            image.save()
        self.assertEqual({row.etag for row in self.files_of(image).values()}, etags)


class PhotographersFileTests(ExifToolTestCase):
    def written(self, kind, name, arguments):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, name)
            path.write_bytes(picture(kind))
            exiftool("-q", "-overwrite_original", *arguments, str(path))
            return path.read_bytes()

    def test_a_captioned_file_comes_in_without_typing_in_every_format(self):
        self.log_in()
        for kind, name in (
            ("JPEG", "a.jpg"),
            ("PNG", "a.png"),
            ("WEBP", "a.webp"),
            ("AVIF", "a.avif"),
            ("HEIF", "a.heic"),
        ):
            content = self.written(kind, name, PHOTOGRAPHERS)
            self.upload(reverse("wagtailimages:add_multiple"), {"title": "A"}, "files[]", name, content)
            image = Image.objects.latest("pk")
            with self.subTest(kind):
                self.assertEqual(
                    (
                        image.creator,
                        image.credit,
                        image.copyright_notice,
                        image.source,
                        image.taken_on,
                        image.ai_origin,
                    ),
                    ("Omid Karimi", "Karimi / Karizan", "© Karizan", "Desk archive", date(2026, 3, 14), "generated"),
                )
                self.assertEqual(image.word("title", "en"), "Reeds at dawn")
                self.assertEqual(image.word("caption", "en"), "Mist over the reeds")
                self.assertEqual(image.word("caption", "fa"), "مه بر نیزار")
                self.assertEqual(image.word("alt", "en"), "Reeds in mist")
                self.assertEqual(image.word("place", "en"), "North bank, Shadegan, Iran")
                self.assertEqual(image.terms, "ask")
                told = told_by_files(default_storage.path(image.file.name)).popitem()[1]
                self.assertFalse([name for name in told if "GPS" in name or "Serial" in name])

    def test_so_does_one_that_was_captioned_in_the_older_way(self):
        image = self.make_image(self.written("JPEG", "a.jpg", OLDER))
        image = Image.objects.get(pk=image.pk)
        self.assertEqual(
            (image.creator, image.credit, image.taken_on), ("Omid Karimi", "Karimi / Karizan", date(2026, 3, 14))
        )
        self.assertEqual(image.word("title", "en"), "Reeds at dawn")
        self.assertEqual(image.word("caption", "fa"), "مه بر نیزار")
        self.assertEqual(image.word("place", "en"), "North bank, Shadegan, Iran")

    def test_a_day_that_is_none_and_words_that_are_too_long_are_no_error(self):
        wrong = (
            "-XMP-photoshop:DateCreated=2026",
            "-XMP-photoshop:Headline=" + "x" * 900,
            "-XMP-photoshop:City=" + "y" * 900,
        )
        image = self.make_image(self.written("JPEG", "a.jpg", wrong))
        image = Image.objects.get(pk=image.pk)
        self.assertIsNone(image.taken_on)
        self.assertEqual((len(image.word("title", "en")), len(image.word("place", "en"))), (255, 160))
