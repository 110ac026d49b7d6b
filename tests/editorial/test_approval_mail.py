"""Mail about approval, and what happens when somebody takes too long."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core import mail
from django.test import TestCase
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from editorial import deadlines
from editorial.models import NeedToKnow, SignOff
from publication.gate import is_published
from stories.models import Story
from tests.factories import newsroom, person, release, story
from tests.publication.desk import Desk

TITLE = "A quieter grid"
HOUR = timedelta(hours=1)


class MailTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer, cls.editor, cls.publisher = Desk("Writer"), Desk("Editor"), Desk("Publisher")
        cls.page = story(TITLE, people=[person()], state="draft", owner=cls.writer.user)

    def letters(self, to):
        return [letter for letter in mail.outbox if letter.to == [to.user.email]]

    def submit(self, page=None):
        with self.captureOnCommitCallbacks(execute=True):
            page = Story.objects.get(pk=(page or self.page).pk)
            page.get_workflow().start(page, self.writer.user)

    def step(self):
        return Story.objects.get(pk=self.page.pk).current_workflow_task_state


class StepMailTest(MailTestCase):
    def test_those_who_decide_get_one_with_the_page_for_deciding(self):
        self.submit()
        (letter,) = self.letters(self.editor)
        self.assertIn(TITLE, letter.subject)
        self.assertIn(f"/admin/editorial/decide/{self.step().pk}/", letter.body)
        self.assertIn("Please decide by", letter.body)
        self.assertEqual(self.letters(self.publisher), [])

    def test_people_who_are_named_alone_get_it_too(self):
        named = Desk("Writer", name="named")
        SignOff.objects.get(name="Editing").people.add(named.user)
        self.submit()
        self.assertEqual(len(self.letters(named)), 1)

    def test_a_persian_editor_reads_persian(self):
        profile = UserProfile.get_for_user(self.editor.user)
        profile.preferred_language = "fa"
        profile.save()
        self.submit()
        (letter,) = self.letters(self.editor)
        self.assertIn("لطفاً", letter.subject)
        self.assertRegex(letter.body, r"۱۴\d\d|[۰-۹]{4}")

    def test_who_wants_none_gets_none(self):
        profile = UserProfile.get_for_user(self.editor.user)
        profile.submitted_notifications = False
        profile.save()
        self.submit()
        self.assertEqual(self.letters(self.editor), [])

    def test_the_writer_learns_what_should_be_changed_and_by_whom(self):
        self.submit()
        with self.captureOnCommitCallbacks(execute=True):
            self.step().reject(user=self.editor.user, comment="Who says so?")
        (letter,) = self.letters(self.writer)
        self.assertIn(TITLE, letter.subject)
        self.assertIn("Who says so?", letter.body)
        self.assertIn("editor", letter.body)

    def test_and_that_it_has_passed(self):
        self.submit()
        with self.captureOnCommitCallbacks(execute=True):
            self.editor.approve(self.page)
            self.publisher.approve(self.page)
        self.assertTrue(is_published(self.page))
        self.assertIn(f"Approved: {TITLE}", [letter.subject for letter in self.letters(self.writer)])


class SecretMailTest(MailTestCase):
    def assert_nothing_is_told(self):
        self.assertTrue(mail.outbox)
        for letter in mail.outbox:
            self.assertNotIn(TITLE, letter.subject + letter.body)

    def test_under_embargo_no_mail_names_the_piece(self):
        page = Story.objects.get(pk=self.page.pk)
        page.go_live_at = timezone.now() + timedelta(days=3)
        page.save_revision(user=self.writer.user)
        self.submit()
        self.assertIn("under embargo", self.letters(self.editor)[0].subject)
        with self.captureOnCommitCallbacks(execute=True):
            self.step().reject(user=self.editor.user, comment=f"“{TITLE}” is no title.")
        self.assert_nothing_is_told()

    def test_nor_what_is_kept_to_a_desk_and_others_get_none_at_all(self):
        desk = Group.objects.create(name="Mergers")
        inside = Desk("Editor", name="inside")
        inside.user.groups.add(desk)
        NeedToKnow.objects.create(page=self.page).groups.add(desk)
        self.submit()
        self.assertEqual((len(self.letters(inside)), self.letters(self.editor)), (1, []))
        self.assert_nothing_is_told()


class DeadlineTest(MailTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.deputy = Desk("Writer", name="deputy")
        task = SignOff.objects.get(name="Editing")
        task.hours = 10
        task.save()
        task.stand_ins.add(cls.deputy.user)

    def setUp(self):
        self.submit()
        mail.outbox.clear()

    def passes(self, hours):
        now = self.step().started_at + hours * HOUR
        with self.captureOnCommitCallbacks(execute=True):
            return deadlines.tick(now)

    def expire(self):
        TaskState.objects.filter(pk=self.step().pk).update(started_at=timezone.now() - 11 * HOUR)

    def test_nobody_is_reminded_in_the_first_half(self):
        self.assertEqual(self.passes(hours=4), 0)
        self.assertEqual(mail.outbox, [])

    def test_at_half_of_the_time_those_who_decide_are_reminded_once(self):
        self.assertEqual((self.passes(hours=5), self.passes(hours=6)), (1, 0))
        self.assertIn("It still waits for you", self.letters(self.editor)[0].subject)
        self.assertEqual(self.letters(self.deputy), [])

    def test_when_it_is_over_the_stand_ins_are_told_too(self):
        self.passes(hours=10)
        for desk in (self.editor, self.deputy):
            (letter,) = self.letters(desk)
            self.assertIn("The time to decide is over", letter.subject)

    def test_what_has_been_decided_reminds_nobody(self):
        self.editor.approve(self.page)
        TaskState.objects.filter(status="in_progress").delete()
        mail.outbox.clear()
        self.assertEqual(deadlines.tick(timezone.now() + 100 * HOUR), 0)

    def test_a_stand_in_decides_only_when_it_is_over(self):
        self.deputy.approve(self.page)
        self.assertEqual(self.step().task.name, "Editing")
        self.expire()
        self.deputy.approve(self.page)
        self.assertEqual(self.step().task.name, "Publication")

    def test_it_waits_on_the_desk_of_the_stand_in_from_then_on(self):
        self.assertNotContains(self.deputy.client.get("/admin/"), TITLE)
        self.expire()
        self.assertContains(self.deputy.client.get("/admin/"), TITLE)

    def test_a_tick_with_nothing_overdue_costs_three_queries(self):
        with self.assertNumQueries(3):
            deadlines.tick()


class ByKindTest(MailTestCase):
    """Workflows by kind: who decides at which step."""

    def steps(self, page):
        page.get_workflow().start(page, self.writer.user)
        while (state := type(page).objects.get(pk=page.pk).current_workflow_task_state) is not None:
            yield state.task.name
            chief = get_user_model().objects.filter(is_superuser=True).first() or Desk().user
            state.task.specific.on_action(state, chief, "approve")

    def test_a_story_is_read_by_an_editor_and_let_out_by_a_publisher(self):
        self.assertEqual(list(self.steps(self.page)), ["Editing", "Publication"])

    def test_a_release_is_read_by_the_law_as_well(self):
        page = release("Thirty-four qanats", state="draft")
        self.assertEqual(list(self.steps(page)), ["Editing of releases", "Legal", "Publication of releases"])

    def test_the_law_decides_at_its_own_step_alone(self):
        lawyer, page = Desk("Legal"), release("Thirty-four qanats", state="draft")
        page.get_workflow().start(page, self.writer.user)
        lawyer.approve(page)
        self.editor.approve(page)
        lawyer.approve(page)
        state = type(page).objects.get(pk=page.pk).current_workflow_task_state
        self.assertEqual(state.task.name, "Publication of releases")
