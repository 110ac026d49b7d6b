import re

from tests.factories import person, story
from tests.stories.admin import user

from .base import BrowserTestCase
from .desk import Desk


class ReleasesTest(BrowserTestCase):
    def test_a_publisher_puts_several_pages_together_with_the_chooser(self):
        with self.alone():
            user("Publisher")
            author = person()
            for title in ("Ducks return to Shurab", "Ducks and the council"):
                story(title, people=[author], state="draft")
        page = Desk(self.visitor()).log_in("publisher").page
        page.goto("/admin/release/new/")
        page.fill("[name=name]", "Ducks")
        page.fill("[name=at]", "1450/01/01 10:00")
        page.keyboard.press("Escape")
        page.locator("form button.action-save, footer button[type=submit]").first.click()
        page.locator("[data-choose-pages]").click()
        modal = page.locator(".modal-content")
        modal.locator("#id_q").fill("Ducks")
        for number in range(2):
            modal.locator("[data-multiple-choice-select]").nth(number).check()
        modal.locator("[data-multiple-choice-submit]").click()
        page.locator(".messages .success", has_text=re.compile("Added")).wait_for()
        self.assertEqual(page.locator(".nr-release-item").count(), 2)
