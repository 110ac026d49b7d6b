"""Steps that people answer for, and what exactly they have signed."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, Workflow, WorkflowPage, WorkflowTask

from editorial.models import SignOff
from publication import runner
from publication.gate import is_published
from publication.models import Release
from stories.models import Story
from tests.factories import newsroom, person, story
from tests.publication.desk import Desk


class SignOffTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer, cls.editor, cls.publisher = Desk("Writer"), Desk("Editor"), Desk("Publisher")
        cls.page = story(people=[person()], state="draft", owner=cls.writer.user)

    def step(self, *people, **given):
        """One step alone, in place of the newsroom's own workflow."""
        task = SignOff.objects.create(name="Lawyers", **given)
        task.people.set(desk.user for desk in people)
        workflow = Workflow.objects.create(name="Lawyers alone")
        WorkflowTask.objects.create(workflow=workflow, task=task)
        WorkflowPage.objects.update(workflow=workflow)
        return task

    def fresh(self):
        return Story.objects.get(pk=self.page.pk)

    def offers(self, desk):
        task = self.fresh().current_workflow_task
        return {action for action, _label, _comment in task.get_actions(self.fresh(), desk.user)}


class FourEyesTest(SignOffTestCase):
    def test_nobody_approves_what_they_began(self):
        self.step(self.writer, self.editor)
        self.writer.submit(self.page)
        self.assertEqual(self.offers(self.writer), {"reject"})
        self.writer.approve(self.page)
        self.assertFalse(is_published(self.page))
        self.editor.approve(self.page)
        self.assertTrue(is_published(self.page))

    def test_nobody_approves_what_they_changed_last(self):
        self.step(self.editor, self.publisher)
        self.writer.submit(self.page)
        self.editor.save(self.page, title="Another headline")
        self.editor.approve(self.page)
        self.assertFalse(is_published(self.page))
        self.publisher.approve(self.page)
        self.assertEqual(self.fresh().title, "Another headline")

    def test_somebody_elses_empty_save_relieves_nobody(self):
        self.step(self.editor, self.publisher, Desk("Approver"))
        self.writer.submit(self.page)
        self.editor.save(self.page, title="Another headline")
        self.publisher.save(self.page, title="Another headline")
        self.editor.approve(self.page)
        self.assertFalse(is_published(self.page))

    def test_nor_superusers(self):
        chief = Desk()
        self.step(self.editor)
        self.writer.submit(self.page)
        chief.save(self.page, title="Another headline")
        chief.approve(self.page)
        self.assertFalse(is_published(self.page))

    def test_an_approval_that_comes_with_a_change_is_saved_and_explained(self):
        self.step(self.editor, self.publisher)
        self.writer.submit(self.page)
        approval = {"workflow-action-name": "approve"}
        answer = self.editor.save(self.page, "workflow-action", title="Mended", **approval)
        self.assertContains(self.editor.client.get(answer.url), "waits for somebody else")
        self.assertEqual(self.fresh().get_latest_revision_as_object().title, "Mended")
        self.assertFalse(is_published(self.page))

    def test_what_they_may_not_approve_does_not_wait_for_them(self):
        self.step(self.editor, self.publisher)
        self.writer.submit(self.page)
        self.editor.save(self.page, title="Another headline")
        waiting = {desk: self.waits(desk) for desk in (self.editor, self.publisher)}
        self.assertEqual(waiting, {self.editor: 0, self.publisher: 1})

    def waits(self, desk):
        return SignOff.objects.get(name="Lawyers").get_task_states_user_can_moderate(desk.user).count()

    def test_without_four_eyes_they_may(self):
        self.step(self.writer, four_eyes=False)
        self.writer.submit(self.page)
        self.writer.approve(self.page)
        self.assertTrue(is_published(self.page))


class SeveralTest(SignOffTestCase):
    def test_two_of_three_have_to_approve(self):
        lawyer = Desk("Approver")
        self.step(self.editor, self.publisher, lawyer, needed=2)
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.assertFalse(is_published(self.page))
        lawyer.approve(self.page)
        self.assertTrue(is_published(self.page))

    def test_what_the_first_of_them_says_stands_in_the_history(self):
        self.step(self.editor, self.publisher, needed=2)
        self.writer.submit(self.page)
        state = self.fresh().current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[self.page.pk, "approve", state.pk])
        self.editor.client.post(address, {"comment": "Fine by legal"})
        history = self.editor.client.get(reverse("wagtailadmin_pages:history", args=[self.page.pk]))
        self.assertContains(history, "where several have to approve")
        self.assertContains(history, "Fine by legal")

    def test_one_person_counts_once(self):
        self.step(self.editor, self.publisher, needed=2)
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.assertEqual(self.offers(self.editor), {"reject"})
        self.editor.approve(self.page)
        self.assertFalse(is_published(self.page))

    def test_a_change_asks_all_of_them_again(self):
        lawyer = Desk("Approver")
        self.step(self.editor, self.publisher, lawyer, needed=2)
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        lawyer.save(self.page, title="Another headline")
        self.publisher.approve(self.page)
        self.assertFalse(is_published(self.page))
        self.editor.approve(self.page)
        self.assertEqual(self.fresh().title, "Another headline")


class NamedPeopleTest(SignOffTestCase):
    def test_only_they_decide(self):
        lawyer = Desk("Writer", name="lawyer")
        self.step(lawyer)
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.assertFalse(is_published(self.page))
        lawyer.approve(self.page)
        self.assertTrue(is_published(self.page))

    def test_a_step_is_made_in_the_admin(self):
        chief = Desk()
        address = reverse("wagtailadmin_workflows:add_task", args=["editorial", "signoff"])
        self.assertContains(chief.client.get(address), "Four eyes", status_code=200)
        someone = get_user_model().objects.get(username="editor")
        chief.client.post(address, {"name": "Lawyers", "people": [someone.pk], "needed": "2", "four_eyes": "on"})
        task = SignOff.objects.get(name="Lawyers")
        self.assertEqual((list(task.people.all()), task.needed, task.four_eyes), ([someone], 2, True))

    def test_it_needs_at_least_one_approval(self):
        address = reverse("wagtailadmin_workflows:add_task", args=["editorial", "signoff"])
        Desk().client.post(address, {"name": "Lawyers", "needed": "0"})
        self.assertFalse(SignOff.objects.filter(name="Lawyers").exists())


class SignedTextTest(SignOffTestCase):
    """Whatever has happened to the row since."""

    def overwrite(self, revision, **fields):
        row = Revision.objects.get(pk=revision.pk)
        row.content = row.content | fields
        Revision.objects.filter(pk=row.pk).update(content=row.content)

    def test_what_was_overwritten_after_the_first_approval_is_not_published_by_the_second(self):
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.overwrite(self.fresh().latest_revision, title="Slipped in")
        self.publisher.approve(self.page)
        self.assertFalse(is_published(self.page))

    def test_what_was_overwritten_while_it_was_scheduled_does_not_go_out(self):
        page = self.fresh()
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision(user=self.writer.user)
        page.get_workflow().start(page, self.writer.user)
        self.editor.approve(page)
        self.publisher.approve(page)
        self.overwrite(self.fresh().scheduled_revision, title="Slipped in")
        Release.objects.update(at=timezone.now())
        with self.assertLogs("publication.runner"):
            runner.tick()
        self.assertFalse(Page.objects.get(pk=page.pk).live)
        self.assertIn("changed since it was approved", page.release_items.get().release.last_error)

    def test_a_note_that_was_written_after_an_approval_does_not_go_out(self):
        page = story("Live", people=[person()], owner=self.writer.user)
        page.corrections.create(said="40", says="14")
        changed = Story.objects.get(pk=page.pk)
        changed.title = "Another"
        changed.save_revision(user=self.writer.user)
        changed.get_workflow().start(changed, self.writer.user)
        self.editor.approve(page)
        page.corrections.update(says="Slipped in")
        self.publisher.approve(page)
        self.assertEqual(Story.objects.get(pk=page.pk).title, "Live")
        self.assertIsNone(page.corrections.get().at)
        # Whoever has not seen it is asked once more, and nobody meets a locked door.
        self.assertEqual(Story.objects.get(pk=page.pk).current_workflow_task.name, "Editing")
        self.editor.approve(page)
        self.assertEqual(Story.objects.get(pk=page.pk).title, "Another")

    def test_what_was_approved_with_a_note_goes_out_again_after_a_withdrawal(self):
        page = story("Live", people=[person()], owner=self.writer.user)
        page.corrections.create(said="40", says="14")
        changed = Story.objects.get(pk=page.pk)
        changed.title = "Another"
        revision = changed.save_revision(user=self.writer.user)
        changed.get_workflow().start(changed, self.writer.user)
        self.editor.approve(page)
        self.publisher.approve(page)
        self.publisher.unpublish(page)
        self.assertFalse(is_published(page))
        Revision.objects.get(pk=revision.pk).publish()
        self.assertTrue(is_published(page))

    def test_a_revision_that_waits_is_not_overwritten_by_autosave(self):
        self.step(self.writer, self.editor, four_eyes=False)
        self.writer.submit(self.page)
        submitted = self.fresh().latest_revision
        self.writer.save(self.page, title="A later thought", overwrite_revision_id=str(submitted.pk))
        self.assertNotEqual(self.fresh().latest_revision, submitted)
        self.assertEqual(Revision.objects.get(pk=submitted.pk).content["title"], self.page.title)

    def test_one_that_is_nobody_elses_business_is(self):
        self.writer.save(self.page, title="First")
        first = self.fresh().latest_revision
        self.writer.save(self.page, title="Second", overwrite_revision_id=str(first.pk))
        self.assertEqual(self.fresh().latest_revision.content["title"], "Second")
        self.assertEqual(self.fresh().latest_revision, first)

    def test_a_revision_of_somebody_else_is_never_overwritten(self):
        revision = self.fresh().latest_revision
        page = self.fresh()
        with self.assertRaises(PermissionDenied):
            page.save_revision(user=self.editor.user, overwrite_revision=revision)
