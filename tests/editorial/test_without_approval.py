"""Publishing what nobody has approved."""

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowPage

from editorial.models import WithoutApproval
from editorial.models.digest import digest_of
from facts.models import Fact
from publication.gate import is_published
from stories.models import Story, StoryIndexPage
from tests.factories import fact, newsroom, person, section, story
from tests.facts.desk import FactDesk
from tests.publication.desk import Desk

from .embargoes import embargo

SAVED = "Your text has been saved, and nobody has approved it."


class WithoutApprovalTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer, cls.editor, cls.publisher = Desk("Writer"), Desk("Editor"), Desk("Publisher")
        cls.page = story("A quieter grid", people=[person()], state="draft", owner=cls.writer.user)

    def fresh(self):
        return Story.objects.get(pk=self.page.pk)

    def address(self, thing=None):
        thing = thing or self.page
        names = ("wagtailcore", "page") if isinstance(thing, Page) else ("facts", "fact")
        return reverse("editorial_without_approval", args=[*names, thing.pk])

    def test_the_button_asks_for_a_reason_and_has_saved_the_text(self):
        response = self.publisher.save(self.page, "publish", title="A louder grid")
        self.assertRedirects(response, self.address())
        asked = self.publisher.client.get(response.url)
        self.assertContains(asked, SAVED)
        self.assertContains(asked, '<h1 class="w-header__title"')
        self.assertFalse(is_published(self.page))
        self.assertEqual(self.fresh().get_latest_revision_as_object().title, "A louder grid")

    def test_with_a_reason_it_goes_out_and_history_and_desk_say_why(self):
        self.publisher.publish(self.page, because="The river is rising.")
        self.assertTrue(is_published(self.page))
        history = self.editor.client.get(reverse("wagtailadmin_pages:history", args=[self.page.pk]))
        self.assertContains(history, "Let out without approval: The river is rising.")
        desk = self.editor.client.get(reverse("wagtailadmin_home"))
        self.assertContains(desk, "without approval: The river is rising.")

    def test_whoever_would_end_an_embargo_by_it_is_told(self):
        embargo(self.page)
        asked = self.publisher.client.get(self.publisher.save(self.page, "publish").url)
        self.assertContains(asked, "It is under embargo until")

    def test_without_a_reason_it_does_not(self):
        self.assertContains(self.publisher.publish(self.page, because="  "), "Say why: it stands in the history.")
        self.assertFalse(is_published(self.page))

    def test_superusers_are_asked_too(self):
        self.assertRedirects(Desk().save(self.page, "publish"), self.address())

    def test_a_time_ahead_is_asked_about_when_it_is_scheduled(self):
        response = self.publisher.save(self.page, "publish", go_live_at="2090-01-01 10:00")
        self.assertRedirects(response, self.address())
        self.assertFalse(self.fresh().approved_schedule)
        self.publisher.give_reason(response)
        self.assertTrue(self.fresh().approved_schedule)

    def test_what_waits_for_approval_waits_no_more(self):
        self.writer.submit(self.page)
        self.publisher_takes_it_out()
        self.assertFalse(self.fresh().workflow_in_progress)

    def publisher_takes_it_out(self):
        state = self.fresh().current_workflow_state
        state.current_task_state.task.specific.groups.add(self.publisher.user.groups.get())
        self.publisher.publish(self.page)

    def test_what_was_approved_goes_out_again_without_a_question(self):
        self.writer.submit(self.page)
        self.editor.approve(self.page)
        self.publisher.approve(self.page)
        page = self.fresh()
        page.unpublish()
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        self.publisher.client.post(f"{bulk}?id={page.pk}")
        self.assertTrue(is_published(page))

    def test_a_text_saved_meanwhile_is_not_published_unseen(self):
        response = self.publisher.save(self.page, "publish")
        opened = self.publisher.client.get(response.url)
        page = self.fresh()
        page.title = "Something else"
        page.save_revision(user=self.editor.user)
        digest = opened.context["form"].initial["digest"]
        response = self.publisher.client.post(response.url, {"reason": "Now.", "digest": digest})
        self.assertContains(response, "Somebody has saved another text meanwhile.")
        self.assertEqual(response.context["form"]["reason"].value(), "Now.")
        self.assertFalse(is_published(self.page))

    def test_nor_is_one_that_was_overwritten_in_its_place(self):
        response = self.publisher.save(self.page, "publish")
        opened = self.publisher.client.get(response.url)
        revision = self.fresh().get_latest_revision()
        revision.content["title"] = "Poisoned"
        revision.save()
        digest = opened.context["form"].initial["digest"]
        self.publisher.client.post(response.url, {"reason": "Now.", "digest": digest})
        self.assertFalse(is_published(self.page))

    def test_the_interface_of_the_admin_publishes_copies_and_withdraws_nothing(self):
        for action in ("publish", "copy", "unpublish", "create_alias", "revert_to_page_revision", "delete", "move"):
            address = f"/admin/api/main/pages/{self.page.pk}/action/{action}/"
            response = self.publisher.client.post(address, {}, content_type="application/json")
            self.assertEqual(response.status_code, 404, action)
        self.assertFalse(is_published(self.page))

    def test_whoever_may_not_publish_cannot_by_its_address(self):
        digest = digest_of(self.fresh().get_latest_revision())
        for desk in (self.writer, self.editor):
            desk.client.post(self.address(), {"reason": "Now.", "digest": digest})
        self.assertFalse(is_published(self.page))
        self.assertFalse(WithoutApproval.objects.exists())

    def test_addresses_of_nothing_are_missing(self):
        for path in ("wagtailcore/page/1", "wagtailcore/page/999999", "auth/user/1", "no/such/1", "facts/fact/999999"):
            response = self.publisher.client.get(f"/admin/editorial/without-approval/{path}/")
            self.assertEqual(response.status_code, 404, path)

    def test_several_at_once_are_refused_by_name(self):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        response = self.publisher.client.post(f"{bulk}?id={self.page.pk}", follow=True)
        self.assertContains(response, "Nobody has approved “A quieter grid”.")
        self.assertFalse(is_published(self.page))

    def test_nor_do_drafts_below_a_section_go_out_with_it(self):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        parent = section(StoryIndexPage)
        WithoutApproval.objects.get_or_create(
            revision=parent.get_latest_revision(),
            digest=digest_of(parent.get_latest_revision()),
            defaults={"reason": "Made so."},
        )
        self.publisher.client.post(f"{bulk}?id={parent.pk}", {"include_descendants": "on"})
        self.assertFalse(is_published(self.page))

    def test_a_copy_does_not_go_out_with_its_original_approval(self):
        self.publisher.publish(self.page)
        copy = reverse("wagtailadmin_pages:copy", args=[self.page.pk])
        data = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": self.page.get_parent().pk}
        response = self.publisher.client.post(copy, {**data, "publish_copies": "on"}, follow=True)
        self.assertContains(response, "copy it as a draft")
        self.assertFalse(Story.objects.filter(slug="a-copy").exists())
        self.publisher.client.post(copy, data)
        self.assertFalse(Story.objects.get(slug="a-copy").live)

    def test_a_new_page_is_asked_about_too(self):
        response = self.publisher.create(
            Story, section(StoryIndexPage), title="New", slug="new", standfirst="What happened.",
            **{"action-publish": "1", "item_people-TOTAL_FORMS": "1", "item_people-0-person": person("Ada").pk,
               "item_people-0-role": "by", "item_people-0-ORDER": "1"},
        )  # fmt: skip
        self.assertEqual(response.status_code, 302)
        let_out = WithoutApproval.objects.get(revision=Story.objects.get(slug="new").live_revision)
        self.assertEqual(let_out.user, self.publisher.user)

    def test_where_no_workflow_is_assigned_nobody_asks(self):
        WorkflowPage.objects.all().delete()
        Workflow.objects.update(active=False)
        self.publisher.save(self.page, "publish")
        self.assertTrue(is_published(self.page))

    def test_facts_are_asked_about_alike(self):
        desk, made = FactDesk("Publisher", name="figures"), fact("Wells read", amount=61, state="draft")
        response = desk.save(made, "publish", amount="62")
        self.assertRedirects(response, self.address(made))
        self.assertFalse(Fact.objects.get(pk=made.pk).live)
        desk.give_reason(response)
        self.assertEqual(Fact.objects.get(pk=made.pk).amount, 62)
