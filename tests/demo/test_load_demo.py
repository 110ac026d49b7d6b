import re
from collections import Counter
from datetime import timedelta
from io import StringIO
from unittest import mock

from bs4 import BeautifulSoup
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.db.models import Max, Min
from django.test import TestCase, override_settings, tag
from django.utils import timezone, translation
from wagtail.models import Page

from demo import reading
from dialogue.models import Suggestion
from editorial.models import Embargo
from facts.citing import facts_in
from facts.models import Fact, FactVersion
from media_library.embedded.statement import statement_of
from media_library.house import house
from media_library.models import Document, Genre, Image, ImageWording, Media, Terms
from media_library.titles import title_of
from people.models import Person
from publication.gate import published
from publication.models import Reference, Release
from stories.models import FactSheet, InfoPage, NewsItem, PressKit, PressRelease, Statement, Story
from tests.factories import newsroom, story
from topics.models import Topic

# Sizes of pictures and the search index are the worker's; here the jobs are only counted.
NO_JOBS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}


def load(*options):
    output = StringIO()
    with mock.patch.dict("os.environ", {"DEMO_PASSWORD": "a password for the demo"}):
        call_command("load_demo", *options, stdout=output)
    return output.getvalue()


@override_settings(TASKS=NO_JOBS)
class LoadedDemoTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        with override_settings(TASKS=NO_JOBS):
            cls.output = load()

    def public(self, model, language):
        return published(queryset=model.objects.filter(locale__language_code=language))

    def read(self, address):
        return BeautifulSoup(self.client.get(address).content, "html.parser")

    def test_each_language_has_a_newsroom_of_its_own(self):
        sizes = {Story: 8, PressRelease: 8, Statement: 3, PressKit: 2, FactSheet: 4, InfoPage: 8}
        for language in ("en", "fa"):
            for model, size in sizes.items():
                with self.subTest(language=language, kind=model.kind()):
                    self.assertEqual(self.public(model, language).count(), size)

    def test_readers_have_said_something_in_both_languages_and_are_thanked_for_it(self):
        for language in ("en", "fa"):
            said = Suggestion.objects.filter(page__locale__language_code=language)
            with self.subTest(language):
                self.assertEqual({row.state for row in said}, {"open", "accepted", "declined"})
                thanked = said.get(state="accepted")
                self.assertEqual(thanked.correction.credited_to, thanked.name)

    def test_there_are_people_topics_and_pictures(self):
        self.assertGreaterEqual(Person.objects.public().count(), 6)
        self.assertGreaterEqual(Topic.objects.count(), 6)
        self.assertEqual(Image.objects.filter(credit="").count(), 0)

    def test_no_drawing_says_that_it_was_taken_with_a_camera(self):
        for image in Image.objects.exclude(genre=Genre.PANORAMA):
            with self.subTest(image.title):
                self.assertTrue(statement_of(image, house()).source_type.endswith("/digitalCreation"))

    def test_files_are_found_by_what_they_are_about_and_by_who_is_shown(self):
        for language in ("en", "fa"):
            page = self.read(f"/{language}/media/")
            for facet in ("topic", "person"):
                with self.subTest(facet, language=language):
                    self.assertGreater(len(page.select(f"[name={facet}] option[value]:not([value=''])")), 2)

    def test_a_portrait_leads_to_whom_it_shows(self):
        for someone in Person.objects.all():
            page = self.read(f"/en/media/{someone.portrait.public_id}/")
            shown = [link["href"] for link in page.select("main a[href*='/people/']")]
            self.assertIn(f"/en/people/{someone.slug}/", shown)

    def test_all_but_portraits_marks_and_accounts_say_what_they_are_about(self):
        silent = [asset.title for model in (Image, Document, Media) for asset in model.objects.filter(topics=None)]
        for title in silent:
            self.assertRegex(title, "^(Portrait|Karizan|Accounts)")

    def test_no_two_files_have_one_name_for_readers(self):
        for language in ("en", "fa"):
            with translation.override(language):
                names = [title_of(asset)[0] for model in (Image, Document, Media) for asset in model.objects.all()]
            self.assertEqual([name for name, times in Counter(names).items() if times > 1], [])

    def test_the_marks_name_the_house_and_say_for_which_ground_they_are(self):
        said = {
            "en": ("Karizan Water Trust", "light backgrounds", "dark backgrounds"),
            "fa": ("بنیاد آب کاریزان", "زمینهٔ روشن", "زمینهٔ تیره"),
        }
        for language, (name, *grounds) in said.items():
            words = ImageWording.objects.filter(asset__credit="Karizan", locale__language_code=language)
            self.assertEqual(words.filter(title__contains=name, alt__contains=name).count(), 3)
            self.assertEqual(words.values("alt").distinct().count(), 3)
            for ground in grounds:
                self.assertEqual(words.filter(title__contains=ground).count(), 1)

    def test_no_kit_promises_files_that_have_to_be_asked_for(self):
        said = {"en": ("call first", "cleared", "asked for"), "fa": ("تماس بگیرید", "آمادهٔ کار خبری", "اجازه بگیرید")}
        for language, (call, cleared, exception) in said.items():
            for kit in self.public(PressKit, language):
                self.assertIn(Terms.ASK, {file.terms for file in kit.files}, kit.title)
                self.assertIn(call, kit.terms)
                if cleared in kit.standfirst:
                    self.assertIn(exception, kit.standfirst)

    def test_fact_sheets_stand_on_more_than_thirty_facts(self):
        placed = set().union(*(facts_in(sheet) for sheet in FactSheet.objects.all()))
        self.assertGreater(len(placed & set(Fact.objects.public().values_list("pk", flat=True))), 30)
        self.assertTrue(Fact.objects.public().stale().exists())

    def test_one_statement_of_each_language_is_a_thread(self):
        for language in ("en", "fa"):
            self.assertTrue(any(page.is_thread for page in self.public(Statement, language)))

    def test_press_kits_hold_eight_files_and_more(self):
        for kit in PressKit.objects.published():
            self.assertGreaterEqual(len(kit.files), 8, kit.title)

    def test_its_history_spreads_over_two_years(self):
        dates = NewsItem.objects.published().aggregate(first=Min("first_published_at"), last=Max("first_published_at"))
        self.assertGreater(dates["last"] - dates["first"], timedelta(days=650))

    def test_an_older_release_keeps_the_value_of_its_day(self):
        release = PressRelease.objects.get(slug="marvdan-groundwater-2023-24")
        changed = [cited for cited in release.cited.values() if cited.now]
        self.assertTrue(changed)
        self.assertLess(changed[0].said.at, changed[0].now.at)

    def test_no_version_of_a_fact_is_younger_than_the_demo(self):
        self.assertFalse(FactVersion.objects.filter(at__gt=timezone.now()).exists())

    def test_most_items_are_pairs_and_some_stand_in_one_language(self):
        keys = NewsItem.objects.values_list("translation_key", flat=True)
        pairs = [key for key in set(keys) if list(keys).count(key) == 2]
        self.assertGreater(len(pairs), len(set(keys)) / 2)
        self.assertLess(len(pairs), len(set(keys)))

    def test_a_pair_with_its_kit_waits_to_go_out_together_and_lacks_nothing(self):
        bundle = Release.objects.bundles().get()
        self.assertEqual((bundle.state, bundle.items.count(), bundle.blockers), (Release.State.PENDING, 4, 0))

    def test_one_item_is_scheduled_and_one_in_review(self):
        self.assertTrue(Release.objects.pending().exists())
        self.assertTrue(any(page.current_workflow_state for page in PressRelease.objects.filter(live=False)))

    def test_every_story_is_longer_than_four_hundred_words_in_english(self):
        for page in self.public(Story, "en"):
            words = sum(len(element.text().split()) for element in page.specific.document())
            self.assertGreaterEqual(words, 400, page.title)

    def test_what_is_public_has_a_reference_and_the_pair_shares_it(self):
        for page in NewsItem.objects.published():
            self.assertTrue(Reference.objects.filter(translation_key=page.translation_key).exists(), page.title)

    def test_all_that_is_public_is_whole(self):
        for page in NewsItem.objects.published().specific():
            self.assertEqual(page.what_is_missing(), [], page.title)

    def test_a_piece_that_was_taken_back_says_why_at_its_address(self):
        for page in PressRelease.objects.filter(live=False, withdrawals__is_public=True):
            self.assertContains(self.client.get(page.url_path), page.withdrawals.get().reason, status_code=410)
        self.assertEqual(PressRelease.objects.filter(withdrawals__is_public=True).count(), 2)

    def test_every_public_page_answers(self):
        for page in published():
            self.assertEqual(self.client.get(page.url).status_code, 200, page.url)

    def test_the_logins_open_with_the_password_that_is_printed(self):
        self.assertIn("a password for the demo", self.output)
        for name in ("owner", "publisher", "approver", "legal", "editor", "writer"):
            self.assertIn(name, self.output)
            self.assertIsNotNone(authenticate(username=name, password="a password for the demo"))

    def test_a_piece_of_each_language_is_under_embargo_and_the_link_to_it_is_printed(self):
        links = re.findall(r"/(?:en|fa)/embargo/\S+", self.output)
        self.assertEqual([link[:4] for link in links], ["/en/", "/fa/"])
        for link in links:
            self.assertEqual(self.client.post(link, follow=True).status_code, 200)
        self.assertEqual(Embargo.objects.standing().count(), 2)

    def test_loading_again_changes_nothing(self):
        before = list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision_id"))
        pictures = Image.objects.count()
        self.assertIn("already there", load())
        self.assertEqual(list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision_id")), before)
        self.assertEqual(Image.objects.count(), pictures)


@override_settings(TASKS=NO_JOBS)
@tag("once")
class ForeignContentTest(TestCase):
    def test_a_site_with_content_of_its_own_is_left_alone(self):
        newsroom()
        story("Somebody's own")
        with self.assertRaisesMessage(CommandError, "Somebody's own"):
            load()
        self.assertEqual(NewsItem.objects.count(), 1)
        self.assertFalse(get_user_model().objects.filter(username="writer").exists())

    def test_told_to_it_loads_beside_it(self):
        newsroom()
        own = story("Somebody's own")
        load("--beside-other-content")
        self.assertGreater(NewsItem.objects.count(), 10)
        own.refresh_from_db()
        self.assertEqual(own.title, "Somebody's own")


class ReadingTest(TestCase):
    def test_marks_become_stored_rich_text(self):
        html = reading.rich_text("## Head\n\nOne **bold** [word](https://a.example) & more\n\n- a\n- b", _anchor)
        self.assertEqual(
            html,
            '<h2>Head</h2><p>One <b>bold</b> <a href="https://a.example">word</a> &amp; more</p>'
            "<ul><li>a</li><li>b</li></ul>",
        )


def _anchor(address):
    return f'<a href="{address}">'
