"""`?format=zip` of a press kit: every file that may be taken, in chapters, with its papers in both languages."""

import csv
import shutil
import subprocess
import tempfile
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

from django.core.files.storage import default_storage

from media_library.downloads import offers
from media_library.models import Checksum, Image
from media_library.renditions import make_missing
from media_library.signals import archive_read
from publication.models import Reference
from stories.library.kits import PICKED_BY
from tests.factories import document, picture, press_kit

from .test_library import REEDS, LibraryCase
from .test_public_pages import text

AT = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)


def sized(*args, **given):
    made = picture(*args, **given)
    make_missing(Image.objects.get(pk=made.pk))
    return made


class KitArchive(LibraryCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.reeds = sized(texts=REEDS, taken_on=date(2026, 3, 14))
        cls.gate = sized("Gate", texts={"en": {"title": "=A gate"}}, terms="free", size=(3000, 2000))
        cls.paper = document("Readings")
        cls.asked = sized("Ask", texts={"en": {"title": "The well"}}, terms="ask")
        chapters = [
            ("At the water", [("image", cls.reeds), ("image", cls.asked)]),
            ("Papers & more", [("document", cls.paper), ("image", cls.gate)]),
        ]
        cls.kit = press_kit("The qanat", chapters=chapters, published_at=AT)
        cls.persian = press_kit(
            "قنات گز", language="fa", translation_of=cls.kit, published_at=AT, terms="آزاد برای گزارش",
            chapters=[("در کنار آب‌ها", [("image", cls.reeds), ("document", cls.paper)])],
        )  # fmt: skip

    def get(self, kit=None, query="", **headers):
        return self.client.get(f"{(kit or self.kit).url}?format=zip{query}", headers=headers)

    def files(self, response):
        data = b"".join(response.streaming_content)
        self.assertEqual(int(response["Content-Length"]), len(data))
        with ZipFile(BytesIO(data)) as archive:
            self.assertIsNone(archive.testzip())
            return {name: archive.read(name) for name in archive.namelist()}

    def test_no_cell_of_the_table_is_a_formula_behind_a_space_or_a_mark_either(self):
        image = sized(texts={"en": {"title": " =HYPERLINK(1)", "caption": "\u200e=cmd", "alt": "-12.5"}})
        kit = press_kit("Signs", chapters=[("A", [("image", image)])])
        table = self.files(self.get(kit))["captions.csv"].decode("utf-8-sig")
        row = list(csv.DictReader(StringIO(table)))[0]
        told = (row["Title (en)"], row["Caption (en)"], row["Alternative text (en)"])
        self.assertEqual(told, ("' =HYPERLINK(1)", "'\u200e=cmd", "-12.5"))

    def test_a_file_that_is_lost_or_cut_short_is_named_as_missing_and_the_others_come(self):
        for lose in (default_storage.delete, lambda path: Path(default_storage.path(path)).write_bytes(b"x")):
            lost = sized("Lost", texts={"en": {"title": "Lost reeds"}})
            kit = press_kit("Lost", chapters=[("Water", [("image", lost), ("document", self.paper)])])
            self.files(self.get(kit))  # summed up
            for offer in offers(Image.objects.get(pk=lost.pk)):
                lose(offer.path)
            files = self.files(self.get(kit))
            self.assertEqual([name.rpartition("/")[2] for name in files if "/" in name], ["002-readings.csv"])
            self.assertIn("Lost reeds (to be had from the press desk)", files["README.txt"].decode())

    def test_files_lie_in_their_chapters_under_readable_names_with_their_papers(self):
        self.assertEqual(
            [name for name in self.files(self.get()) if "/" not in name],
            ["README.txt", "terms.txt", "captions.txt", "captions.csv"],
        )
        folders = {name.split("/")[0] for name in self.files(self.get()) if "/" in name}
        self.assertEqual(folders, {"01-at-the-water", "02-papers-more"})

    def test_a_persian_archive_has_persian_names_that_say_they_are_utf_8(self):
        response = self.get(self.persian)
        data = b"".join(response.streaming_content)
        with ZipFile(BytesIO(data)) as archive:
            named = [info for info in archive.infolist() if "/" in info.filename]
            self.assertEqual(named[0].filename, "01-در-کنار-آب-ها/001-نیزار-در-سپیده-دم-web.jpg")
            self.assertTrue(all(info.flag_bits & 0x800 for info in named))
        program = shutil.which("unzip") or shutil.which("bsdtar")
        if program is None:
            self.skipTest("Neither unzip nor bsdtar is here.")
        with tempfile.TemporaryDirectory() as folder:
            path = f"{folder}/kit.zip"
            with open(path, "wb") as file:
                file.write(data)
            how = ["-t", path] if program.endswith("unzip") else ["-tf", path]
            done = subprocess.run([program, *how], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_captions_credits_and_terms_come_in_both_languages(self):
        files = self.files(self.get())
        table = list(csv.DictReader(StringIO(files["captions.csv"].decode("utf-8-sig"))))
        self.assertEqual(table[0]["Caption (en)"], "The wetland in March.")
        self.assertEqual(table[0]["Caption (fa)"], "تالاب در اسفند؛ کتاب‌ها در کنارش.")
        self.assertEqual(table[0]["Date"], "2026-03-14")
        self.assertIn("'=A gate", [row["Title (en)"] for row in table])
        captions, terms = (files[name].decode("utf-8-sig") for name in ("captions.txt", "terms.txt"))
        self.assertIn("Credit: Omid Karimi / Karizan", captions)
        self.assertIn("نیزار در مه", captions)
        self.assertIn("Free for reporting. Name the photographer.", terms)
        self.assertIn("آزاد برای گزارش", terms)
        self.assertIn("if the credit stands beside it", terms)
        readme = files["README.txt"].decode("utf-8-sig")
        for told in ("The qanat", f"http://testserver{self.kit.url_path}", "press@karizan.example", "قنات گز",
                     "Not in this archive", "The well (ask before use)"):  # fmt: skip
            self.assertIn(told, readme)

    def test_web_sizes_and_what_was_ticked_are_archives_too(self):
        whole, web = self.get(), self.get(query="&size=web")
        self.assertLessEqual(int(web["Content-Length"]), int(whole["Content-Length"]))
        reference = Reference.objects.given_to(self.kit)
        self.assertEqual(web["Content-Disposition"], f'attachment; filename="{reference}-web.zip"')
        picked = self.files(self.get(query=f"&pick={self.paper.public_id[:PICKED_BY]}"))
        self.assertEqual([name for name in picked if "/" in name], ["02-papers-more/001-readings.csv"])
        for query, named in (("", f"{reference}-part.zip"), ("&size=web", f"{reference}-part-web.zip")):
            part = self.get(query=f"{query}&pick={self.paper.public_id[:PICKED_BY]}")
            self.assertEqual(part["Content-Disposition"], f'attachment; filename="{named}"')
        chapter = next(block.id for block in self.kit.body)
        self.assertEqual(len([n for n in self.files(self.get(query=f"&chapter={chapter}")) if "/" in n]), 1)

    def test_what_is_not_there_cannot_be_asked_for(self):
        for query in ("&size=huge", "&pick=000000000000", "&chapter=nothing", f"&pick={self.asked.public_id[:12]}"):
            with self.subTest(query):
                self.assertEqual(self.get(query=query).status_code, 404)

    def test_ticking_nothing_gives_the_page_and_not_everything(self):
        answer = self.get(query="&only=ticked&size=full")
        self.assertContains(answer, "Nothing is ticked", status_code=422)
        self.assertContains(answer, "The qanat", status_code=422)
        whole = self.files(self.get(query=f"&only=ticked&pick={self.paper.public_id[:PICKED_BY]}"))
        self.assertEqual(len([name for name in whole if "/" in name]), 1)
        hidden = self.read(self.kit.url).select_one("#lib-pick [name=only]")
        self.assertEqual(hidden["value"], "ticked")

    def test_whoever_has_ticked_what_has_ended_since_is_told_so(self):
        pick = f"&only=ticked&pick={self.paper.public_id[:PICKED_BY]}"
        self.paper.expires_on = date(2026, 1, 1)
        self.paper.save()
        answer = self.get(query=pick)
        self.assertContains(answer, "What you have ticked is offered no more.", status_code=404)
        self.assertContains(answer, "The qanat", status_code=404)
        self.assertIn("no-store", answer["Cache-Control"])

    def test_a_download_that_broke_off_goes_on_where_it_was(self):
        whole = self.get()
        data = b"".join(whole.streaming_content)
        self.assertEqual(whole["Accept-Ranges"], "bytes")
        for first in (0, 29, 500, len(data) // 2, len(data) - 10):
            part = self.get(range=f"bytes={first}-", if_range=whole["ETag"])
            self.assertEqual(part.status_code, 206)
            self.assertEqual(part["Content-Range"], f"bytes {first}-{len(data) - 1}/{len(data)}")
            self.assertEqual(b"".join(part.streaming_content), data[first:])
        middle = self.get(range="bytes=100-199")
        self.assertEqual(b"".join(middle.streaming_content), data[100:200])
        self.assertEqual(self.get(range=f"bytes={len(data)}-").status_code, 416)

    def test_a_part_of_what_has_changed_is_the_whole(self):
        etag = self.get()["ETag"]
        self.assertEqual(self.get(if_none_match=etag).status_code, 304)
        self.reeds.credit = "Somebody else"
        self.reeds.save()
        self.assertEqual(self.get(range="bytes=5-", if_range=etag).status_code, 200)
        self.assertNotEqual(self.get()["ETag"], etag)

    def test_files_are_summed_up_when_they_are_made_and_not_when_somebody_waits(self):
        etags = {self.paper.etag, *(offer.etag for offer in offers(self.gate))}
        self.assertGreater(len(etags), 2)
        self.assertEqual(Checksum.objects.filter(etag__in=etags).count(), len(etags))

    def test_the_page_states_what_is_taken_before_the_click(self):
        shown = self.read(self.kit.url)
        line = text(shown.select_one(".kit-line"))
        self.assertIn("4 files", line)
        # The fourth is no part of the archive, and nobody takes it for all there is.
        self.assertRegex(line, r"Download 3 of 4 files, \d+ (kB|MB)")
        self.assertIn("1 has to be asked for", line)
        ticked = self.read(f"{self.kit.url}?pick={self.paper.public_id[:PICKED_BY]}")
        self.assertIn(
            f"1 ticked, {self.paper.file.size} bytes", text(ticked.select_one(".lib-total")).replace("\xa0", " ")
        )
        self.assertEqual(len(ticked.select(".tile input[checked]")), 1)

    def test_what_is_ticked_goes_along_when_the_kit_is_narrowed(self):
        first = self.read(self.kit.url)
        forms = {one["form"] for one in first.select("[name=pick], .lib-filters button, .lib-bar button")}
        self.assertEqual(forms, {"lib-pick"})
        pick = f"pick={self.gate.public_id[:PICKED_BY]}"
        shown = self.read(f"{self.kit.url}?kind=document&size=web&{pick}")
        self.assertIn("1 file that you have ticked is not on this page", text(shown.select_one(".lib-elsewhere")))
        self.assertIn("1 ticked", text(shown.select_one(".lib-total")))
        kept = shown.select_one(".lib-elsewhere input[checked]")
        self.assertEqual((kept["value"], kept["form"]), (self.gate.public_id[:PICKED_BY], "lib-pick"))
        self.assertEqual(shown.select_one("[name=size][checked]")["value"], "web")
        self.assertEqual({link["href"] for link in shown.select(".lib-applied a")}, {f"{self.kit.url}?{pick}"})
        self.assertTrue(shown.select("meta[name=robots][content*=noindex]"))
        self.assertEqual(
            shown.select_one("link[rel=canonical]")["href"], first.select_one("link[rel=canonical]")["href"]
        )

    def test_the_kit_is_narrowed_like_the_library(self):
        shown = self.read(f"{self.kit.url}?kind=document")
        self.assertEqual([text(one.h2) for one in shown.select(".chapter")], ["Papers & more"])
        self.assertEqual(len(shown.select(".tile")), 1)
        self.assertIn("Documents", text(shown.select_one(".lib-applied")))

    def test_who_counts_is_told_once_for_each_archive(self):
        told = []

        def tell(request, assets, size, **kwargs):
            told.append((size, len(assets)))

        archive_read.connect(tell)
        self.addCleanup(archive_read.disconnect, tell)
        self.get(query="&size=web")
        self.get(range="bytes=5-")
        self.client.head(f"{self.kit.url}?format=zip")
        self.assertEqual(told, [("web", 3)])
