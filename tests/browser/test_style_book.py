from django.test import tag
from playwright.sync_api import expect
from wagtail.models import Page

from tests.factories import body, story
from tests.stories.admin import user

from .base import BrowserTestCase
from .desk import Desk


class StyleBookTest(BrowserTestCase):
    """Two sentences that break the book, one in a plain field and one among marks, and a third that is being typed."""

    def test_a_click_mends_the_text_and_loses_nothing(self):
        text = '<p>Here they <b>utilise</b> water, <a href="https://karizan.example/">as said</a>, and utilise it.</p>'
        self.assert_mends("en", "Utilise the wells", text, ("Use the wells", "<b>use</b> water"))

    @tag("once")
    def test_a_click_mends_persian_text_in_a_persian_admin(self):
        text = "<p>آب <b>می آید</b> و خانه ها پر می‌شود.</p>"
        self.assert_mends("fa", "آب می آید", text, ("آب می‌آید", "<b>می‌آید</b> و خانه‌ها"))

    @tag("once")
    def test_with_the_keyboard_one_goes_on_at_the_next_finding_and_ends_at_the_sentence(self):
        desk, panel, _page = self.open_panel("en", "Utilise the wells", "<p>They utilise water.</p>")
        mends = panel.locator("[data-style-mend]")
        while left := mends.count():
            mends.first.press("Enter")
            expect(mends).to_have_count(left - 1)
            expect(mends.first if left > 1 else panel.locator("[data-style-findings]")).to_be_focused()
        expect(desk.locator(":focus")).to_have_text("The style book finds nothing to mend.")
        self.assert_no_complaints()

    def open_panel(self, language, title, text):
        with self.alone():
            user("Editor", language)
            page = story(title, language=language, body=body(("paragraph", text)), state="draft")
        desk = Desk(self.visitor()).log_in("editor").page
        desk.goto(f"/admin/pages/{page.pk}/edit/")
        desk.locator("[data-side-panel-toggle=style]").click()
        return desk, desk.locator("[data-style-panel]"), page

    def assert_mends(self, language, title, text, mended):
        desk, panel, page = self.open_panel(language, title, text)
        desk.fill("[name=standfirst]", "Typed, and not saved. تازه")
        while panel.locator("[data-style-mend]").count():
            before = panel.locator("[data-style-mend]").count()
            panel.locator("[data-style-mend]").first.click()
            expect(panel.locator("[data-style-mend]")).not_to_have_count(before)
        expect(desk.locator("[name=title]")).to_have_value(mended[0])
        expect(desk.locator("[name=standfirst]")).to_have_value("Typed, and not saved. تازه")

        desk.locator("footer .action-save").first.click()
        desk.locator(".messages .success").wait_for()
        with self.alone():
            saved = Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
        self.assertEqual(saved.standfirst, "Typed, and not saved. تازه")
        self.assertIn(mended[1], saved.body.raw_data[0]["value"])
        if "<a " in text:
            self.assertIn(
                '<a href="https://karizan.example/">as said</a>, and use it.', saved.body.raw_data[0]["value"]
            )
        self.assert_no_complaints()


class LooksTest(BrowserTestCase):
    def test_how_a_link_looks_follows_what_is_being_written_and_saves_nothing(self):
        with self.alone():
            user("Editor", "fa")
            page = story("آب می‌آید", language="fa", state="draft")
        desk = Desk(self.visitor()).log_in("editor").page
        desk.goto(f"/admin/pages/{page.pk}/edit/")
        desk.locator("[data-side-panel-toggle=looks]").click()
        looks = desk.locator("[data-looks-shown] .nr-look")
        expect(looks.first.locator("b")).to_have_text("آب می‌آید")
        expect(looks.first.locator("svg")).to_be_visible()
        desk.fill("[name=title]", "آب رسید")
        expect(looks.first.locator("b")).to_have_text("آب رسید")
        self.assertEqual({look.get_attribute("dir") for look in looks.all()}, {"rtl"})
        self.assert_no_complaints()
