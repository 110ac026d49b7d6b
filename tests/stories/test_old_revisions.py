"""Whoever publishes an old revision again takes back its words, and nothing else."""

from django.test import TestCase
from wagtail.models import Page

from editorial.models import Correction
from facts.models import Citation
from publication.models import PublishedVersion, Reference
from stories.models import SheetVersion
from tests.factories import (
    body,
    fact,
    fact_sheet,
    info_page,
    newsroom,
    person,
    placed,
    press_kit,
    release,
    republish,
    statement,
    story,
)


class OldRevisionTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.someone = person(is_press_contact=True)
        cls.fact = fact(amount=61)
        cls.text = body(("paragraph", f"<p>We read {placed(cls.fact)} by hand.</p>"))

    def go_back(self, page):
        """Publishes a changed page, then its first revision; returns the page as it is then, with what it had."""
        first = page.live_revision
        had = {
            "reference": Reference.objects.given_to(page),
            "first published": page.first_published_at,
            "citations": list(Citation.objects.filter(page_id=page.pk).values_list("fact", "version", "protected")),
        }
        changed = type(page).objects.get(pk=page.pk)
        changed.title = "Another headline"
        changed.corrections.create(said=page.title, says="Another headline")
        changed.save_revision().publish()
        told = list(Correction.objects.told().filter(page=page).values_list("says", "at"))
        self.assertEqual(len(told), 1)
        first.as_object().save_revision(previous_revision=first).publish(previous_revision=first)
        back = type(page).objects.get(pk=page.pk)
        self.assertEqual(back.title, page.title)
        self.assertEqual(list(Correction.objects.told().filter(page=page).values_list("says", "at")), told)
        return back, had

    def assert_nothing_is_lost(self, page, versions=3):
        back, had = self.go_back(page)
        self.assertEqual(Reference.objects.given_to(back), had["reference"])
        self.assertEqual(back.first_published_at, had["first published"])
        numbers = PublishedVersion.objects.filter(page_id=page.pk).order_by("number").values_list("number", flat=True)
        self.assertEqual(list(numbers), list(range(1, versions + 1)))
        cited = list(Citation.objects.filter(page_id=page.pk).values_list("fact", "version", "protected"))
        self.assertEqual(cited, had["citations"])
        self.assertTrue(cited)
        return back

    def test_a_story(self):
        self.assert_nothing_is_lost(story(body=self.text, people=[self.someone]))

    def test_a_release_keeps_the_value_of_its_day_as_well(self):
        page = release(body=self.text, contacts=[self.someone])
        republish(self.fact, amount=70)
        back = self.assert_nothing_is_lost(page)
        self.assertEqual(back.cited[self.fact.pk].said.value, "61\xa0wells")

    def test_a_statement_keeps_the_value_of_its_day_as_well(self):
        page = statement(body=self.text, contacts=[self.someone])
        republish(self.fact, amount=70)
        back = self.assert_nothing_is_lost(page)
        self.assertEqual(back.cited[self.fact.pk].said.value, "61\xa0wells")

    def test_a_fact_sheet_keeps_its_versions(self):
        page = fact_sheet(groups=[("Water", [self.fact])])
        republish(self.fact, amount=70)
        before = list(SheetVersion.objects.filter(sheet=page).values_list("number", flat=True))
        back, _had = self.go_back(page)
        numbers = list(SheetVersion.objects.filter(sheet=page).values_list("number", flat=True))
        self.assertEqual(numbers[-len(before) :], before)
        self.assertEqual(back.cited[self.fact.pk].said.value, "70\xa0wells")

    def test_a_press_kit(self):
        self.assert_nothing_is_lost(press_kit(body=body(("facts", {"title": "Figures", "facts": [self.fact.pk]}))))

    def test_an_information_page(self):
        page = info_page(body=self.text)
        self.assert_nothing_is_lost(page)

    def test_a_front_page(self):
        home = Page.objects.get(depth=2, slug="en").specific
        home.chosen_facts = [home.chosen_facts.model(fact=self.fact)]
        home.save_revision().publish()
        home = Page.objects.get(pk=home.pk).specific
        self.assert_nothing_is_lost(home, versions=4)


class RevisionsOfWhatIsGone(TestCase):
    """Somebody or something that a page named once has been deleted since: the rest of the revision is still there."""

    @classmethod
    def setUpTestData(cls):
        newsroom()

    def publish_again(self, page, gone, **without):
        """Takes out what is `gone`, deletes it, and publishes the first revision again."""
        first = page.live_revision
        changed = first.as_object()
        for name, value in without.items():
            setattr(changed, name, value)
        changed.save_revision().publish()
        for row in gone:
            row.delete()
        first = type(first).objects.get(pk=first.pk)
        first.as_object().save_revision(previous_revision=first).publish(previous_revision=first)
        return type(page).objects.get(pk=page.pk)

    def test_a_person_in_the_byline(self):
        author, other = person("Hamid Yazdani"), person("Mina Tavakoli")
        back = self.publish_again(story(people=[author, other]), [author], item_people=[])
        self.assertEqual([row.person for row in back.people()], [other])

    def test_whoever_made_a_statement_and_whom_to_call(self):
        speaker, contact = person("Hamid Yazdani"), person("Mina Tavakoli", is_press_contact=True)
        page = statement(attributed_to=speaker, contacts=[contact])
        back = self.publish_again(page, [speaker, contact], attributed_to=None, contacts=[])
        self.assertIsNone(back.attributed_to)
        self.assertEqual(back.press_contacts(), [])

    def test_a_fact_on_the_front_page(self):
        home = Page.objects.get(depth=2, slug="en").specific
        chosen = [fact("One"), fact("Two")]
        home.chosen_facts = [home.chosen_facts.model(fact=one, sort_order=place) for place, one in enumerate(chosen)]
        home.save_revision().publish()
        home = Page.objects.get(pk=home.pk).specific
        back = self.publish_again(home, chosen[:1], chosen_facts=[])
        self.assertEqual([row.fact for row in back.chosen_facts.all()], chosen[1:])
