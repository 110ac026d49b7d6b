"""Who may do what with a release of many, and what comes of bad input."""

from django.contrib.auth.models import Group
from django.db import connection
from django.test import TestCase, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from publication import runner
from publication.gate import is_published
from publication.models import Release
from stories.models import StoryIndexPage
from tests.factories import newsroom, person, section, story
from tests.publication.desk import Desk

from .bundles import HOUR, Office, approve

HUGE = 10**17


@tag("once")
class BundlePermissionTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.chief = Desk()
        cls.author = person()
        cls.publisher = Office("Publisher")
        cls.page = story(people=[cls.author], state="draft")
        cls.bundle = cls.publisher.create()
        cls.publisher.add(cls.bundle, cls.page)
        approve(cls.page, cls.chief.user)

    def addresses(self):
        """Everything that changes something, with what it is asked with."""
        one, item = self.bundle.pk, self.bundle.items.get().pk
        yield reverse("release:add"), {"name": "Theirs", "at": "2090-01-01 10:00"}
        yield reverse("release:edit", args=[one]), {"name": "Theirs", "at": "2090-01-01 10:00"}
        yield reverse("release:add_items", args=[one]), {"pages": str(self.page.pk)}
        yield reverse("release:gather", args=[one, "translations"]), {}
        for move in ("arm", "take-back", "now"):
            yield reverse("release:move", args=[one, move]), {}
        for name in ("cancel", "anew"):
            yield reverse(f"release:{name}", args=[one]), {}
        for step in ("remove", "replace"):
            yield reverse("release:item", args=[one, item, step]), {}
        yield reverse("release:withdraw", args=[one]), {"reason": "Because"}
        yield reverse("release:withdraw_page", args=[self.page.pk]), {"reason": "Because"}

    def test_editors_and_approvers_of_its_items_look_at_it(self):
        for role in ("Editor", "Approver"):
            office = Office(role)
            self.assertContains(office.look(self.bundle), self.page.title)
            self.assertContains(office.client.get(reverse("release:index")), self.bundle.name)
            self.assertNotContains(office.look(self.bundle), "Release now")

    def test_nobody_but_publishers_changes_anything(self):
        for role in ("Writer", "Editor", "Approver"):
            office = Office(role)
            for address, data in self.addresses():
                with self.subTest(role=role, address=address):
                    answer = office.client.post(address, data)
                    self.assertIn(answer.status_code, (302, 404))
                    self.assertNotIn("/releases/", answer.get("Location", ""))
        self.bundle.refresh_from_db()
        self.assertEqual((self.bundle.name, self.bundle.state), ("Figures of the year", Release.State.DRAFT))
        self.assertEqual((Release.objects.count(), self.bundle.items.count()), (1, 1))

    def test_the_menu_leads_publishers_there_and_writers_not(self):
        address = reverse("release:index")
        self.assertContains(self.publisher.client.get(reverse("wagtailadmin_home")), address)
        self.assertNotContains(Office("Writer").client.get(reverse("wagtailadmin_home")), address)

    def desk_of_another_section(self):
        """A publisher of one section alone."""
        group = Group.objects.create(name="Sports desk")
        group.permissions.set(Group.objects.get(name="Publisher").permissions.all())
        for name in ("change_page", "publish_page"):
            GroupPagePermission.objects.create(
                group=group, page=section(StoryIndexPage, "fa"),
                permission=GroupPagePermission.objects.filter(permission__codename=name).first().permission,
            )  # fmt: skip
        office = Office("Publisher", username="sports")
        office.user.groups.set([group])
        return office

    def test_a_bundle_of_another_desk_is_not_there(self):
        office = self.desk_of_another_section()
        self.assertEqual(office.look(self.bundle).status_code, 404)
        self.assertNotContains(office.client.get(reverse("release:index")), self.bundle.name)
        for address, data in self.addresses():
            if str(self.bundle.pk) in address and "withdraw-page" not in address:
                with self.subTest(address):
                    self.assertEqual(office.client.post(address, data).status_code, 404)

    def test_pages_of_another_desk_are_not_added_and_not_named(self):
        office = self.desk_of_another_section()
        own = office.create("Of the sports desk")
        answer = office.add(own, self.page)
        self.assertContains(answer, "1 page was not added")
        self.assertNotContains(answer, self.page.title)
        self.assertFalse(own.items.exists())

    def test_a_page_of_another_desk_is_not_withdrawn(self):
        live = story("Live", people=[self.author])
        self.desk_of_another_section().post("withdraw_page", live.pk, data={"reason": "Because"})
        self.assertTrue(is_published(live))

    def test_the_editor_does_not_name_a_bundle_that_its_reader_may_not_open(self):
        self.publisher.add(self.bundle, section(StoryIndexPage))
        mine = story("نوشته", language="fa", people=[self.author], state="draft")
        self.publisher.add(self.bundle, mine)
        form = self.desk_of_another_section().client.get(reverse("wagtailadmin_pages:edit", args=[mine.pk]))
        self.assertContains(form, "It is in a release that is being prepared")
        self.assertNotContains(form, self.bundle.name)

    def test_nothing_is_changed_by_a_mere_visit(self):
        addresses = [reverse("release:move", args=[self.bundle.pk, move]) for move in ("arm", "now")]
        for address in (*addresses, reverse("release:anew", args=[self.bundle.pk])):
            self.assertEqual(self.publisher.client.get(address).status_code, 405)
        self.publisher.client.get(reverse("release:cancel", args=[self.bundle.pk]))
        self.bundle.refresh_from_db()
        self.assertEqual(self.bundle.state, Release.State.DRAFT)

    def test_whoever_may_only_look_at_it_is_not_asked_whether_to_cancel_it(self):
        answer = Office("Editor").client.get(reverse("release:cancel", args=[self.bundle.pk]))
        self.assertEqual(answer.status_code, 302)

    def test_bad_choices_are_answered_in_words(self):
        for chosen in ("", "x", "1;drop", "1,,2", "\x00", "1\x00", str(HUGE), "9" * 40, ",".join(["7"] * 5000)):
            with self.subTest(chosen[:20]):
                answer = self.publisher.post("add_items", self.bundle.pk, data={"pages": chosen})
                self.assertEqual(answer.status_code, 200)
        self.assertEqual(self.bundle.items.count(), 1)

    def test_addresses_that_name_nothing_are_not_there(self):
        for address in (f"/admin/release/{HUGE}/", f"/admin/release/{'9' * 60}/", f"/admin/release/edit/{HUGE}/",
                        f"/admin/release/withdrawn/{HUGE}/", f"/admin/release/withdraw-page/{HUGE}/",
                        "/admin/release/1/explode/"):  # fmt: skip
            with self.subTest(address):
                self.assertEqual(self.publisher.client.get(address).status_code, 404)

    def test_bad_forms_come_back_with_a_message(self):
        for given in ({"name": "", "at": "2090-01-01 10:00"}, {"name": "A", "at": "soon"}, {"name": "A\x00", "at": ""},
                      {"name": "A" * 121, "at": "2090-01-01 10:00"}, {"name": "A", "at": "9999-99-99"}):  # fmt: skip
            with self.subTest(given):
                self.assertEqual(self.publisher.client.post(reverse("release:add"), given).status_code, 200)
        self.assertEqual(Release.objects.count(), 1)


@tag("once")
class QueriesTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.chief = Desk()
        cls.author = person()
        cls.publisher = Office("Publisher")

    def released(self, name, count):
        bundle = Release.objects.create(name=name, at=timezone.now(), state=Release.State.DRAFT)
        for number in range(count):
            page = story(f"{name} {number}", people=[self.author], state="draft")
            bundle.items.create(page_id=page.pk, revision=page.get_latest_revision())
            approve(page, self.chief.user)
        self.publisher.move(bundle, "now")
        runner.tick()
        bundle.refresh_from_db()
        return bundle

    def queries(self, address):
        self.publisher.client.get(address)
        with CaptureQueriesContext(connection) as captured:
            self.assertEqual(self.publisher.client.get(address).status_code, 200)
        return len(captured)

    def test_the_report_costs_the_same_for_few_items_and_for_many(self):
        few, many = (reverse("release:look", args=[self.released(str(n), n).pk]) for n in (1, 6))
        self.assertEqual(self.queries(few), self.queries(many))

    def test_the_list_costs_the_same_for_few_and_for_many(self):
        address = reverse("release:index")
        self.released("One", 1)
        before = self.queries(address)
        Release.objects.bulk_create(Release(name=f"R {n}", at=timezone.now() + HOUR, state="draft") for n in range(9))
        self.assertEqual(self.queries(address), before)

    def test_the_desk_shows_a_bundle_as_one_entry(self):
        bundle = Release.objects.create(name="Spring figures", at=timezone.now() + HOUR)
        for number in range(2):
            page = story(f"Item {number}", state="draft")
            bundle.items.create(page_id=page.pk, revision=page.get_latest_revision())
        home = self.publisher.client.get(reverse("wagtailadmin_home")).content.decode()
        self.assertIn("Spring figures", home)
        self.assertIn("Release of several, items: 2", home)
        going_out = home[home.index("going-out-next") : home.index("published-today")]
        self.assertNotIn("Item 1", going_out)

    def test_whoever_may_open_one_of_its_items_alone_sees_that_one(self):
        writer = Office("Writer")
        bundle = Release.objects.create(name="Spring figures", at=timezone.now() + HOUR)
        for title in ("Mine", "Theirs"):
            page = story(title, state="draft")
            bundle.items.create(page_id=page.pk, revision=page.get_latest_revision())
        Page.objects.filter(title="Mine").update(owner=writer.user)
        home = writer.client.get(reverse("wagtailadmin_home"))
        self.assertContains(home, "Mine")
        self.assertNotContains(home, "Spring figures")
