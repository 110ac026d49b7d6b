"""Films, sound and documents on pages: captions, what may be taken away, accessible versions, first pages."""

from datetime import date

from django.core.files.base import ContentFile
from django.test import TestCase, tag
from wagtail.models import Collection, CollectionViewRestriction

from media_library.models import Document, Media
from media_library.previews import draw
from pages.document import assets_of, in_force
from stories.models import NewsItem
from stories.readiness import what_is_missing
from syndication.rows import read
from tests.factories import body, document, newsroom, story
from tests.media_library import sounds
from tests.media_library.test_documents import pages

VTT = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nآب\n"


def film(**fields):
    fields = {"title": "The divider", "type": "video", "credit": "Karizan", "terms": "free", **fields}
    return Media.objects.create(file=ContentFile(sounds.webm(), "divider.webm"), **fields)


def page_with(made, language="en", **given):
    return story("A film", language=language, body=body((made.type, {"media": made.pk, "caption": ""})), **given)


@tag("once")
class FilmsTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def test_captions_are_tracks_and_those_in_the_language_of_the_page_are_switched_on(self):
        made = film()
        for code in ("en", "fa"):
            made.keep_captions(code, VTT)
        html = self.client.get(page_with(made, "fa").url).content.decode()
        own, other = (made.tracks.get(locale__language_code=code) for code in ("fa", "en"))
        track = f'<track kind="captions" srclang="fa" label="فارسی" src="{own.url}" default>'
        self.assertInHTML(track, html)
        self.assertIn(f'src="{other.url}">', html)
        self.assertEqual(self.client.get(own.url).status_code, 200)

    def test_the_player_knows_its_size_and_fetches_nothing_by_itself(self):
        html = self.client.get(page_with(film()).url).content.decode()
        self.assertIn('preload="none"', html)
        self.assertIn('width="1280" height="720"', html)

    def test_it_can_be_taken_away_where_the_terms_allow_it(self):
        html = self.client.get(page_with(film()).url).content.decode()
        self.assertRegex(html, r'divider\.webm\?download=en" download>Download \(<bdi dir="ltr">WEBM</bdi>')
        html = self.client.get(page_with(film(terms="ask")).url).content.decode()
        self.assertNotIn("download=", html)

    def test_captions_alone_are_enough_for_those_who_cannot_hear(self):
        made = film()
        page = page_with(made, state="draft")
        needed = "needs a transcript or a caption"
        self.assertTrue(any(needed in message for message in what_is_missing(page)))
        made.keep_captions("en", VTT)
        self.assertFalse(any(needed in message for message in what_is_missing(page)))


@tag("once")
class DocumentsOnPagesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.plain = document("Register, to be read aloud")
        cls.paper = document("Register", name="register.pdf", content=pages(3), language="fa")
        cls.paper.accessible_version = cls.plain
        cls.paper.save()
        draw(cls.paper)
        cls.paper = Document.objects.get(pk=cls.paper.pk)
        cls.page = story("Papers", body=body(("documents", [cls.paper.pk])))

    def test_a_document_says_how_long_and_heavy_it_is_and_in_which_language(self):
        html = self.client.get(self.page.url).content.decode()
        for words in ("3 pages", '<bdi lang="fa">فارسی</bdi>', "bytes"):
            self.assertIn(words, html)

    def test_an_accessible_version_that_may_be_shown_no_more_is_named_nowhere(self):
        vault = Collection.get_first_root_node().add_child(name="Vault")
        CollectionViewRestriction.objects.create(collection=vault, restriction_type="password", password="x")
        hidden = {"collection": Collection.objects.get(pk=vault.pk)}, {"expires_on": date(2026, 1, 1)}
        for change in hidden:
            with self.subTest(change):
                Document.objects.filter(pk=self.plain.pk).update(**change)
                html = self.client.get(self.page.url).content.decode()
                self.assertIn(self.paper.url, html)
                self.assertNotIn("Accessible version", html)
                [fed] = read(NewsItem.objects.filter(pk=self.page.pk), "en")
                self.assertNotIn(self.plain, assets_of(fed.unsettled_document()))
                Document.objects.filter(pk=self.plain.pk).update(collection=self.plain.collection, expires_on=None)
        self.assertContains(self.client.get(self.page.url), "Accessible version")

    def test_when_its_own_rights_have_ended_the_search_keeps_its_accessible_version(self):
        Document.objects.filter(pk=self.paper.pk).update(expires_on=date(2026, 1, 1))
        kept = assets_of(in_force(NewsItem.objects.get(pk=self.page.pk).specific.document()))
        self.assertEqual(list(kept), [self.plain])

    def test_its_first_page_and_its_accessible_version_stand_beside_it_and_open_with_it(self):
        html = self.client.get(self.page.url).content.decode()
        for address in (self.paper.preview_url, self.plain.url):
            self.assertIn(address, html)
            self.assertEqual(self.client.get(address).status_code, 200)
        self.page.unpublish()
        for address in (self.paper.preview_url, self.plain.url):
            self.assertEqual(self.client.get(address).status_code, 404)
