"""Releases of many items, put together and moved by real requests."""

from django.conf import settings
from django.test import TestCase, tag
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from editorial.bundles import moves
from editorial.bundles.preflight import Preflight
from publication import runner
from publication.gate import is_published
from publication.models import Release, TooLate
from publication.registries import readiness
from tests.factories import info_page, newsroom, person, picture, press_kit, scheduled, story, topic
from tests.publication.desk import Desk
from tests.publication.listening import Listener

from .bundles import FAR, HOUR, Office, approve


class BundleTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.chief = Desk()
        cls.publisher = Office("Publisher")
        cls.author = person()
        cls.english = cls.draft("A quieter grid")
        cls.persian = cls.draft("شبکه‌ای آرام‌تر", language="fa", translation_of=cls.english)

    @classmethod
    def draft(cls, title, **given):
        """A story that lacks nothing but its approval."""
        return story(title, people=[cls.author], state="draft", **given)

    def bundle(self, *pages, at=None, approved=True):
        bundle = self.publisher.create()
        self.publisher.add(bundle, *pages)
        for page in pages if approved else ():
            approve(page, self.chief.user)
        if at is not None:
            bundle.move_to(at)
        return bundle

    def armed(self, *pages, at=None):
        bundle = self.bundle(*pages, at=at or timezone.now() + HOUR)
        self.publisher.move(bundle, "arm")
        self.assertEqual(bundle.state, Release.State.PENDING, self.missing(bundle))
        return bundle

    def missing(self, bundle):
        return [finding.text for finding in Preflight(bundle).blockers]

    def due(self, *pages):
        bundle = self.armed(*pages)
        bundle.move_to(timezone.now())
        return bundle

    def titles(self, bundle):
        return set(bundle.items.values_list("page__title", flat=True))

    def fresh(self, page):
        return Page.objects.get(pk=page.pk).specific


@tag("once")
class PuttingTogetherTest(BundleTestCase):
    def test_a_bundle_begins_as_one_that_is_being_prepared_and_that_no_runner_takes(self):
        bundle = self.bundle(self.english, at=timezone.now())
        self.assertEqual(bundle.state, Release.State.DRAFT)
        runner.tick()
        self.assertFalse(is_published(self.english))

    def test_its_moment_is_of_the_site_and_may_be_typed_in_either_calendar(self):
        bundle = self.publisher.create(at="1450/01/01 10:00")
        self.assertEqual(f"{timezone.localtime(bundle.at):%Y-%m-%d %H:%M}", "2071-03-21 10:00")

    def test_a_moment_that_has_passed_is_refused(self):
        answer = self.publisher.client.post(reverse("release:add"), {"name": "Late", "at": "2020-01-01 10:00"})
        self.assertContains(answer, "This moment has passed")
        self.assertFalse(Release.objects.exists())

    def test_several_pages_are_added_at_once(self):
        bundle = self.bundle(self.english, self.persian, approved=False)
        self.assertEqual(bundle.items.count(), 2)

    def test_translations_are_added_by_one_click(self):
        bundle = self.bundle(self.english, approved=False)
        self.publisher.gather(bundle, "translations")
        self.assertEqual(set(bundle.items.values_list("page", flat=True)), {self.english.pk, self.persian.pk})

    def test_what_items_lead_to_and_readers_could_not_open_is_added_by_one_click(self):
        kit = press_kit("A kit", items=[self.english.newsitem_ptr, story("Public").newsitem_ptr], state="draft")
        bundle = self.bundle(kit, approved=False)
        self.publisher.gather(bundle, "links")
        self.assertEqual(set(bundle.items.values_list("page", flat=True)), {kit.pk, self.english.pk})

    def test_a_page_is_in_one_release_only(self):
        self.bundle(self.english, approved=False)
        second = self.publisher.create("Another")
        answer = self.publisher.add(second, self.english)
        self.assertContains(answer, "is in another release that is not out yet")
        self.assertFalse(second.items.exists())

    def test_a_page_that_was_scheduled_alone_goes_with_the_bundle_from_then_on(self):
        page = scheduled(story, timezone.now() + HOUR, "Alone")
        bundle = self.bundle(page, approved=False)
        self.assertEqual(Release.objects.open().get(items__page_id=page.pk), bundle)
        self.assertFalse(self.fresh(page).approved_schedule)

    def test_scheduling_a_page_alone_takes_it_out_of_its_bundle_and_the_bundle_remembers(self):
        bundle = self.bundle(self.english, approved=False)
        self.chief.schedule(self.english, FAR)
        self.assertFalse(bundle.items.exists())
        self.assertContains(self.publisher.look(bundle), "Left it: ")

    def test_an_item_is_removed(self):
        bundle = self.bundle(self.english, self.persian, approved=False)
        self.publisher.item(bundle, self.english, "remove")
        self.assertEqual(list(bundle.items.values_list("page", flat=True)), [self.persian.pk])

    def test_nothing_can_be_added_or_removed_once_it_is_let_out(self):
        bundle = self.armed(self.english)
        self.assertContains(self.publisher.add(bundle, self.persian), "It has been changed meanwhile")
        self.publisher.item(bundle, self.english, "remove")
        self.assertEqual(list(bundle.items.values_list("page", flat=True)), [self.english.pk])

    def test_an_alias_is_refused(self):
        page = info_page("About")
        alias = page.create_alias(parent=page.get_parent(), update_slug="about-again")
        bundle = self.publisher.create()
        self.assertContains(self.publisher.add(bundle, alias), "goes out with its original")


class ApprovedTextTest(BundleTestCase):
    def test_what_is_approved_waits_for_the_others_instead_of_going_out(self):
        bundle = self.bundle(self.english, self.persian, approved=False)
        approve(self.english, self.chief.user)
        self.assertFalse(is_published(self.english))
        self.assertContains(self.publisher.look(bundle), "Approved, and waits here")

    def test_the_text_that_was_approved_is_the_one_that_goes_out(self):
        bundle = self.bundle(self.english)
        self.chief.save(self.english, title="Not approved")
        self.publisher.move(bundle, "arm")
        bundle.move_to(timezone.now())
        runner.tick()
        self.assertEqual(self.fresh(self.english).title, "A quieter grid")

    def test_a_later_text_is_shown_with_what_differs_and_not_swapped(self):
        bundle = self.bundle(self.english)
        item = bundle.items.get()
        self.chief.save(self.english, title="Not approved")
        newest = self.fresh(self.english).latest_revision_id
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[self.english.pk, item.revision_id, newest])
        self.assertContains(self.publisher.look(bundle), compare)
        self.assertEqual(bundle.items.get().revision_id, item.revision_id)

    def test_a_text_that_was_approved_later_is_taken_when_somebody_says_so(self):
        bundle = self.bundle(self.english)
        first = bundle.items.get().revision_id
        self.chief.save(self.english, title="Approved anew")
        approve(self.english, self.chief.user)
        self.assertEqual(bundle.items.get().revision_id, first)
        self.assertContains(self.publisher.look(bundle), "A newer text has been approved")
        self.publisher.item(bundle, self.english, "replace")
        self.assertEqual(bundle.items.get().revision.object_str, "Approved anew")

    def test_the_editor_says_which_release_the_page_is_in(self):
        bundle = self.bundle(self.english, approved=False)
        edit = reverse("wagtailadmin_pages:edit", args=[self.english.pk])
        form = self.publisher.client.get(edit)
        self.assertContains(form, reverse("release:look", args=[bundle.pk]))
        self.assertContains(form, bundle.name)

    def test_a_page_of_a_release_that_is_let_out_is_locked_and_shown_as_scheduled(self):
        self.armed(self.english)
        page = self.fresh(self.english)
        self.assertTrue(page.approved_schedule)
        self.chief.save(self.english, title="Too late")
        self.assertEqual(self.fresh(self.english).draft_title, "A quieter grid")


class GoingOutTest(BundleTestCase):
    def test_all_languages_go_out_together(self):
        bundle = self.due(self.english, self.persian)
        self.assertEqual(runner.tick(), 1)
        self.assertTrue(is_published(self.english) and is_published(self.persian))
        bundle.refresh_from_db()
        self.assertEqual(bundle.state, Release.State.DONE)

    def test_a_page_below_one_that_takes_another_address_goes_with_it(self):
        section = self.fresh(self.english).get_parent().specific
        section.slug = "pieces"
        section.save_revision()
        bundle = self.due(self.english, section)
        runner.tick()
        bundle.refresh_from_db()
        self.assertEqual(bundle.state, Release.State.DONE)
        self.assertEqual(self.fresh(self.english).url_path, f"{self.fresh(section).url_path}a-quieter-grid/")
        self.assertIn("/pieces/", self.fresh(section).url_path)

    def test_what_was_worked_out_of_a_page_before_it_was_public_is_worked_out_anew(self):
        self.due(self.english)

        def looks_at_the_reference(page):
            looked.append(page.reference)
            return []

        looked, told = [], Listener()
        readiness.append(looks_at_the_reference)
        self.addCleanup(readiness.remove, looks_at_the_reference)
        told.hear = lambda page, **event: looked.append(page.reference)
        with told:
            runner.tick()
        before, after = looked
        self.assertFalse(before)
        self.assertEqual(after, self.fresh(self.english).reference)

    def test_the_page_of_one_that_is_out_says_when_exactly_and_how_late(self):
        bundle = self.due(self.english)
        runner.tick()
        answer = self.publisher.look(bundle)
        self.assertContains(answer, "milliseconds after its moment")
        self.assertContains(answer, self.fresh(self.english).url)

    def test_the_history_of_each_item_says_that_it_went_out(self):
        self.due(self.english, self.persian)
        runner.tick()
        for page in (self.english, self.persian):
            history = self.chief.client.get(reverse("wagtailadmin_pages:history", args=[page.pk]))
            self.assertContains(history, "Published scheduled draft")

    def test_it_is_released_now_by_one_click(self):
        bundle = self.bundle(self.english)
        self.publisher.move(bundle, "now")
        self.assertEqual(runner.tick(), 1)
        self.assertTrue(is_published(self.english))

    def test_one_whose_item_fails_stays_in_and_says_which(self):
        bundle = self.due(self.english, self.persian)
        with Listener(fails_for=self.persian), self.assertLogs("publication.runner"):
            runner.tick()
        self.assertFalse(is_published(self.english))
        self.assertEqual(bundle.items.get(page_id=self.persian.pk).error, "RuntimeError: poison")
        self.assertEqual(bundle.items.get(page_id=self.english.pk).error, "")
        self.assertContains(self.publisher.look(bundle), "It could not be released (attempts: 1)")
        self.assertNotContains(self.publisher.look(bundle), "poison")

    def test_one_that_is_blocked_at_its_moment_stays_in_as_a_whole_and_others_go(self):
        blocked, other = self.due(self.english, self.persian), scheduled(story, timezone.now() + HOUR, "Other")
        Release.objects.filter(name="").update(at=timezone.now())
        revision = Revision.objects.get(release_items__release=blocked, object_id=str(self.persian.pk))
        revision.content["title"] = "Written in behind everybody's back"
        revision.save()
        with self.assertLogs("publication.runner"):
            runner.tick()
        self.assertTrue(is_published(other))
        self.assertFalse(is_published(self.english) or is_published(self.persian))
        self.assertContains(self.publisher.look(blocked), "it stays in: something is missing")
        home = self.publisher.client.get(reverse("wagtailadmin_home"))
        self.assertContains(home, "Something is missing, so it stays in")


class OneInstantTest(BundleTestCase):
    """Whatever readers and machines can ask shows all of it, or nothing of it."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.image = picture()
        cls.file = cls.image.get_rendition("width-480|format-jpeg").url
        given = {"topics": [topic("water")], "lead_image": cls.image}
        cls.one = cls.draft("Zephyrine opens", **given)
        cls.two = cls.draft("Zephyrine گشوده شد", language="fa", translation_of=cls.one, **given)

    def shown(self):
        """Surface to whether it shows the items."""
        lists = {
            "front": "/en/", "index": "/en/stories/", "topic": "/en/topics/water/", "feed": "/en/feed.xml",
            "Persian feed": "/fa/feed.xml", "search": "/en/search/?q=zephyrine", "sitemap": "/sitemap-en.xml",
        }  # fmt: skip
        addresses = {"page": self.one.url, "Persian page": self.two.url, "picture": self.file}
        found = {name: "zephyrine-opens" in self.text(address) for name, address in lists.items()}
        found["Persian feed"] = "Zephyrine" in self.text(lists["Persian feed"])
        return found | {name: self.client.get(address).status_code == 200 for name, address in addresses.items()}

    def text(self, address):
        answer = self.client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return body.decode()

    def test_all_surfaces_show_it_or_none(self):
        self.due(self.one, self.two)
        with Listener(fails_for=self.two), self.assertLogs("publication.runner"):
            runner.tick()
        self.assertEqual(set(self.shown().values()), {False}, self.shown())
        runner.tick(now=timezone.now() + HOUR)
        self.assertEqual(set(self.shown().values()), {True}, self.shown())


class MovingTest(BundleTestCase):
    def test_postponed_it_waits_and_its_pages_show_the_new_time(self):
        bundle = self.armed(self.english)
        self.publisher.edit(bundle, at=FAR)
        bundle.refresh_from_db()
        self.assertEqual(f"{timezone.localtime(bundle.at):%Y-%m-%d %H:%M}", FAR)
        self.assertEqual(self.fresh(self.english).scheduled_revision.approved_go_live_at, bundle.at)
        self.assertEqual(runner.tick(now=timezone.now() + 2 * HOUR), 0)

    def test_its_form_says_of_which_zone_the_moment_is(self):
        bundle = self.bundle(approved=False)
        for address in (reverse("release:add"), reverse("release:edit", args=[bundle.pk])):
            self.assertContains(self.publisher.client.get(address), settings.TIME_ZONE)

    def test_brought_forward_it_goes_out_then(self):
        bundle = self.armed(self.english, at=timezone.now() + 48 * HOUR)
        sooner = timezone.localtime(timezone.now() + HOUR)
        self.publisher.edit(bundle, at=f"{sooner:%Y-%m-%d %H:%M}")
        self.assertEqual(runner.tick(now=sooner), 1)

    def test_cancelled_it_never_goes_out_and_its_pages_are_free(self):
        bundle = self.armed(self.english)
        self.publisher.cancel(bundle)
        self.assertEqual(runner.tick(now=timezone.now() + 2 * HOUR), 0)
        self.assertEqual(bundle.state, Release.State.CANCELLED)
        self.assertFalse(self.fresh(self.english).approved_schedule)

    def test_taken_back_it_can_be_changed(self):
        bundle = self.armed(self.english)
        self.publisher.move(bundle, "take-back")
        self.publisher.add(bundle, self.persian)
        self.assertEqual(bundle.items.count(), 2)

    def test_every_step_comes_too_late_once_it_is_out(self):
        bundle = self.due(self.english)
        runner.tick()
        bundle.refresh_from_db()
        out = bundle.done_at
        for move in ("arm", "take-back", "now"):
            with self.subTest(move):
                self.assertContains(self.publisher.move(bundle, move), "Too late: it went out at")
        self.assertContains(self.publisher.cancel(bundle), "Too late: it went out at")
        question = self.publisher.client.get(reverse("release:cancel", args=[bundle.pk]), follow=True)
        self.assertContains(question, "Too late: it went out at")
        self.assertContains(self.publisher.edit(bundle, at=FAR), "Too late: it went out at")
        bundle.refresh_from_db()
        self.assertEqual((bundle.state, bundle.done_at), (Release.State.DONE, out))

    def test_a_step_that_began_while_it_waited_learns_that_it_is_out(self):
        bundle = self.due(self.english)
        runner.tick()
        for step in (moves.cancel, moves.take_back, moves.release_now):
            with self.subTest(step.__name__), self.assertRaises(TooLate):
                step(Release(pk=bundle.pk, state=Release.State.PENDING), self.publisher.user)
        with self.assertRaises(TooLate):
            moves.move(Release(pk=bundle.pk, state=Release.State.PENDING), timezone.now() + HOUR, self.publisher.user)

    def test_a_moment_that_passed_while_it_was_prepared_has_to_be_chosen_anew(self):
        bundle = self.bundle(self.english, at=timezone.now())
        self.assertContains(self.publisher.move(bundle, "arm"), "Its moment has passed")
        self.assertEqual(bundle.state, Release.State.DRAFT)

    def test_the_history_tells_each_step(self):
        bundle = self.armed(self.english)
        self.publisher.edit(bundle, at=FAR)
        self.publisher.cancel(bundle)
        answer = self.publisher.look(bundle)
        for told in ("Added: A quieter grid", "Goes out at its moment", "Moved from", "Cancelled"):
            self.assertContains(answer, told)


class CancellingTest(BundleTestCase):
    def test_it_is_asked_first_and_nothing_has_happened_yet(self):
        bundle = self.armed(self.english)
        address = reverse("release:cancel", args=[bundle.pk])
        self.assertContains(self.publisher.look(bundle), f'href="{address}"')
        question = self.publisher.client.get(address)
        for told in ("Cancel the release", bundle.name, "A quieter grid", "Keep it"):
            self.assertContains(question, told)
        bundle.refresh_from_db()
        self.assertEqual(bundle.state, Release.State.PENDING)

    def anew(self, bundle):
        answer = self.publisher.post("anew", bundle.pk)
        return Release.objects.open().bundles().order_by("-pk").first(), answer

    def test_what_was_cancelled_is_put_together_anew(self):
        bundle = self.armed(self.english, self.persian)
        self.publisher.cancel(bundle)
        self.assertContains(self.publisher.look(bundle), "Put its pages together anew")
        again, answer = self.anew(bundle)
        self.assertRedirects(answer, reverse("release:look", args=[again.pk]))
        self.assertEqual((again.name, again.at, again.state), (bundle.name, bundle.at, Release.State.DRAFT))
        self.assertEqual(self.titles(again), self.titles(bundle))
        self.assertEqual(self.missing(again), [])
        bundle.refresh_from_db()
        self.assertEqual(bundle.state, Release.State.CANCELLED)

    def test_without_what_has_gone_out_or_waits_elsewhere_since(self):
        alone = self.draft("Alone")
        bundle = self.bundle(self.english, self.persian, alone)
        self.publisher.cancel(bundle)
        self.fresh(self.persian).get_latest_revision().publish()
        self.chief.schedule(alone, FAR)
        again, answer = self.anew(bundle)
        self.assertEqual(self.titles(again), {"A quieter grid"})
        self.assertContains(answer, "Not in it, because readers have it already or it waits in another release")
        self.assertTrue(self.fresh(alone).approved_schedule)

    def test_pressed_twice_it_makes_no_second_one(self):
        bundle = self.bundle(self.english)
        self.publisher.cancel(bundle)
        self.anew(bundle)
        self.anew(bundle)
        self.assertEqual(Release.objects.open().bundles().count(), 1)

    def test_when_its_moment_has_passed_it_says_so(self):
        bundle = self.bundle(self.english, at=timezone.now())
        self.publisher.cancel(bundle)
        self.assertContains(self.anew(bundle)[1], "Its moment has passed")

    def test_of_one_that_still_waits_there_is_no_other(self):
        bundle = self.armed(self.english)
        self.assertNotContains(self.publisher.look(bundle), "Put its pages together anew")
        self.assertContains(self.publisher.post("anew", bundle.pk), "It has been changed meanwhile")
        self.assertEqual(Release.objects.count(), 1)
