"""Recordings: what is read from the file, what is left out of it, and the captions that go with it."""

import contextlib
import struct
import time
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import SimpleTestCase, override_settings, tag
from django.urls import reverse
from PIL import Image as Pillow

from media_library.intake import take_in_poster, take_in_recording
from media_library.intake.subtitles import take_in_captions
from media_library.models import Media
from media_library.uses import record_uses

from . import sounds
from .base import MediaTestCase
from .hostile_files import picture

PERSIAN = "1\r\n00:00:01,000 --> 00:00:02,500\r\nNowbar آب را به دره برمی‌گرداند\r\n".encode()
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nWater over stone\n"


def taken(content, name):
    file = take_in_recording(ContentFile(content, name))
    file.seek(0)
    return file.found, file.read()


class WhatAFileSaysTests(SimpleTestCase):
    def test_the_length_is_read_from_every_kind(self):
        for name, content, seconds in (
            ("a.wav", sounds.wav(), 2), ("a.mp3", sounds.mp3(), 2), ("a.aac", sounds.adts(), 2),
            ("a.ogg", sounds.ogg(), 2), ("a.mp4", sounds.mp4(), 3), ("a.m4a", sounds.mp4(), 3),
            ("a.webm", sounds.webm(), 4), ("recorded in a browser.webm", sounds.webm(unknown=True), 4),
        ):  # fmt: skip
            with self.subTest(name):
                found, _clean = taken(content, name)
                self.assertAlmostEqual(found.measured["duration"], seconds, delta=0.1)

    def test_width_and_height_of_a_film_are_as_it_is_shown(self):
        for name, content, size in (
            ("a.mp4", sounds.mp4(), (640, 360)),
            ("filmed upright.mp4", sounds.mp4(turned=True), (360, 640)),
            ("a.webm", sounds.webm(), (1280, 720)),
        ):
            with self.subTest(name):
                measured = taken(content, name)[0].measured
                self.assertEqual((measured["width"], measured["height"]), size)

    def test_title_and_maker_are_read_in_and_taken_out(self):
        tagged = sounds.id3(TIT2="Water in the tunnel", TPE1="Mina Tavakoli", TSSE="Recorder 9000")
        for name, content in (
            ("a.mp3", sounds.mp3(head=tagged)),
            ("a.wav", sounds.wav(sounds.info_list(INAM="Water in the tunnel", IART="Mina Tavakoli"))),
            ("a.ogg", sounds.ogg(2, "TITLE=Water in the tunnel", "ARTIST=Mina Tavakoli")),
            ("a.webm", sounds.webm(title="Water in the tunnel")),
        ):
            with self.subTest(name):
                found, clean = taken(content, name)
                self.assertEqual(found.fields["creator"], "Mina Tavakoli")
                self.assertEqual(found.words, {"en": {"title": "Water in the tunnel"}})
                for secret in (b"Mina", b"Water in", b"Recorder"):
                    self.assertNotIn(secret, clean)
                again, _same = taken(clean, name)
                self.assertEqual(again.measured, found.measured)
                self.assertEqual((again.fields, again.words), ({}, {}))

    def test_a_persian_title_is_a_persian_word(self):
        found, _clean = taken(sounds.mp3(head=sounds.id3(TIT2="آب در کوره")), "a.mp3")
        self.assertEqual(found.words, {"fa": {"title": "آب در کوره"}})

    def test_place_device_and_what_hangs_behind_the_sound_are_left_out(self):
        old_tag = b"TAG" + b"Mina".ljust(125, b"\0")
        xmp = sounds.box(b"uuid", b"\xbe\x7a\xcf\xcb" * 4 + b"<x:xmpmeta>51.389</x:xmpmeta>")
        broadcast = (b"bext", b"Mina's studio".ljust(602, b"\0"))
        for name, content in (
            ("a.mp4", sounds.mp4(sounds.place()) + xmp),
            ("a.mp3", sounds.mp3(tail=old_tag)),
            ("a.wav", sounds.wav(broadcast)),
        ):
            with self.subTest(name):
                _found, clean = taken(content, name)
                for secret in (b"Mina", sounds.PLACE, b"51.389"):
                    self.assertNotIn(secret, clean)

    def test_the_pages_of_an_ogg_file_keep_their_sums(self):
        _found, clean = taken(sounds.ogg(2, "ARTIST=Mina"), "a.ogg")
        position = 0
        while position < len(clean):
            lacing = clean[position + 27 : position + 27 + clean[position + 26]]
            end = position + 27 + len(lacing) + sum(lacing)
            page = bytearray(clean[position:end])
            told = struct.unpack("<I", page[22:26])[0]
            page[22:26] = b"\0\0\0\0"
            self.assertEqual(sounds.checksum(bytes(page)), told)
            position = end

    @override_settings(RECORDINGS_MAX_UPLOAD_SIZE=1000)
    def test_a_file_that_is_too_big_is_refused_with_the_limit(self):
        with self.assertRaisesMessage(ValidationError, "Possible are 1000"):
            take_in_recording(ContentFile(sounds.mp3(), "a.mp3"))


class HostileRecordingsTests(SimpleTestCase):
    """Whatever is in them, they are stored or refused, and neither takes long."""

    def cases(self):
        yield "box in a box without end", "a.mp4", sounds.box(b"ftyp", b"mp42") + sounds.box(b"moov") * 20_000
        nested = b""
        for _depth in range(3000):
            nested = sounds.box(b"moov", nested)
        yield "boxes 3000 deep", "a.mp4", sounds.box(b"ftyp", b"mp42") + nested
        yield (
            "a movie without its times",
            "a.mp4",
            sounds.box(b"ftyp", b"mp42") + sounds.box(b"moov", sounds.box(b"mvhd")),
        )
        yield "WebM of its head", "a.webm", sounds.webm()[:40]
        yield "WebM element beyond the end", "a.webm", sounds.webm()[:-30]
        yield "WebM of zeros", "a.webm", b"\x1a\x45\xdf\xa3" + b"\0" * 500
        yield "OGG cut short", "a.ogg", sounds.ogg()[:-20]
        yield "OGG without comments", "a.ogg", sounds.page(0, 2, 0, [b"\x01vorbis" + b"\0" * 23])
        yield "OGG of another kind", "a.ogg", sounds.page(0, 2, 0, [b"evil" * 9]) * 3
        yield "comments that are none", "a.ogg", sounds.page(0, 2, 0, [b"\x01vorbis"]) + sounds.page(1, 0, 0, [b"x"])
        yield "ID3 that claims 256 MB", "a.mp3", b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + b"\0" * 100
        yield "ID3 and nothing else", "a.mp3", sounds.id3(TIT2="x")
        yield "WAV chunk beyond the end", "a.wav", sounds.wav()[:60] + b"LIST\xff\xff\xff\xff"
        yield "WAV of chunks of nothing", "a.wav", sounds.wav() + b"evil\0\0\0\0" * 50_000
        for name, good in (("a.mp4", sounds.mp4(sounds.place())), ("a.webm", sounds.webm()), ("a.ogg", sounds.ogg())):
            for place in range(0, min(len(good), 400), 7):
                content = bytearray(good)
                content[place] ^= 0xFF
                yield f"{name} with octet {place} turned", name, bytes(content)

    def test_each_is_stored_or_refused_in_words_within_its_time(self):
        for label, name, content in self.cases():
            with self.subTest(label):
                begun = time.perf_counter()
                try:
                    take_in_recording(ContentFile(content, name))
                except ValidationError as error:
                    self.assertTrue(error.messages[0].strip())
                self.assertLess(time.perf_counter() - begun, 5)


class CaptionsFilesTests(SimpleTestCase):
    def test_cues_are_kept_and_everything_else_is_left_out(self):
        clean = take_in_captions(
            b"WEBVTT - by Mina\n\nSTYLE\n::cue{background:url(https://spy.example)}\n\nNOTE for us\n\n"
            b"7\n00:01.000 --> 00:02.000 align:start region:x\n<v Mina>Hello <c.red>you</c> & <script>x</script>\n"
        )
        self.assertEqual(clean, "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 align:start\n<v Mina>Hello you &amp; x\n")

    def test_subrip_becomes_webvtt_and_a_persian_line_that_begins_with_a_latin_name_runs_from_the_right(self):
        clean = take_in_captions(PERSIAN)
        self.assertIn("00:00:01.000 --> 00:00:02.500\n\u200fNowbar آب را به دره برمی‌گرداند\n", clean)

    def test_what_cannot_be_shown_is_refused_in_words(self):
        for content, words in (
            (b"", "no captions"),
            (b"hello", "no captions"),
            ("\ufeffسلام".encode("cp1256", "ignore"), "UTF-8"),
            (b"WEBVTT\n\n00:05.000 --> 00:02.000\nx", "ends before it begins"),
            (b"WEBVTT\n\n00:05 --> x\nx", "00:01:02.500"),
            (b"WEBVTT\n\n00:05.000 --> 00:06.000\nx\n\n00:01.000 --> 00:02.000\ny", "begins before the one above"),
            (b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\nx\n\n" * 20_001, "too long"),
        ):
            with self.subTest(content[:30]), self.assertRaisesMessage(ValidationError, words):
                take_in_captions(content)

    def test_hostile_captions_take_no_time(self):
        for content in (b"<" * 900_000, b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<a" * 400_000, b"-->" * 500_000):
            begun = time.perf_counter()
            with contextlib.suppress(ValidationError):
                take_in_captions(content)
            self.assertLess(time.perf_counter() - begun, 5)


@tag("once")
class RecordingInTheAdminTests(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.log_in()
        self.url = reverse("wagtailmedia:add", args=["video"])

    def send(self, content=None, **fields):
        fields = {"title": "Film", "terms": "free", "ai_origin": "none", **fields}
        self.upload(self.url, fields, "file", "film.webm", content or sounds.webm(title="Water"))
        return Media.objects.get()

    def test_an_editor_types_neither_length_nor_size_nor_what_the_file_says(self):
        film = self.send()
        self.assertEqual((film.duration, film.width, film.height), (4, 1280, 720))
        self.assertEqual((film.creator, film.word("title", "en")), ("Mina Tavakoli", "Water"))

    def with_captions(self, film, content, name="captions.vtt", **fields):
        url = reverse("wagtailmedia:edit", args=[film.pk])
        fields = {"title": "Film", "terms": "free", "ai_origin": "none", "duration": "4", **fields}
        return self.upload(url, fields, "captions_fa", name, content)

    def test_captions_are_uploaded_stay_and_are_taken_away(self):
        film = self.send()
        self.assertEqual(self.with_captions(film, PERSIAN, "captions.srt").status_code, 302)
        self.assertIn("برمی‌گرداند", film.tracks.get().text)
        url = reverse("wagtailmedia:edit", args=[film.pk])
        self.assertIn(film.tracks.get().url, self.client.get(url).content.decode())
        self.client.post(url, {"title": "Film", "terms": "free", "ai_origin": "none"})
        self.assertEqual(film.tracks.count(), 1)
        fields = {"title": "Film", "terms": "free", "ai_origin": "none", "captions_fa-clear": "on"}
        self.client.post(url, fields)
        self.assertEqual(film.tracks.count(), 0)

    def test_captions_that_cannot_be_shown_are_a_message_beside_their_field(self):
        film = self.send()
        response = self.with_captions(film, b"no captions at all")
        self.assertContains(response, "There are no captions in this file")
        self.assertEqual(film.tracks.count(), 0)


class GateOfRecordingsTests(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.film = Media.objects.create(title="Film", type="video", file=ContentFile(sounds.webm(), "film.webm"))
        self.film.keep_captions("en", take_in_captions(VTT))
        self.track = self.film.tracks.get()

    def test_captions_open_and_close_with_their_recording(self):
        self.assertEqual(self.client.get(self.track.url).status_code, 404)
        record_uses(self.make_page(), [self.film.public_id])
        response = self.client.get(self.track.url)
        self.assertEqual(response["Content-Type"], "text/vtt; charset=utf-8")
        self.assertIn(b"Water over stone", response.getvalue())
        self.assertIn("sandbox", response["Content-Security-Policy"])
        record_uses(self.make_page(slug="other"), [])
        self.film.tracks.all().delete()
        self.assertEqual(self.client.get(self.track.url).status_code, 404)

    def test_new_captions_have_another_address(self):
        self.film.keep_captions("en", take_in_captions(VTT))
        self.assertNotEqual(self.film.tracks.get().url, self.track.url)

    def test_a_player_gets_the_part_of_a_film_that_it_asks_for(self):
        record_uses(self.make_page(), [self.film.public_id])
        whole = self.client.get(self.film.url).getvalue()
        part = self.client.get(self.film.url, headers={"Range": "bytes=10-19"})
        self.assertEqual((part.status_code, part.getvalue()), (206, whole[10:20]))
        self.assertEqual(part["Content-Range"], f"bytes 10-19/{len(whole)}")
        last = self.client.get(self.film.url, headers={"Range": "bytes=-5"})
        self.assertEqual(last.getvalue(), whole[-5:])
        self.assertEqual(self.client.get(self.film.url, headers={"Range": f"bytes={len(whole)}-"}).status_code, 416)


@tag("once")
class PosterTests(SimpleTestCase):
    def taken(self, content, name):
        poster = take_in_poster(ContentFile(content, name))
        poster.seek(0)
        return poster.name, poster.read()

    def seen(self, content, name):
        name, content = self.taken(content, name)
        shown = Pillow.open(BytesIO(content))
        return name, shown.format, shown.size

    def test_a_large_one_is_drawn_at_the_size_in_which_players_show_it(self):
        self.assertEqual(self.seen(picture(size=(4000, 2000)), "p.jpg"), ("p.jpg", "JPEG", (1600, 800)))
        self.assertEqual(self.seen(picture("PNG", (2000, 4000)), "p.png"), ("p.jpg", "JPEG", (800, 1600)))

    def test_what_shines_through_goes_on_shining_through(self):
        glass = BytesIO()
        Pillow.new("RGBA", (2000, 1000), (0, 90, 90, 80)).save(glass, "PNG")
        self.assertEqual(self.seen(glass.getvalue(), "p.png"), ("p.png", "PNG", (1600, 800)))

    def test_one_that_is_small_enough_keeps_its_pixels(self):
        self.assertEqual(self.taken(picture(), "p.jpg"), ("p.jpg", picture()))
