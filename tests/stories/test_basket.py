"""The basket: without an account, without script, across the library and its kits."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from django.test import Client
from django.utils import timezone

from media_library.models import Image
from stories.library.basket import MOST
from stories.library.kits import PICKED_BY
from tests.factories import document, picture, story

from .test_library import LibraryCase, public
from .test_public_pages import text

ADDRESS = "/en/media/basket/"
HERE = {"origin": "http://testserver"}


class BasketCase(LibraryCase):
    def put(self, *assets, **more):
        picks = [asset.public_id[:PICKED_BY] for asset in assets]
        return self.client.post(ADDRESS, {"pick": picks} | more, headers=HERE)

    def inside(self, address=ADDRESS):
        return [text(one) for one in self.read(address).select(".lib-basket .tile-title")]


class Basket(BasketCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.paper = document("Readings", marked_public=True)
        cls.other = document("Register", name="register.csv", content=b"a;b\r\n", marked_public=True)

    def test_files_are_put_in_and_stay_in_both_languages(self):
        answer = self.put(self.paper, next="/en/media/?kind=document")
        self.assertEqual(answer.status_code, 303)
        shown = self.read(answer["Location"])
        self.assertIn("1 file was put in.", text(shown.main))
        self.assertEqual(shown.select_one(".arrow-back")["href"], "/en/media/?kind=document")
        self.put(self.other, self.paper)
        self.assertEqual(self.inside(), ["Readings", "Register"])
        self.assertEqual(len(self.inside("/fa/media/basket/")), 2)

    def test_they_are_taken_out_one_by_one_or_all(self):
        self.put(self.paper, self.other)
        self.client.post(ADDRESS, {"remove": self.paper.public_id}, headers=HERE)
        self.assertEqual(self.inside(), ["Register"])
        self.client.post(ADDRESS, {"empty": "1"}, headers=HERE)
        self.assertEqual(self.inside(), [])
        self.assertEqual(self.client.cookies["basket"].value, "")

    def test_its_weight_is_told_before_the_click_and_it_comes_as_one_archive(self):
        self.put(self.paper, self.other)
        weight = self.paper.file.size + self.other.file.size
        self.assertIn(
            f"2 files Download all, {weight} bytes",
            text(self.read(ADDRESS).select_one(".kit-line")).replace("\xa0", " "),
        )
        answer = self.client.get(f"{ADDRESS}?format=zip")
        with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
            self.assertIsNone(archive.testzip())
            self.assertEqual(
                archive.namelist(),
                ["README.txt", "terms.txt", "captions.txt", "captions.csv", "001-readings.csv", "002-register.csv"],
            )
            english, persian = archive.read("README.txt").decode().split("-" * 60)
        for words, told in ((english, "From the media library"), (persian, "از کتابخانهٔ رسانه")):
            self.assertIn(told, words)
        self.assertIn("/en/media/", english)
        self.assertIn("/fa/media/", persian)
        self.assertEqual(answer["Cache-Control"], "private, no-cache")

    def test_what_is_offered_no_more_drops_out_and_the_basket_says_so(self):
        piece = story("Short-lived", lead_image=(image := picture("Reeds")))
        self.put(self.paper, image, self.other)
        piece.unpublish()
        self.other.expires_on = timezone.localdate() - timedelta(1)
        self.other.save()
        shown = self.read(ADDRESS)
        self.assertIn("2 files are offered no more, and have been taken out.", text(shown.main))
        self.assertEqual(self.inside(), ["Readings"])
        self.assertNotIn("offered no more", text(self.read(ADDRESS).main))

    def test_what_is_no_id_puts_nothing_in_however_long_it_is(self):
        for pick in ("a" * 60_000, "zzzzzzzzzzzz", "٣" * 12, self.paper.public_id[:PICKED_BY].upper()):
            with self.subTest(pick[:12]):
                answer = self.client.post(ADDRESS, {"pick": pick}, headers=HERE)
                self.assertEqual((answer.status_code, answer["Location"]), (303, f"{ADDRESS}?added=0"))

    def test_nothing_that_is_not_public_gets_into_it(self):
        hidden = picture("Hidden")
        self.put(hidden)
        self.client.post(ADDRESS, {"pick": ["", "zz", "%" * 20, "0" * 32, "'\"><script>"]}, headers=HERE)
        self.assertEqual(self.inside(), [])

    def test_it_holds_a_hundred_and_says_when_it_is_full(self):
        for number in range(3):
            Image.objects.bulk_create(
                [Image(title=f"{number}.{one}", width=1, height=1, marked_public=True, file=f"images/x/{one}.jpg",
                       collection_id=1) for one in range(40)]
            )  # fmt: skip
        images = list(Image.objects.filter(marked_public=True))
        self.assertEqual(len(images), 120)
        self.put(*images[:90])
        answer = self.put(*images[90:])
        self.assertIn("no more than 100 files", text(self.read(answer["Location"]).main))
        self.assertEqual(len(self.inside()), MOST)
        self.assertLess(len(self.client.cookies["basket"].value), 4000)

    def test_a_damaged_cookie_is_an_empty_basket(self):
        for value in ("%%%", "AAAA", "é", "A" * 5000):
            self.client.cookies["basket"] = value
            self.assertEqual(self.client.get(ADDRESS).status_code, 200)

    def test_scripts_are_told_the_number(self):
        answer = self.client.post(
            ADDRESS, {"pick": self.paper.public_id}, headers=HERE | {"accept": "application/json"}
        )
        self.assertEqual(answer.json(), {"count": 1, "full": False})

    def test_forms_of_other_sites_change_nothing(self):
        strict = Client(enforce_csrf_checks=True)
        for headers in ({}, {"origin": "http://elsewhere.example"}, HERE | {"sec-fetch-site": "cross-site"}):
            answer = strict.post(ADDRESS, {"pick": self.paper.public_id}, headers=headers)
            self.assertEqual((answer.status_code, "basket" in answer.cookies), (400, False))
        self.assertEqual(strict.post(ADDRESS, {"pick": self.paper.public_id}, headers=HERE).status_code, 303)

    def test_it_leads_back_to_this_site_alone(self):
        for there in ("//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)"):
            answer = self.put(self.paper, next=there)
            self.assertNotIn("elsewhere", answer["Location"])
            self.assertFalse(self.read(f"{ADDRESS}?next={there}").select(f"a[href='{there}']"))

    def test_an_empty_one_has_no_archive_and_sets_no_cookie(self):
        self.assertEqual(self.client.get(f"{ADDRESS}?format=zip").status_code, 404)
        self.assertFalse(self.client.get(ADDRESS).cookies)

    def test_pages_of_the_library_are_the_same_for_everybody_and_caches_may_keep_them(self):
        without = self.client.get("/en/media/")
        self.put(self.paper)
        with_one = self.client.get("/en/media/")
        self.assertEqual(without.content, with_one.content)
        self.assertIn("public", with_one["Cache-Control"])
        self.assertFalse(with_one.cookies)

    def test_what_has_to_be_asked_for_is_named_and_not_sent(self):
        asked = public("Ask", terms="ask")
        self.put(asked, self.paper)
        self.assertIn(f"/en/media/{asked.public_id}/request/", str(self.read(ADDRESS)))
        answer = self.client.get(f"{ADDRESS}?format=zip")
        with ZipFile(BytesIO(b"".join(answer.streaming_content))) as archive:
            self.assertIn("Ask (ask before use)", archive.read("README.txt").decode())
