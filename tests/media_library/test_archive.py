"""ZIP archives that are written while they are sent, as other programs read them."""

import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from django.test import SimpleTestCase, tag

from media_library.archive import END_OF_FORMAT, Archive, Member

AT = datetime(2026, 3, 21, 4, 30, 7, tzinfo=UTC)


@tag("once")
class ArchiveTests(SimpleTestCase):
    def archive(self, *words, at=AT):
        return Archive([Member.text(f"folder/{number}.txt", text) for number, text in enumerate(words)], at)

    def test_it_is_read_as_it_was_meant(self):
        archive = self.archive("Reeds", "نیزار در مه", "")
        data = b"".join(archive)
        self.assertEqual(len(data), archive.size)
        with ZipFile(BytesIO(data)) as read:
            self.assertIsNone(read.testzip())
            self.assertEqual(read.namelist(), ["folder/0.txt", "folder/1.txt", "folder/2.txt"])
            self.assertEqual(read.read("folder/1.txt").decode("utf-8-sig"), "نیزار در مه")
            info = read.getinfo("folder/0.txt")
            self.assertEqual((info.compress_type, info.date_time), (ZIP_STORED, (2026, 3, 21, 4, 30, 6)))

    def test_other_programs_read_it(self):
        program = shutil.which("unzip") or shutil.which("bsdtar")
        if program is None:
            self.skipTest("Neither unzip nor bsdtar is here.")
        with tempfile.NamedTemporaryFile(suffix=".zip") as file:
            file.write(b"".join(self.archive("Reeds", "Mist")))
            file.flush()
            how = "-t" if program.endswith("unzip") else "-tf"
            done = subprocess.run([program, how, file.name], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_the_same_is_the_same_and_another_another(self):
        one, same = self.archive("Reeds"), self.archive("Reeds")
        self.assertEqual((one.etag, b"".join(one)), (same.etag, b"".join(same)))
        for other in (self.archive("Reed"), self.archive("Reeds", ""), self.archive("Reeds", at=AT.replace(day=22))):
            self.assertNotEqual(one.etag, other.etag)

    def test_one_that_would_be_too_large_is_refused_before_anything_is_sent(self):
        with self.assertRaises(ValueError):
            Archive([Member("film.mp4", END_OF_FORMAT, 0, BytesIO)], AT)
