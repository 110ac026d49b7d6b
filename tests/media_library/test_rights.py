"""When the rights to a file have ended it is gone for readers, by every address and in every form; editors still see
it."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from django.core.cache import cache
from django.db import connection
from django.test import Client, TestCase, override_settings, tag
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import HomePage
from media_library import rights
from media_library.models import Document, Image, Media
from media_library.models.asset import today
from media_library.renditions import make_missing
from publication.models import Epoch
from stories.models import MediaPage
from syndication.models import FeedState
from tests.factories import (
    body,
    brand,
    document,
    newsroom,
    person,
    picture,
    press_kit,
    recording,
    release,
    section,
    statement,
    story,
)
from tests.publication.desk import Desk

WORDS = {"en": {"alt": "Reeds before sunrise", "caption": "Reedbed at first light"}}
CAPTION = WORDS["en"]["caption"]
GONE = "This picture is no longer available."
DAY = timedelta(days=1)


def end(*assets, days_ago=1):
    """As the clock does it: nobody saves anything."""
    for asset in assets:
        type(asset).objects.filter(pk=asset.pk).update(expires_on=today() - days_ago * DAY)


def everything(response):
    return b"".join(response) if response.streaming else response.content


class RightsCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.dawn = picture("Dawn", texts=WORDS, credit="Omid Karimi", size=(900, 600))
        make_missing(cls.dawn)
        cls.table, cls.sound = document("Levels"), recording("Reeds in wind")
        shot = {"image": cls.dawn.pk, "caption": ""}
        cls.story = story(
            lead_image=cls.dawn,
            body=body(
                ("paragraph", "<p>The lake is back.</p>"), ("image", {**shot, "width": "text"}),
                ("gallery", [shot, shot]), ("documents", [cls.table.pk]),
                ("audio", {"media": cls.sound.pk, "caption": ""}),
            ),
        )  # fmt: skip

    def setUp(self):
        cache.clear()

    def page(self, address=None, client=None):
        response = (client or self.client).get(address or self.story.url)
        self.assertEqual(response.status_code, 200)
        return everything(response).decode()


@tag("once")
class FilesTests(RightsCase):
    def addresses(self):
        yield self.table.url
        yield from (size.url for size in self.dawn.renditions.all())

    def test_on_the_last_day_they_are_there_and_on_the_next_they_are_not(self):
        end(self.dawn, self.table, days_ago=0)
        self.assertEqual({self.client.get(url).status_code for url in self.addresses()}, {200})
        end(self.dawn, self.table)
        self.assertEqual({self.client.get(url).status_code for url in self.addresses()}, {404})

    def test_the_day_is_that_of_the_site_whatever_zone_is_active(self):
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
            with timezone.override(zone):
                end(self.dawn, days_ago=0)
                self.assertFalse(Image.objects.get(pk=self.dawn.pk).rights_expired)
                end(self.dawn)
                self.assertTrue(Image.objects.get(pk=self.dawn.pk).rights_expired)

    def test_a_mark_opens_them_no_more_than_a_page_does(self):
        Document.objects.filter(pk=self.table.pk).update(marked_public=True)
        end(self.table)
        self.assertEqual(self.client.get(self.table.url).status_code, 404)

    def test_a_refusal_costs_as_many_queries_as_that_of_a_file_that_does_not_exist(self):
        end(self.table)
        nowhere = f"/media/{'0' * 32}/{self.table.file.name.rpartition('/')[2]}"
        counts = []
        for url in (nowhere, self.table.url, nowhere):
            with CaptureQueriesContext(connection) as queries:
                self.assertEqual(self.client.get(url).status_code, 404)
            counts.append(len(queries))
        self.assertEqual(counts[1], counts[2])

    def test_a_cache_keeps_them_no_longer_than_their_rights_last(self):
        def kept():
            return int(self.client.get(self.table.url)["Cache-Control"].removeprefix("public, max-age="))

        self.assertEqual(kept(), 600)
        end(self.table, days_ago=0)
        left = (rights.end_of(today()) - timezone.now()).total_seconds()
        self.assertAlmostEqual(kept(), min(600, left), delta=5)

    def test_editors_still_get_them_and_nobody_keeps_the_copy(self):
        end(self.table)
        response = Desk("Editor").client.get(self.table.url)
        self.assertEqual((response.status_code, response["Cache-Control"]), (200, "private, no-store"))


@tag("once")
class PiecesTests(RightsCase):
    def test_a_piece_says_in_its_place_that_it_is_no_longer_available(self):
        before = self.page()
        for told in (CAPTION, self.dawn.public_id, self.table.public_id, self.sound.public_id):
            self.assertIn(told, before)
        end(self.dawn, self.table, self.sound)
        after = self.page()
        for gone in (CAPTION, "Omid Karimi", "Reeds before", self.dawn.public_id, self.table.public_id, "Levels"):
            self.assertNotIn(gone, after)
        self.assertNotIn(self.sound.public_id, after)
        self.assertEqual(after.count(GONE), 4)  # the lead picture, one in the text, two frames
        for told in ("This document is no longer available.", "This recording is no longer available."):
            self.assertIn(told, after)

    def test_it_says_so_in_persian_too(self):
        shot = {"image": self.dawn.pk, "caption": "", "width": "text"}
        persian = story("خبر", language="fa", body=body(("image", shot)))
        end(self.dawn)
        page = self.page(persian.url)
        self.assertNotIn(self.dawn.public_id, page)
        self.assertIn("دیگر در دسترس نیست", page)

    def test_a_preview_shows_editors_what_readers_do_not_see(self):
        end(self.dawn)
        page = Desk().client.get(f"/admin/pages/{self.story.pk}/view_draft/")
        self.assertContains(page, CAPTION)
        self.assertContains(page, "Rights have ended")

    def test_the_kinds_that_lead_with_a_picture_lead_with_its_place(self):
        end(self.dawn)
        for make in (release, statement):
            page = self.page(make(lead_image=self.dawn).url)
            self.assertNotIn(self.dawn.public_id, page)
            self.assertIn(GONE, page)

    def test_a_kit_neither_shows_nor_counts_it(self):
        kit = press_kit(chapters=[("In pictures", [("image", self.dawn), ("document", self.table)])])
        self.assertIn("2 files", self.page(kit.url))
        end(self.dawn)
        page = self.page(kit.url)
        self.assertIn("1 file", page)
        self.assertNotIn(self.dawn.public_id, page)

    def test_what_was_prolonged_is_back(self):
        end(self.dawn)
        self.assertIn(GONE, self.page())
        image = Image.objects.get(pk=self.dawn.pk)
        image.expires_on = today() + DAY
        image.save()
        self.assertIn(CAPTION, self.page())


class EverythingElseTests(RightsCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.someone = person("Leila Rahmani", portrait=cls.dawn)
        home = HomePage.objects.get(slug="en")
        cls.media = section(MediaPage).url
        cls.places = {
            "front page": home.url, "stories": "/en/stories/", "media page": cls.media, "people": "/en/people/",
            "person": f"/en/people/{cls.someone.slug}/", "atom": "/en/feed.xml", "sitemap": "/sitemap-en-1.xml",
            "json": f"{cls.story.url}?format=json", "markdown": f"{cls.story.url}?format=md",
            "ninjs": f"{cls.story.url}?format=ninjs", "html": f"{cls.story.url}?format=html",
        }  # fmt: skip

    def test_it_is_no_asset_of_the_api_and_has_no_frame(self):
        addresses = [f"/api/v1/assets/{self.dawn.public_id}/", f"/en/embed/asset/{self.dawn.public_id}/"]
        self.assertEqual([self.client.get(address).status_code for address in addresses], [200, 200])
        end(self.dawn)
        self.assertEqual([self.client.get(address).status_code for address in addresses], [404, 404])
        self.assertNotIn(self.dawn.public_id, self.page("/api/v1/assets/"))

    def test_it_is_in_no_list_feed_form_or_sitemap(self):
        self.places = {name: address for name, address in self.places.items() if self.answers(address)}
        self.assertGreaterEqual(len(self.places), 8)
        showing = {name for name, address in self.places.items() if self.dawn.public_id in self.page(address)}
        self.assertLessEqual({"front page", "stories", "media page", "people", "person", "json"}, showing)
        end(self.dawn, self.table, self.sound)
        rights.tell([self.dawn.public_id])
        for name, address in self.places.items():
            page = self.page(address)
            for gone in (self.dawn.public_id, CAPTION, self.table.public_id, self.sound.public_id):
                self.assertNotIn(gone, page, name)

    def answers(self, address):
        return self.client.get(address).status_code == 200

    def test_the_archive_of_a_piece_leaves_it_out(self):
        other = picture("Gate", texts={"en": {"alt": "A plank", "caption": "The gate"}})
        make_missing(other)
        shots = [("image", {"image": one.pk, "caption": ""}) for one in (self.dawn, other)]
        page = story("With two pictures", body=body(*shots))
        end(self.dawn)
        with ZipFile(BytesIO(everything(self.client.get(f"{page.url}?format=zip")))) as archive:
            said = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".txt", ".csv")))
            pictures = [name for name in archive.namelist() if name.endswith(".jpg")]
        self.assertEqual(len(pictures), 1)
        self.assertNotIn(CAPTION.encode(), said)

    def test_the_search_does_not_find_the_piece_by_its_words(self):
        found = "/en/search/?q=reedbed"
        self.assertIn(self.story.url, self.page(found))
        end(self.dawn)
        rights.tell([self.dawn.public_id])
        self.assertNotIn(self.story.url, self.page(found))

    @override_settings(SHARE_CARDS=True)
    def test_a_link_to_the_piece_is_shown_without_it(self):
        self.assertIn(f"/media/{self.dawn.public_id}/", self.page())
        end(self.dawn)
        rights.tell([self.dawn.public_id])
        head = self.page().partition("</head>")[0]
        self.assertIn("og:image", head)
        self.assertNotIn(self.dawn.public_id, head)


class ClockTests(RightsCase):
    def states(self):
        return Epoch.objects.get().version, *FeedState.objects.order_by("language").values_list("version", flat=True)

    def tomorrow(self):
        return rights.end_of(today())

    def test_what_is_kept_of_the_site_moves_when_the_day_ends_and_once_only(self):
        end(self.dawn, days_ago=0)
        rights.tick()
        before = self.states()
        self.assertEqual(rights.tick(self.tomorrow() - timedelta(seconds=1)), 0)
        self.assertEqual(self.states(), before)
        self.assertEqual(rights.tick(self.tomorrow()), 1)
        after = self.states()
        self.assertFalse(set(before) & set(after))
        self.assertEqual(rights.tick(self.tomorrow()), 0)
        self.assertEqual(self.states(), after)

    def test_a_worker_that_was_away_for_days_makes_up_for_it(self):
        rights.tick()
        end(self.dawn, days_ago=-1)
        end(self.table, days_ago=-3)
        self.assertEqual(rights.tick(self.tomorrow() + 9 * DAY), 2)

    def test_a_day_on_which_nothing_ends_moves_nothing(self):
        rights.tick()
        before = self.states()
        self.assertEqual(rights.tick(self.tomorrow()), 0)
        self.assertEqual(self.states(), before)

    def test_a_day_that_is_set_to_the_past_moves_everything_at_once(self):
        for kind, row in ((Image, self.dawn), (Document, self.table), (Media, self.sound)):
            before = self.states()
            asset = kind.objects.get(pk=row.pk)
            asset.expires_on = today() - DAY
            asset.save()
            self.assertFalse(set(before) & set(self.states()), kind)

    def test_saving_what_has_ended_moves_no_feed(self):
        end(self.dawn)
        before = self.states()
        Image.objects.get(pk=self.dawn.pk).save()
        self.assertEqual(self.states(), before)

    def test_what_becomes_of_a_file_that_nobody_has_met_moves_nothing(self):
        rights.tick()
        before = self.states()
        picture("Never shown", expires_on=today() - DAY)
        end(picture("Never shown either"), days_ago=0)
        self.assertEqual(rights.tick(self.tomorrow()), 0)
        self.assertEqual(self.states(), before)

    def test_it_asks_once_a_second_with_one_query(self):
        rights.tick()
        with self.assertNumQueries(1):
            rights.tick()


class AnonymousTests(RightsCase):
    def test_a_session_without_the_admin_opens_nothing(self):
        end(self.table)
        client = Client()
        client.cookies["sessionid"] = "x" * 32
        self.assertEqual(client.get(self.table.url).status_code, 404)
