from django.test import tag

from tests.factories import brand, person, picture, release, story, topic

from .base import BrowserTestCase


@tag("look")
class PublicPageTests(BrowserTestCase):
    """The same pages in several browsers; a fault in one of them names its address."""

    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            self.author, self.topic, self.picture = person(is_spokesperson=True), topic(), picture()
            given = {"people": [self.author], "topics": [self.topic], "lead_image": self.picture}
            self.story = story("A town without taps", **given)
            self.persian = story("شهری بی‌شیر آب", language="fa", translation_of=self.story, **given)
            self.release = release("Water came at noon", contacts=[self.author])
            self.story_path, self.persian_path = self.story.url, self.persian.url
            self.addresses = list(self._addresses())

    def _addresses(self):
        for code in ("en", "fa"):
            yield from (f"/{code}/", f"/{code}/stories/", f"/{code}/releases/", f"/{code}/people/", f"/{code}/topics/")
            yield f"/{code}/topics/{self.topic.slug}/"
            yield f"/{code}/people/{self.author.slug}/"
            yield f"/{code}/search/?q=town"
            yield f"/{code}/wire/"
            yield f"/{code}/feeds/"
        yield from ("/", self.story.url, self.persian.url, self.release.url)

    def test_no_page_violates_its_policy_fails_a_script_or_scrolls_sideways_at_320_pixels(self):
        page = self.visitor()
        for address in self.addresses:
            with self.subTest(address=address):
                page.set_viewport_size({"width": 1280, "height": 900})
                self.assertEqual(page.goto(address).status, 200)
                page.set_viewport_size({"width": 320, "height": 640})
                self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 320)
                self.assert_no_complaints()

    def test_a_story_can_be_read_and_left_without_script(self):
        page = self.visitor(java_script_enabled=False)
        page.goto("/en/")
        page.get_by_role("link", name="A town without taps").first.click()
        page.wait_for_url(f"**{self.story_path}")
        self.assertIn("The gate at Gaz is a plank.", page.inner_text("main"))
        self.assertTrue(page.locator("main img").first.evaluate("image => image.naturalWidth > 0"))

    def test_the_other_language_is_one_click_away_without_script(self):
        page = self.visitor(java_script_enabled=False)
        page.goto(self.story_path)
        page.locator(f'a[href$="{self.persian_path}"]').first.click()
        self.assertEqual(page.locator("html").get_attribute("dir"), "rtl")
