"""ZIP archives that are written while they are sent, as other programs read them."""

import shutil
import subprocess
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from django.test import SimpleTestCase, tag

from media_library.archive import END_OF_FORMAT, Archive, Member, TooLarge

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
        with self.assertRaises(TooLarge):
            Archive([Member("film.mp4", END_OF_FORMAT, 0, BytesIO)], AT)

    def test_any_part_of_it_is_the_part_of_the_whole(self):
        archive = self.archive("Reeds" * 100, "نیزار در مه", "", "Mist")
        data = b"".join(archive)
        for start in range(0, len(data), 7):
            for length in (1, 13, 200, len(data)):
                stop = min(start + length, len(data))
                self.assertEqual(b"".join(archive.between(start, stop)), data[start:stop])

    def test_a_part_of_it_reads_no_file_that_it_does_not_hold(self):
        opened = []

        def opens(name):
            def open_it():
                opened.append(name)
                return BytesIO(b"12345")

            return open_it

        members = [Member(f"{name}.txt", 5, 0xCBF53A1C, opens(name)) for name in "abc"]
        archive = Archive(members, AT)
        b"".join(archive.between(70, 78))
        self.assertEqual(opened, ["b"])

    def test_names_in_other_letters_say_that_they_are_utf_8_and_plain_ones_do_not(self):
        archive = Archive([Member.text("۰۱-نیزار/عکس.txt", "A"), Member.text("plain.txt", "B")], AT)
        with ZipFile(BytesIO(b"".join(archive))) as read:
            persian, plain = read.infolist()
        self.assertEqual((persian.filename, persian.flag_bits & 0x800), ("۰۱-نیزار/عکس.txt", 0x800))
        self.assertEqual((plain.filename, plain.flag_bits & 0x800), ("plain.txt", 0))
