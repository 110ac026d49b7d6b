"""The end of a piece in a browser: copied from, with and without script, and counted."""

import re

from django.test import tag
from playwright.sync_api import expect

from syndication.models import Use
from tests.factories import picture

from .base import CLIPBOARD
from .test_behaviour import SPOKEN, TEXT, TITLES, BehaviourTestCase

SHORT = {"en": "Water runs again in 34 qanats.", "fa": "آب دوباره در ۳۴ قنات روان است."}
SOURCE = {"en": "Source: Karizan Water Trust, Press release", "fa": "منبع: بنیاد آب کاریزان، اطلاعیهٔ خبری"}
#: Chromium without a window calls itself a machine, and is none here.
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@tag("once")
class TakeAwayTests(BehaviourTestCase):
    def lay_out(self):
        image = picture()
        image.get_rendition("width-640|format-jpeg")
        self.items = {
            code: self.release_with(code, short_version=SHORT[code], lead_image=image, slug=f"qanats-{code}")
            for code in TITLES
        }
        self.addresses = {code: item.url for code, item in self.items.items()}

    def open(self, code, **options):
        page = self.visitor(user_agent=BROWSER, **options)
        page.goto(self.addresses[code])
        return page, page.locator("#take-away")

    def counted(self, code):
        with self.alone():
            return dict(Use.objects.filter(item_id=self.items[code].pk).values_list("use", "count"))

    def test_everything_is_copied_in_both_languages_and_counted_once(self):
        for code, path in self.addresses.items():
            with self.subTest(code):
                page, panel = self.open(code, permissions=CLIPBOARD)
                copies = {name: panel.locator(f"[data-use={name}]") for name in ("text", "source", "credit", "quote")}
                self.assertIn(TEXT[code], self.copied_by(page, copies["text"]))
                address = f"{self.live_server_url}{path}"
                copied = self.copied_by(page, copies["source"]).split("\n\n")
                self.assertEqual(copied[0], TITLES[code])
                self.assertEqual(copied[-1].splitlines()[1], address)
                self.assertTrue(self.copied_by(page, copies["credit"]).startswith(SOURCE[code]))
                for summary in panel.locator("summary").all():
                    summary.click()
                copied = self.copied_by(page, copies["quote"])
                self.assertIn(SPOKEN[code], copied.splitlines()[0])
                self.assertIn("Kaveh Nazari" if code == "en" else "کاوه نظری", copied.splitlines()[0])
                self.assertIn(address, copied)
                self.assertEqual(self.copied_by(page, panel.locator("[data-use=short]")).split("\n\n")[0], SHORT[code])
                self.assertTrue(self.copied_by(page, panel.locator("[data-use=embed]")).startswith("<iframe "))
                self.assertEqual(self.copied_by(page, panel.locator("[data-address]")), address)
                once = dict.fromkeys([*copies, "short", "embed", "link"], 1)
                self.wait_until(lambda code=code, once=once: self.counted(code) == once, seconds=10)

    def test_pictures_and_text_are_downloaded_and_counted(self):
        page, panel = self.open("en")
        with page.expect_download() as begun:
            panel.locator("a[href$='?format=zip']").click()
        self.assertRegex(begun.value.suggested_filename, r"^NW-\d{4}-\d+-pictures\.zip$")
        page.goto(f"{self.addresses['en']}?format=txt")
        self.wait_until(lambda: self.counted("en") == {"form:zip": 1, "form:txt": 1}, seconds=10)

    def test_without_script_all_of_it_is_a_link_or_can_be_selected(self):
        for code in TITLES:
            page, panel = self.open(code, java_script_enabled=False)
            expect(panel.locator("button").locator("visible=true")).to_have_count(0)
            panel.locator("summary").first.click()
            expect(panel.locator("#take-short")).to_be_visible()
            for link in panel.locator("dl a[type]").all():
                self.assertEqual(self.answer_of(link.get_attribute("href")).status, 200)

    def test_it_is_reached_from_the_rail_and_stays_off_paper(self):
        page, panel = self.open("fa")
        page.locator(".rail a[href='#take-away']").click()
        expect(panel).to_be_in_viewport()
        expect(page).to_have_url(re.compile("#take-away$"))
        page.emulate_media(media="print")
        expect(panel).to_be_hidden()

    def test_nothing_in_it_is_wider_than_a_narrow_phone(self):
        for code in TITLES:
            page, panel = self.open(code, viewport={"width": 320, "height": 640})
            for summary in panel.locator("summary").all():
                summary.click()
            wide = panel.evaluate("panel => [...panel.querySelectorAll('*')].filter(one => { const box ="
                                  " one.getBoundingClientRect(); return box.right > innerWidth + 1 || box.left < -1 })"
                                  ".map(one => one.outerHTML.slice(0, 80))")  # fmt: skip
            self.assertEqual(wide, [])
