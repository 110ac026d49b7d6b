"""The page of an asset: everything that somebody who wants to print it has to know, and nothing for anybody else."""

import json
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from urllib.parse import unquote

from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.models import Collection, CollectionViewRestriction

from media_library.models import Image
from media_library.previews import draw
from media_library.renditions import make_missing
from people.models import Shown
from tests.factories import body, document, person, picture, press_kit, recording, release, scheduled, story, topic
from tests.media_library.test_documents import pages

from .test_library import REEDS, LibraryCase, public
from .test_public_pages import text

TEXTS = {
    "en": REEDS["en"] | {"place": "Marvdan"},
    "fa": REEDS["fa"] | {"place": "مرودان"},
}


class AssetPage(LibraryCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.mina = person("Mina Tavakoli", "مینا توکلی")
        cls.desk = person("Kaveh Nazari", is_press_contact=True, phone="+98 21 5555 0199")
        cls.image = picture(
            texts=TEXTS, creator="Omid Karimi", copyright_notice="© Karizan", taken_on=date(2026, 3, 14),
            ai_origin="assisted", expires_on=timezone.localdate() + timedelta(400),
        )  # fmt: skip
        make_missing(Image.objects.get(pk=cls.image.pk))
        Shown.objects.create(person=cls.mina, public_id=cls.image.public_id)
        cls.release = release("Water runs", lead_image=cls.image, contacts=[cls.desk])
        cls.kit = press_kit("Kit of reeds", chapters=[("Pictures", [("image", cls.image)])])

    def page(self, asset=None, language="en", query="", status=200):
        return self.read(f"/{language}/media/{(asset or self.image).public_id}/{query}", status)

    def test_a_caption_in_place_of_a_title_is_its_whole_first_sentence(self):
        caption = "A pump house near the village of Tal-e Sorkh, which was left in the spring, when its well ran dry."
        shown = self.page(public("Pump house", texts={"en": {"caption": caption, "alt": "A pump house"}}))
        self.assertEqual(text(shown.h1), caption.removesuffix("."))
        self.assertIn(caption, text(shown.select_one(".asset-facts")))

    def test_it_says_all_that_has_to_be_known(self):
        shown = self.page()
        self.assertEqual(text(shown.h1), "Reeds at dawn")
        facts = text(shown.select_one(".asset-facts"))
        for told in (
            "The wetland in March.", "Omid Karimi / Karizan", "© Karizan", "14 March 2026 , Marvdan", "Mina Tavakoli",
            "Reeds in mist", "edited with AI", "Kit of reeds",
        ):  # fmt: skip
            self.assertIn(told, facts)
        self.assertEqual([link["href"] for link in shown.select(".asset-items .row-title")], [self.release.url])
        self.assertIn("+98 21 5555 0199", text(shown.select_one(".contacts")))

    def test_a_day_that_is_not_the_one_on_which_it_was_made_says_so(self):
        undated = picture("Undated", texts=REEDS)
        release("First", lead_image=undated, published_at=datetime(2025, 6, 1, 12, tzinfo=UTC))
        self.assertIn("Published on 1 June 2025", text(self.page(undated).select_one(".asset-facts")))
        self.assertIn("۱۱ خرداد ۱۴۰۴", text(self.page(undated, language="fa").select_one(".asset-facts")))
        for dated_or_nowhere in (self.image, public("Marked")):
            self.assertNotIn("Published on", text(self.page(dated_or_nowhere).select_one(".asset-facts")))

    def test_the_terms_stand_beside_the_buttons_in_words(self):
        take = self.page().select_one(".asset-take")
        self.assertIn("Free to use with credit.", text(take))
        self.assertIn("if the credit stands beside it", text(take))
        self.assertIn("Until", text(take))
        link = take.select_one(".asset-sizes a")
        self.assertIn("JPEG", text(link))
        self.assertRegex(text(link), r"\d+ (bytes|kB|MB)")
        self.assertIn("640 × 427", text(take))
        self.assertEqual(self.client.get(link["href"]).status_code, 200)

    def test_a_persian_page_is_persian(self):
        shown = self.page(language="fa")
        self.assertEqual((shown.html["dir"], text(shown.h1)), ("rtl", "نیزار در سپیده‌دم"))
        self.assertIn("۲۳ اسفند ۱۴۰۴", text(shown.select_one(".asset-facts")))
        self.assertIn("مرودان", text(shown.select_one(".asset-facts")))
        self.assertIn("۶۴۰ × ۴۲۷", text(shown.select_one(".asset-take")))

    def test_a_document_shows_its_first_page_and_what_one_has_to_know_of_it(self):
        plain = document("Readings, to be read aloud")
        paper = document("Readings", name="readings.pdf", content=pages(3), language="fa", accessible_version=plain)
        story(body=body(("documents", [paper.pk])))
        draw(paper)
        paper.refresh_from_db()
        tile = next(one for one in self.read("/en/media/").select(".tile") if "readings.pdf" in str(one))
        for place in (self.page(paper).select_one(".asset"), tile):
            self.assertTrue(place.select(f'img[src="{paper.preview_url}"]'))
            self.assertEqual(place.select_one('bdi[lang="fa"]').text, "فارسی")
            self.assertIn("3 pages", text(place))
            self.assertIn(plain.url, place.select_one(".doc-accessible")["href"])

    def test_an_accessible_version_whose_rights_have_ended_is_named_nowhere(self):
        plain = document("Plain", expires_on=timezone.localdate() - timedelta(1))
        paper = document("Readings", marked_public=True, accessible_version=plain)
        self.assertFalse(self.page(paper).select(".doc-accessible"))
        self.assertFalse(self.read("/en/media/").select(".doc-accessible"))

    def test_on_persian_pages_files_get_persian_names(self):
        links = [
            *self.page(language="fa").select(".asset-sizes a"),
            *self.read("/fa/media/").select(".lib-takes a"),
        ]
        self.assertTrue(links)
        for link in links:
            self.assertEqual(link["download"], "")
            named = unquote(self.client.get(link["href"])["Content-Disposition"])
            self.assertIn("نیزار-در-سپیده", named)

    def test_the_form_in_which_a_picture_is_asked_for_does_not_lead_back_to_asking(self):
        asked = public("Ask", terms="ask")
        shown = self.page(asked, query="request/")
        self.assertTrue(shown.select("figure.fig"))
        self.assertFalse(shown.select(".to-asset"))

    def test_a_mark_on_nothing_stands_on_a_ground_where_it_is_seen(self):
        Pillow.new("RGBA", (64, 64)).save(png := BytesIO(), "PNG")
        mark = Image(title="Mark", file=ContentFile(png.getvalue(), "mark.png"), terms="free", marked_public=True)
        mark.save()
        photograph = public("Photograph")
        self.assertTrue(self.page(mark).select(".asset-view.see-through"))
        self.assertFalse(self.page(photograph).select(".see-through"))
        self.assertEqual(len(self.read("/en/media/").select(".lib-view.see-through")), 1)

    def test_what_has_to_be_asked_for_has_no_download(self):
        asked = public("Ask", terms="ask")
        shown = self.page(asked)
        self.assertEqual(shown.select_one(".asset-take .button")["href"], f"/en/media/{asked.public_id}/request/")
        self.assertFalse(shown.select(".asset-sizes"))

    def test_other_kinds_have_theirs(self):
        paper, sound = document("Readings", marked_public=True), recording("Drip", marked_public=True)
        self.assertIn("CSV", text(self.page(paper).select_one(".asset-sizes")))
        self.assertEqual(self.page(sound, status=200).select_one("audio")["src"], sound.url)

    def test_before_and_after_are_those_of_the_list_it_came_from(self):
        other = public("Later", taken_on=date(2026, 4, 1))
        self.assertFalse(self.page().select(".asset-around"))
        around = self.page(query="?sort=newest").select_one(".asset-around")
        self.assertEqual(around.select_one("[rel=prev]")["href"], f"/en/media/{other.public_id}/?sort=newest")
        self.assertIn("2 of 2", text(around))
        alone = self.page(query=f"?kit={self.kit.slug}").select_one(".asset-around")
        self.assertIn("1 of 1", text(alone))
        self.assertFalse(self.page(query="?kind=document").select(".asset-around"))

    def test_machines_are_told_whose_it_is_and_where_to_ask_for_more(self):
        shown = self.page()
        graph = json.loads(shown.select_one("script[type='application/ld+json']").string)["@graph"]
        page = next(node for node in graph if node["@type"] == "ItemPage")
        address = f"http://testserver/en/media/{self.image.public_id}/"
        file = page["mainEntity"]
        self.assertEqual((file["@type"], file["acquireLicensePage"]), ("ImageObject", address))
        self.assertEqual((file["creditText"], file["copyrightNotice"]), ("Omid Karimi / Karizan", "© Karizan"))
        self.assertEqual(shown.select_one("link[rel=canonical]")["href"], address)
        self.assertEqual(
            {link["hreflang"] for link in shown.select("link[rel=alternate][hreflang]")}, {"en", "fa", "x-default"}
        )
        self.assertIn("Reeds at dawn", shown.select_one("meta[property='og:title']")["content"])

    def test_it_is_in_the_sitemap_of_both_languages(self):
        for language in ("en", "fa"):
            self.assertContains(self.client.get(f"/sitemap-{language}.xml"), f"/media/{self.image.public_id}/")

    def test_a_picture_in_a_piece_leads_to_it(self):
        piece = story(body=body(("image", {"image": self.image.pk, "caption": ""})))
        link = self.read(piece.url).select_one(".fig .to-asset")
        self.assertEqual(link["href"], f"/en/media/{self.image.public_id}/")
        self.assertEqual((text(link), link["aria-label"]), ("Download", "Download: Reeds at dawn"))

    def test_a_topic_that_nothing_public_is_about_is_not_told(self):
        self.image.topics.add(topic("merger", "Merger"))
        self.assertNotIn("Merger", self.page().get_text())


class Closed(LibraryCase):
    def test_what_nobody_may_read_has_none_after_the_same_queries(self):
        vault = Collection.get_first_root_node().add_child(name="Vault")
        CollectionViewRestriction.objects.create(
            collection=vault, restriction_type=CollectionViewRestriction.PASSWORD, password="x"
        )
        draft, later = picture(), picture()
        story("Draft", lead_image=draft, state="draft")
        scheduled(story, timezone.now() + timedelta(hours=1), "Later", lead_image=later)
        gone = picture()
        story("Gone", lead_image=gone, state="withdrawn")
        hidden = [
            draft, later, gone, picture(), document(), recording(),
            public("Ended", expires_on=timezone.localdate() - timedelta(1)),
            public("Locked", collection=Collection.objects.get(pk=vault.pk)),
        ]  # fmt: skip
        self.cost_of("f" * 32)
        cost = self.cost_of("f" * 32)
        for public_id in [*(asset.public_id for asset in hidden), "0" * 32]:
            with self.subTest(public_id):
                self.assertEqual(self.cost_of(public_id), cost)

    def cost_of(self, public_id):
        with CaptureQueriesContext(connection) as queries:
            self.assertEqual(self.client.get(f"/en/media/{public_id}/").status_code, 404)
        return len(queries)

    def test_other_spellings_are_no_assets(self):
        image = public("Reeds")
        for name in (image.public_id.upper(), image.public_id[:31], f"{image.public_id}0", str(image.pk)):
            self.read(f"/en/media/{name}/", status=404)
