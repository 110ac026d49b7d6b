"""The page of a picture: its form in groups, its crops beside one another."""

from django.test import TestCase, tag
from django.urls import reverse
from django.utils.translation import override

from media_library.desk.crops import by_focal_point, fitted
from media_library.models import Crop, Image, Shape
from media_library.renditions import CARD
from media_library.uses import record_uses
from people.models import Shown
from tests.factories import newsroom, person, topic
from tests.factories import picture as made_picture
from tests.publication.desk import Desk

from .base import MediaTestCase
from .hostile_files import picture

RIGHTS = {"terms": "ask", "ai_origin": "none", "genre": "photo"}
LARGE = (2400, 1600)


def crop(shape, x="", y="", width="", height=""):
    return {
        f"crop_{shape}_{side}": value
        for side, value in zip(("x", "y", "width", "height"), (x, y, width, height), strict=True)
    }


@tag("once")
class CropTests(MediaTestCase):
    def setUp(self):
        super().setUp()
        self.log_in()
        self.image = self.make_image(picture(size=LARGE))
        self.url = reverse("wagtailimages:edit", args=[self.image.pk])

    def save(self, **fields):
        data = {"title": "A", "collection": self.image.collection_id, **RIGHTS, **fields}
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(self.url, data)

    def crops(self):
        return {row[0]: row[1:] for row in self.image.crops.values_list("shape", "x", "y", "width", "height")}

    def test_each_shape_is_shown_as_the_focal_point_cuts_it(self):
        html = self.client.get(self.url).content.decode()
        for shape in Shape:
            cut = by_focal_point(self.image, shape)
            self.assertIn(f'viewBox="{cut.x} {cut.y} {cut.width} {cut.height}"', html)
        self.assertEqual(html.count("data-cut="), 3)

    def test_an_own_crop_is_kept_in_the_ratio_of_its_shape_and_inside_the_picture(self):
        self.assertEqual(self.save(**crop("square", 100, 50, 1200, 9)).status_code, 302)
        self.assertEqual(self.crops(), {"square": (100, 50, 1200, 1200)})
        self.save(**crop("square", 2300, 1500, 1200, 1200))
        self.assertEqual(self.crops(), {"square": (1200, 400, 1200, 1200)})
        self.save(**crop("square"))
        self.assertEqual(self.crops(), {})

    def test_a_form_without_the_numbers_leaves_the_crop(self):
        Crop.objects.create(image=self.image, shape="square", x=0, y=0, width=1200, height=1200)
        self.save(credit="Desk")
        self.assertEqual(len(self.crops()), 1)

    def test_too_few_pixels_and_half_a_rectangle_are_refused_in_words(self):
        for numbers, told in (
            (crop("social", 0, 0, 600, 315), "at least 1200 pixels"),
            (crop("social", 10, "", 1200, ""), "Give left, top and width"),
            (crop("social", 9000, 0, 1200, 630), "outside the picture"),
            (crop("social", "x", 0, 1200, 630), "whole number"),
            (crop("social", -1, 0, 1200, 630), "greater than or equal to 0"),
            (crop("social", 10**30, 0, 1200, 630), "outside the picture"),
        ):
            with self.subTest(told):
                response = self.save(**numbers)
                self.assertEqual(response.status_code, 200)
                self.assertContains(response, told)
        self.assertEqual(self.crops(), {})

    def test_a_picture_smaller_than_the_shape_gets_a_hint_and_may_still_be_cropped(self):
        self.image = self.make_image(picture(size=(900, 700)))
        self.url = reverse("wagtailimages:edit", args=[self.image.pk])
        self.assertContains(self.client.get(self.url), "this size comes out as small")
        self.assertEqual(self.save(**crop("square", 200, 0, 700, 700)).status_code, 302)
        self.assertEqual(self.crops(), {"square": (200, 0, 700, 700)})

    def test_a_new_crop_makes_the_sizes_of_its_shape_anew(self):
        record_uses(self.make_page(), [self.image.public_id])
        self.save()
        with self.captureOnCommitCallbacks(execute=True):
            record_uses(self.make_page(), [self.image.public_id])
        before = self.image.renditions.get(filter_spec=CARD).pk
        others = self.image.renditions.get(filter_spec="width-800|format-webp").pk
        self.save(**crop("social", 0, 0, 1600, 840))
        self.assertNotEqual(self.image.renditions.get(filter_spec=CARD).pk, before)
        self.assertTrue(self.image.renditions.filter(pk=others).exists())

    def test_a_rectangle_fits_whatever_is_asked_for(self):
        for shape in Shape:
            for x, y, width in ((0, 0, 1), (2399, 1599, 5000), (1200, 800, 1080)):
                found = fitted(self.image, shape, x, y, width)
                self.assertLessEqual(found.x + found.width, LARGE[0])
                self.assertLessEqual(found.y + found.height, LARGE[1])
                self.assertGreaterEqual(min(found.x, found.y), 0)


@tag("once")
class SubjectTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.desk = Desk("Editor")
        cls.leila, cls.omid, cls.water = person("Leila Rahmani"), person("Omid Karimi"), topic("water")
        cls.picture = made_picture()
        cls.url = reverse("wagtailimages:edit", args=[cls.picture.pk])

    def save(self, **fields):
        return self.desk.client.post(self.url, {"title": "A", **RIGHTS, **fields})

    def shown(self):
        return set(Shown.objects.values_list("person__label", "public_id"))

    def test_people_shown_and_topics_are_chosen_in_the_form(self):
        html = self.desk.client.get(self.url).content.decode()
        self.assertIn('type="checkbox" name="topics"', html)
        self.assertEqual(html.count('name="people_shown"'), 3)
        self.save(people_shown=[self.leila.pk, "", self.omid.pk, self.leila.pk], topics=[self.water.pk])
        self.assertEqual(self.shown(), {(p.label, self.picture.public_id) for p in (self.leila, self.omid)})
        self.assertEqual(list(self.picture.topics.all()), [self.water])
        html = self.desk.client.get(self.url).content.decode()
        self.assertEqual(html.count('name="people_shown"'), 5)
        self.assertIn("Leila Rahmani", html)

    def test_a_form_that_does_not_ask_for_people_leaves_them(self):
        self.save(people_shown=[self.leila.pk])
        self.save()
        self.assertEqual(len(self.shown()), 1)
        self.save(people_shown=[""])
        self.assertEqual(self.shown(), set())

    def test_a_person_who_is_gone_is_told_and_nothing_is_lost(self):
        for wrong in ("999999", "x", "9" * 40):
            self.assertContains(self.save(people_shown=[wrong], credit="Kept"), "no longer there")
        self.assertContains(self.save(people_shown=["999999"], credit="Kept"), 'value="Kept"')

    def test_who_was_shown_in_a_deleted_picture_is_forgotten(self):
        self.save(people_shown=[self.leila.pk])
        self.picture.delete()
        self.assertEqual(self.shown(), set())

    def test_the_form_stands_in_groups_in_both_languages(self):
        for language, headings in (
            ("en", ("The file", "What and whom it shows", "Rights", "English", "فارسی")),
            ("fa", ("English", "فارسی")),
        ):
            profile = self.desk.user.wagtail_userprofile if hasattr(self.desk.user, "wagtail_userprofile") else None
            if profile:
                profile.preferred_language = language
                profile.save()
            html = self.desk.client.get(self.url).content.decode()
            for heading in headings:
                self.assertRegex(html, rf"<summary[^>]*>{heading}</summary>")

    def test_every_field_of_the_form_stands_in_one_group(self):
        from wagtail.images.forms import get_image_form

        with override("en"):
            form = get_image_form(Image)(instance=self.picture, user=self.desk.user)
            placed = [bound.name for group in form.groups() for bound in group.fields]
            wanted = [bound.name for bound in form.visible_fields() if not bound.name.startswith("crop_")]
        self.assertEqual(sorted(placed), sorted(wanted))
