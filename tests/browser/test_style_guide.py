from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import tag

from .base import BrowserTestCase
from .desk import PASSWORD, Desk

PHONE = {"width": 390, "height": 844}
#: Width of what a frame shows and of the frame, once all of them are there; lazy ones are made to come.
WIDTHS = """async () => {
  const frames = [...document.querySelectorAll("iframe")];
  await Promise.all(frames.map((frame) => new Promise((done) => {
    if (frame.contentDocument.URL !== "about:blank" && frame.contentDocument.readyState === "complete") done();
    frame.addEventListener("load", done);
    frame.loading = "eager";
  })));
  return frames.map((frame) => [
    new URL(frame.src).pathname, frame.contentDocument.documentElement.scrollWidth, frame.clientWidth,
  ]);
}"""


@tag("look")
class StyleGuideTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            writer = get_user_model().objects.create_user("writer", "writer@karizan.example", PASSWORD)
            writer.groups.add(Group.objects.get(name="Writer"))
        self.page = self.visitor(viewport=PHONE)
        Desk(self.page).log_in("writer")

    def assert_it_fits(self, address):
        self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), PHONE["width"], address)

    def test_it_fits_a_phone_in_both_languages_and_modes(self):
        for address in ("", "en/?mode=light", "en/?mode=dark", "fa/?mode=light", "fa/?mode=dark"):
            with self.subTest(address):
                self.assertEqual(self.page.goto(f"/admin/style-guide/{address}").status, 200)
                self.assert_it_fits(address)
                first = self.page.locator("iframe").first
                first.scroll_into_view_if_needed()
                first.content_frame.locator(".swatch").first.wait_for()
        self.assert_no_complaints()

    def test_no_proof_scrolls_sideways_or_complains(self):
        for address in ("en/?mode=light", "fa/?mode=dark"):
            self.page.goto(f"/admin/style-guide/{address}")
            for proof, shown, given in self.page.evaluate(WIDTHS):
                with self.subTest(proof):
                    self.assertLessEqual(shown, given)
        self.assert_no_complaints()

    def test_a_proof_is_as_high_as_what_it_shows(self):
        self.page.goto("/admin/style-guide/en/#copy")
        frame = self.page.locator("#copy iframe")
        frame.scroll_into_view_if_needed()
        frame.content_frame.get_by_role("button", name="Copy figure").wait_for()
        # Higher than that it stands until it has been measured.
        fits = "frame => frame.clientHeight < 200 && frame.contentDocument.documentElement.scrollHeight < 200"
        self.page.wait_for_function(fits, arg=frame.element_handle())
        self.assert_no_complaints()

    def test_an_example_leads_nowhere(self):
        self.page.goto("/admin/style-guide/en/related/")
        self.page.get_by_role("link", name="Kalateh-Mir").first.click()
        self.assertTrue(self.page.url.endswith("/admin/style-guide/en/related/"))
        self.assertTrue(self.page.get_by_role("link", name="Kalateh-Mir").first.is_visible())
        self.assert_no_complaints()
