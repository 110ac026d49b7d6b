"""Pieces that exist for some desks alone until they are public."""

from django.contrib.auth.models import Group
from django.template.loader import render_to_string
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page

from editorial.models import NeedToKnow
from publication.gate import is_published
from stories.models import Story, StoryIndexPage
from tests.factories import newsroom, person, section, story
from tests.publication.desk import Desk

SECRET = "A merger nobody knows of"


class NeedToKnowTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.desk = Group.objects.create(name="Mergers")
        cls.inside, cls.outside, cls.chief = Desk("Publisher", name="inside"), Desk("Publisher", name="outside"), Desk()
        cls.inside.user.groups.add(cls.desk)
        cls.owner = Desk("Writer", name="owner")
        cls.page = story(SECRET, people=[person()], state="draft", owner=cls.owner.user)

    def close(self, desk=None, groups=None):
        address = reverse("editorial_need_to_know", args=[self.page.pk])
        groups = [self.desk.pk] if groups is None else groups
        return (desk or self.inside).client.post(address, {"groups": groups}, follow=True)


class ClosingTest(NeedToKnowTestCase):
    def test_a_publisher_closes_it_by_the_button_of_the_page(self):
        edit = self.inside.client.get(reverse("wagtailadmin_pages:edit", args=[self.page.pk]))
        self.assertContains(edit, reverse("editorial_need_to_know", args=[self.page.pk]))
        self.assertContains(self.close(), "Saved.")
        self.assertEqual(list(self.page.need_to_know.groups.all()), [self.desk])

    def test_and_opens_it_again(self):
        self.close()
        self.close(groups=[])
        self.assertFalse(NeedToKnow.objects.exists())

    def test_nobody_closes_it_to_themselves(self):
        response = self.close(self.outside)
        self.assertContains(response, "closed to yourself")
        self.assertFalse(NeedToKnow.objects.exists())

    def test_who_may_not_publish_it_may_not_close_it_nor_its_editors(self):
        for role in ("Writer", "Editor"):
            stranger = Desk(role, name=f"stranger {role}")
            stranger.user.groups.add(self.desk)
            self.close(stranger)
        self.assertFalse(NeedToKnow.objects.exists())

    def test_what_readers_read_is_closed_to_nobody(self):
        self.close()
        self.page.get_latest_revision().publish()
        self.assertTrue(is_published(self.page))
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.assertContains(self.outside.client.get(edit), SECRET)

    def test_the_history_says_so(self):
        self.close()
        history = reverse("wagtailadmin_pages:history", args=[self.page.pk])
        self.assertContains(self.inside.client.get(history), "Only these may know of it: Mergers")


class ClosedTest(NeedToKnowTestCase):
    def setUp(self):
        self.close()

    #: Where titles of drafts stand in the admin.
    def lists(self):
        parent = section(StoryIndexPage)
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        return {
            "explorer": reverse("wagtailadmin_explore", args=[parent.pk]),
            "search": reverse("wagtailadmin_pages:search") + "?q=merger",
            "chooser": reverse("wagtailadmin_choose_page_child", args=[parent.pk]),
            "search in the chooser": reverse("wagtailadmin_choose_page_search") + "?q=merger",
            "api": "/admin/api/main/pages/?limit=20",
            "search by the api": "/admin/api/main/pages/?search=merger",
            "history of the site": reverse("wagtailadmin_reports:site_history"),
            "aging pages": reverse("wagtailadmin_reports:aging_pages"),
            "locked pages": reverse("wagtailadmin_reports:locked_pages"),
            "page types": reverse("wagtailadmin_reports:page_types_usage"),
            "bulk action on a section": f"{bulk}?id=all&childOf={parent.pk}",
            "corrections": reverse("correction:index"),
            "workflows": reverse("wagtailadmin_reports:workflow"),
            "tasks": reverse("wagtailadmin_reports:workflow_tasks"),
            "desk": reverse("wagtailadmin_home"),
        }

    def test_it_stands_in_no_list_of_whoever_is_not_of_the_desk(self):
        self.owner.submit(self.page)
        for desk, reader in (("stranger", "Editor"), ("other publisher", "Publisher")):
            client = Desk(reader, name=desk).client
            for name, address in self.lists().items():
                with self.subTest(f"{desk}: {name}"):
                    response = client.get(address)
                    self.assertLess(response.status_code, 400)
                    self.assertNotIn(SECRET, response.content.decode())

    def test_it_stands_in_those_of_the_desk(self):
        for name in ("explorer", "chooser", "api", "history of the site"):
            with self.subTest(name):
                self.assertContains(self.inside.client.get(self.lists()[name]), SECRET)

    def test_its_owner_and_superusers_see_it(self):
        for desk in (self.owner, self.chief):
            self.assertContains(desk.client.get(self.lists()["explorer"]), SECRET)

    def test_no_address_of_the_admin_opens_it(self):
        pk = self.page.pk
        names = [
            "edit", "delete", "unpublish", "copy", "move", "view_draft", "history", "workflow_history", "lock",
            "unlock", "set_privacy", "revisions_index", "preview_on_edit", "convert_alias",
        ]  # fmt: skip
        addresses = [reverse(f"wagtailadmin_pages:{name}", args=[pk]) for name in names]
        addresses += [
            reverse("wagtailadmin_explore", args=[pk]),
            reverse("editorial_need_to_know", args=[pk]),
            reverse("editorial_without_approval", args=["wagtailcore", "page", pk]),
            reverse("simple_translation:submit_page_translation", args=[pk]),
            reverse("wagtailadmin_choose_page_child", args=[pk]),
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={pk}",
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id=%2B{pk}",
            reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id=%20{pk}",
            reverse("release:withdraw_page", args=[pk]),
            reverse("correction:add") + f"?page={pk}",
        ]
        for address in addresses:
            with self.subTest(address):
                response = self.outside.client.get(address)
                self.assertEqual(response.status_code, 404)

    def test_not_even_a_save_by_its_address(self):
        self.outside.publish(self.page, title="Mine")
        self.assertEqual(Page.objects.get(pk=self.page.pk).draft_title, SECRET)

    def test_however_its_number_is_spelt_it_is_not_deleted_in_bulk(self):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
        for query in (f"id=%2B{self.page.pk}", f"id=0{self.page.pk}", f"id=all&childOf={self.page.get_parent().pk}"):
            self.outside.client.post(f"{bulk}?{query}")
        self.assertTrue(Page.objects.filter(pk=self.page.pk).exists())

    def test_nor_is_it_copied_with_what_stands_above_it(self):
        home = Page.objects.get(pk=self.page.get_parent().pk)
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": home.get_parent().pk, "copy_subpages": "on"}
        self.outside.client.post(reverse("wagtailadmin_pages:copy", args=[home.pk]), data)
        self.assertEqual(Page.objects.filter(draft_title=SECRET).count(), 1)
        self.inside.client.post(reverse("wagtailadmin_pages:copy", args=[home.pk]), data)
        self.assertEqual(NeedToKnow.objects.count(), Page.objects.filter(draft_title=SECRET).count())

    def test_a_key_that_no_group_can_have_is_refused(self):
        response = self.close(groups=["9" * 30])
        self.assertContains(response, "is not a valid value")

    def test_comments_on_it_are_mailed_without_its_title(self):
        told = {"page": self.page, "editor": self.inside.user, "user": self.outside.user, "new_comments": []}
        for name in ("updated_comments_subject.txt", "updated_comments.txt"):
            self.assertNotIn(SECRET, render_to_string(f"wagtailadmin/notifications/{name}", told))

    def test_a_step_does_not_open_it_to_those_outside_the_desk(self):
        self.owner.submit(self.page)
        step = Story.objects.get(pk=self.page.pk).current_workflow_task_state
        decide = reverse("editorial_decide", args=[step.pk])
        self.assertEqual(Desk("Editor", name="stranger").client.get(decide).status_code, 404)
        colleague = Desk("Editor", name="colleague")
        colleague.user.groups.add(self.desk)
        self.assertContains(colleague.client.get(decide), SECRET)

    def test_its_copy_is_kept_as_well(self):
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": self.page.get_parent().pk}
        self.inside.client.post(reverse("wagtailadmin_pages:copy", args=[self.page.pk]), data)
        self.assertEqual(list(Story.objects.get(slug="copy").need_to_know.groups.all()), [self.desk])

    def test_and_its_twin_in_the_other_language(self):
        address = reverse("simple_translation:submit_page_translation", args=[self.page.pk])
        others = Page.objects.filter(depth=2).exclude(locale=self.page.locale_id).values_list("locale", flat=True)
        self.inside.client.post(address, {"locales": list(others)})
        twin = Page.objects.filter(translation_key=self.page.translation_key).exclude(pk=self.page.pk).get()
        self.assertEqual(list(twin.need_to_know.groups.all()), [self.desk])
