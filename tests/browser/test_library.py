"""A journalist's errand: from the front page to a picture of print size, and to a kit as one archive; on a desk and
on a phone, in both languages, with and without script."""

from zipfile import ZipFile

from django.test import tag
from playwright.sync_api import expect

from media_library.models import Image
from media_library.renditions import make_missing
from tests.factories import body, brand, document, picture, press_kit, release

from .base import CLIPBOARD, BrowserTestCase

TEXTS = {
    "en": {"title": "Reeds at dawn", "alt": "Reeds in mist", "caption": "The wetland in March."},
    "fa": {"title": "نیزار در سپیده‌دم", "alt": "نیزار در مه", "caption": "تالاب در اسفند."},
}
RELEASES = {"en": "Water runs again", "fa": "آب دوباره روان شد"}
KITS = {"en": "The qanat", "fa": "قنات"}
PHONE = {"viewport": {"width": 360, "height": 740}}


@tag("once")
class Errand(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            self.image = picture(texts=TEXTS, size=(2500, 1700))
            make_missing(Image.objects.get(pk=self.image.pk))
            self.paper = document("Readings", texts={"en": {"title": "Readings"}, "fa": {"title": "سنجش‌ها"}})
            files = [("image", self.image), ("document", self.paper)]
            self.pieces, self.kits = {}, {}
            for code, title in RELEASES.items():
                blocks = body(("image", {"image": self.image.pk, "caption": ""}))
                self.pieces[code] = release(title, language=code, body=blocks, slug=f"water-{code}").url
                self.kits[code] = press_kit(KITS[code], language=code, chapters=[("A", files)], slug=f"kit-{code}").url

    def open(self, address, **options):
        page = self.visitor(**options)
        page.goto(address)
        return page

    def fits(self, page):
        wide = page.evaluate(
            "[...document.querySelectorAll('main *, dialog[open] *')].filter(one => { const box ="
            " one.getBoundingClientRect(); return box.width && (box.right > innerWidth + 1 || box.left < -1) })"
            ".map(one => one.outerHTML.slice(0, 80))"
        )
        self.assertEqual(wide, [])

    def taken(self, page, link):
        with page.expect_download() as begun:
            link.click()
        return begun.value

    def test_from_the_front_page_to_a_print_size_in_both_languages_with_and_without_script(self):
        for code in RELEASES:
            for script in (True, False):
                for phone in ({}, PHONE):
                    with self.subTest(f"{code}, {script=}, {phone=}"):
                        page = self.open(f"/{code}/", java_script_enabled=script, **phone)
                        page.locator(f"main a[href='{self.pieces[code]}']").first.click()
                        # Two clicks from a release.
                        page.locator(".fig .to-asset").first.click()
                        expect(page.locator("h1")).to_have_text(TEXTS[code]["title"])
                        expect(page.locator(".asset-terms")).to_be_visible()
                        self.fits(page)
                        file = self.taken(page, page.locator(".asset-sizes a").first)
                        with open(file.path(), "rb") as stored:
                            self.assertEqual(stored.read(3), b"\xff\xd8\xff")
                        page.context.close()
        self.assert_no_complaints()

    def test_a_kit_comes_as_one_archive_whole_or_as_ticked(self):
        for code, script, phone in (("en", True, {}), ("fa", True, PHONE), ("fa", False, {}), ("en", False, PHONE)):
            with self.subTest(f"{code}, {script=}, {phone=}"):
                page = self.open(self.kits[code], java_script_enabled=script, **phone)
                self.fits(page)
                whole = self.taken(page, page.locator(".kit-line .button"))
                self.assertEqual(self.names(whole), 2)
                page.locator(".tile [name=pick]").last.check()
                if script:
                    expect(page.locator(".lib-total")).to_contain_text("1" if code == "en" else "۱")
                else:
                    page.locator("[data-add-up]").click()
                    expect(page.locator(".lib-total")).to_contain_text("1" if code == "en" else "۱")
                    expect(page.locator(".tile [name=pick]").last).to_be_checked()
                ticked = self.taken(page, page.locator(".lib-bar .button"))
                self.assertEqual(self.names(ticked), 1)
                page.context.close()
        self.assert_no_complaints()

    def names(self, download):
        with ZipFile(download.path()) as archive:
            self.assertIsNone(archive.testzip())
            return len([name for name in archive.namelist() if "/" in name])

    def test_the_library_is_searched_and_its_basket_filled(self):
        for code, script, phone in (("en", True, {}), ("fa", False, PHONE)):
            with self.subTest(f"{code}, {script=}, {phone=}"):
                page = self.open(f"/{code}/media/", java_script_enabled=script, **phone)
                page.locator("#lib-q").fill("reeds" if code == "fa" else "نيزار")
                page.keyboard.press("Enter")
                expect(page.locator(".lib-tile")).to_have_count(1)
                self.fits(page)
                page.locator(".lib-tile [name=pick]").check()
                page.locator(".lib-bar .button").click()
                if script:
                    expect(page.locator(".section-head [data-basket]")).to_contain_text("(1)")
                    page.locator(".section-head [data-basket]").click()
                expect(page.locator(".lib-basket li")).to_have_count(1)
                self.fits(page)
                self.assertTrue(self.taken(page, page.locator(".kit-line .button")).suggested_filename.endswith(".zip"))
                page.locator("[name=empty]").click()
                expect(page.locator(".lib-basket li")).to_have_count(0)
                page.context.close()
        self.assert_no_complaints()

    def test_what_is_ticked_is_kept_when_the_list_is_narrowed(self):
        for address in ("/en/media/", self.kits["en"]):
            for script in (True, False):
                with self.subTest(f"{address}, {script=}"):
                    page = self.open(address, java_script_enabled=script, **PHONE)
                    page.locator(".tile [name=pick]").nth(0).check()
                    page.locator(".tile [name=pick]").nth(1).check()
                    page.locator(".lib-filters summary").click()
                    page.locator(".lib-filters [value=document]").check()
                    page.locator(".lib-filters .button").click()
                    expect(page.locator(".tile")).to_have_count(1)
                    expect(page.locator(".tile [name=pick]")).to_be_checked()
                    expect(page.locator(".lib-elsewhere")).to_contain_text("1 file that you have ticked")
                    if script:
                        expect(page.locator(".lib-total")).to_contain_text("2 ticked")
                        page.locator(".tile [name=pick]").uncheck()
                    self.fits(page)
                    page.locator(".lib-applied a").last.click()
                    expect(page.locator(".tile")).to_have_count(2)
                    expect(page.locator(".tile [name=pick]:checked")).to_have_count(1 if script else 2)
                    page.context.close()
        self.assert_no_complaints()

    def test_the_address_is_that_of_the_file_and_back_leads_to_the_list(self):
        page = self.open("/en/media/?sort=newest")
        address, title, link = page.url, page.title(), page.locator(".lib-open").first
        dialog = page.locator("dialog.lib-dialog")
        link.click()
        expect(page).to_have_url(f"{self.live_server_url}{link.get_attribute('href')}")
        self.assertNotEqual(page.title(), title)
        dialog.locator("[rel=next]").focus()
        page.keyboard.press("Enter")
        # The last one: the way on is gone, the way back is not.
        expect(dialog.locator("[rel=prev]")).to_be_focused()
        expect(page).not_to_have_url(f"{self.live_server_url}{link.get_attribute('href')}")
        page.go_back()
        expect(dialog).to_be_hidden()
        expect(page).to_have_url(address)
        expect(page).to_have_title(title)
        expect(link).to_be_focused()
        page.go_forward()
        expect(dialog).to_be_visible()
        named = dialog.locator("h1").inner_text()
        page.reload()
        expect(page.locator("main h1")).to_have_text(named)
        expect(dialog).to_be_hidden()
        page.go_back()
        expect(page.locator(".lib-tile")).to_have_count(2)
        page.locator(".lib-open").first.click()
        expect(dialog).to_be_visible()
        page.locator(".lib-close button").click()
        expect(page).to_have_url(address)
        self.assert_no_complaints()

    def test_an_asset_opens_above_the_list_and_gives_the_focus_back(self):
        page = self.open("/en/media/?sort=newest", permissions=CLIPBOARD)
        link = page.locator(".lib-open").first
        link.click()
        dialog = page.locator("dialog.lib-dialog")
        expect(dialog).to_be_visible()
        self.fits(page)
        first = dialog.locator("h1").inner_text()
        dialog.locator("[rel=next]").click()
        expect(dialog.locator("h1")).not_to_have_text(first)
        dialog.locator("[rel=prev]").click()
        expect(dialog.locator("h1")).to_have_text(first)
        self.assertIn("Karizan", self.copied_by(page, dialog.locator("[data-words]").first))
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(link).to_be_focused()
        self.assert_no_complaints()
