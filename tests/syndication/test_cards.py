"""Share cards: drawn as they were approved, made when a page is public, and gone when it is not."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from django.core.cache import cache
from django.core.checks import run_checks
from django.core.files.storage import default_storage
from django.db import connection
from django.test import SimpleTestCase, TestCase, tag
from django.test.utils import CaptureQueriesContext, override_settings
from PIL import Image as Pillow
from PIL import ImageChops, ImageFont, ImageOps, ImageStat, features

from media_library.renditions import CARD
from pages.models import BrandSettings
from stories.models import StoryIndexPage, TopicIndexPage
from syndication.cards import drawing
from syndication.cards.faces import Face
from syndication.cards.finding import own_card_of
from syndication.cards.making import face_in_its_language
from syndication.models import ShareCard
from tests.factories import brand, fact, newsroom, person, picture, release, republish, section, story, topic

from .reading import head

ORIGIN = "http://testserver"
STORED = Path(__file__).parent / "cards"
#: Small, so that the stored pictures are; a missing dot or another joint of letters still shows.
COMPARED = (480, 252)
#: Mean difference of a point, of 255. What is not shaped differs by more than ten times this.
TOLERANCE = 0.6
#: To write the stored pictures anew after a change of the design: NEW_CARDS=1.
WRITES = bool(os.environ.get("NEW_CARDS"))

FACES = {
    "en-story": Face(
        "page 1", "en", "Forty-nine years of counting every bird, and what the numbers never said", "Story", "2026",
        "Karizan Newsroom", "#1E3A8A", "serif",
    ),
    "en-release": Face("page 1", "en", "The gate opens", "Press release", "2026", "Karizan Newsroom", "#7A1F2B"),
    "fa-story": Face(
        "page 1", "fa", "چهل‌ونه سال شمردن پرنده‌های تالاب: «هیچ‌کس نپرسید چرا می‌شماریم»", "گزارش", "۱۴۰۵",
        "اتاق خبر کاریزان", "#0B6E4F", "serif",
    ),
    "fa-release": Face(
        "page 1", "fa", "نسخهٔ ۲ نرم‌افزار Karizan OS با TOPCon (۹۵٪) در ۱۴۰۵/۰۴/۱۲ آمد", "خبر", "۱۴۰۵",
        "اتاق خبر کاریزان", "#1E3A8A",
    ),
}  # fmt: skip
OVER_PICTURE = ("en-story", "fa-story")


def scene():
    """A picture with something in every corner."""
    horizontal = Pillow.linear_gradient("L").resize((1200, 630))
    return Pillow.merge("RGB", [horizontal, horizontal.rotate(180), Pillow.new("L", (1200, 630), 90)])


def opened(drawn):
    return Pillow.open(io.BytesIO(drawn))


@tag("once")
class DrawingTests(SimpleTestCase):
    def cards(self):
        for name, face in FACES.items():
            yield name, drawing.draw(face)
        for name in OVER_PICTURE:
            yield f"{name}-over-picture", drawing.draw(FACES[name], scene())

    def difference(self, name, drawn):
        small = ImageOps.posterize(opened(drawn).convert("L").resize(COMPARED, Pillow.Resampling.LANCZOS), 4)
        path = STORED / f"{name}.png"
        if WRITES:
            small.save(path, optimize=True)
        return ImageStat.Stat(ImageChops.difference(small, Pillow.open(path))).mean[0]

    def test_each_card_looks_as_the_stored_one_in_both_scripts(self):
        for name, drawn in self.cards():
            with self.subTest(name):
                self.assertLess(self.difference(name, drawn), TOLERANCE)

    def test_the_comparison_notices_persian_that_was_not_shaped(self):
        drawing._font.cache_clear()
        self.addCleanup(drawing._font.cache_clear)
        stock = ImageFont.truetype

        def without_shaping(path, size, **options):
            return stock(path, size, layout_engine=ImageFont.Layout.BASIC)

        with (
            mock.patch.object(ImageFont, "truetype", without_shaping),
            mock.patch.object(drawing.Letters, "how", lambda letters: {}),
        ):
            drawn = drawing.draw(FACES["fa-release"])
        self.assertGreater(self.difference("fa-release", drawn) if not WRITES else 99, 5 * TOLERANCE)

    def test_a_card_is_a_jpeg_of_1200_by_630_below_100_kilobytes(self):
        noise = Pillow.effect_noise((1200, 630), 120).convert("RGB")
        drawn = [drawn for _name, drawn in self.cards()] + [drawing.draw(FACES["fa-story"], noise)]
        for card in drawn:
            picture = opened(card)
            self.assertEqual((picture.format, picture.size), ("JPEG", (1200, 630)))
            self.assertLess(len(card), 100_000)

    def test_the_card_carries_its_words(self):
        self.assertEqual(opened(drawing.draw(FACES["fa-story"])).info["comment"].decode(), FACES["fa-story"].words)

    def test_any_headline_stays_between_the_rules_and_the_edges(self):
        headlines = ["Water", "Water " * 60, "Hydrogeochemistry" * 12, "آب " * 90, "هیدروژئوشیمی‌" * 20]
        for headline in headlines:
            language = "en" if headline.isascii() else "fa"
            bare = opened(drawing.draw(Face("page 1", language, "·", "Story", "2026", "Karizan", "#1E3A8A")))
            card = opened(drawing.draw(Face("page 1", language, headline, "Story", "2026", "Karizan", "#1E3A8A")))
            changed = ImageChops.difference(bare.convert("L"), card.convert("L")).point(
                lambda value: 255 * (value > 60)
            )
            left, top, right, bottom = changed.getbbox()
            with self.subTest(headline[:20]):
                self.assertTrue(left >= 60 and right <= 1140 and top >= 128 and bottom <= 538, changed.getbbox())

    def test_what_no_font_holds_is_left_out_and_a_text_of_nothing_else_is_not_drawn(self):
        with_sign = drawing.draw(Face("page 1", "en", "Rain 🌧 comes", "", "", "Karizan", "#1E3A8A"))
        without = drawing.draw(Face("page 1", "en", "Rain comes", "", "", "Karizan", "#1E3A8A"))
        difference = ImageChops.difference(opened(with_sign), opened(without))
        self.assertLess(max(ImageStat.Stat(difference).mean), 25)
        with self.assertRaises(drawing.CannotBeDrawn):
            drawing.draw(Face("page 1", "en", "水利工程", "", "", "Karizan", "#1E3A8A"))

    def test_without_shaping_persian_is_not_drawn_and_a_check_says_what_to_install(self):
        with mock.patch.object(features, "check", return_value=False):
            with self.assertRaises(drawing.CannotBeDrawn):
                drawing.draw(FACES["fa-story"])
            found = [message for message in run_checks() if message.id == "syndication.W001"]
        self.assertIn("libfribidi0", found[0].hint)
        self.assertEqual([message for message in run_checks() if message.id == "syndication.W001"], [])


@override_settings(SHARE_CARDS=True)
class MakingTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def made(self, make, *args, **given):
        """What `make` returns, once the jobs that it has queued have run."""
        with self.captureOnCommitCallbacks(execute=True):
            result = make(*args, **given)
        cache.clear()
        return result

    def card(self, page=None, **given):
        return head(page, **given).one("og:image")

    def fetch(self, address):
        return self.client.get(address.removeprefix(ORIGIN))

    def queries_of_a_404(self, address):
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            self.assertEqual(self.fetch(address).status_code, 404)
        return len(asked)

    def test_a_page_without_a_picture_is_announced_with_the_card_that_a_job_has_drawn(self):
        page = release()
        self.assertIn("/static/syndication/card.png", self.card(page))
        page = self.made(release, "Wells are read")
        found = head(page)
        response = self.fetch(found.one("og:image"))
        self.assertEqual((response.status_code, response["Content-Type"]), (200, "image/jpeg"))
        self.assertEqual(opened(response.getvalue()).size, (1200, 630))
        self.assertEqual(found.one("og:image:alt"), "Press release. Wells are read. Karizan Newsroom")
        self.assertEqual(found.node("NewsArticle")["image"][0]["url"], found.one("og:image"))

    def test_its_address_answers_while_the_page_is_public_and_at_no_other_time(self):
        page = self.made(story)
        address = self.card(page)
        self.assertEqual(self.fetch(address).status_code, 200)
        closed = section(StoryIndexPage)
        closed.unpublish()
        self.assertEqual(self.queries_of_a_404(address), self.queries_of_a_404(f"/card/{'0' * 32}.jpg"))
        closed.save_revision().publish()
        self.assertEqual(self.fetch(address).status_code, 200)
        name = ShareCard.objects.get(page=page).file.name
        self.made(type(page).objects.get(pk=page.pk).unpublish)
        self.assertEqual(self.fetch(address).status_code, 404)
        self.assertFalse(ShareCard.objects.filter(page=page).exists() or default_storage.exists(name))

    def test_of_a_draft_there_is_none_and_its_words_change_nothing(self):
        self.made(story, "A secret", state="draft")
        self.assertFalse(ShareCard.objects.filter(page__isnull=False).exists())
        page = self.made(story, "Told")
        address = self.card(page)
        page.title = "Not yet told"
        self.made(page.save_revision)
        self.assertEqual(self.card(type(page).objects.get(pk=page.pk)), address)

    def test_another_headline_is_another_card_and_the_old_one_is_gone(self):
        page = self.made(story, "The first headline")
        before = self.card(page)
        page.title = "The second headline"
        self.made(page.save_revision().publish)
        after = self.card(type(page).objects.get(pk=page.pk))
        self.assertNotEqual(before, after)
        self.assertEqual(self.fetch(before).status_code, 404)
        self.assertEqual(self.fetch(after).status_code, 200)

    def test_another_colour_of_the_brand_draws_all_cards_anew(self):
        page = self.made(story)
        before = self.card(page)
        settings = BrandSettings.objects.get()
        settings.colour = "#0B6E4F"
        self.made(settings.save)
        after = self.card(page)
        self.assertNotEqual(before, after)
        self.assertEqual((self.fetch(before).status_code, self.fetch(after).status_code), (404, 200))

    def test_a_page_with_a_picture_has_none_unless_the_editor_sets_the_headline_over_it(self):
        image = picture(size=(1600, 1000))
        image.get_rendition(CARD)
        page = self.made(story, lead_image=image)
        self.assertIn(image.public_id, self.card(page))
        self.assertFalse(ShareCard.objects.filter(page=page).exists())
        page = self.made(story, "Over it", lead_image=image, share_over_picture=True)
        found = head(page)
        self.assertIn("/card/", found.one("og:image"))
        self.assertEqual(found.one("og:image:alt"), "Story. Over it. Karizan Newsroom")

    def test_the_editors_own_title_text_and_picture_go_out_and_the_page_keeps_its_own(self):
        image = picture(size=(1600, 1000))
        image.get_rendition(CARD)
        page = self.made(
            story, "On the page", lead_image=picture(), share_image=image, share_title="In a post", share_text="Short.",
        )  # fmt: skip
        found = head(page)
        self.assertIn(image.public_id, found.one("og:image"))
        self.assertEqual(self.fetch(found.one("og:image")).status_code, 200)
        self.assertEqual((found.one("og:title"), found.one("og:description")), ("In a post", "Short."))
        self.assertEqual(found.one("description"), page.standfirst)
        self.assertEqual(found.node("Article")["headline"], "On the page")

    def test_facts_people_topics_and_lists_have_cards_and_everything_else_that_of_the_newsroom(self):
        water = self.made(topic)
        leila = self.made(person)
        said = self.made(fact)
        items = [self.made(story, topics=[water])]
        self.made(BrandSettings.objects.get().save)
        given = {
            "topic": {"page": section(TopicIndexPage), "path": "/en/topics/water/", "topic": water, "items": items},
            "list": {"page": section(StoryIndexPage), "items": items},
            "wire": {"path": "/en/corrections/", "notes": mock.Mock(number=1)},
        }
        addresses = {name: self.card(**context) for name, context in given.items()}
        for row in (leila, said):
            cards = ShareCard.objects.filter(**{type(row).__name__.lower(): row})
            self.assertEqual(set(cards.values_list("language", flat=True)), {"en", "fa"})
        self.assertEqual(len(set(addresses.values())), 3)
        for address in addresses.values():
            self.assertEqual(self.fetch(address).status_code, 200)
        fact_card = ShareCard.objects.get(fact=said, language="fa").digest
        self.made(republish, said, amount=64)
        self.assertEqual(self.fetch(f"/card/{fact_card}.jpg").status_code, 404)

    def test_a_persian_card_speaks_of_the_persian_year_in_persian_digits(self):
        page = story("آب قنات", language="fa", published_at=datetime(2026, 3, 20, 12, tzinfo=UTC))
        face = face_in_its_language(page)
        self.assertEqual((face.year, face.kind), ("۱۴۰۴", "روایت"))
        self.assertEqual(face.words, "روایت. آب قنات. اتاق خبر کاریزان")

    def test_a_card_that_is_known_costs_a_page_no_query(self):
        page, house = self.made(story), BrandSettings.current()
        house.word("name")
        with self.assertNumQueries(1):
            address = own_card_of(page, "en", house).url
        with self.assertNumQueries(0):
            self.assertEqual(own_card_of(page, "en", house).url, address)

    def test_a_card_whose_storage_is_away_is_not_there(self):
        address = self.card(self.made(story)).removeprefix(ORIGIN)
        away = mock.patch("django.db.models.fields.files.FieldFile.open", side_effect=PermissionError)
        with away, self.assertLogs("syndication.views", "ERROR"):
            self.assertEqual(self.client.get(address).status_code, 404)

    def test_a_card_is_asked_for_again_with_its_validator(self):
        address = self.card(self.made(story)).removeprefix(ORIGIN)
        first = self.client.get(address)
        self.assertEqual(self.client.get(address, headers={"If-None-Match": first["ETag"]}).status_code, 304)
