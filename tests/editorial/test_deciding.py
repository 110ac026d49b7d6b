"""The page on which somebody decides about a step."""

from datetime import date, timedelta

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow, WorkflowPage, WorkflowTask
from wagtail.users.models import UserProfile

from editorial.models import SignOff
from facts.models import Fact
from publication.gate import is_published
from publication.models import Release
from publication.runner import tick
from stories.models import Story
from tests.factories import body, fact, newsroom, person, story
from tests.publication.desk import Desk

from .embargoes import embargo


class DecidingTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer, cls.editor, cls.publisher = Desk("Writer"), Desk("Editor"), Desk("Publisher")
        cls.page = story("A quieter grid", people=[person()], state="draft", owner=cls.writer.user)

    def step_of(self, thing=None):
        thing = thing or self.page
        return type(thing).objects.get(pk=thing.pk).current_workflow_task_state

    def open(self, desk, step=None):
        return desk.client.get(reverse("editorial_decide", args=[(step or self.step_of()).pk]))

    def press(self, desk, action, opened=None, step=None, **data):
        step = step or self.step_of()
        opened = opened or self.open(desk, step)
        digest = opened.context["dossier"].digest if opened.status_code == 200 else ""
        address = reverse("editorial_decided", args=[step.pk])
        return desk.client.post(address, {"digest": digest, "action": action, **data}, follow=True)


@tag("once")
class DecisionTest(DecidingTestCase):
    def setUp(self):
        self.writer.submit(self.page)

    def test_two_people_approve_and_readers_see_it(self):
        self.assertContains(self.press(self.editor, "approve"), "It waits at the step “Publication”")
        self.assertContains(self.press(self.publisher, "approve"), "Readers see it now.")
        self.assertTrue(is_published(self.page))

    def test_under_embargo_the_last_approval_publishes_nothing_before_its_end(self):
        end = timezone.now() + timedelta(days=3)
        embargo(self.page, until=end)
        self.assertContains(self.open(self.editor), "under embargo")
        self.press(self.editor, "approve")
        self.assertContains(self.press(self.publisher, "approve"), "It goes out at its time.")
        self.assertFalse(is_published(self.page))
        self.assertEqual(Release.objects.pending().for_page(self.page).get().at, end)
        tick(now=end - timedelta(seconds=1))
        self.assertFalse(is_published(self.page))

    def test_a_time_of_its_own_after_the_embargo_holds(self):
        end, later = (timezone.now().replace(microsecond=0) + timedelta(days=days) for days in (3, 4))
        embargo(self.page, until=end)
        page = Story.objects.get(pk=self.page.pk)
        page.go_live_at = later
        page.save_revision(user=self.writer.user)
        self.press(self.editor, "approve")
        self.press(self.publisher, "approve")
        self.assertEqual(Release.objects.pending().for_page(self.page).get().at, later)

    def test_what_the_style_book_finds_is_shown(self):
        page = Story.objects.get(pk=self.page.pk)
        page.title = "Utilise the grid"
        page.save_revision(user=self.writer.user)
        shown = self.open(self.editor)
        self.assertContains(shown, "Write “Use”.")
        self.assertNotContains(shown, "data-style-mend")

    def test_with_a_time_ahead_it_says_that_it_goes_out_then(self):
        page = Story.objects.get(pk=self.page.pk)
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision(user=self.writer.user)
        self.press(self.editor, "approve")
        self.assertContains(self.press(self.publisher, "approve"), "It goes out at its time.")
        self.assertFalse(is_published(self.page))

    def test_sent_back_with_what_should_be_changed(self):
        self.press(self.editor, "reject", comment="Who says so?")
        step = TaskState.objects.get(finished_by=self.editor.user)
        self.assertEqual((step.status, step.comment), ("rejected", "Who says so?"))

    def test_sending_back_without_a_word_is_refused_and_nothing_is_lost(self):
        response = self.press(self.editor, "reject", comment="  ")
        self.assertContains(response, "Say what should be changed.", count=1, status_code=422)
        self.assertEqual(self.step_of().status, "in_progress")

    def test_the_field_that_lacks_a_word_says_so_and_is_where_one_types(self):
        response = self.press(self.editor, "reject", comment="")
        shown = BeautifulSoup(response.content, "html.parser")
        field = shown.select_one("textarea[name=comment]")
        self.assertTrue(field.has_attr("autofocus"))
        self.assertEqual(field["aria-invalid"], "true")
        self.assertIn("Say what should be changed.", shown.find(id=field["aria-describedby"]).get_text())

    def test_before_that_nothing_is_called_wrong(self):
        self.assertNotContains(self.open(self.editor), "aria-invalid")

    def test_a_comment_is_still_there_after_a_refusal(self):
        response = self.press(self.editor, "no such button", comment="Who says so?")
        self.assertContains(response, "Approve it, or request changes.", status_code=422)
        self.assertContains(response, "Who says so?", status_code=422)

    def test_a_text_that_changed_meanwhile_is_not_approved_unseen(self):
        opened = self.open(self.editor)
        self.publisher_edits()
        response = self.press(self.editor, "approve", opened=opened)
        self.assertContains(response, "has been changed since you opened it", status_code=422)
        self.assertEqual(self.step_of().task.name, "Editing")

    def publisher_edits(self):
        page = Story.objects.get(pk=self.page.pk)
        page.title = "A louder grid"
        page.save_revision(user=self.publisher.user)

    def test_what_has_been_decided_meanwhile_is_said_so(self):
        step = self.step_of()
        self.press(self.editor, "approve")
        self.assertRedirects(self.open(self.editor, step), reverse("wagtailadmin_home"))

    def test_whose_turn_it_is_not_reads_nothing(self):
        for desk in (self.writer, self.publisher):
            response = self.open(desk)
            self.assertEqual(response.status_code, 302)
            self.press(desk, "approve")
        self.assertEqual(self.step_of().task.name, "Editing")

    def test_visitors_are_asked_to_log_in(self):
        address = reverse("editorial_decide", args=[self.step_of().pk])
        self.assertIn("/admin/login/", self.client.get(address).url)

    def test_a_step_that_never_was_is_missing(self):
        self.assertEqual(self.editor.client.get(reverse("editorial_decide", args=[10**9])).status_code, 404)

    def test_opening_the_address_of_the_decision_decides_nothing(self):
        step = self.step_of()
        response = self.editor.client.get(reverse("editorial_decided", args=[step.pk]))
        self.assertRedirects(response, reverse("editorial_decide", args=[step.pk]))
        self.assertEqual(self.step_of(), step)


class OwnWorkTest(DecidingTestCase):
    def test_four_eyes_are_explained_and_the_button_is_not_there(self):
        SignOff.objects.update(four_eyes=True)
        self.writer.submit(self.page)
        self.editor.save(self.page, title="A louder grid")
        opened = self.open(self.editor)
        self.assertContains(opened, "somebody else approves it")
        self.assertNotContains(opened, 'value="approve"')
        self.assertContains(self.press(self.editor, "approve"), "somebody else approves it", status_code=422)


@tag("once")
class DossierTest(DecidingTestCase):
    def test_all_of_a_first_text_is_new(self):
        self.writer.submit(self.page)
        self.assertContains(self.open(self.editor), "All of it: you have decided about no earlier text of it.")
        self.press(self.editor, "approve")
        opened = self.open(self.publisher)
        self.assertContains(opened, "All of it: you have decided about no earlier text of it.")
        self.assertNotContains(opened, "nobody has read it")

    def test_of_a_published_piece_it_shows_what_differs_from_what_readers_read(self):
        page = story("Wells of Gaz", people=[person("Ada")], owner=self.writer.user)
        self.editor.save(page, title="Wells of Marvdan")
        Story.objects.get(pk=page.pk).get_workflow().start(Story.objects.get(pk=page.pk), self.writer.user)
        opened = self.open(self.editor, self.step_of(page))
        self.assertContains(opened, "Compared with what readers read now.")
        self.assertContains(opened, '<span class="addition">Marvdan</span>')

    def test_who_has_seen_an_earlier_text_is_shown_what_changed_since(self):
        self.writer.submit(self.page)
        self.press(self.editor, "reject", comment="Shorter, please.")
        self.writer.save(self.page, title="A quiet grid")
        self.writer.submit(self.page, title="A quiet grid")
        opened = self.open(self.editor)
        self.assertContains(opened, "Since you decided about it on")
        self.assertContains(opened, '<span class="addition">quiet grid</span>')

    def test_figures_stand_there_with_their_dates_the_stale_first(self):
        stale = fact("Wells read", amount=61, review_by=date(2020, 1, 1))
        blocks = body(("fact_ref", fact("Taps", amount=12).pk), ("fact_ref", stale.pk))
        page = story("Two figures", people=[person("Ada")], body=blocks, state="draft", owner=self.writer.user)
        page.get_workflow().start(page, self.writer.user)
        opened = self.open(self.editor, self.step_of(page))
        self.assertEqual([fact.label for fact in opened.context["dossier"].facts], ["Wells read", "Taps"])
        self.assertContains(opened, "should have been checked by")

    def test_figures_are_in_the_language_of_the_piece_for_a_persian_editor_too(self):
        accounts = fact("Accounts", amount=None, texts={"en": {"value": "every June"}, "fa": {"value": "هر تیر"}})
        page = story("One figure", people=[person("Ada")], body=body(("fact_ref", accounts.pk)), state="draft")
        page.get_workflow().start(page, self.writer.user)
        self.speak_persian(self.editor)
        opened = self.open(self.editor, self.step_of(page))
        self.assertContains(opened, '<bdi lang="en" dir="ltr">every June</bdi>')
        self.assertNotContains(opened, "هر تیر")

    def test_what_is_missing_is_named(self):
        page = story("Nobody's words", body=body(("quote", {"words": "So it is."})), state="draft")
        page.get_workflow().start(page, self.writer.user)
        self.assertContains(self.open(self.editor, self.step_of(page)), "has no speaker")

    def test_a_fact_is_decided_on_the_same_page(self):
        made = fact("Wells read", amount=61, state="draft")
        made.get_workflow().start(Fact.objects.get(pk=made.pk), self.writer.user)
        approver = Desk("Approver")
        self.assertContains(self.open(approver, self.step_of(made)), "Wells read")
        self.assertContains(self.press(approver, "approve", step=self.step_of(made)), "Readers see it now.")

    def test_it_speaks_persian(self):
        self.writer.submit(self.page)
        self.speak_persian(self.editor)
        self.assertContains(self.open(self.editor), 'dir="rtl"')

    def speak_persian(self, desk):
        profile = UserProfile.get_for_user(desk.user)
        profile.preferred_language = "fa"
        profile.save()


class ConsentTest(DecidingTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        speaker = person("Laleh Daryaei")
        blocks = body(("quote", {"words": "The gate is a plank.", "person": speaker.pk}))
        cls.page = story("A gate", people=[speaker], body=blocks, state="draft", owner=cls.writer.user)
        task = SignOff.objects.create(name="Lawyers", asks_quoted=True, four_eyes=False)
        task.people.set([cls.editor.user])
        workflow = Workflow.objects.create(name="Lawyers alone")
        WorkflowTask.objects.create(workflow=workflow, task=task)
        WorkflowPage.objects.update(workflow=workflow)
        cls.page.get_workflow().start(Story.objects.get(pk=cls.page.pk), cls.writer.user)

    def note(self, how):
        (digest, _quote, _consent) = self.open(self.editor).context["dossier"].quotes[0]
        address = reverse("editorial_consent", args=[self.step_of().pk, digest])
        return self.editor.client.post(address, {"how": how}, follow=True)

    def test_without_consent_of_whom_it_quotes_it_cannot_be_approved(self):
        self.assertContains(self.open(self.editor), "has not consented yet")
        self.press(self.editor, "approve")
        self.editor.approve(self.page)
        self.assertFalse(is_published(self.page))

    def test_when_it_is_noted_how_it_was_given_it_can(self):
        self.assertContains(self.note("By telephone"), "By telephone")
        self.press(self.editor, "approve")
        self.assertTrue(is_published(self.page))
        history = reverse("wagtailadmin_pages:history", args=[self.page.pk])
        self.assertContains(self.editor.client.get(history), "Laleh Daryaei has consented")

    def test_how_must_be_said(self):
        self.assertContains(self.note(" "), "Say how the consent was given.")
        self.assertFalse(self.page.consents.exists())

    def test_other_words_need_another_consent(self):
        self.note("By telephone")
        page = Story.objects.get(pk=self.page.pk)
        page.body[0].value["words"] = "The gate was a plank."
        page.save_revision(user=self.writer.user)
        self.assertContains(self.open(self.editor), "has not consented yet")

    def test_words_that_nobody_said_cannot_be_consented_to(self):
        address = reverse("editorial_consent", args=[self.step_of().pk, "0" * 64])
        self.assertEqual(self.editor.client.post(address, {"how": "By telephone"}).status_code, 404)


class QueriesTest(DecidingTestCase):
    def queries(self, quotes):
        blocks = body(*[("quote", {"words": f"Words {n}.", "name": "Ada"}) for n in range(quotes)])
        page = story(f"Quotes {quotes}", people=[person(f"P{quotes}")], body=blocks, state="draft")
        page.get_workflow().start(Story.objects.get(pk=page.pk), self.writer.user)
        self.open(self.editor, self.step_of(page))
        with CaptureQueriesContext(connection) as captured:
            self.open(self.editor, self.step_of(page))
        return len(captured)

    def test_the_page_costs_the_same_whatever_stands_on_it(self):
        self.assertEqual(self.queries(2), self.queries(12))
