"""What other sites show of ours, seen on a page of another origin."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from django.test import tag
from django.utils.encoding import iri_to_uri
from playwright.sync_api import expect

from media_library.renditions import make_missing
from syndication.embeds.frames import code_for, quotations
from tests.factories import body, brand, fact, person, picture, release, story

from .base import BrowserTestCase


class OtherSite:
    """A page of somebody else, at another port and so of another origin."""

    def __init__(self):
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                html = f"<!doctype html><html lang=en><meta charset=utf-8><title>Elsewhere</title>{site.html}"
                self.wfile.write(html.encode() if self.path == "/" else b"")

            def log_message(self, *args):
                pass

        self.html = ""
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


@tag("look")
class OtherSiteTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.site = OtherSite()
        self.addCleanup(self.site.close)
        with self.alone():
            brand()

    def test_ten_lines_of_the_page_for_people_list_our_headlines(self):
        with self.alone():
            self.published = [story("A town without taps"), story("شهری بی‌شیر آب <b>", language="fa")]
        visitor = self.visitor()
        for language, page, direction in (("en", self.published[0], "ltr"), ("fa", self.published[1], "rtl")):
            visitor.goto(f"/{language}/developers/")
            self.site.html = visitor.locator("pre code").text_content()
            self.assertLessEqual(self.site.html.count("\n"), 10)
            visitor.goto(self.site.url)
            link = visitor.locator("#news a")
            expect(link).to_have_text(page.title)
            self.assertEqual(link.get_attribute("href"), f"{self.live_server_url}{iri_to_uri(page.url_path)}")
            self.assertEqual(link.evaluate("link => getComputedStyle(link).direction"), direction)
        self.assert_no_complaints()

    def assert_as_high_as_its_content(self, frame):
        main = frame.content_frame.locator("main")

        # Measured anew each time: a style or a picture that comes late changes both.
        def fits():
            height = main.evaluate("main => Math.ceil(main.getBoundingClientRect().height)")
            return frame.get_attribute("height") == str(height)

        self.wait_until(fits, seconds=30)

    def test_frames_are_as_high_as_what_is_in_them_in_both_modes_and_directions_without_a_cookie(self):
        with self.alone():
            image, wells, leila = picture(size=(1600, 900)), fact(), person("Leila Rahmani", "لیلا رحمانی")
            make_missing(image)
            text = body(("quote", {"words": "We lent it. " * 12, "person": leila.pk}), ("fact_ref", wells.pk))
            item = release("Water came at noon", lead_image=image, body=text)
            persian = release("آب ظهر رسید", language="fa", lead_image=image, body=text)
            subjects = [item, persian, wells, quotations(item)[0], image]
            codes = [code_for(subject) for subject in subjects]
            script = code_for(item, resizing=True).removeprefix(code_for(item))
        self.site.html = "\n".join([*codes, script])
        for mode, width in (("light", 900), ("dark", 360)):
            visitor = self.visitor(color_scheme=mode, viewport={"width": width, "height": 4000})
            visitor.goto(self.site.url)
            for number, name in enumerate(["Water came", "آب ظهر", "61", "We lent it.", "free to use"]):
                element = visitor.locator("iframe").nth(number)
                inside = element.content_frame
                expect(inside.locator("main")).to_contain_text(name)
                self.assert_as_high_as_its_content(element)
                self.assertLessEqual(element.bounding_box()["width"], width)
                self.assertFalse(inside.locator("html").evaluate("root => root.scrollWidth > root.clientWidth"))
                shade = inside.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
                self.assertEqual(shade, "rgb(255, 255, 255)" if mode == "light" else "rgb(23, 25, 28)")
            self.assertEqual(visitor.locator("iframe").nth(1).content_frame.locator("html").get_attribute("dir"), "rtl")
            self.assertEqual(visitor.context.cookies(), [])
        self.assert_no_complaints()
