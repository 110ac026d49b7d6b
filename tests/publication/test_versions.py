from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page, Revision

from publication.models import PublishedVersion, Reference
from publication.signals import Event, public_state_changed
from stories.models import Story, StoryIndexPage
from tests.factories import info_page, locale, newsroom, person, scheduled, section, story

from .desk import Desk
from .listening import Listener


class PublicationTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.author = person()

    def draft(self, **given):
        return story(people=[self.author], state="draft", **given)

    def test_publishing_in_the_edit_form_makes_the_first_version(self):
        page = self.draft()
        desk = Desk()
        desk.publish(page)
        version = PublishedVersion.objects.get(page_id=page.pk)
        page.refresh_from_db()
        self.assertEqual((version.number, version.revision, version.user), (1, page.live_revision, desk.user))

    def test_publishing_in_the_edit_form_gives_the_reference(self):
        page = self.draft()
        Desk().publish(page)
        self.assertEqual(str(Reference.objects.given_to(page)), f"NW-{timezone.localdate().year}-001")

    def test_publishing_in_the_edit_form_announces_once(self):
        page, desk = self.draft(), Desk()
        with Listener() as heard:
            desk.publish(page)
        self.assertEqual(heard.heard, [(page.pk, Event.WENT_LIVE)])

    def test_each_further_publication_is_a_version_and_a_change(self):
        page = self.draft()
        desk = Desk()
        desk.publish(page)
        with Listener() as heard:
            desk.publish(page, title="A quieter grid!")
        self.assertEqual(heard.events, [Event.CHANGED])
        self.assertEqual(list(page.published_versions.values_list("number", flat=True)), [2, 1])

    def test_publishing_the_create_form_is_the_same(self):
        with Listener() as heard:
            Desk().create(
                Story, section(StoryIndexPage), title="New", slug="new", standfirst="What happened.",
                **{"action-publish": "1", "item_people-TOTAL_FORMS": "1", "item_people-0-person": self.author.pk,
                   "item_people-0-role": "by", "item_people-0-ORDER": "1"},
            )  # fmt: skip
        self.assertEqual(heard.events, [Event.WENT_LIVE])
        self.assertEqual(Story.objects.get(slug="new").published_versions.count(), 1)

    def test_saving_a_draft_announces_nothing(self):
        page = story(people=[self.author])
        desk = Desk()
        with Listener() as heard:
            desk.save(page, title="Not yet")
        self.assertEqual(heard.events, [])

    def test_a_draft_saved_from_an_old_copy_withdraws_nothing(self):
        page = self.draft()
        old = Story.objects.get(pk=page.pk)
        page.get_latest_revision().publish()
        with Listener() as heard:
            old.save_revision()
        self.assertEqual(heard.events, [])
        self.assertTrue(Story.objects.get(pk=page.pk).live)

    def test_a_receiver_that_fails_leaves_the_page_unpublished(self):
        page = self.draft()

        def fail(**kwargs):
            raise RuntimeError("no room for the row")

        public_state_changed.connect(fail)
        self.addCleanup(public_state_changed.disconnect, fail)
        with self.assertRaises(RuntimeError):
            page.get_latest_revision().publish()
        self.assertFalse(Story.objects.get(pk=page.pk).live)
        self.assertFalse(PublishedVersion.objects.filter(page_id=page.pk).exists())

    def test_an_old_revision_cannot_take_back_what_the_system_set(self):
        page = self.draft()
        first = page.get_latest_revision()
        first.publish()
        published = Story.objects.get(pk=page.pk).first_published_at
        Desk().publish(page, title="Second")
        Revision.objects.get(pk=first.pk).publish()
        page = Story.objects.get(pk=page.pk)
        self.assertEqual((page.title, page.first_published_at), ("A quieter grid", published))

    def test_information_pages_have_no_reference(self):
        self.assertIsNone(Reference.objects.given_to(info_page()))

    def test_a_draft_has_no_reference(self):
        self.assertIsNone(Reference.objects.given_to(self.draft()))

    def test_a_scheduled_page_has_no_reference(self):
        page = scheduled(story, timezone.now() + timedelta(hours=1))
        self.assertIsNone(Reference.objects.given_to(page))

    def test_a_draft_leaves_no_gap_in_the_references(self):
        story("One")
        story("Draft", state="draft")
        two = story("Two")
        self.assertEqual(Reference.objects.given_to(two).number, 2)

    def test_both_languages_share_the_reference(self):
        page = story()
        other = story("شبکه", language="fa", translation_of=page)
        self.assertEqual(Reference.objects.given_to(page), Reference.objects.given_to(other))

    def test_the_number_of_a_deleted_item_is_not_given_again(self):
        story("One").delete()
        self.assertEqual(Reference.objects.given_to(story("Two")).number, 2)


class WithdrawalTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        cls.page = story()

    def test_unpublishing_is_announced(self):
        with Listener() as heard:
            Desk().unpublish(self.page)
        self.assertEqual(heard.heard, [(self.page.pk, Event.WITHDRAWN)])

    def test_unpublishing_a_section_with_what_is_below_announces_each_page(self):
        with Listener() as heard:
            Desk().unpublish(section(StoryIndexPage), include_descendants="on")
        self.assertIn((self.page.pk, Event.WITHDRAWN), heard.heard)

    def test_deleting_is_announced_though_its_versions_restrict_its_revisions(self):
        with Listener() as heard:
            Desk().delete(self.page)
        self.assertEqual(heard.heard, [(self.page.pk, Event.WITHDRAWN)])
        self.assertFalse(Page.objects.filter(pk=self.page.pk).exists())
        self.assertFalse(PublishedVersion.objects.filter(page_id=self.page.pk).exists())

    def test_deleting_a_section_announces_each_live_page_below(self):
        draft = story("Draft", state="draft")
        with Listener() as heard:
            Page.objects.get(pk=section(StoryIndexPage).pk).delete()
        self.assertIn((self.page.pk, Event.WITHDRAWN), heard.heard)
        self.assertNotIn(draft.pk, [pk for pk, _event in heard.heard])

    def test_moving_a_section_with_published_versions_is_possible(self):
        section(StoryIndexPage, "fa").delete()
        index = section(StoryIndexPage)
        Page.objects.get(pk=index.pk).move(Page.objects.get(pk=self.homes["fa"].pk), pos="last-child")
        self.page.refresh_from_db()
        self.assertTrue(self.page.url_path.startswith("/fa/"))


class OtherWaysToGoLiveTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story()

    def test_a_live_copy_has_a_version_and_a_reference_of_its_own(self):
        copy = self.page.copy(update_attrs={"slug": "copy"})
        self.assertEqual(copy.published_versions.get().number, 1)
        self.assertNotEqual(Reference.objects.given_to(copy), Reference.objects.given_to(self.page))
        self.assertEqual(self.page.published_versions.count(), 1)

    def test_a_copy_kept_as_a_draft_has_neither(self):
        copy = self.page.copy(update_attrs={"slug": "copy"}, keep_live=False)
        self.assertEqual(copy.published_versions.count(), 0)
        self.assertIsNone(Reference.objects.given_to(copy))
        self.assertIsNone(Story.objects.get(pk=copy.pk).first_published_at)

    def test_a_copy_for_translation_is_a_draft_that_shares_the_reference(self):
        with Listener() as heard:
            copy = self.page.copy_for_translation(locale("fa"))
        self.assertFalse(copy.live)
        self.assertEqual(heard.events, [])
        self.assertEqual(Reference.objects.given_to(copy), Reference.objects.given_to(self.page))

    def test_an_alias_made_into_a_page_gets_its_first_version(self):
        alias = self.page.create_alias(update_slug="elsewhere")
        self.assertEqual(alias.published_versions.count(), 0)
        ConvertAliasPageAction(Story.objects.get(pk=alias.pk)).execute(skip_permission_checks=True)
        self.assertEqual(alias.published_versions.get().number, 1)

    def test_going_back_to_an_old_revision_in_the_admin_is_another_version(self):
        first = self.page.live_revision
        self.page.title = "Second"
        self.page.save_revision().publish()
        Story.objects.get(pk=self.page.pk).save_revision(previous_revision=first)
        Revision.objects.get(pk=first.pk).publish(previous_revision=first)
        self.assertEqual(self.page.published_versions.count(), 3)

    def test_code_cannot_make_a_page_live_without_a_revision(self):
        page = Story(title="By code", standfirst="x", locale=self.page.locale, live=True)
        with Listener() as heard:
            section(StoryIndexPage).add_child(instance=page)
        self.assertEqual(heard.events, [])
        self.assertFalse(Story.objects.get(pk=page.pk).live)
