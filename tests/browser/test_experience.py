"""What pages are like to use: nothing is cut off, and the reader's own settings and paper are served. Whether something
jumps while a page comes is measured by the bar `experience`."""

import re
from io import BytesIO

from django.test import tag
from django.urls import reverse
from pypdf import PdfReader

from tests.factories import body, brand, fact_sheet, person, release, story

from .base import BrowserTestCase
from .edition import edition

A4 = {"width": 658, "height": 986}  # what is left of it inside the margins, in pixels


@tag("look")
class RoomTests(BrowserTestCase):
    """At 1280 pixels and 400 % a page has 320 to stand in, and 256 in height."""

    SIZES = {"zoomed": (320, 256), "on a wide screen": (1720, 1000)}

    def test_nothing_is_cut_off_or_leaves_the_page(self):
        with self.alone():
            addresses = edition()
        page = self.visitor(viewport={"width": 320, "height": 256}, device_scale_factor=4)
        for pages in (*addresses.values(), {"door": "/"}):
            for kind, address in pages.items():
                page.goto(address)
                for name, (width, height) in self.SIZES.items():
                    for spacing in (False, True):
                        page.set_viewport_size({"width": width, "height": height})
                        page.evaluate(SPACED if spacing else NOT_SPACED)
                        with self.subTest(kind, address=address, size=name, spacing=spacing):
                            self.assertEqual(page.evaluate(CUT), [])

    def test_what_is_cut_would_be_seen(self):
        with self.alone():
            brand()
        page = self.visitor(viewport={"width": 320, "height": 256})
        for wrong in ("<p style=width:400px>Wells</p>", "<p style=height:1em;overflow:hidden>Wells<br>and more</p>"):
            with self.subTest(wrong):
                page.goto("/en/")
                # By way of a parser that no policy watches.
                page.evaluate(PLANT, wrong)
                self.assertEqual(len(page.evaluate(CUT)), 1)


@tag("look")
class DeviceTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            self.addresses = [story("A town without taps").url, release("آب رسید", language="fa").url]

    def test_in_forced_colours_the_mark_of_the_kind_and_the_present_section_can_be_seen(self):
        page = self.visitor(forced_colors="active")
        for address in self.addresses:
            with self.subTest(address):
                page.goto(address)
                kind = page.evaluate(BORDER, [".item-head .kind", "inline-start"])
                self.assertEqual((kind["style"], kind["width"]), ("solid", "4px"))
                self.assertNotEqual(kind["colour"], kind["ground"])
                here = page.evaluate(BORDER, [".sections [aria-current]", "block-end"])
                elsewhere = page.evaluate(BORDER, [".sections a:not([aria-current])", "block-end"])
                self.assertEqual((here["style"], here["width"]), ("solid", "3px"))
                self.assertNotIn(here["colour"], (here["ground"], elsewhere["colour"]))
                self.assertEqual(elsewhere["colour"], elsewhere["ground"])

    def test_in_forced_colours_the_focus_can_be_seen(self):
        page = self.visitor(forced_colors="active")
        page.goto(self.addresses[0])
        for _step in range(4):
            page.keyboard.press("Tab")
        outline = page.evaluate("({ ...getComputedStyle(document.activeElement) })")
        self.assertEqual((outline["outlineStyle"], outline["outlineWidth"]), ("solid", "3px"))
        self.assertNotEqual(outline["outlineColor"], outline["backgroundColor"])

    def test_nothing_moves_for_those_who_want_it_so(self):
        for wish, moves in (("no-preference", True), ("reduce", False)):
            with self.subTest(wish):
                page = self.visitor(reduced_motion=wish)
                page.goto(self.addresses[0])
                self.assertEqual(page.evaluate(MOTION), {"transitions": moves, "betweenPages": moves})


@tag("look")
class PaperTests(BrowserTestCase):
    """A reporter prints to mark up."""

    TITLES = {"en": "Thirty-four qanats run again", "fa": "سی‌وچهار قنات دوباره روان شد"}

    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            phone = "+98 21 5555 0142"
            contact = person("Kaveh Nazari", is_press_contact=True, phone=phone, email="kaveh@karizan.example")
            text = (
                '<p>Water came at noon. <a href="https://register.karizan.example/wells">The register</a>, '
                f'<a href="{reverse("search")}">the search</a>.</p>' + "<p>The gate at Gaz is a plank. </p>" * 30
            )
            given = {"contacts": [contact], "body": body(("paragraph", text))}
            self.releases = {code: release(title, language=code, **given).url for code, title in self.TITLES.items()}
            self.sheets = {code: fact_sheet(title, language=code, **given).url for code, title in self.TITLES.items()}

    def on_paper(self, address, **options):
        page = self.visitor(viewport=A4, **options)
        page.goto(address)
        page.emulate_media(media="print")
        return page

    def test_the_contacts_of_a_release_stand_between_headline_and_text(self):
        for language, address in self.releases.items():
            with self.subTest(language):
                page = self.on_paper(address)
                places = [page.locator(part).first.bounding_box()["y"] for part in ("h1", ".contacts", "#release-text")]
                self.assertEqual(places, sorted(places))

    def test_a_sheet_says_whom_to_ask(self):
        for language, address in self.sheets.items():
            with self.subTest(language):
                self.assertTrue(self.on_paper(address).locator("main a[href^='tel:']").first.is_visible())

    def test_what_paper_cannot_do_is_left_out(self):
        for address in (*self.releases.values(), *self.sheets.values(), "/en/", "/fa/stories/"):
            with self.subTest(address):
                page = self.on_paper(address)
                useless = page.locator("nav, button, form, audio, video, .utility, .skip, .foot, .related, .desk")
                shown = [useless.nth(place) for place in range(useless.count())]
                self.assertEqual([part.evaluate("part => part.className") for part in shown if part.is_visible()], [])

    def test_links_to_elsewhere_say_their_address_and_those_inside_do_not(self):
        page = self.visitor()
        for language, address in self.releases.items():
            with self.subTest(language):
                page.goto(address)
                text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)
                printed = re.sub(r"\s", "", text)
                self.assertIn("https://register.karizan.example/wells", printed)
                self.assertNotIn("/search/", printed)
                self.assertIn("+982155550142", printed)

    def test_it_is_black_on_white_whatever_the_reader_has_chosen(self):
        page = self.on_paper(self.releases["en"], color_scheme="dark")
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        for part in ("body", "h1", ".contacts", ".prose p", ".standfirst"):
            with self.subTest(part):
                style = page.locator(part).first.evaluate("part => ({ ...getComputedStyle(part) })")
                self.assertEqual(style["color"], "rgb(0, 0, 0)")
                self.assertIn(style["backgroundColor"], ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"))


# WCAG 2.2, 1.4.12. A sheet that is built by script is none of the policy's business.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
        p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
NOT_SPACED = "() => { document.adoptedStyleSheets = []; }"

# Elements that stand out of the window where nothing lets the reader scroll to them, and those that cut what they hold.
CUT = """() => {
    const style = (element) => getComputedStyle(element);
    const scrolls = (element) => {
        for (let around = element.parentElement; around; around = around.parentElement) {
            if (["auto", "scroll"].includes(style(around).overflowX)) return true;
        }
        return false;
    };
    // Words for those who hear the page are one pixel wide; the links that skip lie outside until they have the focus.
    const isHidden = (element) => element.closest(".sr-only, .skip") || !element.checkVisibility();
    const elements = [...document.querySelectorAll("body *")].filter((element) => !isHidden(element));
    const wrong = elements.filter((element) => {
        const box = element.getBoundingClientRect();
        const leaves = box.width && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(element);
        const clips = ["hidden", "clip"].includes(style(element).overflowY) && element.matches(":not(img, video, svg)");
        const cuts = clips && element.scrollHeight > element.clientHeight + 1;
        return leaves || cuts;
    });
    const isWider = document.documentElement.scrollWidth > innerWidth ? ["the page itself"] : [];
    return [...wrong.map((element) => element.outerHTML.slice(0, 100)), ...isWider];
}"""

PLANT = """(html) => {
    const part = new DOMParser().parseFromString(html, "text/html").body.firstChild;
    for (const [name, value] of part.getAttribute("style").split(";").map((rule) => rule.split(":"))) {
        part.style.setProperty(name, value);
    }
    document.querySelector("main").replaceChildren(part);
}"""

BORDER = """([selector, side]) => {
    const element = document.querySelector(selector), style = getComputedStyle(element);
    const of = (name) => style.getPropertyValue(`border-${side}-${name}`);
    const ground = getComputedStyle(document.body).backgroundColor;
    return { style: of("style"), width: of("width"), colour: of("color"), ground };
}"""

MOTION = """() => {
    const active = (rules) => [...rules].flatMap((rule) =>
        rule instanceof CSSMediaRule ? (matchMedia(rule.conditionText).matches ? active(rule.cssRules) : [])
        : rule instanceof CSSLayerBlockRule ? active(rule.cssRules) : [rule]);
    const rules = [...document.styleSheets].filter((sheet) => matchMedia(sheet.media.mediaText || "all").matches)
        .flatMap((sheet) => active(sheet.cssRules));
    return {
        transitions: parseFloat(getComputedStyle(document.querySelector("main a")).transitionDuration) > 0,
        betweenPages: rules.some((rule) => rule.constructor.name === "CSSViewTransitionRule"),
    };
}"""
