"""Press kits and the media page: every file with its terms, and the way to both."""

from django.test import tag

from media_library.models import Document, Image
from media_library.renditions import make_missing
from tests.factories import body, document, fact, person, picture, press_kit, recording, story

from .test_public_pages import NewsroomTestCase, text


@tag("once")
class Kits(NewsroomTestCase):
    def kit(self, **given):
        self.picture = picture(texts={"en": {"alt": "Reeds", "caption": "Reeds in mist."}}, file_size=2_100_000)
        self.paper = document("Readings")
        Document.objects.filter(pk=self.paper.pk).update(file_size=900_000)
        self.sound = recording(texts={"en": {"title": "At dawn", "transcript": "Drip."}}, duration=64)
        chapters = [
            ("Pictures", [("image", self.picture)]),
            ("Papers and sound", [("document", self.paper), ("audio", self.sound)]),
        ]
        return press_kit(chapters=chapters, **given)

    def test_it_says_how_much_there_is_and_under_which_terms(self):
        shown = self.read(self.kit().url)
        self.assertEqual(
            text(shown.select_one(".kit-line")).replace("\xa0", " "),
            "3 files Recordings 1:04 Download 1 of 3 files, 900 kB Basket Terms of use",
        )
        self.assertIn("Name the photographer.", text(shown.select_one("#terms")))

    def test_the_files_stand_in_chapters_that_can_be_led_to(self):
        shown = self.read(self.kit().url)
        for link in shown.select(".contents a"):
            self.assertEqual(text(shown.select_one(link["href"]).h2), text(link))
        self.assertEqual([len(chapter.select(".tile")) for chapter in shown.select(".chapter")], [1, 2])

    def test_each_file_has_its_title_size_credit_and_terms(self):
        shown = self.read(self.kit().url)
        image, paper, sound = shown.select(".tile")
        for tile in (image, paper, sound):
            self.assertIn("Omid Karimi / Karizan" if tile is not paper else "Karizan", text(tile))
            self.assertIn("free to use with credit", text(tile))
        self.assertIn("Reeds in mist", text(image))
        self.assertEqual(image.img["alt"], "Reeds")
        self.assertEqual(paper.select_one(".lib-takes a")["href"], f"{self.paper.url}?download=en")
        self.assertIn("CSV", text(paper))
        self.assertEqual(sound.audio["src"], self.sound.url)
        self.assertIn("1:04", text(sound))
        self.assertIn("Drip.", text(sound.details))

    def test_pixels_and_weight_are_those_of_the_file_that_one_gets(self):
        large = picture("Large", size=(2400, 1600), file_size=99_000_000)
        asked = picture("Ask", terms="ask", size=(1000, 500), file_size=88_000_000)
        make_missing(Image.objects.get(pk=large.pk))
        files = [("image", large), ("image", asked)]
        kit = press_kit("Kit", chapters=[("Pictures", files)])
        shown = self.read(kit.url)
        offered, only_named = (text(tile.select_one(".tile-facts")) for tile in shown.select(".tile"))
        self.assertIn("2000 × 1333", offered)
        self.assertNotIn("MB", offered)
        self.assertEqual(only_named, "JPG")
        self.assertNotIn("187 MB", text(shown.select_one(".kit-line")).replace("\xa0", " "))

    def test_a_picture_without_a_caption_is_called_by_what_it_shows_and_read_once(self):
        shown = self.read(press_kit(chapters=[("Marks", [("image", picture(texts={"en": {"alt": "The mark"}}))])]).url)
        self.assertEqual(shown.select_one(".tile img")["alt"], "")
        self.assertIn("The mark", text(shown.select_one(".tile-title")))

    def test_facts_people_items_and_contact_belong_to_it(self):
        wells, told = fact(), story("The gate at Gaz")
        hidden = story("Not yet", state="draft")
        mina = person("Mina Tavakoli", role="Hydrologist", texts={"en": {"pronunciation": "MEE-na"}})
        kaveh = person("Kaveh Nazari", is_press_contact=True)
        facts = body(("facts", {"title": "In figures", "facts": [wells.pk]}))
        kit = press_kit(body=facts, items=[hidden, told], people=[mina], contacts=[kaveh])
        shown = self.read(kit.url)
        self.assertIn("61 wells", text(shown.select_one(".fact-table")))
        self.assertEqual([link["href"] for link in shown.select(".row-title")], [told.url])
        self.assertIn("MEE-na", text(shown.select_one(".names")))
        self.assertIn("Kaveh Nazari", text(shown.select_one(".contacts")))
        self.assertNotIn("Not yet", shown.get_text())

    def test_a_persian_kit_counts_in_its_digits(self):
        shown = self.read(self.kit(title="بسته", language="fa").url)
        self.assertIn("۳", text(shown.select_one(".kit-line")))
        self.assertIn("۱:۰۴", text(shown.select_one(".kit-line")))
        self.assertEqual(shown.html["dir"], "rtl")

    def test_its_kind_leads_to_the_kits_not_to_the_media_page(self):
        shown = self.read(self.kit().url)
        self.assertEqual(shown.select_one(".item-head .kind a")["href"], "/en/media/kits/")
        self.assertEqual(shown.select_one(".sections [aria-current]")["href"], "/en/media/")

    def test_files_of_a_draft_stay_closed(self):
        kit = self.kit(state="draft")
        self.read(f"/en/media/kits/{kit.slug}/", status=404)
        self.assertEqual(self.client.get(self.paper.url).status_code, 404)


@tag("once")
class Media(NewsroomTestCase):
    def test_each_language_has_its_own_kits(self):
        press_kit("بسته", language="fa", chapters=[("عکس", [("image", picture())])])
        self.assertFalse(self.read("/en/media/").select(".kits"))
        self.assertTrue(self.read("/fa/media/").select(".kits"))
