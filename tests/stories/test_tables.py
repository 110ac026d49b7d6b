"""Tables of bodies: written or read from a file, shown in both languages, taken away as CSV."""

from django.core.exceptions import ValidationError
from django.test import TestCase, tag

from stories.blocks import StoryBody
from stories.elsewhere import frame_of
from tests.factories import body, document, newsroom, story

ROWS = b"well;depth\r\nNowbar;-12.5\r\nGaz;-9\r\n"


def written(*cells):
    return {
        "columns": [{"type": "text", "heading": "well"}, {"type": "number", "heading": "depth"}],
        "rows": [{"values": list(cells)}],
        "caption": "",
    }


def block(**value):
    return ("data_table", {"caption": "Depths", "source": "Karizan", "as_of": "2026-03-01", "file": None, **value})


@tag("once")
class TablesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story("Depths", body=body(block(table=written("=cmd()", "-12.5"))))
        cls.file = document(content=ROWS)
        cls.from_file = story("From a file", body=body(block(table=None, file=cls.file.pk)))

    def table_of(self, page, name=None):
        name = name or page.body[0].id
        return self.client.get(f"{page.url}?table={name}")

    def test_a_table_is_taken_away_as_csv_in_which_nothing_is_worked_out(self):
        response = self.table_of(self.page)
        self.assertEqual(response["Content-Type"], "text/csv; charset=utf-8")
        self.assertIn("attachment", response["Content-Disposition"])
        self.assertEqual(response.content.decode(), "\ufeffwell,depth\r\n'=cmd(),-12.5\r\n")
        self.assertContains(self.client.get(self.page.url), f"?table={self.page.body[0].id}")

    def test_what_is_no_table_of_the_page_is_not_found(self):
        for name in ("x", self.from_file.body[0].id):
            self.assertEqual(self.table_of(self.page, name).status_code, 404)
        self.page.unpublish()
        self.assertEqual(self.table_of(self.page).status_code, 404)

    def test_a_csv_file_is_shown_as_a_table_and_is_what_is_taken_away(self):
        html = self.client.get(self.from_file.url).content.decode()
        self.assertInHTML('<th scope="row">Nowbar</th>', html)
        self.assertInHTML('<td class="num"><bdi dir="ltr">-12.5</bdi></td>', html)
        self.assertIn(f'href="{self.file.url}?download=en" download', html)
        self.assertEqual(self.client.get(self.file.url).status_code, 200)

    def test_a_persian_page_shows_its_numbers_in_persian(self):
        page = story("عمق‌ها", language="fa", body=body(block(table=None, file=self.file.pk)))
        self.assertContains(self.client.get(page.url), "۱۲٫۵")

    def test_search_feeds_and_text_know_the_rows_of_a_file(self):
        text = self.client.get(f"{self.from_file.url}?format=txt").content.decode()
        self.assertIn("Nowbar", text)
        self.assertIn("Nowbar", self.client.get("/en/feed.xml").content.decode())

    def test_a_file_without_a_table_is_refused_in_the_form(self):
        stream = StoryBody()
        paper = document("A text", name="a.txt", content=b"\n\n")
        value = stream.to_python([{"type": "data_table", "value": block(table=written("a", "1"), file=paper.pk)[1]}])
        with self.assertRaises(ValidationError) as refused:
            stream.clean(value)
        self.assertIn("holds no table", str(refused.exception.as_json_data()))


@tag("once")
class FramesOfOthersTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def page(self, url):
        return self.client.get(story("Elsewhere", body=body(("embed", {"url": url, "title": "The opening"}))).url)

    def test_nothing_of_a_known_host_is_loaded_before_the_click_and_only_its_frame_is_let_in(self):
        response = self.page("https://www.youtube.com/watch?v=dQw4w9WgXcQ")
        html = response.content.decode()
        self.assertNotIn("<iframe", html)
        self.assertIn('data-frame="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"', html)
        self.assertIn("learns your address", html)
        self.assertIn("frame-src https://www.youtube-nocookie.com;", response["Content-Security-Policy"] + ";")

    def test_of_any_other_host_there_is_a_link_and_no_frame_is_let_in(self):
        response = self.page("https://video.example/w/winch")
        html = response.content.decode()
        self.assertIn('<a href="https://video.example/w/winch" rel="noopener">', html)
        self.assertNotIn("data-frame", html)
        self.assertNotIn("frame-src", response["Content-Security-Policy"])

    def test_only_addresses_that_are_understood_become_frames(self):
        for url, src in {
            "https://youtu.be/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
            "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
            "https://www.aparat.com/v/abc12": "https://www.aparat.com/video/video/embed/videohash/abc12/vt/frame",
            "https://t.me/karizan/12": "https://t.me/karizan/12?embed=1",
            "https://www.openstreetmap.org/export/embed.html?bbox=51.1,35.2,51.3,35.4":
                "https://www.openstreetmap.org/export/embed.html?bbox=51.1,35.2,51.3,35.4&layer=mapnik",
        }.items():  # fmt: skip
            self.assertEqual(frame_of(url).src, src)
        for url in (
            "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ", "javascript:alert(1)", "https://vimeo.com/x",
            "https://www.youtube.com/watch?v=\"><script>", "https://t.me/karizan/../../x", "https://[", "",
        ):  # fmt: skip
            self.assertIsNone(frame_of(url), url)
