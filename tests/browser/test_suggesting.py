"""From a marked passage to the editors' answer, with script and without."""

from django.test import tag
from playwright.sync_api import expect

from dialogue.models import Suggestion
from tests.factories import body, brand, story

from .base import BrowserTestCase

PASSAGES = {"en": "The gate at Gaz is a plank.", "fa": "دروازهٔ گاز تخته‌ای بیش نیست."}
MARK = "element => getSelection().selectAllChildren(element)"


@tag("look")
class SuggestingTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            self.addresses = {
                code: story(words, language=code, slug=f"gate-{code}", body=body(("paragraph", f"<p>{words}</p>"))).url
                for code, words in PASSAGES.items()
            }

    def test_what_a_reader_has_marked_is_filled_in_and_sent(self):
        for code, words in PASSAGES.items():
            for way in ("click", "key"):
                with self.subTest(code, way=way):
                    page = self.visitor(viewport={"width": 390, "height": 780})
                    page.goto(self.addresses[code])
                    page.locator(".prose p").first.evaluate(MARK)
                    link = page.locator(".suggest a")
                    link.click() if way == "click" else link.press("Enter")
                    expect(page.locator("#id_passage")).to_have_value(words)
                    page.locator("#id_text").fill(f"{way}: {words}")
                    page.locator("form.form button").click()
                    page.wait_for_url("**/thanks/")
        with self.alone():
            self.assertEqual(Suggestion.objects.filter(passage__in=PASSAGES.values()).count(), 4)
        self.assert_no_complaints()

    def test_without_script_it_is_written_by_hand(self):
        page = self.visitor(java_script_enabled=False)
        page.goto(self.addresses["fa"])
        page.locator(".suggest a").click()
        expect(page.locator("#id_passage")).to_have_value("")
        page.locator("#id_text").fill(PASSAGES["fa"])
        page.locator("form.form button").click()
        page.wait_for_url("**/thanks/")
        with self.alone():
            self.assertEqual(Suggestion.objects.get().text, PASSAGES["fa"])
