from django.test import TestCase, override_settings, tag
from PIL import Image as Pillow

from media_library.renditions import make_missing
from pages.models import BrandWording
from stories.house import told
from tests import factories


@override_settings(WAGTAILADMIN_BASE_URL="https://news.example.org")
@tag("once")
class HouseTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        factories.newsroom()
        factories.brand()

    def xmp(self, picture):
        with picture.downloads.get(size="web", form="jpeg").file.open() as file:
            return Pillow.open(file).info["xmp"].decode()

    def publish_terms(self, language="en"):
        return factories.info_page("Use of content", language=language, slug="use", purpose="use_of_content")

    def test_files_name_the_brand_and_where_it_is_found(self):
        house = told()
        self.assertEqual(house.names, {"en": "Karizan Water Trust", "fa": "بنیاد آب کاریزان"})
        self.assertEqual((house.address, house.terms_address), ("https://news.example.org/", ""))

    def test_they_lead_to_the_public_page_on_the_use_of_content_in_the_first_language_that_has_one(self):
        persian = self.publish_terms("fa")
        self.assertEqual(told().terms_address, f"https://news.example.org{persian.url_path}")
        english = self.publish_terms()
        self.assertEqual(told().terms_address, f"https://news.example.org{english.url_path}")
        self.assertEqual(self.client.get(english.url_path).status_code, 200)
        english.unpublish()
        self.assertEqual(told().terms_address, f"https://news.example.org{persian.url_path}")

    def test_files_are_written_anew_when_the_house_changes_its_name_or_its_terms_find_a_page(self):
        picture = factories.picture(size=(60, 40))
        make_missing(picture)
        self.assertIn("Karizan Water Trust", self.xmp(picture))
        self.assertNotIn("WebStatement", self.xmp(picture))
        with self.captureOnCommitCallbacks(execute=True):
            wording = BrandWording.objects.get(locale__language_code="en")
            wording.name = "Karizan Tides"
            wording.save()
            self.publish_terms()
        self.assertIn("Karizan Tides", self.xmp(picture))
        self.assertIn("WebStatement>https://news.example.org/en/", self.xmp(picture))
