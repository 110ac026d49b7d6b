"""SVG: what is kept of it, what is refused, and that it goes wherever pictures go."""

import time
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import SimpleTestCase, tag
from django.urls import reverse
from PIL import Image as Pillow

from media_library.intake import take_in_picture
from media_library.intake.drawings import take_in_drawing
from media_library.models import Image
from media_library.renditions import make_missing
from media_library.uses import record_uses

from .base import MediaTestCase

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 400 200"'


def svg(inside="", attributes=""):
    return f"{HEAD} {attributes}>{inside}</svg>".encode()


PLAN = svg(
    "<title>Plan of Nowbar</title><desc>Five channels below a sill.</desc>"
    "<style>.a{fill:#1E3A8A} @import 'x'; .b{stroke:red;background:url(https://spy.example/)}</style>"
    '<defs><linearGradient id="g"><stop offset="0" stop-color="#1E3A8A"/></linearGradient></defs>'
    '<rect class="a" width="400" height="200"/><g id="wave"><path d="M0 0L9 9" style="stroke:url(#g)"/></g>'
    '<use xlink:href="#wave" x="20"/><text x="20" y="100" fill="#fff" font-size="30">Nowbar نوبر</text>'
)

RUNS = {
    "handlers": svg("<rect onclick='alert(1)'/>", "onload='alert(1)'"),
    "a link that runs": svg(
        '<a href="javascript:alert(1)"><rect/></a><a xlink:href="https://spy.example/"><rect/></a>'
    ),
    "a style that loads": svg(
        '<rect style="fill:url(https://spy.example/#a);filter:url(x)" fill="url(//spy.example)"/>'
    ),
    "a style that hides": svg(
        "<style>.a{fill:u\\72l(https://spy.example)} @font-face{src:url(https://spy.example)}</style>"
    ),
    "a part of elsewhere": svg('<use href="https://spy.example/a.svg#a"/><use xlink:href="data:image/svg+xml,x"/>'),
    "notes of a program": svg('<x:y xmlns:x="urn:x" onload="alert(1)">alert(1)</x:y><metadata>spy.example</metadata>'),
    "an instruction": b'<?xml version="1.0"?><?xml-stylesheet href="https://spy.example/a.css"?>' + svg("<rect/>"),
    "a comment": svg("<!-- alert(1) https://spy.example --><rect/>"),
}
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
FILE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TEN_TIMES = '<g id="a{0}">' + '<use href="#a{1}"/>' * 10 + "</g>"
REFUSED = {
    "a program": (svg("<script>alert(1)</script>"), "a program"),
    "a page": (svg("<foreignObject><p>x</p></foreignObject>"), "a program or a page"),
    "a picture": (svg('<image href="https://spy.example/a.png"/>'), "a picture"),
    "movement": (svg('<rect><animate attributeName="x" to="9"/></rect>'), "moves"),
    "set": (svg('<rect><set attributeName="onclick" to="alert(1)"/></rect>'), "moves"),
    "entities": (LAUGHS.encode() + svg("<text>&b;</text>"), "entities"),
    "a file of ours": (FILE.encode() + svg("<text>&a;</text>"), "entities"),
    "no picture": (b"<html><body>x</body></html>", "not a .svg"),
    "no XML": (b"<svg", "damaged"),
    "no size": (b'<svg xmlns="http://www.w3.org/2000/svg" width="100%"/>', "no size"),
    "deep groups": (svg("<g>" * 5000 + "</g>" * 5000), "too deeply"),
    "many parts": (svg("<rect/>" * 60_000), "too many parts"),
    "itself": (svg('<g id="a"><use href="#a"/></g>'), "draws itself"),
    "parts of parts": (svg("".join(map(TEN_TIMES.format, range(20), range(1, 21)))), "too many parts"),
    "patterns of patterns": (
        svg('<pattern id="a"><rect fill="url(#b)"/></pattern><pattern id="b"><rect fill="url(#a)"/></pattern>'),
        "draws itself",
    ),
    "something unknown": (svg("<handler/>"), "a program"),
    "a film": (svg("<video/>"), "“video”"),
}


class CleanedTests(SimpleTestCase):
    def test_a_drawing_keeps_its_shapes_colours_words_and_references_to_itself(self):
        clean, found = take_in_drawing(PLAN)
        for kept in (b"fill:#1E3A8A", b"url(#g)", b'href="#wave"', "Nowbar نوبر".encode(), b'width="2400"'):
            self.assertIn(kept, clean)
        self.assertEqual(found.words, {"en": {"alt": "Five channels below a sill."}})

    def test_nothing_runs_and_nothing_loads(self):
        for label, content in RUNS.items():
            with self.subTest(label):
                clean, _found = take_in_drawing(content)
                for word in (b"alert", b"spy.example", b"javascript", b"data:", b" on", b"@", b"\\", b"<?xml-"):
                    self.assertNotIn(word, clean)

    def test_what_cannot_be_cleaned_is_refused_in_plain_words(self):
        for label, (content, words) in REFUSED.items():
            with self.subTest(label):
                begun = time.perf_counter()
                with self.assertRaisesMessage(ValidationError, words):
                    take_in_picture(ContentFile(content, "plan.svg"))
                self.assertLess(time.perf_counter() - begun, 8)

    def test_cleaning_twice_changes_nothing(self):
        once, _found = take_in_drawing(PLAN)
        self.assertEqual(take_in_drawing(once)[0], once)


class DrawingAsAPictureTests(MediaTestCase):
    def test_it_has_every_size_of_a_picture_as_points(self):
        image = self.make_image(PLAN, "plan.svg", genre="diagram")
        self.assertEqual((image.width, image.height), (2400, 1200))
        with self.assertNoLogs("media_library", level="ERROR"):
            make_missing(image)
        large = image.renditions.get(filter_spec="width-2400|format-jpeg")
        with large.file.open() as file:
            picture = Pillow.open(BytesIO(file.read())).convert("RGB")
        self.assertEqual(picture.size, (2400, 1200))
        red, green, blue = picture.getpixel((2300, 50))
        self.assertTrue(red < 60 and green < 90 and blue > 110)

    def test_letters_of_both_scripts_are_drawn(self):
        words = {}
        for text in ("", "Nowbar", "نوبر"):
            content = svg(
                f'<rect width="400" height="200" fill="#fff"/><text x="20" y="120" font-size="90">{text}</text>'
            )
            image = self.make_image(content, "plan.svg")
            with image.get_rendition("max-165x165").file.open() as file:
                words[text] = sum(Pillow.open(BytesIO(file.read())).convert("L").histogram()[:100])
        self.assertEqual(words[""], 0)
        self.assertGreater(words["Nowbar"], 50)
        self.assertGreater(words["نوبر"], 50)

    def test_readers_never_get_the_drawing_itself_in_the_page(self):
        image = self.make_image(PLAN, "plan.svg")
        record_uses(self.make_page(), [image.public_id])
        self.assertEqual(self.client.get(image.url).status_code, 404)
        self.log_in()
        response = self.client.get(image.url)
        self.assertEqual(response["Content-Type"], "image/svg+xml")
        self.assertIn("sandbox", response["Content-Security-Policy"])
        self.assertIn("default-src 'none'", response["Content-Security-Policy"])


@tag("once")
class DrawingInTheAdminTests(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.log_in()

    def test_it_is_uploaded_listed_and_edited_like_any_picture(self):
        url = reverse("wagtailimages:add_multiple")
        answer = self.upload(url, {"title": "Plan"}, "files[]", "plan.svg", PLAN).json()
        self.assertTrue(answer["success"], answer)
        image = Image.objects.get()
        for name, args in (("wagtailimages:index", []), ("wagtailimages:edit", [image.pk])):
            self.assertEqual(self.client.get(reverse(name, args=args)).status_code, 200)
        self.assertEqual(image.word("alt", "en"), "Five channels below a sill.")

    def test_a_refusal_says_what_is_wrong(self):
        url = reverse("wagtailimages:add_multiple")
        answer = self.upload(url, {"title": "Plan"}, "files[]", "plan.svg", svg("<script/>")).json()
        self.assertIn("it holds a program or a page", answer["error_message"])
