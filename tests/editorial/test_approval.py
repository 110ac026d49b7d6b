from datetime import timedelta

from django.core import mail
from django.test import TestCase, override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page, Task, WorkflowTask

from outbox import delivery as deliveries
from outbox.models import Delivery
from publication.gate import is_published
from stories.models import Story
from tests.factories import newsroom, person, story
from tests.publication.desk import Desk


class ApprovalTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer, cls.editor, cls.publisher = Desk("Writer"), Desk("Editor"), Desk("Publisher")
        cls.page = story(people=[person()], state="draft")
        Page.objects.filter(pk=cls.page.pk).update(owner=cls.writer.user)

    def fresh(self):
        return Story.objects.get(pk=self.page.pk)

    def waits_for(self):
        task = self.fresh().current_workflow_task
        return task and task.name

    def test_a_writer_submits_an_editor_and_a_publisher_approve_and_it_is_public(self):
        self.writer.submit(self.page)
        self.assertEqual(self.waits_for(), "Editing")
        self.editor.approve(self.page)
        self.assertEqual(self.waits_for(), "Publication")
        self.assertFalse(is_published(self.page))
        self.publisher.approve(self.page)
        self.assertTrue(is_published(self.page))

    def test_the_version_names_who_approved_last(self):
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.publisher.approve(self.page)
        self.assertEqual(self.page.published_versions.get().user, self.publisher.user)

    def test_the_last_approval_publishes_though_its_group_may_not_publish(self):
        GroupPagePermission.objects.filter(permission__codename="publish_page").delete()
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.publisher.approve(self.page)
        self.assertTrue(is_published(self.page))

    def test_a_step_alone_is_enough_where_the_workflow_has_one(self):
        WorkflowTask.objects.filter(task=Task.objects.get(name="Publication")).delete()
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.assertTrue(is_published(self.page))

    def test_an_edit_after_an_approval_asks_again(self):
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.publisher.save(self.page, title="Another headline")
        self.publisher.approve(self.page)
        self.assertFalse(is_published(self.page))
        self.assertEqual(self.waits_for(), "Editing")

    def test_a_reviewer_who_edits_and_approves_at_once_moves_the_item_on(self):
        self.writer.submit(self.page)
        approval = {"workflow-action-name": "approve"}
        self.editor.save(self.page, "workflow-action", title="With a comma, mended", **approval)
        self.assertEqual(self.waits_for(), "Publication")
        self.publisher.approve(self.page)
        self.assertEqual(self.fresh().title, "With a comma, mended")
        self.assertTrue(is_published(self.page))

    def test_what_the_publisher_changed_goes_out_when_the_editor_has_seen_it(self):
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.publisher.save(
            self.page, "workflow-action", title="Another headline", **{"workflow-action-name": "approve"}
        )
        self.assertFalse(is_published(self.page))
        self.editor.approve(self.page)
        self.assertEqual(self.fresh().title, "Another headline")
        self.assertTrue(is_published(self.page))

    def test_a_writer_cannot_approve(self):
        self.writer.submit(self.page)
        self.writer.approve(self.page)
        self.assertEqual(self.waits_for(), "Editing")

    def test_approving_something_with_a_time_ahead_schedules_it(self):
        page = self.fresh()
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision()
        page.get_workflow().start(page, self.writer.user)
        self.editor.approve(page)
        self.publisher.approve(page)
        self.assertFalse(is_published(page))
        self.assertEqual(page.release_items.get().release.state, "pending")

    @override_settings(EMAIL_BACKEND="outbox.mail.OutboxEmailBackend")
    def test_the_mail_of_each_step_leaves_through_the_outbox(self):
        with self.captureOnCommitCallbacks(execute=True):
            self.writer.submit(self.page)
        self.assertEqual(mail.outbox, [])
        self.assertIn("editor@karizan.example", [row.receiver for row in Delivery.objects.all()])
        deliveries.tick()
        self.assertIn(["editor@karizan.example"], [letter.to for letter in mail.outbox])

    def test_the_editor_form_saves_by_itself(self):
        response = self.editor.client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        self.assertContains(response, "w-autosave")
