"""Frames on other sites, and oEmbed, which tells them how."""

from datetime import timedelta
from urllib.parse import quote, urlsplit

import lxml.html
from django.core.cache import cache
from django.test import TestCase, tag
from django.utils import timezone, translation
from freezegun import freeze_time
from wagtail.models import Page, PageViewRestriction

from facts.models import FactVersion
from media_library.renditions import card_url, make_missing
from publication.models import Withdrawal
from stories.models import NewsItem
from syndication.embeds.frames import Quotation, code_for, quotations
from tests.factories import (
    body,
    brand,
    document,
    fact,
    newsroom,
    person,
    picture,
    recording,
    release,
    statement,
    story,
)

ORIGIN = "http://testserver"
VALIDATORS = {"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}


@tag("once")
class FrameCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.image = picture(texts={
            "en": {"alt": "Reeds in mist", "caption": "At dawn"}, "fa": {"alt": "نیزار در مه", "caption": "سپیده‌دم"},
        })  # fmt: skip
        make_missing(cls.image)
        cls.leila = person("Leila Rahmani", "لیلا رحمانی", role="Director", role_fa="مدیر")
        cls.wells = fact(source_address="https://register.example/wells")
        blocks = [("paragraph", "<p>Water.</p>"), ("quote", {"words": "We lent it.", "person": cls.leila.pk})]
        cls.item = release("Water came", lead_image=cls.image, body=body(*blocks, ("fact_ref", cls.wells.pk)))
        cls.persian = release("آب رسید", language="fa", body=body(*blocks))

    def setUp(self):
        cache.clear()

    def frame(self, path, status=200):
        response = self.client.get(path)
        self.assertEqual(response.status_code, status, path)
        return response

    def shown(self, path, status=200):
        root = lxml.html.fromstring(self.frame(path, status).content)
        return " ".join(root.find("body").text_content().split())

    def oembed(self, url, status=200, **query):
        response = self.client.get("/oembed", {"url": url, **query})
        self.assertEqual(response.status_code, status, response.content)
        return response.json()

    def address_in(self, code):
        return urlsplit(lxml.html.fragment_fromstring(code).get("src")).path

    def quotation(self, page):
        return quotations(type(page).objects.get(pk=page.pk))[0]


@tag("once")
class FrameTests(FrameCase):
    def test_an_item_shows_kind_headline_standfirst_picture_with_credit_date_and_the_way_home(self):
        path = self.address_in(code_for(self.item))
        self.assertEqual(path, f"/en/embed/item/{self.item.translation_key}/")
        shown = self.shown(path)
        for part in ("Press release", "Water came", "What happened: Water came.", "Omid Karimi", "Karizan Newsroom"):
            self.assertIn(part, shown)
        root = lxml.html.fromstring(self.frame(path).content)
        for link in root.iter("a"):
            self.assertEqual((link.get("target"), link.get("rel")), ("_blank", "noopener"))
        self.assertIn(self.item.url_path, {link.get("href") for link in root.iter("a")})
        self.assertTrue(root.xpath("//img"))

    def test_a_frame_speaks_the_language_of_its_address(self):
        path = self.address_in(code_for(self.persian))
        root = lxml.html.fromstring(self.frame(path).content)
        self.assertEqual((root.get("lang"), root.get("dir")), ("fa", "rtl"))
        self.assertIn("اتاق خبر کاریزان", root.text_content())
        with translation.override("fa"):
            shown = self.shown(self.address_in(code_for(self.wells)))
        for part in ("چاه‌های خوانده‌شده", "۶۱\u00a0چاه".replace("\u00a0", " "), "دفتر چاه‌ها"):
            self.assertIn(part, shown)

    def test_a_fact_shows_value_statement_day_and_source(self):
        version = FactVersion.objects.get(fact=self.wells)
        self.assertEqual(code_for(self.wells), code_for(version))
        response = self.frame(self.address_in(code_for(version)))
        root = lxml.html.fromstring(response.content)
        shown = " ".join(root.text_content().split())
        for part in ("Wells read", "61 wells", "As of 1 March 2026", "Register of wells"):
            self.assertIn(part, shown)
        self.assertIn("https://register.example/wells", {link.get("href") for link in root.iter("a")})

    def test_a_quote_shows_words_speaker_and_role_and_keeps_its_address_when_another_is_put_before_it(self):
        quotation = self.quotation(self.item)
        path = self.address_in(code_for(quotation))
        self.assertIn("“We lent it.” Leila Rahmani, Director", self.shown(path))
        page = type(self.item).objects.get(pk=self.item.pk)
        page.body = [{"type": "quote", "value": {"words": "Before.", "name": "Omid"}}, *page.body.raw_data]
        page.save_revision().publish()
        self.assertIn("We lent it.", self.shown(path))
        self.assertIn(
            "«We lent it.» لیلا رحمانی، مدیر", self.shown(self.address_in(code_for(self.quotation(self.persian))))
        )

    def test_a_picture_shows_caption_credit_and_terms(self):
        shown = self.shown(self.address_in(code_for(self.image)))
        for part in ("At dawn", "Omid Karimi / Karizan", "free to use with credit"):
            self.assertIn(part, shown)

    def test_a_recording_has_a_player_and_its_words(self):
        sound, film = recording(marked_public=True), recording("The opening", kind="video", marked_public=True)
        sound.set_words("en", transcript="Drip. Drop.")
        sound.save()
        for media, player in ((sound, "audio"), (film, "video")):
            root = lxml.html.fromstring(self.frame(self.address_in(code_for(media))).content)
            self.assertEqual([tag.get("src") for tag in root.iter(player)], [media.url])
        self.assertIn("Drip. Drop.", self.shown(self.address_in(code_for(sound))))

    def test_any_site_may_frame_it_nobody_gets_a_cookie_and_no_engine_lists_it(self):
        for path, status in ((self.address_in(code_for(self.item)), 200), ("/en/embed/item/nothing/", 404)):
            response = self.frame(path, status)
            self.assertNotIn("X-Frame-Options", response)
            self.assertIn("frame-ancestors *", response["Content-Security-Policy"])
            self.assertIn("default-src 'none'", response["Content-Security-Policy"])
            self.assertEqual(response["X-Robots-Tag"], "noindex")
            self.assertFalse(response.cookies)
        page = self.client.get(self.item.url)
        self.assertEqual(page["X-Frame-Options"], "SAMEORIGIN")
        self.assertNotIn("frame-ancestors *", page["Content-Security-Policy"])

    def test_a_frame_that_a_browser_has_is_not_sent_again(self):
        path = self.address_in(code_for(self.item))
        first = self.frame(path)
        self.assertEqual(first["Cache-Control"], "public, max-age=60")
        with self.assertNumQueries(1):
            again = self.client.get(path, headers={"If-None-Match": first["ETag"]})
        self.assertEqual(again.status_code, 304)
        self.item.unpublish()
        self.assertEqual(self.client.get(path, headers={"If-None-Match": first["ETag"]}).status_code, 404)

    def test_a_fact_has_a_frame_while_something_public_says_it_and_no_longer(self):
        path = self.address_in(code_for(self.wells))
        unsaid = fact("Not said yet")
        self.frame(f"/en/embed/fact/{unsaid.public_id}/", 404)
        page = lxml.html.fromstring(self.client.get(unsaid.url).content)
        self.assertFalse(page.xpath("//link[@type='application/json+oembed']"))
        oembed = f"/oembed?url={quote(ORIGIN + self.wells.url)}"
        known = {address: {"If-None-Match": self.frame(address)["ETag"]} for address in (path, oembed)}
        self.item.unpublish()
        for address, headers in known.items():
            self.assertEqual(self.client.get(address, headers=headers).status_code, 404)


@tag("once")
class TermsTests(FrameCase):
    def test_a_frame_and_what_tells_of_it_end_with_the_rights_though_nobody_writes_a_row(self):
        image = picture(expires_on=timezone.localdate(), marked_public=True)
        path = self.address_in(code_for(image))
        known = {
            address: {name: self.frame(address)[told] for name, told in VALIDATORS.items()}
            for address in (path, f"/oembed?url={quote(ORIGIN + path)}")
        }
        with freeze_time(timezone.now() + timedelta(days=1)):
            for address, validators in known.items():
                for name, value in validators.items():
                    self.assertEqual(self.client.get(address, headers={name: value}).status_code, 404, (address, name))

    def test_what_is_to_be_asked_for_first_and_what_has_run_out_is_not_embedded(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        asked, ended = picture(terms="ask", marked_public=True), picture(expires_on=yesterday, marked_public=True)
        for image in (asked, ended):
            self.assertEqual(code_for(image), "")
            self.frame(f"/en/embed/asset/{image.public_id}/", 404)
            self.oembed(f"{ORIGIN}{image.url}", 404)

    def test_an_item_is_shown_without_a_picture_that_is_to_be_asked_for(self):
        asked = picture(terms="ask")
        make_missing(asked)
        page = story("With a picture", lead_image=asked)
        root = lxml.html.fromstring(self.frame(self.address_in(code_for(page))).content)
        self.assertFalse(root.xpath("//img"))
        self.assertNotIn("thumbnail_url", self.oembed(f"{ORIGIN}{page.url_path}"))

    def test_documents_have_no_frame(self):
        file = document(marked_public=True)
        self.assertEqual(code_for(file), "")
        self.frame(f"/en/embed/asset/{file.public_id}/", 404)


@tag("once")
class AbsentTests(FrameCase):
    def test_what_is_not_public_is_shown_like_what_never_was(self):
        draft, hidden_image = story("Draft", state="draft"), picture()
        private, unapproved = story("Private"), fact("Draft", state="draft")
        PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
        private.save_revision()
        absent = self.frame("/en/embed/item/nothing/", 404).content
        for path in (
            f"/en/embed/item/{draft.translation_key}/",
            f"/en/embed/item/{private.translation_key}/",
            f"/fa/embed/item/{self.item.translation_key}/",
            f"/en/embed/quote/{self.item.translation_key}.nothing/",
            f"/en/embed/fact/{unapproved.public_id}/",
            f"/en/embed/asset/{hidden_image.public_id}/",
            "/en/embed/story/1/",
            "/en/embed/item/%00/",
        ):
            with self.subTest(path):
                content = self.frame(path, 404).content
                if path.startswith("/en"):
                    self.assertEqual(content, absent)

    def test_of_what_was_withdrawn_it_tells_the_reason_that_readers_are_told(self):
        path = self.address_in(code_for(self.item))
        url_path = self.item.url_path
        self.item.unpublish()
        self.frame(path, 404)
        Withdrawal.objects.create(page_id=self.item.pk, url_path=url_path, reason="A name was wrong.", is_public=True)
        for address in (path, path.replace("/item/", "/quote/").rstrip("/") + ".1/"):
            shown = self.shown(address, 410)
            self.assertIn("This has been withdrawn.", shown)
            self.assertIn("A name was wrong.", shown)


@tag("once")
class OEmbedTests(FrameCase):
    def test_the_head_of_items_and_facts_leads_to_an_answer_with_the_frame(self):
        for page, code in ((self.item.url, code_for(self.item)), (self.wells.url, code_for(self.wells))):
            root = lxml.html.fromstring(self.client.get(page).content)
            (link,) = root.xpath("//link[@type='application/json+oembed']")
            response = self.client.get(link.get("href"))
            told = response.json()
            self.assertEqual((told["version"], told["type"], told["html"]), ("1.0", "rich", code))
            self.assertEqual((told["provider_name"], told["provider_url"]), ("Karizan Newsroom", f"{ORIGIN}/en/"))
            self.assertEqual(response["Content-Type"], "application/json")
            self.assertEqual(response["Access-Control-Allow-Origin"], "*")
            self.assertFalse(response.cookies)
            self.assertEqual(self.client.get(self.address_in(told["html"])).status_code, 200)

    def test_persian_addresses_frames_and_files_are_known_too(self):
        for url, kind in (
            (f"{ORIGIN}{quote(self.persian.url_path)}", "item"),
            (f"{ORIGIN}{self.persian.url_path.rstrip('/')}#top", "item"),
            (f"{ORIGIN}{self.address_in(code_for(self.quotation(self.persian)))}", "quote"),
            (f"{ORIGIN}{self.image.renditions.first().url}", "asset"),
        ):
            with self.subTest(url):
                self.assertIn(f"/embed/{kind}/", self.oembed(url)["html"])
        self.assertEqual(self.oembed(f"{ORIGIN}{self.persian.url_path}")["provider_name"], "اتاق خبر کاریزان")

    def test_an_item_is_announced_with_its_picture(self):
        told = self.oembed(f"{ORIGIN}{self.item.url_path}")
        self.assertEqual(told["thumbnail_url"], f"{ORIGIN}{card_url(self.image)}")

    def test_a_film_is_a_video(self):
        film = recording(kind="video", width=1280, height=720, marked_public=True)
        self.assertEqual(self.oembed(f"{ORIGIN}{film.url}")["type"], "video")

    def test_it_grows_no_larger_than_it_may(self):
        told = self.oembed(f"{ORIGIN}/en/embed/asset/{self.image.public_id}/", maxwidth=300, maxheight=250)
        self.assertEqual(told["width"], 300)
        self.assertLessEqual(told["height"], 250)
        self.assertIn('width="300"', told["html"])

    def test_what_it_does_not_know_is_refused_as_json(self):
        here, hidden = f"{ORIGIN}{self.item.url_path}", story("Draft", state="draft")
        for query, status in (
            ({"url": here, "format": "xml"}, 501),
            ({}, 400),
            ({"url": here, "maxwidth": "wide"}, 400),
            ({"url": here, "maxwidth": "0"}, 400),
            ({"url": f"{ORIGIN}{hidden.url_path}"}, 404),
            ({"url": f"{ORIGIN}/en/"}, 404),
            ({"url": f"{ORIGIN}/admin/"}, 404),
            ({"url": f"{ORIGIN}/xx/nothing/"}, 404),
            ({"url": f"https://elsewhere.example{self.item.url_path}"}, 404),
            ({"url": self.item.url_path}, 404),
            ({"url": f"javascript:alert(1)//{here}"}, 404),
            ({"url": f"{here}%00"}, 404),
            ({"url": f"{ORIGIN}/%ff/"}, 404),
            ({"url": "http://[::1"}, 404),
            ({"url": "x" * 9000}, 404),
        ):
            with self.subTest(query):
                response = self.client.get("/oembed", query)
                self.assertEqual(response.status_code, status)
                self.assertEqual(response["Content-Type"], "application/problem+json")
        self.assertEqual(self.client.post("/oembed").status_code, 405)
        self.assertEqual(self.client.get("/oembed", {"url": here, "dnt": "1"}).status_code, 200)


@tag("once")
class CodeTests(FrameCase):
    def test_the_code_is_a_lazy_frame_with_a_name_and_nothing_of_ours_runs_outside_of_it(self):
        page = story('A "quoted" <b>headline</b>')
        frame = lxml.html.fragment_fromstring(code_for(page))
        self.assertEqual((frame.tag, frame.get("loading")), ("iframe", "lazy"))
        self.assertEqual(frame.get("title"), 'A "quoted" <b>headline</b>')
        self.assertTrue(int(frame.get("width")) and int(frame.get("height")))
        self.assertNotIn("<script", code_for(page))
        self.assertIn("newsroomFrameHeight", code_for(page, resizing=True))

    def test_facts_and_files_take_the_language_that_is_asked_for(self):
        self.assertIn("/fa/embed/fact/", code_for(self.wells, language="fa"))
        self.assertIn("چاه‌های خوانده‌شده", code_for(self.wells, language="fa"))
        self.assertIn("/fa/embed/asset/", code_for(self.image, language="fa"))

    def test_what_has_no_frame_has_no_code(self):
        self.assertEqual(code_for(None), "")
        self.assertEqual(code_for(self.leila), "")

    def test_quotations_are_those_of_the_text_in_order(self):
        found = quotations(NewsItem.objects.get(pk=self.item.pk).specific)
        self.assertEqual([(quote.words, quote.speaker) for quote in found], [("We lent it.", "Leila Rahmani")])
        self.assertIsInstance(found[0], Quotation)
        self.assertEqual(quotations(statement()), [])
        self.assertEqual(Page.objects.filter(live=True, pk=self.item.pk).count(), 1)
