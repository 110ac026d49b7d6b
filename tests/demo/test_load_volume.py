from collections import defaultdict
from io import StringIO

from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from demo.volume import kinds
from facts.models import Citation
from media_library.models import AssetUse
from publication.gate import published
from publication.models import Epoch, PublishedVersion, Reference
from stories.models import NewsItem, SheetVersion, Story
from syndication.models import FeedState
from tests.factories import newsroom, story
from tests.publication.desk import Desk

# The sizes of the shared pictures are the worker's; here the jobs are only counted.
NO_JOBS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": []}}
ITEMS = 60


def load(*options, items=ITEMS):
    output = StringIO()
    call_command("load_volume", "--items", str(items), *options, stdout=output)
    return output.getvalue()


@override_settings(TASKS=NO_JOBS)
class LoadedVolumeTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        with override_settings(TASKS=NO_JOBS):
            cls.output = load()

    def test_all_of_it_is_public_in_both_languages_and_of_every_kind(self):
        self.assertEqual(NewsItem.objects.published().count(), ITEMS)
        for kind in kinds.KINDS:
            for language in ("en", "fa"):
                with self.subTest(kind=kind.model.__name__, language=language):
                    self.assertTrue(kind.model.objects.published().filter(locale__language_code=language).exists())

    def test_the_tree_is_sound(self):
        self.assertEqual(Page.find_problems(), ([], [], [], [], []))
        for page in Page.objects.filter(depth__gt=1):
            self.assertEqual(page.url_path, f"{page.get_parent().url_path}{page.slug}/")

    def test_every_public_page_answers(self):
        for page in published(queryset=Page.objects.filter(depth__gt=1)):
            self.assertEqual(self.client.get(page.url_path).status_code, 200, page.url_path)

    def test_nothing_that_its_kind_asks_for_is_missing(self):
        for page in NewsItem.objects.published().specific():
            self.assertEqual(page.what_is_missing(), [], page.title)
            page.full_clean()

    def test_references_are_gapless_and_shared_by_a_pair(self):
        numbers = defaultdict(list)
        for reference in Reference.objects.all():
            numbers[reference.series, reference.year].append(reference.number)
        for place, given in numbers.items():
            self.assertEqual(sorted(given), list(range(1, len(given) + 1)), place)
        keys = set(NewsItem.objects.values_list("translation_key", flat=True))
        self.assertEqual(set(Reference.objects.values_list("translation_key", flat=True)), keys)
        self.assertLess(len(keys), ITEMS)

    def test_publications_are_spread_over_years(self):
        years = {at.year for at in NewsItem.objects.values_list("first_published_at", flat=True)}
        self.assertGreater(len(years), 10)
        self.assertLess(max(NewsItem.objects.values_list("first_published_at", flat=True)), timezone.now())

    def test_each_stands_on_a_revision_that_says_what_the_page_says(self):
        for page in NewsItem.objects.select_related("live_revision"):
            self.assertEqual(page.live_revision_id, page.latest_revision_id)
            again = page.live_revision.as_object()
            self.assertEqual(again.title, page.title)
            self.assertEqual(
                [row.tag_id for row in again.item_topics.all()], [row.tag_id for row in page.item_topics.all()]
            )
            self.assertEqual(again.body.raw_data[0]["value"], page.specific.body.raw_data[0]["value"])
            version = PublishedVersion.objects.get(page=page)
            self.assertEqual((version.number, version.revision_id), (1, page.live_revision_id))

    def test_pictures_facts_and_the_desk_know_of_their_use(self):
        page = Story.objects.exclude(lead_image=None).first()
        self.assertTrue(AssetUse.objects.filter(owner_id=page.pk, public_id=page.lead_image.public_id).exists())
        self.assertTrue(ReferenceIndex.get_references_to(page.lead_image).filter(object_id=page.pk).exists())
        self.assertTrue(PageLogEntry.objects.filter(page=page, action="wagtail.publish").exists())
        sheet = SheetVersion.objects.first().sheet
        self.assertTrue(Citation.objects.filter(page=sheet).exists())

    def test_search_finds_one_by_a_word_of_its_own(self):
        page = Story.objects.published().filter(locale__language_code="fa").first()
        found = self.client.get("/fa/search/", {"q": page.title}).context["results"].object_list
        self.assertIn(page.pk, [item.pk for item in found])

    def test_one_can_be_changed_and_published_again_in_the_admin(self):
        desk = Desk()
        page = Story.objects.published().first()
        page.corrections.create(said="One text", says="Another text.")
        desk.publish(page, title="Another headline", text="Another text.")
        self.assertContains(self.client.get(page.url_path), "Another headline")
        again = Story.objects.get(pk=page.pk)
        self.assertEqual(again.first_published_at, page.first_published_at)
        self.assertEqual(again.reference, page.reference)
        self.assertEqual(again.item_people.count(), page.item_people.count())
        numbers = PublishedVersion.objects.filter(page=page).order_by("number").values_list("number", flat=True)
        self.assertEqual(list(numbers), [1, 2])

    def test_more_of_it_goes_on_where_the_last_run_ended(self):
        epoch, feed = Epoch.objects.present(), FeedState.objects.get(language="en").version
        load(items=7)
        self.assertEqual(NewsItem.objects.published().count(), ITEMS + 7)
        self.assertEqual(Page.find_problems(), ([], [], [], [], []))
        self.test_references_are_gapless_and_shared_by_a_pair()
        self.assertNotEqual(Epoch.objects.present(), epoch)
        self.assertNotEqual(FeedState.objects.get(language="en").version, feed)

    def test_it_says_how_far_it_is(self):
        self.assertIn(f"{ITEMS} of {ITEMS} items", self.output)


@override_settings(TASKS=NO_JOBS)
class RefusalTest(TestCase):
    def test_a_site_with_content_of_its_own_is_left_alone(self):
        newsroom()
        story("Somebody's own")
        with self.assertRaisesMessage(CommandError, "Somebody's own"):
            load()
        self.assertEqual(NewsItem.objects.count(), 1)

    def test_told_to_it_loads_beside_it(self):
        newsroom()
        own = story("Somebody's own")
        load("--force", items=3)
        self.assertEqual(NewsItem.objects.published().count(), 4)
        self.assertEqual(Page.find_problems(), ([], [], [], [], []))
        own.refresh_from_db()
        self.assertEqual(own.title, "Somebody's own")

    def test_a_number_that_is_none_is_refused(self):
        with self.assertRaises(CommandError):
            load(items=0)
