"""A day at the desk for each role, in both languages of the admin: what waits, what it says, and the two buttons."""

from django.test import tag
from wagtail.users.models import UserProfile

from publication.gate import is_published
from stories.models import PressRelease
from tests.factories import body, brand, person, release
from tests.stories.admin import user

from .base import BrowserTestCase
from .desk import Desk

PHONE = {"width": 390, "height": 844}
TITLES = {"en": "Thirty-four qanats run again", "fa": "سی‌وچهار قنات دوباره روان شد"}
#: What stands above the text, and over the buttons.
HEADINGS = {"en": "What is new", "fa": "چه تازه است"}


@tag("look")
class DaysAtTheDeskTests(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            brand()
            self.contact = person(is_press_contact=True, phone="+98 21 5555 0142")
            self.people = {role: user(role) for role in ("Writer", "Editor", "Legal", "Publisher")}

    def test_a_release_goes_its_way_in_english(self):
        self.goes_its_way("en")

    def test_a_release_goes_its_way_in_persian(self):
        self.goes_its_way("fa")

    def goes_its_way(self, language):
        with self.alone():
            for somebody in self.people.values():
                UserProfile.objects.update_or_create(user=somebody, defaults={"preferred_language": language})
            words = body(("paragraph", "<p>Water came at noon.</p>"))
            draft = release(
                TITLES[language], language=language, body=words, contacts=[self.contact], state="draft",
                owner=self.people["Writer"],
            )  # fmt: skip
        self.writer_submits(draft)
        self.decides("Editor", language, "reject", comment="۳۴ / 34?")
        self.writer_submits(draft, again=True)
        for role in ("Editor", "Legal", "Publisher"):
            self.decides(role, language, "approve")
        with self.alone():
            self.assertTrue(is_published(PressRelease.objects.get(pk=draft.pk)))
        self.assert_no_complaints()

    def writer_submits(self, draft, again=False):
        desk = Desk(self.visitor()).log_in("writer")
        if again:
            # On the desk of the writer, with what should be changed.
            desk.page.locator("#waiting-for-you-section").get_by_text("۳۴ / 34?").wait_for()
        desk.page.goto(f"/admin/pages/{draft.pk}/edit/")
        submit = desk.page.locator("footer [name=action-submit]")
        if not submit.first.is_visible():
            desk.page.locator("footer .w-dropdown__toggle").first.click()
        submit.first.click()
        desk.page.wait_for_url("**/admin/pages/*/")

    def decides(self, role, language, action, comment=""):
        """On a phone."""
        desk = Desk(self.visitor(viewport=PHONE)).log_in(role.lower())
        desk.open_decision(TITLES[language])
        desk.page.get_by_role("heading", name=HEADINGS[language]).wait_for()
        desk.page.frame_locator(".nr-decide-text").get_by_role("heading", name=TITLES[language]).first.wait_for()
        self.assertLessEqual(desk.page.evaluate("document.documentElement.scrollWidth"), PHONE["width"])
        desk.page.fill("[name=comment]", comment)
        desk.decide(action)
