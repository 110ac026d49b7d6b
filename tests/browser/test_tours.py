"""Looking around in a virtual tour, and placing its points at the desk."""

import re

from django.contrib.auth import get_user_model
from django.test import tag
from django.urls import reverse
from playwright.sync_api import expect

from media_library.models import Tour
from media_library.renditions import make_missing
from tests.factories import body, story, tour

from .base import BrowserTestCase

NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"


class TourTestCase(BrowserTestCase):
    def setUp(self):
        super().setUp()
        with self.alone():
            self.tour = tour()
            blocks = body(("tour", {"tour": self.tour.pk}))
            self.addresses = {code: story("Around", language=code, body=blocks).url for code in ("en", "fa")}
            for room in self.tour.shown_rooms:
                make_missing(room.image)

    def look_around(self, page, words="Look around"):
        page.get_by_role("button", name=words).click()
        expect(page.locator(".tour-around canvas")).to_be_visible()


@tag("look")
class LookingAroundTests(TourTestCase):
    def test_a_reader_turns_reads_a_point_and_goes_to_the_next_room_by_mouse_and_by_keyboard(self):
        page = self.visitor(reduced_motion="reduce")
        page.goto(self.addresses["en"])
        self.look_around(page)
        here = page.locator(".tour-here")
        expect(here).to_have_text("At the divider")
        page.locator(".tour-around").get_by_role("button", name="The sill").click()
        expect(page.get_by_role("dialog", name="In the picture")).to_contain_text("Five notches.")
        page.keyboard.press("Escape")
        for _turn in range(2):
            page.get_by_role("button", name="Turn right").click()
        page.locator(".tour-around").get_by_role("button", name="To the tunnel").press("Enter")
        expect(here).to_have_text("At the tunnel")
        expect(page.locator(".tour-points:visible")).to_have_count(1)
        # The list under the picture leads on as well.
        page.locator(".tour-points:visible").get_by_role("link", name="To the divider").click()
        expect(here).to_have_text("At the divider")
        page.get_by_role("button", name="Back to the flat pictures").click()
        expect(page.locator(".tour-flat:visible")).to_have_count(2)
        self.assert_no_complaints()

    def test_on_a_persian_phone_it_is_worked_by_finger_and_nothing_is_wider_than_the_screen(self):
        page = self.visitor(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
        page.goto(self.addresses["fa"])
        self.look_around(page, re.compile("تماشای دور و بر|Look around"))
        page.locator(".tour-around").get_by_role("button", name="تخته‌سنگ").tap()
        expect(page.locator(".tour-said")).to_contain_text("پنج شکاف.")
        self.assertLessEqual(page.evaluate("document.documentElement.scrollWidth"), 320)
        self.assert_no_complaints()

    def test_without_script_and_without_webgl_the_flat_pictures_say_the_same(self):
        page = self.visitor(java_script_enabled=False)
        page.goto(self.addresses["en"])
        expect(page.get_by_role("button", name="Look around")).to_have_count(0)
        expect(page.locator(".tour-points li").first).to_contain_text("Five notches.")
        page = self.visitor()
        page.add_init_script(NO_WEBGL)
        page.goto(self.addresses["en"])
        page.get_by_role("button", name="Look around").click()
        expect(page.locator(".tour-start")).to_contain_text("cannot show the picture all around")
        expect(page.locator(".tour-flat:visible")).to_have_count(2)


class PlacingTests(TourTestCase):
    def test_an_editor_places_a_point_by_a_click_on_the_panorama(self):
        with self.alone():
            user = get_user_model().objects.create_superuser("chief", "chief@karizan.example", "secret")
        page = self.visitor()
        page.goto(reverse("wagtailadmin_login"))
        page.get_by_label("Username").fill(user.username)
        page.get_by_label("Password").fill("secret")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/admin/")
        page.goto(reverse(Tour.snippet_viewset.get_url_name("edit"), args=[self.tour.pk]))
        picture = page.locator(".nr-tour-desk").first
        expect(picture.locator("img")).to_be_visible()
        page.locator('[name="rooms-0-value-points-0-value-y"]').focus()
        box = picture.locator("img").bounding_box()
        picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.5})
        expect(page.locator('[name="rooms-0-value-points-0-value-x"]')).to_have_value(re.compile(r"^2[45]\.\d$"))
        page.get_by_role("button", name="Save", exact=True).click()
        page.wait_for_url("**/tour/")
        with self.alone():
            point = Tour.objects.get().shown_rooms[0].points[0]
        self.assertAlmostEqual(point.place.yaw, -90, delta=3)
        self.assertAlmostEqual(point.place.pitch, 0, delta=3)
