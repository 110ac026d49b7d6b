from datetime import timedelta

from django.test import TransactionTestCase, skipUnlessDBFeature
from django.utils import timezone
from wagtail.models import Revision

from facts import runner
from facts.models import Citation, Fact, FactVersion
from stories.models import SheetVersion
from tests.clean_slate import CleanSlate
from tests.factories import body, fact, fact_sheet, newsroom, person, placed, release, republish, revise, story
from tests.publication.test_runners_side_by_side import together

COUNT = 6


def waiting(label):
    """A fact whose approved time has just come."""
    made = fact(label, state="scheduled", go_live_at=timezone.now() + timedelta(hours=1))
    past = timezone.now() - timedelta(seconds=1)
    revision = made.latest_revision
    # As when an hour has passed: the content names the time, too.
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    return made


@skipUnlessDBFeature("has_select_for_update")
class SideBySideTest(CleanSlate, TransactionTestCase):
    """With locks and connections as in life."""

    def setUp(self):
        newsroom()

    def test_runners_publish_each_fact_once(self):
        facts = [waiting(f"Fact {number}") for number in range(COUNT)]
        self.assertEqual(together(runner.tick, runner.tick, runner.tick), [])
        runner.tick()  # What one of them had in hand, the others left to the next round.
        for made in facts:
            self.assertEqual(list(made.versions.values_list("number", flat=True)), [1])
        self.assertFalse(Revision.objects.filter(approved_go_live_at__isnull=False).exists())

    def test_runners_take_each_fact_down_once(self):
        facts = [fact(f"Fact {number}") for number in range(COUNT)]
        Fact.objects.update(expire_at=timezone.now())
        done = []
        steps = [lambda: done.append(runner.tick())] * 3
        self.assertEqual(together(*steps), [])
        done.append(runner.tick())
        self.assertEqual((sum(done), Fact.objects.filter(live=True).count()), (len(facts), 0))

    def test_publishing_by_hand_while_the_runner_does_is_no_fault(self):
        for number in range(COUNT):
            made = waiting(f"Fact {number}")
            by_hand = revise(made, go_live_at=None, amount=62)
            self.assertEqual(together(runner.tick, by_hand.publish), [])
            self.assertTrue(Fact.objects.get(pk=made.pk).live)

    def test_versions_published_at_once_are_numbered_without_a_gap(self):
        made = fact()
        revisions = [revise(made, amount=number) for number in range(COUNT)]
        self.assertEqual(together(*(revision.publish for revision in revisions)), [])
        numbers = sorted(made.versions.values_list("number", flat=True))
        self.assertEqual(numbers, list(range(1, COUNT + 2)))
        self.assertEqual(FactVersion.objects.filter(fact=made, is_current=True).get().number, COUNT + 1)

    def test_facts_of_one_sheet_that_change_at_once_are_all_in_its_last_version(self):
        facts = [fact(f"Fact {number}") for number in range(4)]
        page = fact_sheet(groups=[("The plain", facts)])
        for amount in range(COUNT):
            self.assertEqual(together(*(revise(made, amount=100 + amount).publish for made in facts)), [])
            last = SheetVersion.objects.filter(sheet=page).first()
            shown = FactVersion.objects.filter(pk__in=last.version_ids).values_list("amount", flat=True)
            self.assertEqual([int(value) for value in shown], [100 + amount] * len(facts))

    def test_a_sheet_and_its_facts_are_published_at_once(self):
        facts = [fact(f"Fact {number}") for number in range(2)]
        page = fact_sheet(groups=[("The plain", facts)])
        for amount in range(COUNT):
            changes = [revise(made, amount=100 + amount) for made in facts]
            again = page.get_latest_revision()
            self.assertEqual(together(again.publish, *(change.publish for change in changes)), [])

    def test_a_fact_and_the_pages_that_cite_it_are_published_at_once(self):
        made = fact(amount=0)
        text = body(("paragraph", f"<p>{placed(made)}</p>"))
        for number in range(1, COUNT):
            pages = [
                release(f"Release {number}", body=text, contacts=[person()], state="draft"),
                story(f"Story {number}", body=text, state="draft"),
            ]
            change = revise(made, amount=number)
            self.assertEqual(together(change.publish, *(page.get_latest_revision().publish for page in pages)), [])
            said = Citation.objects.get(page=pages[0]).version.amount
            self.assertIn(said, (number - 1, number))
        republish(made, amount=99)
        self.assertEqual(made.versions.get(is_current=True).number, COUNT + 1)
