"""Virtual tours on pages: what readers see without script, who may see it, and what leaves the house of it."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from media_library.models import Tour
from media_library.renditions import make_missing
from pages.document import Figure, Heading, Items, text_of
from tests.factories import body, document, newsroom, picture, press_kit, release, room, story, tour


def page_of(made, language="en"):
    with translation.override(language):
        return reverse("tour", args=[made.public_id])


class TourOnAPageTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.shown = picture("Clay hoops")
        link = ("link", {"x": 10, "y": 20, "title": {"en": "Elsewhere"}, "url": "https://heritage.example/qanats"})
        hoops = ("picture", {"x": 20, "y": 30, "title": {"en": "Hoops"}, "text": {}, "image": cls.shown})
        cls.tour = tour(rooms=[room(points=[link, hoops]), room("tunnel", leads_to="divider")])
        cls.blocks = body(("tour", {"tour": cls.tour.pk}))
        cls.story = story("Around the divider", body=cls.blocks)

    def panoramas(self):
        return [child.value["image"] for child in Tour.objects.get(pk=self.tour.pk).rooms]

    def test_without_script_a_reader_sees_the_flat_pictures_and_the_list_of_their_points(self):
        html = self.client.get(self.story.url).content.decode()
        for words in ("The water of Nowbar", "At the divider", "The sill", "Five notches.", "To the tunnel"):
            self.assertIn(words, html)
        self.assertIn('href="https://heritage.example/qanats"', html)
        key = self.tour.public_id[:8]
        self.assertInHTML(f'<a class="arrow" href="#tour-{key}-2">To the tunnel</a>', html)

    def test_the_viewer_is_fetched_by_no_page_and_its_script_by_pages_with_a_tour_only(self):
        html = self.client.get(self.story.url).content.decode()
        self.assertIn("js/tour.js", html)
        self.assertNotIn('src="/static/vendor', html)
        self.assertNotIn("js/tour.js", self.client.get(story("Another").url).content.decode())

    def test_the_policy_lets_in_pictures_from_memory_here_and_nothing_that_runs(self):
        policy = self.client.get(self.story.url)["Content-Security-Policy"]
        self.assertIn("img-src 'self' data: blob:", policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotIn("blob:", self.client.get(story("Another").url)["Content-Security-Policy"])

    def test_a_persian_page_shows_it_in_persian_with_persian_digits_and_says_where_it_cannot(self):
        page = story("گرداگرد مقسم", language="fa", body=self.blocks)
        html = self.client.get(page.url).content.decode()
        for words in ("گرداگرد آب نوبر", "تخته‌سنگ", "پنج شکاف.", ">۳</text>", '<h3 class="tour-room-title">این‌جا</h3>'):
            self.assertIn(words, html)
        self.assertIn('<p class="tour-point-title" lang="en">', html)

    def test_the_document_tells_it_once_as_pictures_and_lists(self):
        elements = self.story.document()
        self.assertEqual(sum(isinstance(element, Figure) for element in elements), 3)
        self.assertIsInstance(elements[0], Heading)
        self.assertEqual(sum(isinstance(element, Items) for element in elements), 2)
        self.assertIn("The sill Five notches.", text_of(elements))

    def test_feeds_and_text_have_the_pictures_and_the_words(self):
        feed = self.client.get("/en/feed.xml").content.decode()
        self.assertIn("The sill", feed)
        text = self.client.get(f"{self.story.url}?format=txt").content.decode()
        self.assertIn("Five notches.", text)

    def test_it_has_a_page_of_its_own_that_says_where_it_is_shown(self):
        response = self.client.get(page_of(self.tour))
        self.assertContains(response, "Around the divider")
        self.assertContains(response, "<h1", 1)
        self.assertContains(response, '<h2 class="tour-room-title">At the divider</h2>', html=True)
        self.assertEqual(self.client.get(page_of(self.tour, "fa")).status_code, 200)

    def test_releases_and_kits_show_it_as_well(self):
        for page in (release(body=self.blocks), press_kit(body=self.blocks)):
            self.assertContains(self.client.get(page.url), "The sill")

    def test_a_page_asks_the_database_as_often_however_many_rooms_a_tour_has(self):
        rooms = [room(f"room {number}", leads_to="room 0") for number in range(6)]
        many = story("Many", body=body(("tour", {"tour": tour("Six", rooms=rooms).pk})))
        for page in (self.story, many):
            self.client.get(page.url)  # the first visit fills caches
        with CaptureQueriesContext(connection) as with_two:
            self.client.get(self.story.url)
        with self.assertNumQueries(len(with_two)):
            self.client.get(many.url)


class WhoMaySeeATourTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.tour = tour()
        cls.panorama = cls.tour.shown_rooms[0].image
        for shown in cls.tour.shown_rooms:
            make_missing(shown.image)

    def sizes(self, image):
        return [rendition.url for rendition in image.renditions.all()]

    def answers(self):
        addresses = [page_of(self.tour), *self.sizes(self.panorama)]
        self.assertGreater(len(addresses), 3)
        return {self.client.get(address).status_code for address in addresses}

    def shown(self, **given):
        return story("Around", body=body(("tour", {"tour": self.tour.pk})), **given)

    def test_it_opens_with_the_page_that_shows_it_and_closes_with_it(self):
        self.assertEqual(self.answers(), {404})
        page = self.shown()
        self.assertEqual(self.answers(), {200})
        page.unpublish()
        self.assertEqual(self.answers(), {404})

    def test_a_draft_opens_nothing(self):
        self.shown(state="draft")
        self.assertEqual(self.answers(), {404})

    def test_a_room_that_is_taken_away_takes_its_panorama_along(self):
        self.shown()
        gone = self.tour.shown_rooms[1].image
        self.assertEqual({self.client.get(address).status_code for address in self.sizes(gone)}, {200})
        made = Tour.objects.get(pk=self.tour.pk)
        made.rooms = [("room", room(image=self.panorama, leads_to="divider"))]
        made.save()
        self.assertEqual({self.client.get(address).status_code for address in self.sizes(gone)}, {404})

    def test_an_accessible_version_opens_with_its_document_also_when_it_comes_later(self):
        paper, plain = document("Register"), document("Register, to be read aloud")
        page = story("With a paper", body=body(("documents", [paper.pk])))
        self.assertEqual(self.client.get(plain.url).status_code, 404)
        paper.accessible_version = plain
        paper.save()
        self.assertContains(self.client.get(page.url), plain.url)
        self.assertEqual(self.client.get(plain.url).status_code, 200)

    def test_an_address_that_nobody_has_given_out_is_not_found(self):
        for public_id in ("0" * 32, "x", str(self.tour.pk)):
            self.assertEqual(self.client.get(f"/en/tours/{public_id}/").status_code, 404)


class ToursThatCannotBeTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def refused(self, words, *rooms):
        made = Tour(label="A tour", rooms=[("room", value) for value in rooms])
        with self.assertRaisesMessage(ValidationError, words):
            made.full_clean()

    def test_a_picture_that_does_not_go_all_around(self):
        self.refused("twice as wide as high", room(image=picture(), leads_to="divider"))

    def test_a_point_that_leads_nowhere(self):
        self.refused("there is no room of this name", room(leads_to="the moon"))

    def test_two_rooms_of_one_name(self):
        self.refused("Two rooms have the name", room(leads_to="divider"), room(leads_to="divider"))

    def test_a_room_whose_picture_was_deleted_is_left_out_with_what_leads_there(self):
        made = tour()
        made.shown_rooms[1].image.delete()
        rooms = Tour.objects.get(pk=made.pk).shown_rooms
        self.assertEqual([str(shown.title) for shown in rooms], ["At the divider"])
        self.assertEqual([point.kind for point in rooms[0].points], ["text"])
