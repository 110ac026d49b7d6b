"""An editor's errand with pictures, in both languages of the admin: three files of which one is refused, a credit for
all, a crop by hand and by keyboard, another file in place of one."""

import re
from io import BytesIO

from django.test import tag
from PIL import Image as Pillow
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from media_library.models import Crop, Image
from tests.stories.admin import user

from .base import BrowserTestCase
from .desk import Desk


def jpeg(colour, size=(1800, 1200)):
    file = BytesIO()
    Pillow.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


@tag("look")
class AssetDeskTests(BrowserTestCase):
    def test_the_errand_in_english(self):
        self.errand("en")

    def test_the_errand_in_persian(self):
        self.errand("fa")

    def errand(self, language):
        with self.alone():
            editor = user("Editor")
            UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})
        self.page = Desk(self.visitor()).log_in("editor").page
        self.uploads_three()
        self.sets_credit_for_all()
        with self.alone():
            gate = Image.objects.get(title="gate")
        self.crops(gate)
        self.replaces(gate)
        self.assert_no_complaints()

    def uploads_three(self):
        page = self.page
        page.goto("/admin/images/multiple/add/")
        page.set_input_files(
            "#fileupload",
            [
                {"name": "gate.jpg", "mimeType": "image/jpeg", "buffer": jpeg("teal")},
                {"name": "broken.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"},
                {"name": "plank.jpg", "mimeType": "image/jpeg", "buffer": jpeg("brown")},
            ],
        )
        expect(page.locator("#upload-list > .upload-complete")).to_have_count(3)
        refused = page.locator("#upload-list > .upload-failure")
        expect(refused).to_have_count(1)
        expect(refused.locator(".error_messages")).not_to_be_empty()
        expect(page.locator("[data-uploads]")).to_have_text(re.compile("2.+1|۲.+۱"))

    def sets_credit_for_all(self):
        page = self.page
        typed = page.locator("#upload-list [name$=-alt_en]").first
        typed.fill("A gate of planks")
        page.locator("[data-for-all] > summary").click()
        page.locator("[data-for-all] [name=credit]").fill("Omid Karimi / Karizan")
        page.locator("[data-for-all] [name=terms]").select_option("free_with_credit")
        page.locator("[data-for-all] button[type=submit]").click()
        expect(page.locator("[data-answer] li")).to_have_count(1)
        for field in page.locator("#upload-list [name$=-credit]").all():
            expect(field).to_have_value("Omid Karimi / Karizan")
        expect(typed).to_have_value("A gate of planks")
        self.saves_one_and_then_the_other()
        with self.alone():
            self.assertEqual(
                set(Image.objects.values_list("credit", "terms")), {("Omid Karimi / Karizan", "free_with_credit")}
            )
            self.assertEqual(Image.objects.get(title="gate").word("alt", "en"), "A gate of planks")

    def saves_one_and_then_the_other(self):
        """Where one is, with each of them: in words, and with the keyboard."""
        page, told = self.page, self.page.locator("[data-uploads]")
        forms = page.locator("#upload-list form[data-asset]")
        forms.first.get_by_role("button", name=re.compile("Save|ذخیره")).press("Enter")
        expect(page.locator("[data-answer] li")).to_have_count(0)
        expect(forms).to_have_count(1)
        expect(told).to_have_text(re.compile("(2.+1.+1.+1|۲.+۱.+۱.+۱)$"))
        expect(forms.locator("[name$=-title]")).to_be_focused()
        expect(forms.locator("[name$=-title]")).to_have_value("plank")
        forms.locator("[name$=-title]").fill("")
        forms.locator("button[type=submit]").press("Enter")
        expect(forms.locator("[name$=-title]")).to_have_attribute("aria-invalid", "true")
        expect(forms.locator("[name$=-title]")).to_be_focused()
        page.keyboard.type("plank")
        forms.locator("button[type=submit]").press("Enter")
        expect(forms).to_have_count(0)
        expect(told).to_have_text(re.compile("(2.+2.+1|۲.+۲.+۱)$"))
        expect(told).to_contain_text(told.get_attribute("data-finished"))
        expect(told).to_be_focused()

    def crops(self, picture):
        page = self.page
        page.goto(f"/admin/images/{picture.pk}/")
        cut = page.locator("[data-cut=square]")
        width, left = cut.locator("[data-side=width]"), cut.locator("[data-side=x]")
        cut.locator("[data-begin]").click()
        expect(width).to_have_value("1200")
        for _step in range(3):
            page.keyboard.press("Shift+ArrowLeft")
        expect(width).to_have_value("1092")
        page.keyboard.press("Shift+ArrowLeft")
        expect(width).to_have_value("1080")
        told = cut.locator("[data-told]")
        expect(told).to_have_text(told.get_attribute("data-too-small"))
        before = int(left.input_value())
        page.keyboard.press("ArrowLeft")
        expect(left).to_have_value(str(before - 36))
        frame = cut.locator("[data-frame]")
        box = frame.bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.mouse.move(*middle)
        page.mouse.down()
        page.mouse.move(middle[0] - 300, middle[1])
        page.mouse.up()
        expect(left).to_have_value("0")
        view = f"0 {cut.locator('[data-side=y]').input_value()} 1080 1080"
        expect(cut.locator("[data-preview]")).to_have_attribute("viewBox", view)
        page.locator("footer button[type=submit]").click()
        page.wait_for_url("**/admin/images/")
        with self.alone():
            kept = Crop.objects.get()
        self.assertEqual((kept.shape, kept.x, kept.width), ("square", 0, 1080))

    def replaces(self, picture):
        page = self.page
        page.goto(f"/admin/images/{picture.pk}/")
        page.locator(f"a[href$='/assets/image/{picture.pk}/replace/']").click()
        new = {"name": "new.jpg", "mimeType": "image/jpeg", "buffer": jpeg("navy", (1200, 1200))}
        page.set_input_files("[name=file]", new)
        page.locator(".nr-replace form button[type=submit]").click()
        expect(page.locator(".nr-replace-pair figure")).to_have_count(2)
        expect(page.locator(".help-warning")).not_to_have_count(0)
        page.locator("button[name=replace]").click()
        page.wait_for_url(f"**/admin/images/{picture.pk}/")
        with self.alone():
            replaced = Image.objects.get(pk=picture.pk)
            self.assertEqual((replaced.width, replaced.public_id), (1200, picture.public_id))
            self.assertEqual(replaced.crops.count(), 0)
