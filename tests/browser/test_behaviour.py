"""What the scripts of the public pages do, and that nothing is lost where they do not run."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.test import tag
from playwright.sync_api import expect

from home.models import ChosenFact, HomePage
from tests.factories import (
    body,
    brand,
    fact,
    fact_sheet,
    info_page,
    person,
    picture,
    press_kit,
    release,
    statement,
    story,
    topic,
)

from .base import CLIPBOARD, INSECURE, BrowserTestCase

PHONE, DESK = {"width": 390, "height": 780}, {"width": 1280, "height": 900}
SCRIPTS = (True, False)

#: The site's clock in these tests is Tehran's, half past three before UTC.
SATURDAY_NOON = datetime(2028, 3, 18, 8, 30, tzinfo=UTC)
SATURDAY_EVENING = datetime(2028, 3, 18, 15, 30, tzinfo=UTC)
WEDNESDAY_EVENING = datetime(2028, 3, 22, 15, 30, tzinfo=UTC)
SATURDAY_MORNING = datetime(2028, 3, 25, 4, 29, tzinfo=UTC)

SPOKEN = {"en": "We stopped asking people to use less.", "fa": "دیگر از مردم نخواستیم کمتر مصرف کنند."}
TEXT = {"en": "Water came at noon.", "fa": "آب ظهر رسید."}
TITLES = {"en": "Thirty-four qanats run again", "fa": "سی‌وچهار قنات دوباره روان شد"}
WORDS = {
    "en": {"search": "Search", "dark": "Dark", "device": "As the device"},
    "fa": {"search": "جست‌وجو", "dark": "تیره", "device": "مطابق دستگاه"},
}

THEME = "document.documentElement.dataset.theme ?? ''"
PAPER = "getComputedStyle(document.body).backgroundColor"
DARK_PAPER, LIGHT_PAPER = "rgb(18, 19, 22)", "rgb(252, 251, 248)"
FOCUSED = "document.activeElement.textContent.trim()"


@tag("look")
class BehaviourTestCase(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            self.contact = person("Kaveh Nazari", "کاوه نظری", is_press_contact=True, phone="+98 21 5555 0142")
            self.lay_out()

    def lay_out(self):
        """What the tests of the class read."""

    def tearDown(self):
        # The console also says that a page is not there, and what plain http has to do without.
        expected = ("/nowhere/", INSECURE)
        self.complaints = [said for said in self.complaints if not any(place in said for place in expected)]
        self.assert_no_complaints()
        super().tearDown()

    def phone(self, **options):
        return self.visitor(**{"viewport": PHONE} | options)

    def release_with(self, language="en", **given):
        words = body(
            ("paragraph", f"<p>{TEXT[language]}</p>"),
            ("quote", {"words": SPOKEN[language], "person": self.contact.pk, "name": "", "role": ""}),
        )
        given = {"body": words, "contacts": [self.contact], "dateline": datetime(2026, 3, 21).date()} | given  # noqa: DTZ001 - a day
        return release(TITLES[language], language=language, **given)

    def scroll_to_end(self, page):
        page.evaluate("scrollTo(0, document.body.scrollHeight)")


@tag("once")
class MenuTests(BehaviourTestCase):
    def lay_out(self):
        self.item = self.release_with().url

    def opener(self, page):
        return page.locator(".menu summary")

    def section(self, page):
        return page.locator('.menu a[href$="/stories/"]')

    def test_on_a_phone_the_sections_stand_behind_one_word_under_the_press_line(self):
        for script in SCRIPTS:
            for language in WORDS:
                with self.subTest(language, script=script):
                    page = self.phone(java_script_enabled=script)
                    page.goto(f"/{language}/")
                    expect(page.locator(".press-number a").locator("visible=true")).to_have_count(1)
                    expect(page.get_by_role("link", name=WORDS[language]["search"], exact=True).first).to_be_visible()
                    expect(self.section(page)).to_be_hidden()
                    self.opener(page).click()
                    expect(self.section(page)).to_be_visible()
                    self.section(page).click()
                    page.wait_for_url(f"**/{language}/stories/")
                    self.assertLess(
                        page.locator(".press-line").bounding_box()["y"], self.opener(page).bounding_box()["y"]
                    )

    def test_name_search_and_menu_share_one_line(self):
        for language in WORDS:
            page = self.phone()
            page.goto(f"/{language}/")
            boxes = [page.locator(part).bounding_box() for part in (".brand", ".to-search", ".menu summary")]
            middles = [box["y"] + box["height"] / 2 for box in boxes]
            self.assertLess(max(middles) - min(middles), 4)
            starts = [box["x"] for box in boxes]
            self.assertEqual(starts, sorted(starts, reverse=language == "fa"))
            page.locator(".brand a").focus()
            reached = []
            for _key in range(2):
                page.keyboard.press("Tab")
                reached.append(page.evaluate("document.activeElement.tagName"))
            self.assertEqual(reached, ["A", "SUMMARY"])

    def test_it_closes_on_escape_and_gives_the_focus_back(self):
        page = self.phone()
        page.goto(self.item)
        self.opener(page).focus()
        page.keyboard.press("Enter")
        self.section(page).focus()
        page.keyboard.press("Escape")
        expect(self.section(page)).to_be_hidden()
        expect(self.opener(page)).to_be_focused()

    def test_it_closes_on_a_click_beside_it_and_when_the_focus_leaves_it(self):
        page = self.phone()
        page.goto(self.item)
        self.opener(page).click()
        page.mouse.click(200, 700)
        expect(self.section(page)).to_be_hidden()
        self.opener(page).click()
        page.locator(".menu a").last.focus()
        page.keyboard.press("Tab")
        expect(self.section(page)).to_be_hidden()
        self.assertNotEqual(page.evaluate("document.activeElement.tagName"), "BODY")

    def test_on_a_wide_screen_the_sections_stand_in_the_line_and_are_reached_in_their_order(self):
        for script in SCRIPTS:
            page = self.visitor(java_script_enabled=script)
            page.goto("/en/")
            expect(self.opener(page)).to_be_hidden()
            expect(self.section(page)).to_be_visible()
            line = page.locator(".sections a").evaluate_all(
                "links => links.map(link => link.getBoundingClientRect().y)"
            )
            self.assertLess(max(line) - min(line), 2)
            page.locator(".brand a").focus()
            names = []
            for _link in range(7):
                page.keyboard.press("Tab")
                names.append(page.evaluate(FOCUSED))
            self.assertEqual(names, ["Stories", "Releases", "Facts", "Media", "People", "Topics", "Search"])

    def test_a_centred_name_stands_above_the_sections_and_items_have_one_line(self):
        with self.alone():
            brand(masthead="centred")
        page = self.visitor()
        page.goto("/en/")
        name, line = page.locator(".brand").bounding_box(), page.locator(".sections").bounding_box()
        self.assertLessEqual(name["y"] + name["height"], line["y"])
        self.assertAlmostEqual(name["x"] + name["width"] / 2, 640, delta=2)
        tall = page.locator(".masthead").bounding_box()["height"]
        page.goto(self.item)
        self.assertLess(page.locator(".masthead").bounding_box()["height"], tall / 2)


@tag("once")
class ThemeTests(BehaviourTestCase):
    def choose(self, page, language, theme):
        page.get_by_role("button", name=WORDS[language][theme], exact=True).click()

    def test_without_script_a_choice_is_kept_by_the_server_and_leads_back(self):
        for language in WORDS:
            with self.subTest(language):
                page = self.visitor(java_script_enabled=False, color_scheme="light")
                page.goto(f"/{language}/search/?q=a")
                self.choose(page, language, "dark")
                page.wait_for_url(f"**/{language}/search/?q=a")
                expect(page.locator("html[data-theme=dark]")).to_be_attached()
                page.goto(f"/{language}/")
                expect(page.locator("html[data-theme=dark]")).to_be_attached()
                expect(page.get_by_role("button", name=WORDS[language]["dark"], pressed=True)).to_be_visible()
                self.choose(page, language, "device")
                expect(page.locator("html[data-theme]")).to_have_count(0)

    def test_with_script_it_happens_at_once_and_the_focus_stays(self):
        page = self.visitor(color_scheme="light")
        page.goto("/fa/")
        asked = []
        page.on("request", lambda request: asked.append(request.url) if "appearance" in request.url else None)
        self.choose(page, "fa", "dark")
        self.assertEqual((page.evaluate(THEME), page.evaluate(PAPER)), ("dark", DARK_PAPER))
        self.assertEqual(page.evaluate(FOCUSED), WORDS["fa"]["dark"])
        expect(page.get_by_role("button", name=WORDS["fa"]["dark"], pressed=True)).to_be_visible()
        colours = page.locator("meta[name=theme-color]").evaluate_all("metas => metas.map(meta => meta.content)")
        self.assertEqual(colours, ["#121316", "#121316"])
        self.choose(page, "fa", "device")
        self.assertEqual(page.evaluate(PAPER), LIGHT_PAPER)
        colours = page.locator("meta[name=theme-color]").evaluate_all("metas => metas.map(meta => meta.content)")
        self.assertEqual(colours, ["#FCFBF8", "#121316"])
        self.assertEqual(asked, [])

    def test_a_page_that_a_cache_has_kept_is_set_right_before_it_is_seen(self):
        page = self.visitor(color_scheme="light")
        page.goto("/en/")
        self.choose(page, "en", "dark")
        kept = self.answer_of("/en/").text()
        self.assertIn('<html lang="en" dir="ltr">', kept)
        page.route("**/en/", lambda route: route.fulfill(body=kept, content_type="text/html; charset=utf-8"))
        # At the first element of the body nothing has been painted yet.
        page.add_init_script(
            "new MutationObserver((all, observer) => { if (!document.body) return; observer.disconnect();"
            f"window.first = {THEME}; }}).observe(document, {{ childList: true, subtree: true }})"
        )
        page.goto("/en/")
        self.assertEqual(page.evaluate("window.first"), "dark")
        expect(page.get_by_role("button", name="Dark", pressed=True)).to_be_visible()


@tag("once")
class PressLineTests(BehaviourTestCase):
    def read_at(self, moment, address="/en/"):
        """The page as it came now, on the screen of somebody whose clock says so, in a zone far away."""
        page = self.visitor(timezone_id="America/Los_Angeles")
        page.clock.install(time=moment)
        page.goto(address)
        return page, page.locator(".press-line > span").locator("visible=true")

    def test_in_its_hours_it_is_open_with_its_own_number(self):
        _page, line = self.read_at(SATURDAY_NOON)
        expect(line).to_contain_text("Press line open until 18:00")
        expect(line.locator("a")).to_have_attribute("href", "tel:+982155550140")

    def test_after_hours_it_says_when_it_opens_and_gives_the_urgent_number(self):
        for moment, opens in ((SATURDAY_EVENING, "Sunday 08:00"), (WEDNESDAY_EVENING, "Saturday 08:00")):
            _page, line = self.read_at(moment)
            expect(line).to_contain_text(f"Press line closed. Opens {opens}")
            expect(line.locator("a")).to_have_attribute("href", "tel:+989125550141")

    def test_persian_has_its_day_and_its_digits(self):
        _page, line = self.read_at(WEDNESDAY_EVENING, "/fa/")
        expect(line.locator("bdi").first).to_have_text("شنبه ۰۸:۰۰")
        _page, line = self.read_at(SATURDAY_NOON, "/fa/")
        expect(line).to_contain_text("۱۸:۰۰")

    def test_a_page_left_open_follows_the_hour(self):
        page, line = self.read_at(SATURDAY_MORNING)
        expect(line).to_contain_text("Opens Saturday 08:00")
        page.clock.fast_forward("02:00")
        expect(line).to_contain_text("open until 18:00")
        page.clock.fast_forward("10:00:00")
        expect(line).to_contain_text("Opens Sunday 08:00")


@tag("once")
class CopyTests(BehaviourTestCase):
    def lay_out(self):
        self.author = person("Leila Rahmani", is_author=True, texts={"en": {"biography": "She reads wells."}})
        self.releases = {code: self.release_with(code) for code in TITLES}
        self.references = {code: str(item.reference) for code, item in self.releases.items()}
        self.story = story(people=[self.author], body=body(("paragraph", "<p>The gate at Gaz is a plank.</p>"))).url

    def open(self, address, **options):
        page = self.visitor(permissions=CLIPBOARD, **options)
        page.goto(address)
        return page

    def test_the_full_text_of_a_release_is_copied_with_one_click(self):
        for code, item in self.releases.items():
            with self.subTest(code):
                page = self.open(item.url)
                copied = self.copied_by(page, page.locator(".issue .copy"))
                for told in (
                    TITLES[code],
                    TEXT[code],
                    SPOKEN[code],
                    self.references[code],
                    "+98 21 5555 0142",
                    item.url,
                ):
                    self.assertIn(told, copied)

    def test_without_the_servers_text_it_is_taken_from_the_page_and_is_clean(self):
        page = self.open(self.releases["en"].url)
        page.route("**/*format=txt", lambda route: route.abort())
        copied = self.copied_by(page, page.locator(".issue .copy"))
        self.complaints.clear()  # the browser says that the connection was lost
        wanted = (
            TITLES["en"], "What happened", "21 March 2026", TEXT["en"], f"“{SPOKEN['en']}”", "restores qanats",
            "Kaveh Nazari", self.references["en"], f"{self.live_server_url}{self.releases['en'].url}",
        )  # fmt: skip
        places = [copied.index(told) for told in wanted[:4]]
        self.assertEqual(places, sorted(places))
        for told in wanted:
            self.assertIn(told, copied)
        for button in ("Copy", "Copied", "Share"):
            self.assertNotIn(button, copied)

    def test_a_quote_is_copied_with_who_said_it_when_and_where(self):
        for code, marks in (("en", "“{}”"), ("fa", "«{}»")):
            page = self.open(self.releases[code].url)
            copied = self.copied_by(page, page.locator(".pq .copy"))
            name = "Kaveh Nazari, Editor" if code == "en" else "کاوه نظری، دبیر"
            day = "21 March 2026" if code == "en" else "۱ فروردین ۱۴۰۵"
            self.assertTrue(copied.startswith(f"{marks.format(SPOKEN[code])} – {name}."))
            self.assertIn(day, copied)
            self.assertTrue(copied.endswith(self.references[code]))

    def test_a_biography_and_the_boilerplate_are_copied_as_they_stand(self):
        page = self.open(f"/en/people/{self.author.slug}/")
        self.assertEqual(self.copied_by(page, page.locator(".biography .copy")), "She reads wells.")
        boilerplate = self.copied_by(page, page.locator(".foot .copy"))
        self.assertEqual(boilerplate, "Karizan Water Trust restores qanats.")

    def test_where_the_script_does_not_come_the_button_says_what_to_do(self):
        for code, advice in (("en", "Select the text instead"), ("fa", "متن را انتخاب کنید")):
            page = self.open(self.releases[code].url)
            page.route("**/copy*.js", lambda route: route.abort())
            page.locator(".issue .copy").click()
            expect(page.locator(".issue .copy")).to_contain_text(advice)
        self.complaints.clear()  # the browser says that the connection was lost

    def test_a_story_is_copied_and_linked_to_from_its_rail(self):
        page = self.open(self.story)
        self.assertIn("The gate at Gaz is a plank.", self.copied_by(page, page.locator(".rail .copy").nth(1)))
        self.assertEqual(self.copied_by(page, page.locator(".rail .copy").first), f"{self.live_server_url}{self.story}")

    def test_the_focus_stays_on_the_button_and_one_region_says_so(self):
        page = self.open(self.releases["en"].url)
        button = page.locator(".pq .copy")
        button.focus()
        page.keyboard.press("Enter")
        expect(button).to_have_text("Copied")
        expect(button).to_be_focused()
        expect(page.get_by_role("status")).to_have_count(1)
        expect(page.get_by_role("status")).to_have_text("Copied")
        expect(button).to_have_text("Copy quote")
        expect(page.get_by_role("status")).to_have_text("")

    def test_a_failure_says_so_where_it_can_be_seen(self):
        page = self.visitor(permissions=[])
        page.goto(self.releases["en"].url)
        button = page.locator(".pq .copy")
        button.click()
        said = page.get_by_role("status")
        expect(said).to_have_text("Could not copy. Select the text instead.")
        self.assertGreater(said.bounding_box()["height"], 20)
        expect(button).to_be_focused()
        expect(button).to_have_text("Copy quote")

    def test_where_there_is_no_clipboard_nothing_offers_to_copy(self):
        insecure = self.live_server_url.replace(self.host, INSECURE)
        for script, host in ((False, self.live_server_url), (True, insecure)):
            with self.subTest(host, script=script):
                page = self.visitor(java_script_enabled=script)
                page.goto(host + self.releases["en"].url)
                expect(page.locator("h1")).to_be_visible()
                expect(page.locator(".copy").locator("visible=true")).to_have_count(0)
                expect(page.locator(".rail").get_by_text("Share")).to_be_hidden()


@tag("once")
class BarTests(BehaviourTestCase):
    def lay_out(self):
        shots = body(
            ("gallery", [{"image": picture().pk, "caption": ""}, {"image": picture("Mist").pk, "caption": ""}])
        )
        self.plain = self.release_with().url
        self.pictured = {code: self.release_with(code, lead_image=picture()).url for code in TITLES}
        self.story = story(body=[*body(("paragraph", "<p>Water.</p>" * 60)), *shots]).url
        files = [("Files", [("image", picture())])]
        self.others = [
            statement(contacts=[self.contact]).url,
            press_kit(chapters=files, contacts=[self.contact]).url,
            fact_sheet(groups=[("Wells", [fact()])], contacts=[self.contact]).url,
        ]

    def raised(self, address, **options):
        page = self.phone(**options)
        page.goto(address)
        bar = page.locator(".actions")
        expect(bar).to_be_hidden()
        self.scroll_to_end(page)
        expect(bar).to_be_visible()
        return page, bar

    def test_it_comes_when_the_header_has_left_and_goes_with_it(self):
        for address in self.pictured.values():
            page, bar = self.raised(address, permissions=CLIPBOARD)
            self.assertEqual(bar.evaluate("bar => getComputedStyle(bar).position"), "fixed")
            box = bar.bounding_box()
            self.assertEqual((box["x"], box["width"], box["y"] + box["height"]), (0, PHONE["width"], PHONE["height"]))
            page.evaluate("scrollTo(0, 0)")
            expect(bar).to_be_hidden()

    def test_its_controls_have_words_and_room_for_a_thumb(self):
        for width in (320, 390):
            _page, bar = self.raised(self.pictured["en"], viewport={"width": width, "height": 640})
            controls = bar.locator(":is(a, button)").locator("visible=true")
            self.assertEqual(controls.all_inner_texts(), ["Copy text", "Images", "Call", "Share", "All forms"])
            for box in (control.bounding_box() for control in controls.all()):
                self.assertGreaterEqual(min(box["width"], box["height"]), 44)

    def test_it_never_covers_the_end_of_the_page(self):
        page, bar = self.raised(self.pictured["en"])
        last = page.locator(".foot :is(a, button, p)").locator("visible=true").last
        end = last.bounding_box()
        self.assertLess(end["y"] + end["height"], bar.bounding_box()["y"])

    def test_images_leads_to_the_pictures_and_is_left_out_where_there_are_none(self):
        page, bar = self.raised(self.story)
        bar.get_by_role("link", name="Images").click()
        expect(page.locator(".sheet")).to_be_in_viewport()
        for address in (self.plain, self.others[0], self.others[2]):
            page, bar = self.raised(address)
            expect(bar.get_by_role("link", name="Images")).to_have_count(0)
        page, bar = self.raised(self.others[1])
        bar.get_by_role("link", name="Images").click()
        expect(page.locator(".tile-image").first).to_be_in_viewport()

    def test_call_rings_the_contact_of_the_item_or_else_the_press_line(self):
        for address, number in ((self.plain, "tel:+982155550142"), (self.story, "tel:+982155550140")):
            _page, bar = self.raised(address)
            expect(bar.get_by_role("link", name="Call")).to_have_attribute("href", number)

    def test_text_figures_and_link_are_copied_from_it(self):
        page, bar = self.raised(self.plain, permissions=CLIPBOARD)
        bar.get_by_role("button", name="Copy text").click()
        expect(bar.get_by_role("button", name="Copied")).to_be_focused()
        self.assertIn(TEXT["en"], page.evaluate("navigator.clipboard.readText()"))
        # This browser has no sheet to share with.
        bar.get_by_role("button", name="Share").click()
        expect(bar.get_by_role("button", name="Copied")).to_have_count(2)
        self.assertEqual(page.evaluate("navigator.clipboard.readText()"), f"{self.live_server_url}{self.plain}")
        page, bar = self.raised(self.others[2], permissions=CLIPBOARD)
        bar.get_by_role("button", name="Copy figures").click()
        expect(bar.get_by_role("button", name="Copied")).to_be_visible()
        self.assertIn("61", page.evaluate("navigator.clipboard.readText()"))

    def test_it_makes_room_for_a_keyboard_and_stays_off_paper_and_off_wide_screens(self):
        page, bar = self.raised(self.plain)
        page.evaluate("document.querySelector('main').prepend(document.createElement('input'))")
        page.locator("main > input").focus()
        self.scroll_to_end(page)
        expect(bar).to_be_hidden()
        page.locator("main > input").evaluate("field => field.blur()")
        self.scroll_to_end(page)
        expect(bar).to_be_visible()
        page.emulate_media(media="print")
        expect(bar).to_be_hidden()
        page.emulate_media(media="screen")
        page.set_viewport_size(DESK)
        expect(bar).to_be_hidden()

    def test_without_script_its_links_stand_at_the_end_of_the_article(self):
        page = self.phone(java_script_enabled=False)
        page.goto(self.pictured["fa"])
        bar = page.locator("article > .actions:last-child")
        expect(bar.locator("a").locator("visible=true")).to_have_count(3)
        expect(bar.locator("button").locator("visible=true")).to_have_count(0)
        self.assertEqual(bar.evaluate("bar => getComputedStyle(bar).position"), "static")


@tag("once")
class ViewerTests(BehaviourTestCase):
    def lay_out(self):
        shots = [picture("Mist", size=(1700, 1100)), picture("Reeds", credit="Sara Holm", size=(1700, 1100))]
        frames = body(("gallery", [{"image": shot.pk, "caption": f"Frame {shot.title}"} for shot in shots]))
        lead = picture(size=(1700, 1100))
        self.stories = {code: story(TITLES[code], language=code, lead_image=lead, body=frames).url for code in TITLES}
        self.kit = press_kit(chapters=[("Files", [("image", lead)])], contacts=[self.contact]).url
        self.plain = self.release_with().url

    def opened(self, address, place=0):
        page = self.visitor()
        page.goto(address)
        page.locator("a.view").nth(place).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        return page, page.get_by_role("dialog")

    def test_a_picture_opens_with_its_caption_credit_and_rights_and_gives_the_focus_back(self):
        for place, words in ((1, "Frame Mist"), (2, "Sara Holm")):
            page, dialog = self.opened(self.stories["en"], place)
            expect(dialog).to_contain_text(words)
            expect(dialog).to_contain_text("free to use with credit")
            expect(dialog).to_contain_text(f"Picture {place + 1} of 3")
            page.keyboard.press("Escape")
            expect(dialog).to_be_hidden()
            expect(page.locator("a.view").nth(place)).to_be_focused()
        page, dialog = self.opened(self.kit)
        expect(dialog).to_contain_text("Omid Karimi / Karizan")
        expect(dialog.get_by_role("button", name="Next")).to_be_hidden()
        dialog.get_by_role("button", name="Close").click()
        expect(page.locator("a.view")).to_be_focused()

    def test_arrows_follow_the_direction_of_reading(self):
        for code, forward, back in (("en", "ArrowRight", "ArrowLeft"), ("fa", "ArrowLeft", "ArrowRight")):
            page, dialog = self.opened(self.stories[code], 1)
            page.keyboard.press(forward)
            expect(dialog).to_contain_text("Frame Reeds")
            page.keyboard.press(back)
            page.keyboard.press(back)
            expect(dialog).not_to_contain_text("Frame")
            page.keyboard.press(back)
            expect(dialog).to_contain_text("Frame Reeds")

    def test_its_buttons_step_and_keep_the_focus_inside(self):
        page, dialog = self.opened(self.stories["en"])
        dialog.get_by_role("button", name="Next").click()
        expect(dialog).to_contain_text("Frame Mist")
        expect(dialog.get_by_role("button", name="Next")).to_be_focused()
        dialog.get_by_role("button", name="Previous").click()
        expect(dialog).not_to_contain_text("Frame")
        for _key in range(8):
            page.keyboard.press("Tab")
            self.assertFalse(page.evaluate("document.activeElement.matches('main *, header *, footer *')"))

    def test_one_larger_size_is_fetched_and_no_other(self):
        page = self.visitor()
        page.goto(self.stories["en"])
        page.wait_for_load_state("networkidle")
        frame = page.locator(".sheet a.view").first
        fetched = []
        page.on("requestfinished", lambda request: fetched.append(request.url) if "/media/" in request.url else None)
        frame.click()
        shown = page.get_by_role("dialog").locator("img")
        expect(shown).to_have_js_property("complete", True)
        self.assertIn(".width-1600.", shown.evaluate("image => image.currentSrc"))
        self.assertEqual(fetched, [shown.evaluate("image => image.currentSrc")])

    def test_without_script_a_picture_leads_to_its_largest_size(self):
        page = self.phone(java_script_enabled=False)
        for address in (self.stories["fa"], self.kit):
            page.goto(address)
            link = page.locator("a.view").last
            answer = self.answer_of(link.get_attribute("href"))
            self.assertEqual((answer.status, answer.headers["content-type"]), (200, "image/jpeg"))
            self.assertIn(".width-1700.", link.get_attribute("href"))

    def test_only_pages_with_pictures_have_it_and_only_those_who_reach_for_one_fetch_its_script(self):
        page, fetched = self.visitor(), []
        page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
        for address, wanted in ((self.plain, 0), ("/en/search/", 0), (self.kit, 1)):
            page.goto(address)
            expect(page.locator("dialog.viewer")).to_have_count(wanted)
        self.assertEqual([path for path in fetched if "viewer" in path], [])
        page.locator("a.view").first.hover()
        self.wait_until(lambda: page.evaluate("true") and any("viewer" in path for path in fetched), seconds=30)

    def test_where_its_script_does_not_come_the_picture_is_a_link(self):
        page = self.visitor()
        page.route("**/viewer*.js", lambda route: route.abort())
        page.goto(self.kit)
        leads_to = page.locator("a.view").first.get_attribute("href")
        page.locator("a.view").first.click()
        expect(page).to_have_url(re.compile(re.escape(leads_to)))
        self.complaints.clear()  # the browser says that the connection was lost


SECTIONS = (
    "", "stories/", "releases/", "statements/", "facts/", "media/", "media/kits/", "people/", "topics/", "search/?q=a",
)  # fmt: skip


@tag("once")
class EveryPageTests(BehaviourTestCase):
    """What holds on every template, in both languages."""

    def lay_out(self):
        self.wells = fact()
        self.addresses = ["/en/nowhere/", "/fa/nowhere/"]
        for code in ("en", "fa"):
            self.addresses += [item.url for item in self.items(code)]
            self.addresses += [f"/{code}/{section}" for section in SECTIONS]
            self.addresses += [f"/{code}/people/{self.contact.slug}/", f"/{code}/topics/qanats-{code}/"]
            self.addresses.append(f"/{code}/facts/figures/{self.wells.public_id}/")
        home = HomePage.objects.get(locale__language_code="en")
        home.chosen_facts = [ChosenFact(fact=self.wells)]
        home.save_revision().publish()

    def items(self, code):
        given = {"language": code, "contacts": [self.contact]}
        yield self.release_with(code, lead_image=picture(), topics=[topic(f"qanats-{code}")])
        yield story(language=code, people=[self.contact], lead_image=picture())
        yield statement(**given)
        yield fact_sheet("Wells", groups=[("Wells", [self.wells])], **given)
        yield press_kit(chapters=[("Files", [("image", picture())])], **given)
        yield info_page(language=code, purpose="about", body=body(("paragraph", "<p>Water.</p>")))

    def test_skip_links_come_first_and_lead_where_they_say(self):
        for script, addresses in ((False, self.addresses), (True, self.addresses[:4])):
            page = self.visitor(java_script_enabled=script)
            for address in addresses:
                with self.subTest(address, script=script):
                    page.goto(address)
                    for target in ("#content", "#press"):
                        page.keyboard.press("Tab")
                        link = page.locator(":focus")
                        self.assertEqual(link.get_attribute("href"), target)
                        expect(link).to_be_in_viewport()
                    page.keyboard.press("Enter")
                    expect(page.locator("#press")).to_be_focused()

    def test_landmarks_of_a_kind_have_names_of_their_own(self):
        page = self.visitor()
        for address in self.addresses:
            with self.subTest(address):
                page.goto(address)
                expect(page.get_by_role("banner")).to_have_count(1)
                expect(page.get_by_role("main")).to_have_count(1)
                expect(page.get_by_role("contentinfo")).to_have_count(1)
                for role in ("navigation", "complementary", "region", "form", "search"):
                    names = page.get_by_role(role).evaluate_all(NAMES)
                    if role != "search":
                        self.assertNotIn("", names, role)
                    self.assertEqual(len(names), len(set(names)), f"{role}: {names}")

    def test_the_press_telephone_is_in_sight_on_a_desk_and_on_a_phone(self):
        for size in (DESK, PHONE):
            page = self.visitor(viewport=size)
            for address in self.addresses:
                with self.subTest(address):
                    page.goto(address)
                    number = page.locator(".press-number a").locator("visible=true")
                    expect(number).to_be_in_viewport()
                    self.assertEqual(urlsplit(number.get_attribute("href")).scheme, "tel")

    def test_a_figure_is_found_with_its_date_and_source_within_two_steps(self):
        for size in (DESK, PHONE):
            page = self.visitor(viewport=size)
            page.goto("/fa/")
            # One: the section; on a phone it stands in the menu.
            if size is PHONE:
                page.locator(".menu summary").click()
            page.locator('.menu a[href="/fa/facts/"]').click()
            # Two: the sheet.
            page.locator(".teaser a").first.click()
            row = page.locator(".fact-table tbody tr").first
            for told in ("۶۱", "۱۰ اسفند ۱۴۰۴", "دفتر چاه‌ها"):
                expect(row).to_contain_text(told)
            page.goto("/en/")
            shown = page.locator(".key-figures li").first
            for told in ("61", "1 March 2026", "Register of wells"):
                expect(shown).to_contain_text(told)

    def test_no_page_scrolls_sideways_at_320_pixels_also_with_its_menu_open(self):
        page = self.visitor(viewport={"width": 320, "height": 640})
        for address in self.addresses:
            with self.subTest(address):
                page.goto(address)
                page.locator(".menu summary").click()
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 320)


#: By what an element is called: its label, or the words of that which labels it.
NAMES = """nodes => nodes.map(node => node.getAttribute("aria-label")
    || document.getElementById(node.getAttribute("aria-labelledby"))?.textContent.trim() || "")"""
