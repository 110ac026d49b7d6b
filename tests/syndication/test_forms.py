"""What a piece is taken away as: every kind, in both languages, in every form."""

import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from threading import Event
from unittest import mock

import docx
import jsonschema
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import SimpleTestCase, TestCase, override_settings, tag
from django.utils import timezone, translation
from docx.oxml.ns import qn
from PIL import ImageFile
from pypdf import PdfReader

from editorial.models import Correction
from facts.blocks import CitedFacts
from media_library.models import Image
from pages.document import Element
from stories.models import NewsItem
from syndication.addresses import address_of
from syndication.checks import files_can_be_set_as_pdf
from syndication.elements_json import to_json
from syndication.forms import FORMS, answering, data, forms_of, markdown, pdf, text, web, word
from syndication.forms.inline import runs_of
from syndication.forms.shelf import Busy, Shelf
from tests.factories import brand, newsroom, release, story

from .ninjs_profile import PROFILE
from .pieces import WORDS, Things

ORIGIN = "http://testserver"
NON_JOINER = "\u200c"


def every_element(kind=Element):
    for child in kind.__subclasses__():
        yield child
        yield from every_element(child)


@tag("once")
class Elements(SimpleTestCase):
    def test_no_form_has_forgotten_a_kind_of_element(self):
        # Facts that a block places are written out before anybody renders them.
        for kind in set(every_element()) - {CitedFacts}:
            for form in (text, markdown, web, word):
                with self.subTest(f"{kind.__name__} in {form.__name__}"):
                    self.assertIsNot(form.render.dispatch(kind), form.render.dispatch(object))
            with self.subTest(f"{kind.__name__} in JSON"):
                own = data.render.dispatch(kind) is not data.render.dispatch(object)
                self.assertTrue(own or to_json.dispatch(kind) is not to_json.dispatch(object))


@tag("once")
class Forms(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.things = Things()
        cls.pieces = {language: cls.things.each_kind(language) for language in WORDS}
        cls.releases = {language: pieces[0] for language, pieces in cls.pieces.items()}

    def get(self, page, form, **headers):
        response = self.client.get(f"{page.url_path}?format={form}", headers=headers)
        self.assertEqual(response.status_code, 200, f"{page} as {form}")
        return response

    def body(self, page, form):
        return b"".join(self.get(page, form))

    def told(self, page, form):
        return self.body(page, form).decode()

    def word(self, page):
        return docx.Document(BytesIO(self.body(page, "docx")))

    def test_every_kind_says_the_same_in_every_form_and_language(self):
        for language, pieces in self.pieces.items():
            title, standfirst = WORDS[language][:2]
            for page in pieces:
                said = {
                    "txt": self.told(page, "txt"),
                    "md": self.told(page, "md"),
                    "html": BeautifulSoup(self.body(page, "html"), "html.parser").body.get_text(" "),
                    "docx": _words_of(self.word(page)),
                    "json": self.told(page, "json"),
                    "ninjs": self.told(page, "ninjs"),
                }
                # The headings and paragraphs of the text, and whatever stands around it.
                expected = [title, standfirst, "press@karizan.example", "Karizan" if language == "en" else "کاریزان"]
                expected += [heading for heading in _headings(page) if heading]
                for form, words in said.items():
                    for phrase in expected:
                        with self.subTest(f"{page.kind()} in {language} as {form}: {phrase}"):
                            self.assertIn(phrase, words)

    # -- How it is answered --------------------------------------------------------------------------------------

    def test_each_form_says_what_it_is_called_and_where_the_original_is(self):
        for language, page in self.releases.items():
            for name, form in FORMS.items():
                response = self.get(page, name)
                with self.subTest(f"{name} in {language}"):
                    self.assertEqual(response["Content-Type"].split(";")[0], form.media_type)
                    self.assertEqual(response["Content-Language"], language)
                    self.assertEqual(response["Link"], f'<{address_of(page)}>; rel="canonical"')
                    self.assertEqual(response["X-Robots-Tag"], "noindex")
                    self.assertFalse(response.cookies)
                    named = response["Content-Disposition"]
                    self.assertRegex(named, rf'filename="NW-\d+-\d+\.{form.ending}"; filename\*=UTF-8\'\'NW-')
        self.assertIn("%D8%A2%D8%A8", named)

    def test_what_stands_is_not_sent_again_and_what_has_changed_is(self):
        page, known = self.releases["en"], {}
        for name in FORMS:
            etag = self.get(page, name)["ETag"]
            with mock.patch("time.time", lambda: timezone.now().timestamp() + 2):
                date = self.get(page, name)["Last-Modified"]
            known[name] = {"If-None-Match": etag}, {"If-Modified-Since": date}
            for condition in known[name]:
                self.assertEqual(self.answer(page, name, condition).status_code, 304, f"{name} {condition}")
        self.things.contact.phone = "+98 21 5555 9999"
        self.things.contact.save()
        with mock.patch("time.time", lambda: timezone.now().timestamp() + 4):  # after those dates
            for name in FORMS:
                for condition in known[name]:
                    self.assertEqual(self.answer(page, name, condition).status_code, 200, f"{name} {condition}")

    def answer(self, page, form, headers):
        return self.client.get(f"{page.url_path}?format={form}", headers=headers)

    def test_head_tells_the_length_and_sends_nothing(self):
        page = self.releases["en"]
        answering.shelf.clear()
        for name in FORMS:
            response = self.client.head(f"{page.url_path}?format={name}")
            self.assertEqual((response.status_code, b"".join(response)), (200, b""))
            if FORMS[name].is_slow:
                self.assertNotIn("Content-Length", response, "nothing is made for a HEAD")
                with mock.patch.object(answering.shelf, "find", return_value=b"x" * 501):
                    response = self.client.head(f"{page.url_path}?format={name}")
            self.assertGreater(int(response["Content-Length"]), 500)

    def test_a_slow_form_is_made_once_for_all_readers(self):
        page, make = self.releases["en"], mock.Mock(return_value=b"PK")
        answering.shelf.clear()
        with mock.patch.object(answering, "form_of", lambda thing, name: replace(FORMS["docx"], make=make)):
            self.assertEqual([self.body(page, "docx") for _reader in range(3)], [b"PK"] * 3)
        self.assertEqual(make.call_count, 1)
        answering.shelf.clear()

    def test_who_would_wait_too_long_is_asked_to_come_again(self):
        answering.shelf.clear()
        busy = mock.patch.object(answering.shelf, "take", side_effect=Busy)
        with busy, self.assertNoLogs("django.request", "ERROR"):
            response = self.client.get(f"{self.releases['en'].url_path}?format=docx")
        self.assertEqual((response.status_code, response["Retry-After"]), (503, "5"))
        self.assertIn("Try again", response.content.decode())
        self.assertIn("no-store", response["Cache-Control"])
        self.assertNotIn("ETag", response)

    @override_settings(FILES_PER_MINUTE=1)
    def test_one_household_has_few_files_made_in_a_minute_and_what_is_made_already_is_free(self):
        cache.clear()
        answering.shelf.clear()
        self.addCleanup(answering.shelf.clear)
        address = self.releases["en"].url_path + "?format={}"
        quick = {name: replace(FORMS[name], make=lambda piece: b"PK", is_slow=True) for name in ("docx", "md")}
        with mock.patch.object(answering, "form_of", lambda thing, name: quick[name]):
            asked = [self.client.get(address.format(name)) for name in ("docx", "docx", "md")]
            other = self.client.get(address.format("md"), REMOTE_ADDR="192.0.2.9")
        self.assertEqual([response.status_code for response in (*asked, other)], [200, 200, 429, 200])
        self.assertTrue(1 <= int(asked[2]["Retry-After"]) <= 60)

    def test_the_list_of_forms_is_what_is_answered(self):
        for page in self.pieces["en"]:
            listed = forms_of(page)
            self.assertEqual([row[0] for row in listed][: len(FORMS)], list(FORMS))
            for _name, _label, address, media_type in listed:
                response = self.client.get(address)
                self.assertEqual((response.status_code, response["Content-Type"].split(";")[0]), (200, media_type))

    def test_programs_are_told_of_text_and_markdown(self):
        page = self.releases["fa"]
        head = BeautifulSoup(self.client.get(page.url_path).content, "html.parser").head
        for name, media_type in (("txt", "text/plain"), ("md", "text/markdown")):
            link = head.select_one(f"link[rel=alternate][type='{media_type}']")
            self.assertEqual(link["href"], f"{address_of(page)}?format={name}")

    # -- Markdown ------------------------------------------------------------------------------------------------

    def test_markdown_begins_with_what_is_known_and_marks_only_what_is_meant(self):
        told = self.told(self.releases["en"], "md")
        matter, _, rest = told.removeprefix("---\n").partition("\n---\n")
        fields = {key: json.loads(value) for key, value in (line.split(": ", 1) for line in matter.splitlines())}
        self.assertEqual(fields["title"], "Water came to Gaz")
        self.assertEqual(fields["canonical"], f"{ORIGIN}{self.releases['en'].url_path}")
        self.assertEqual((fields["lang"], fields["dir"]), ("en", "ltr"))
        for line in (
            "# Water came to Gaz",
            "**After three years.**",
            "## The water",
            "- One\n- Two",
            "a_b \\* \\[c\\] [d](<https://example.org/a_(b)>)",
            "## Key facts\n\n- 34 qanats\n- 18 villages",
            "> “We lent it.”\n>\n> — Kaveh Nazari, Head of press",
            "| Year | cm |\n| --- | --- |\n| 1404 | -38 |",
            "1. Measured.\n2. By hand.",
            "*Dawn at the wetland – Omid Karimi / Karizan – free to use with credit*",
        ):
            self.assertIn(f"\n{line}\n", rest)
        self.assertRegex(rest, r"\nIt reached \[61\u00a0wells\]\(http://testserver/\S+\) \*\*by noon\*\*\. They say")
        self.assertRegex(rest, r"\n!\[Reeds in mist\]\(http://testserver/\S+\.jpg\)\n")

    # -- HTML ----------------------------------------------------------------------------------------------------

    def test_html_for_republishing_carries_credit_and_leads_home(self):
        for language, page in self.releases.items():
            found = BeautifulSoup(self.body(page, "html"), "html.parser")
            address = address_of(page)
            self.assertEqual(found.select_one("link[rel=canonical]")["href"], address)
            article = found.article
            self.assertEqual((article["lang"], article["dir"]), (language, "ltr" if language == "en" else "rtl"))
            self.assertEqual(article.find_all("p")[-1].a["href"], address)
            self.assertFalse(article.find_all(["script", "style", "iframe", "form"]))
            known = {"href", "src", "alt", "width", "height", "lang", "dir", "rel", "scope"}
            self.assertLessEqual({name for node in article.find_all(True) for name in node.attrs}, known)
            for link in [*article.find_all("a", href=True), *article.find_all("img")]:
                self.assertRegex(link.get("href") or link["src"], "^(https?|mailto|tel):")

    # -- Word ----------------------------------------------------------------------------------------------------

    def test_word_has_real_headings_lists_tables_and_described_pictures(self):
        page = self.releases["en"]
        file = self.word(page)
        styles = {paragraph.text: paragraph.style.name for paragraph in file.paragraphs}
        self.assertEqual(styles["Water came to Gaz"], "Title")
        self.assertEqual(styles["The water"], "Heading 1")
        self.assertEqual((styles["One"], styles["Measured."]), ("List Bullet", "List Number"))
        self.assertEqual([cell.text for cell in file.tables[0].rows[1].cells], ["1404", "-38"])
        described = [node.get("descr") for node in file.element.iter(qn("wp:docPr"))]
        self.assertEqual(described, ["Reeds in mist"] * 2)
        raised = [run.text for paragraph in file.paragraphs for run in paragraph.runs if run.font.superscript]
        self.assertEqual(raised, ["3"])
        bold = [run.text for paragraph in file.paragraphs for run in paragraph.runs if run.bold]
        self.assertIn("by noon", bold)
        links = {rel.target_ref for rel in file.part.rels.values() if rel.is_external}
        self.assertLessEqual({"https://example.org/a_(b)", "mailto:kaveh@karizan.example"}, links)
        known = file.core_properties
        self.assertEqual((known.title, known.language, known.author), (page.title, "en-GB", "Karizan Water Trust"))

    def test_word_embeds_sizes_of_pictures_and_never_the_original(self):
        file = self.word(self.releases["en"])
        embedded = [part.blob for part in file.part.package.iter_parts() if part.partname.endswith(".jpg")]
        original = Image.objects.get(pk=self.things.picture.pk).file.read()
        self.assertTrue(embedded)
        self.assertNotIn(original, embedded)

    def test_in_persian_word_runs_from_right_to_left_and_latin_words_keep_their_direction(self):
        file = self.word(self.releases["fa"])
        self.assertIsNotNone(file.sections[0]._sectPr.find(qn("w:bidi")))
        for paragraph in file.paragraphs:
            self.assertIsNotNone(paragraph._p.pPr.find(qn("w:bidi")), paragraph.text)
        self.assertIsNotNone(file.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")))
        runs = [run for paragraph in file.paragraphs for run in paragraph.runs if run.text.strip()]
        direction = {run.text: run._r.rPr is not None and run._r.rPr.find(qn("w:rtl")) is not None for run in runs}
        self.assertTrue(direction["آب قنات"])
        self.assertFalse(direction["C++ 3.2 kW"])
        strong = next(run for run in runs if run.text == "تا ظهر")
        self.assertIsNotNone(strong._r.rPr.find(qn("w:bCs")))
        self.assertEqual(strong._r.rPr.find(qn("w:lang")).get(qn("w:bidi")), "fa-IR")
        self.assertIn(f"می{NON_JOINER}گویند «پایدار» است", _words_of(file))
        self.assertIn("۲.\tBy hand.", _words_of(file))

    # -- PDF -----------------------------------------------------------------------------------------------------

    def test_pdf_holds_text_pictures_and_fonts_of_both_scripts(self):
        for language, page in self.releases.items():
            file = PdfReader(BytesIO(self.body(page, "pdf")))
            first = file.pages[0]
            self.assertEqual([round(float(side)) for side in first.mediabox[2:]], [595, 842])
            self.assertEqual(file.metadata.title, page.title)
            self.assertEqual(file.trailer["/Root"]["/Lang"], language)
            self.assertTrue(file.trailer["/Root"]["/MarkInfo"]["/Marked"])
            words = "".join(sheet.extract_text() for sheet in file.pages).replace("\0", "")
            self.assertIn("kaveh@karizan.example", words)
            fonts = [font.get_object() for sheet in file.pages for font in sheet["/Resources"]["/Font"].values()]
            names = " ".join(str(font["/BaseFont"]) for font in fonts)
            self.assertIn("NR-Vazir" if language == "fa" else "NR-Sans", names)
            self.assertTrue(any(sheet.images for sheet in file.pages))

    def test_nothing_is_fetched_for_a_pdf(self):
        fetcher = pdf.fetcher_of({})
        for address in ("http://127.0.0.1/", "file:///etc/passwd", "data:text/plain,x", "newsroom:font/../manage.py"):
            with self.subTest(address), self.assertRaises(ValueError):
                fetcher.fetch(address)

    def test_whoever_has_had_a_pdf_made_still_cannot_upload_a_broken_picture(self):
        self.body(self.releases["en"], "pdf")
        self.assertFalse(ImageFile.LOAD_TRUNCATED_IMAGES)

    def test_without_pango_pdf_is_not_offered_and_a_check_says_so(self):
        page = self.releases["en"]
        self.assertEqual(files_can_be_set_as_pdf(), [])
        with mock.patch.object(pdf, "LIBRARIES", [("libnowhere.so.9",)]):
            pdf.is_possible.cache_clear()
            try:
                self.assertEqual([found.id for found in files_can_be_set_as_pdf()], ["syndication.W002"])
                self.assertNotIn("pdf", [row[0] for row in forms_of(page)])
                self.assertEqual(self.client.get(f"{page.url_path}?format=pdf").status_code, 404)
            finally:
                pdf.is_possible.cache_clear()

    # -- JSON ----------------------------------------------------------------------------------------------------

    def test_json_states_each_element(self):
        page = self.releases["en"]
        told = json.loads(self.body(page, "json"))
        self.assertEqual(told["schema"], "urn:newsroom:piece:1")
        self.assertEqual(told["id"], f"urn:newsroom:{page.translation_key}:en")
        self.assertEqual((told["kind"], told["direction"], told["place"]), ("pressrelease", "ltr", "Gaz"))
        self.assertEqual(told["published"], "2026-03-21T04:30:00+00:00")
        self.assertEqual(told["contacts"][0]["phone"], "+98 21 5555 0142")
        by_type = {element["type"]: element for element in told["body"]}
        self.assertEqual(by_type["heading"]["text"], "The water")
        self.assertEqual(by_type["quote"]["speaker"], "Kaveh Nazari")
        self.assertEqual(by_type["table"]["rows"], [["1404", "-38"]])
        self.assertEqual((by_type["fact"]["value"], by_type["fact"]["as_of"]), ("−38%", "2026-03-01"))
        self.assertEqual(by_type["picture"]["credit"], "Omid Karimi / Karizan")
        self.assertEqual(by_type["picture"]["width"], 640)

    # -- ninjs ---------------------------------------------------------------------------------------------------

    def test_ninjs_is_valid_for_every_kind_in_both_languages(self):
        schemas = [PROFILE]
        if official := os.environ.get("NINJS_SCHEMA"):
            with open(official, encoding="utf-8") as file:
                schemas.append(json.load(file))
        formats = jsonschema.Draft202012Validator.FORMAT_CHECKER
        for schema in schemas:
            validator = jsonschema.Draft202012Validator(schema, format_checker=formats)
            for page in (page for pieces in self.pieces.values() for page in pieces):
                with self.subTest(f"{page.kind()} in {page.locale}"):
                    told = json.loads(self.body(page, "ninjs"))
                    self.assertEqual([error.message for error in validator.iter_errors(told)], [])

    def test_ninjs_tells_pictures_with_sizes_and_rights_and_whom_to_call(self):
        told = json.loads(self.body(self.releases["fa"], "ninjs"))
        picture = told["associations"][0]
        self.assertEqual((picture["type"], picture["by"]), ("picture", "Omid Karimi / Karizan"))
        self.assertEqual(picture["renditions"][0]["contentType"], "image/jpeg")
        self.assertIn({"role": "altText", "contentType": "text/plain", "value": "نیزار در مه"}, picture["descriptions"])
        email = {"type": "email", "role": "press", "value": "kaveh@karizan.example"}
        self.assertIn(email, told["people"][-1]["contactInfo"])
        self.assertEqual(told["genres"][0]["uri"], "http://cv.iptc.org/newscodes/genre/Press_Release")
        self.assertEqual(told["subjects"][0]["literal"], "water")

    def test_a_correction_is_told_and_moves_the_date_of_the_version(self):
        page = self.releases["en"]
        before = json.loads(self.body(page, "ninjs"))["versionCreated"]
        Correction.objects.create(page_id=page.pk, says="It was Gaz.", at=timezone.now())
        told = json.loads(self.body(page, "ninjs"))
        self.assertGreater(told["versionCreated"], before)
        self.assertIn("It was Gaz.", told["edNote"])


@tag("once")
class Refusals(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def test_what_is_not_public_has_none(self):
        pages = [release("Draft", state="draft"), release("Gone", state="withdrawn")]
        for page in pages:
            for name in FORMS:
                self.assertEqual(self.client.get(f"{page.url_path}?format={name}").status_code, 404)

    def test_marks_and_markup_of_the_words_stay_words(self):
        title = '<img src=x onerror=alert(1)> & *stars* "quoted" | `x`\u202e'
        page = story(title, standfirst="]]> </article><script>alert(2)</script>")
        html = BeautifulSoup(b"".join(self.client.get(f"{page.url_path}?format=html")), "html.parser")
        self.assertFalse(html.find_all(["script", "img"]))
        self.assertIn("<img src=x", html.h1.get_text())
        told = b"".join(self.client.get(f"{page.url_path}?format=md")).decode()
        self.assertIn('# \\<img src=x onerror=alert(1)\\> & \\*stars\\* "quoted" | \\`x\\`', told)
        for name in FORMS:
            response = self.client.get(f"{page.url_path}?format={name}")
            self.assertEqual(response.status_code, 200)
            self.assertNotIn("\n", response["Content-Disposition"])

    def test_characters_that_xml_forbids_break_no_file(self):
        page = story("Plain")
        NewsItem.objects.filter(pk=page.pk).update(standfirst="Bell\x07 and \ufffe")
        for name in FORMS:
            with self.subTest(name):
                self.assertEqual(self.client.get(f"{page.url_path}?format={name}").status_code, 200)


@tag("once")
class Inline(SimpleTestCase):
    def test_spaces_and_marks_are_those_of_a_reader(self):
        runs = runs_of(" Water  <b>came </b> <i>at</i><br/> noon &amp; stayed\u00a0there ")
        self.assertEqual([run.text for run in runs], ["Water ", "came ", "at", "\n", "noon & stayed\u00a0there"])
        self.assertEqual([set(run.marks) for run in runs][1:3], [{"bold"}, {"italic"}])


@tag("once")
class Shelves(SimpleTestCase):
    def test_what_is_used_least_goes_first(self):
        shelf = Shelf(limit=100)
        for key in "abcd":
            shelf.take(key, lambda: b"x" * 25, 1)
        shelf.take("a", lambda: self.fail("kept"), 1)
        shelf.take("e", lambda: b"x" * 25, 1)
        again = []
        shelf.take("b", lambda: again.append("b") or b"x" * 25, 1)
        shelf.take("a", lambda: again.append("a") or b"x" * 25, 1)
        self.assertEqual(again, ["b"])

    def test_one_thing_is_made_at_a_time(self):
        shelf = Shelf(limit=100)
        with self.assertRaises(Busy):
            shelf.take("a", lambda: shelf.take("b", lambda: b"x", patience=0.01), patience=0.01)
        self.assertEqual(shelf.take("b", lambda: b"x", 1), b"x")

    def test_beside_the_one_that_is_made_for_one_may_wait_and_the_others_are_told_at_once(self):
        shelf, begun, over = Shelf(limit=100), Event(), Event()
        with ThreadPoolExecutor(2) as threads:
            first = threads.submit(shelf.take, "a", lambda: begun.set() or over.wait(10) and b"a", 10)
            begun.wait(10)
            waits = threads.submit(shelf.take, "b", lambda: b"b", 10)
            while shelf._waiting._value:  # until it waits
                Event().wait(0.001)
            with self.assertRaises(Busy):
                shelf.take("c", lambda: b"c", patience=3600)
            over.set()
            self.assertEqual((first.result(10), waits.result(10)), (b"a", b"b"))


def _headings(page):
    with translation.override(page.locale.language_code):
        elements = page.specific.document()
        return [re.sub(r"\s+", " ", element.text()) for element in elements if type(element).__name__ == "Heading"]


def _words_of(file):
    parts = [paragraph.text for paragraph in file.paragraphs]
    for block in file.element.body.iter(qn("w:hyperlink")):
        parts.append("".join(node.text or "" for node in block.iter(qn("w:t"))))
    return "\n".join(parts)
