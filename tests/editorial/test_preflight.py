"""What is missing before a bundle can go out, one row each."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page

from editorial.bundles.preflight import Preflight
from editorial.models import WithoutApproval
from editorial.models.digest import digest_of
from publication.models import Release
from stories.models import StoryIndexPage
from tests.factories import body, fact, info_page, newsroom, person, picture, press_kit, section, story
from tests.publication.desk import Desk

from .bundles import HOUR, Office, approve


class PreflightTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.chief = Desk()
        cls.author = person()

    def draft(self, title="A quieter grid", **given):
        return story(title, people=[self.author], **{"state": "draft", **given})

    def bundle(self, *pages, approved=True):
        bundle = Release.objects.create(name="Figures", at=timezone.now() + HOUR, state=Release.State.DRAFT)
        for page in pages:
            bundle.items.create(page_id=page.pk, revision=page.get_latest_revision())
            if approved:
                approve(page, self.chief.user)
        return bundle

    def found(self, bundle):
        """Texts of what blocks, and of what is only to be known."""
        preflight = Preflight(bundle)
        return [f.text for f in preflight.blockers], [f.text for f in preflight.hints]

    def assertBlocked(self, bundle, text):
        self.assertIn(text, " ".join(self.found(bundle)[0]))

    def assertHinted(self, bundle, text):
        blockers, hints = self.found(bundle)
        self.assertEqual(blockers, [])
        self.assertIn(text, " ".join(hints))

    def test_a_whole_pair_of_both_languages_lacks_nothing(self):
        english = self.draft()
        self.assertEqual(
            self.found(self.bundle(english, self.draft("شبکه", language="fa", translation_of=english))), ([], [])
        )

    def test_without_items_it_is_not_let_out(self):
        office, bundle = Office("Publisher"), self.bundle()
        office.move(bundle, "arm")
        self.assertEqual((bundle.state, bundle.blockers), (Release.State.DRAFT, 1))

    def test_a_text_that_nobody_approved(self):
        self.assertBlocked(self.bundle(self.draft(), approved=False), "It has not been approved.")

    def let_out(self, page):
        revision = page.get_latest_revision()
        WithoutApproval.objects.create(revision=revision, digest=digest_of(revision), reason="The river is rising.")
        return revision

    def test_a_text_that_a_publisher_let_out_with_a_reason_has_somebodys_word(self):
        page = self.draft()
        self.let_out(page)
        self.assertEqual(self.found(self.bundle(page, approved=False))[0], [])

    def test_the_reason_is_not_about_what_was_written_over_it_since(self):
        page = self.draft()
        revision = self.let_out(page)
        revision.content["title"] = "Another"
        revision.save()
        self.assertBlocked(self.bundle(page, approved=False), "It has not been approved.")

    def test_a_text_that_was_changed_since_its_approval(self):
        bundle = self.bundle(self.draft())
        revision = bundle.items.get().revision
        revision.content["title"] = "Another"
        revision.save()
        self.assertBlocked(bundle, "has been changed since it was approved")

    def test_a_page_without_a_workflow_needs_no_approval(self):
        page = self.draft()
        page.get_workflow().workflow_pages.all().delete()
        self.assertEqual(self.found(self.bundle(page, approved=False))[0], [])

    def test_a_missing_translation_is_to_be_known(self):
        self.assertHinted(self.bundle(self.draft()), "There is no version of it in this language: Persian")

    def test_so_is_one_that_stays_behind(self):
        english = self.draft()
        self.draft("شبکه", language="fa", translation_of=english)
        self.assertHinted(self.bundle(english), "neither public nor in the release: Persian")

    def test_a_picture_without_credit_and_one_without_alternative_text(self):
        bare = picture(credit="", texts={"fa": {"alt": "نیزار"}})
        bundle = self.bundle(self.draft(lead_image=bare))
        self.assertBlocked(bundle, "has no credit")
        self.assertBlocked(bundle, "has no alternative text in English")

    def test_a_picture_whose_rights_end_before_its_moment(self):
        day = timezone.localdate() - timedelta(days=2)
        self.assertBlocked(self.bundle(self.draft(lead_image=picture(expires_on=day))), "will have ended")

    def test_a_kit_without_terms(self):
        self.assertBlocked(self.bundle(press_kit(terms="", state="draft")), "Say under which terms")

    def test_a_fact_that_is_not_approved(self):
        unknown = fact("Wells read", state="draft")
        page = self.draft(body=body(("fact_ref", unknown.pk)))
        self.assertBlocked(self.bundle(page), "is not approved yet")

    def test_a_fact_past_its_date_is_to_be_known(self):
        old = fact("Wells read", review_by=timezone.localdate() - timedelta(days=9))
        self.assertHinted(self.bundle(self.draft(body=body(("fact_ref", old.pk)))), "is past its date")

    def test_a_fact_that_would_not_wait_for_the_release_is_to_be_known(self):
        early = fact("Wells read", state="draft")
        early.go_live_at = timezone.now() + HOUR / 2
        early.save_revision().publish()
        bundle = self.bundle(self.draft(body=body(("fact_ref", early.pk))))
        self.assertIn("The fact “Wells read” goes out before this release", " ".join(self.found(bundle)[1]))
        Release.objects.filter(pk=bundle.pk).update(at=early.go_live_at)
        bundle.refresh_from_db()
        self.assertNotIn("goes out before", " ".join(self.found(bundle)[1]))

    def test_a_change_of_what_readers_have_read_that_nobody_tells(self):
        page = self.draft(state="live")
        page.title = "A louder grid"
        page.save_revision()
        self.assertBlocked(self.bundle(page), "The text differs from what readers have read")

    def test_a_link_to_what_readers_could_not_open_is_to_be_known(self):
        target = info_page("Not out yet", slug="not-out-yet")
        Page.objects.get(pk=target.pk).specific.unpublish()
        text = f'<p>See <a linktype="page" id="{target.pk}">this</a>.</p>'
        self.assertHinted(self.bundle(self.draft(body=body(("paragraph", text)))), "It leads to “Not out yet”")

    def test_a_link_to_another_item_is_none(self):
        kit = press_kit("A kit", chapters=[("Pictures", [("image", picture())])], state="draft")
        page = self.draft(body=body(("paragraph", f'<p><a linktype="page" id="{kit.pk}">kit</a></p>')))
        self.assertNotIn("It leads to", " ".join(self.found(self.bundle(page, kit))[1]))

    def test_a_page_below_one_that_is_not_public(self):
        bundle = self.bundle(self.draft())
        section(StoryIndexPage).unpublish()
        self.assertBlocked(bundle, "The page above it is not public")

    def test_a_page_that_would_be_taken_down_before(self):
        page = self.draft(expire_at=timezone.now() + HOUR / 2)
        self.assertBlocked(self.bundle(page), "taken down before it has gone live")

    def test_a_text_that_readers_have_already_is_to_be_known(self):
        self.assertHinted(self.bundle(self.draft(state="live"), approved=False), "Readers have this very text already")

    def withdrawn(self, *titles):
        """A page that readers had in each of these texts, one after the other, and its revisions."""
        page = approve(self.draft(titles[0]), self.chief.user)
        for title in titles[1:]:
            page.title = title
            page.save_revision().publish()
        page = Page.objects.get(pk=page.pk).specific
        page.unpublish()
        return page, list(page.revisions.order_by("pk"))

    def to_go_out(self, page, revision):
        bundle = self.bundle()
        bundle.items.create(page_id=page.pk, revision=revision)
        return bundle

    def test_a_text_that_was_withdrawn_may_go_out_again_as_it_was(self):
        page, revisions = self.withdrawn("A quieter grid")
        self.assertHinted(self.to_go_out(page, revisions[-1]), "until it was taken off the site")

    def test_a_text_that_was_replaced_before_the_withdrawal_may_not(self):
        page, revisions = self.withdrawn("A quieter grid", "A louder grid")
        older = self.to_go_out(page, revisions[0])
        self.assertBlocked(older, "Readers have had this text, and another since")
        self.assertNotIn("taken off the site", " ".join(self.found(older)[1]))
        older.delete()
        newest = " ".join(self.found(self.to_go_out(page, revisions[-1]))[0])
        self.assertNotIn("and another since", newest)

    def test_nor_one_that_readers_read_another_in_the_place_of(self):
        page = approve(self.draft(), self.chief.user)
        earlier = page.live_revision
        page.title = "A louder grid"
        page.save_revision().publish()
        self.assertBlocked(self.to_go_out(page, earlier), "Readers have had this text, and another since")

    def test_what_is_missing_is_told_in_the_language_of_its_reader(self):
        office, bundle = Office("Publisher", "fa", username="persian"), self.bundle(self.draft(), approved=False)
        answer = office.look(bundle)
        self.assertEqual(answer.status_code, 200)
        self.assertContains(answer, 'dir="rtl"')
