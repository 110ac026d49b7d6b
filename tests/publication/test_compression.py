"""Public answers travel compressed; what only one reader may see does not."""

import gzip

from django.test import TestCase, tag

from tests.factories import brand, document, newsroom, picture, story
from tests.stories.admin import user

PACKED = {"Accept-Encoding": "gzip, deflate, br"}


@tag("once")
class CompressionTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.picture = picture()
        cls.document = document(marked_public=True, content=b"well;level\r\n" * 200)
        cls.story = story(lead_image=cls.picture)

    def read(self, address, **headers):
        return self.client.get(address, headers=PACKED | headers)

    def test_a_public_page_is_compressed_for_those_who_can_unpack_it(self):
        for address in ("/", "/en/", self.story.url, "/fa/search/?q=a", "/en/feed.xml", "/sitemap-en.xml"):
            with self.subTest(address):
                packed, plain = self.read(address), self.client.get(address)
                self.assertEqual(packed["Content-Encoding"], "gzip")
                self.assertNotIn("Content-Encoding", plain)
                self.assertEqual(gzip.decompress(packed.content), plain.content)
                self.assertEqual(int(packed["Content-Length"]), len(packed.content))

    def test_a_reader_who_has_chosen_dark_gets_compressed_pages_too(self):
        self.client.cookies["theme"] = "dark"
        answer = self.read("/en/")
        self.assertEqual((answer["Content-Encoding"], answer["Cache-Control"]), ("gzip", "private, max-age=0"))

    def test_a_shared_cache_keeps_both_forms_apart(self):
        for headers in (PACKED, {}):
            for method in (self.client.get, self.client.head):
                self.assertIn("Accept-Encoding", method(self.story.url, headers=headers)["Vary"])

    def test_the_same_page_is_the_same_bytes_each_time(self):
        self.assertEqual(self.read(self.story.url).content, self.read(self.story.url).content)

    def test_what_is_not_there_is_compressed_like_what_is(self):
        self.assertEqual(self.read("/en/stories/a-lost-story/")["Content-Encoding"], "gzip")

    def test_nothing_is_compressed_for_somebody_who_is_logged_in(self):
        """Its length would tell those who can put words into it what stands beside them (BREACH)."""
        self.client.force_login(user("Editor"))
        for address in (self.story.url, "/en/search/?q=a", "/admin/", f"/admin/pages/{self.story.pk}/edit/"):
            with self.subTest(address):
                answer = self.read(address)
                self.assertEqual(answer.status_code, 200)
                self.assertNotIn("Content-Encoding", answer)

    def test_the_login_page_is_not_compressed(self):
        self.assertNotIn("Content-Encoding", self.read("/admin/login/"))

    def test_files_keep_their_length_and_their_parts(self):
        for address in (self.picture.get_rendition("width-480|format-jpeg").url, self.document.url):
            answer = self.read(address)
            self.assertNotIn("Content-Encoding", answer)
            self.assertEqual(int(answer["Content-Length"]), len(b"".join(answer)))
            part = self.read(address, Range="bytes=0-9")
            self.assertEqual((part.status_code, len(b"".join(part))), (206, 10))

    def test_a_feed_that_has_not_changed_is_not_sent_again_whatever_its_form_was(self):
        for first in (PACKED, {}):
            etag = self.client.get("/en/feed.xml", headers=first)["ETag"]
            for again in (PACKED, {}):
                answer = self.client.get("/en/feed.xml", headers=again | {"If-None-Match": etag})
                self.assertEqual((answer.status_code, answer.content, answer["ETag"]), (304, b"", etag))

    def test_the_length_that_head_tells_is_that_of_the_page_or_none(self):
        self.assertNotIn("Content-Length", self.client.head(self.story.url, headers=PACKED))
        plain = self.client.get(self.story.url)
        self.assertEqual(self.client.head(self.story.url)["Content-Length"], plain["Content-Length"])
