"""Who may do what: each cell of the tables in docs/roles.md, at the real admin."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, SimpleTestCase, TestCase, tag
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image as Pillow
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, TaskState, Workflow

from editorial.models import Correction, Embargo, NeedToKnow, Pass, SignOff, StyleRule
from facts.models import Fact
from media_library.models import BatchChange, Image, Tour
from pages.models import BrandSettings
from people.models import Journalist, Person
from people.request import PressRequest
from publication.models import Release
from stories.models import Story, StoryIndexPage
from tests.dialogue.readers import said_of
from tests.editorial.asked import request_for
from tests.editorial.embargoes import embargo, journalist
from tests.factories import fact, locale, newsroom, person, picture, release, scheduled, section, story, topic
from tests.facts.desk import FactDesk, worded
from tests.publication.desk import Desk
from topics.models import Topic

PAGE = Path(settings.BASE_DIR) / "docs" / "roles.md"
FAR = "2090-01-01 10:00"


def tables():
    """Action to {principal: "yes" or "no"}, of all tables of the page."""
    head, found = [], {}
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if cells and cells[0] == "Action":
            head = cells[1:]
        elif cells and head and not cells[0].startswith("---"):
            found[cells[0]] = dict(zip(head, cells[1:], strict=True))
        elif not cells:
            head = []
    return found


class Visitor(Desk):
    """Somebody without a login."""

    def __init__(self):
        self.user, self.client = None, Client()


def fresh(page):
    return Page.objects.get(pk=page.pk)


class Newsroom:
    """What everybody tries their hands at."""

    def __init__(self):
        newsroom()
        self.desk = Group.objects.create(name="Mergers")
        self.colleague = Desk("Writer", name="colleague")
        self.author = person()
        self.principals = {
            "Visitor": Visitor(),
            "Reader": self.without_role("reader"),
            "Dismissed": self.dismissed(),
            "Stand-in": self.stand_in(),
            "Insider": Desk("Editor", name="insider"),
            "Owner": Desk(),
            **{role: Desk(role) for role in ("Writer", "Editor", "Approver", "Legal", "Brand", "Publisher")},
        }
        self.principals["Insider"].user.groups.add(self.desk)
        self.own = {
            name: self.draft(f"Own of {name}", desk.user if desk.user else None)
            for name, desk in self.principals.items()
        }
        self.others = self.draft("Another's", self.colleague.user)
        self.release = release("A release", state="draft", owner=self.colleague.user)
        self.live = story("Live", people=[self.author], owner=self.colleague.user)
        self.live.save_revision().publish()
        self.journalist = journalist()
        self.planned = scheduled(story, timezone.now() + timedelta(days=9), "Planned", people=[self.author])
        self.kept = self.draft("Kept to a desk", self.colleague.user)
        NeedToKnow.objects.create(page=self.kept).groups.add(self.desk)
        self.picture, self.tour = picture(), Tour.objects.create(label="The gallery")
        self.asked = request_for(self.picture)
        self.fact, self.draft_fact = fact("Wells read", amount=61), fact("Taps", amount=12, state="draft")
        self.nobody, self.topic = person("Nobody Known"), topic("sand")

    def draft(self, title, owner):
        return story(title, people=[self.author], state="draft", owner=owner)

    def without_role(self, name):
        desk = Desk("Writer", name=name)
        desk.user.groups.clear()
        return desk

    def dismissed(self):
        desk = Desk("Publisher", name="dismissed")
        desk.user.is_active = False
        desk.user.save()
        return desk

    def stand_in(self):
        desk, task = Desk("Writer", name="deputy"), SignOff.objects.get(name="Editing")
        task.hours = 1
        task.save()
        task.stand_ins.add(desk.user)
        return desk


class Attempt:
    """One person's try; each method says whether it has worked. Named as in the tables, by `_`."""

    def __init__(self, house, name):
        self.house, self.desk = house, house.principals[name]
        self.own = house.own[name]
        # The same by the forms of facts, with the login of this person.
        self.facts = FactDesk.__new__(FactDesk)
        self.facts.user, self.facts.client = self.desk.user, self.desk.client

    def __getattr__(self, name):
        return getattr(self.house, name)

    def post(self, address, data=None, args=()):
        """To the address of this name, or to this address."""
        address = address if address.startswith("/") else reverse(address, args=args)
        return self.desk.client.post(address, data or {})

    def opens(self, address, *args):
        return self.desk.client.get(reverse(address, args=args)).status_code == 200

    # -- Text ---------------------------------------------------------------------------------------------------

    def begin_a_story(self):
        self.desk.create(Story, section(StoryIndexPage), title="New", slug="new", standfirst="What happened.")
        return Story.objects.filter(slug="new").exists()

    def _edit(self, page):
        self.desk.save(page, title="Changed")
        return fresh(page).draft_title == "Changed"

    def edit_their_own_draft(self):
        return self._edit(self.own)

    def edit_anothers_draft(self):
        return self._edit(self.others)

    def edit_a_section(self):
        return self._edit(section(StoryIndexPage))

    # -- Approval -----------------------------------------------------------------------------------------------

    def submit_their_own(self):
        self.desk.submit(self.own)
        return fresh(self.own).workflow_in_progress

    def submit_anothers(self):
        self.desk.submit(self.others)
        return fresh(self.others).workflow_in_progress

    def _start(self, page, user=None):
        page = fresh(page).specific
        page.get_workflow().start(page, user or self.colleague.user)
        TaskState.objects.update(started_at=timezone.now() - timedelta(hours=2))
        return fresh(page).current_workflow_task_state

    def _take_back(self, page):
        self.post("wagtailadmin_pages:edit", self.desk.form(page) | {"action-cancel-workflow": "1"}, [page.pk])
        return not fresh(page).workflow_in_progress

    def take_back_what_they_submitted(self):
        self._start(self.own, self.desk.user or self.colleague.user)
        return self._take_back(self.own)

    def take_back_what_another_submitted(self):
        self._start(self.others)
        return self._take_back(self.others)

    def _approve(self, page):
        step = fresh(page).current_workflow_task_state
        self.desk.approve(page)
        step.refresh_from_db()
        return step.status == "approved"

    def approve_at_Editing(self):
        self._start(self.others)
        return self._approve(self.others)

    def _press(self, step, **data):
        opened = self.desk.client.get(reverse("editorial_decide", args=[step.pk]))
        digest = opened.context["dossier"].digest if opened.status_code == 200 else ""
        self.post("editorial_decided", {"digest": digest, **data}, [step.pk])
        step.refresh_from_db()
        return step.status

    def approve_at_Editing_on_the_page_for_it(self):
        return self._press(self._start(self.others), action="approve") == "approved"

    def send_back_at_Editing(self):
        return self._press(self._start(self.others), action="reject", comment="Shorter.") == "rejected"

    def edit_what_waits_at_Editing(self):
        self._start(self.others)
        return self._edit(self.others)

    def _pass(self, page, *steps):
        chief = self.principals["Owner"].user
        for name in steps:
            state = fresh(page).current_workflow_task_state
            assert state.task.name == name, state.task.name
            state.task.specific.on_action(state, chief, "approve")

    def approve_a_release_at_Legal(self):
        self._start(self.release)
        self._pass(self.release, "Editing of releases")
        return self._approve(self.release)

    def approve_at_Publication(self):
        self._start(self.others)
        self._pass(self.others, "Editing")
        return self._approve(self.others)

    def approve_their_own_work_where_four_eyes_are_asked_for(self):
        SignOff.objects.update(four_eyes=True)
        self._start(self.own)
        return self._approve(self.own)

    # -- Publication --------------------------------------------------------------------------------------------

    def publish_without_approval_with_a_reason(self):
        self.desk.publish(self.others)
        return fresh(self.others).live

    def publish_without_approval_without_a_reason(self):
        self.desk.publish(self.others, because="")
        return fresh(self.others).live

    def publish_many_at_once_that_nobody_approved(self):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        self.post(f"{address}?id={self.others.pk}")
        return fresh(self.others).live

    def schedule_with_a_reason(self):
        self.desk.schedule(self.others, FAR)
        return fresh(self.others).approved_schedule

    def unschedule(self):
        self.desk.unschedule(self.planned)
        return not fresh(self.planned).approved_schedule

    def withdraw(self):
        self.desk.unpublish(self.live)
        return not fresh(self.live).live

    # -- Housekeeping -------------------------------------------------------------------------------------------

    def _delete(self, page):
        self.desk.delete(page)
        return not Page.objects.filter(pk=page.pk).exists()

    def delete_their_own_draft(self):
        return self._delete(self.own)

    def delete_anothers_draft(self):
        return self._delete(self.others)

    def delete_what_is_live(self):
        return self._delete(self.live)

    def copy_anothers_draft(self):
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": self.others.get_parent().pk}
        self.post("wagtailadmin_pages:copy", data, [self.others.pk])
        return Page.objects.filter(slug="copy").exists()

    def lock_anothers_draft(self):
        self.desk.lock(self.others)
        return fresh(self.others).locked

    def unlock_what_another_locked(self):
        Page.objects.filter(pk=self.others.pk).update(
            locked=True, locked_by=self.colleague.user, locked_at=timezone.now()
        )
        self.desk.unlock(self.others)
        return not fresh(self.others).locked

    def restrict_to_logins(self):
        data = {"restriction_type": "login", "groups": [], "password": ""}
        self.post("wagtailadmin_pages:set_privacy", data, [self.others.pk])
        return PageViewRestriction.objects.filter(page=self.others.pk).exists()

    def begin_the_twin_in_Persian(self):
        self.post("simple_translation:submit_page_translation", {"locales": [locale("fa").pk]}, [self.others.pk])
        return Page.objects.filter(translation_key=self.others.translation_key).count() == 2

    def preview_anothers_draft(self):
        return self.opens("wagtailadmin_pages:view_draft", self.others.pk)

    def read_the_history_of_anothers_draft(self):
        return self.opens("wagtailadmin_pages:history", self.others.pk)

    def _close(self, page):
        """To a group of their own, which closes it to nobody like them."""
        groups = self.desk.user.groups.all() if self.desk.user else []
        groups = [group.pk for group in groups] or [self.house.desk.pk]
        self.post("editorial_need_to_know", {"groups": groups}, [page.pk])
        return NeedToKnow.objects.filter(page=page.pk).exists()

    def say_who_may_know_of_their_own_draft(self):
        return self._close(self.own)

    def say_who_may_know_of_anothers_draft(self):
        return self._close(self.others)

    def find_a_piece_that_is_kept_to_a_desk(self):
        explorer = reverse("wagtailadmin_explore", args=[section(StoryIndexPage).pk])
        return self.kept.title in self.desk.client.get(explorer).content.decode()

    def open_a_piece_that_is_kept_to_a_desk(self):
        return self.opens("wagtailadmin_pages:edit", self.kept.pk)

    def write_a_correction(self):
        self.post("correction:add", {"page": self.live.pk, "kind": "update", "says": "More water came."})
        return Correction.objects.exists()

    def set_an_embargo_on_anothers_draft(self):
        self.post("embargo_of_page", {"action": "set", "embargo-until": FAR, "embargo-terms": ""}, [self.release.pk])
        return Embargo.objects.filter(page=self.release.pk).exists()

    def give_a_journalist_a_pass(self):
        embargo(self.release)
        chosen = {"action": "issue", "issue-journalists": [self.journalist.pk], "issue-expires_at": ""}
        self.post("embargo_of_page", chosen, [self.release.pk])
        return Pass.objects.exists()

    def withdraw_everything_of_a_piece(self):
        self.post("release:withdraw_page", {"reason": "It was not ours to tell."}, [self.live.pk])
        return not fresh(self.live).live

    def withhold_an_earlier_version(self):
        self.post("editorial_withhold_version", args=[self.live.pk, 1])
        return self.live.published_versions.get(number=1).is_withheld

    def answer_what_a_reader_suggests(self):
        said = said_of(self.live)
        self.post("suggestion:edit", {"decision": "decline", "answer": ""}, [said.pk])
        said.refresh_from_db()
        return said.state == "declined"

    def open_the_calendar(self):
        return self.opens("editorial_calendar")

    # -- Everything else ----------------------------------------------------------------------------------------

    def upload_a_picture(self):
        file = BytesIO()
        Pillow.new("RGB", (64, 48), "teal").save(file, "JPEG")
        sent = SimpleUploadedFile("new.jpg", file.getvalue(), "image/jpeg")
        self.post("wagtailimages:add", {"title": "New picture", "file": sent, "terms": "ask", "ai_origin": "none"})
        return Image.objects.filter(title="New picture").exists()

    def change_anothers_picture(self):
        return self.opens("wagtailimages:edit", self.picture.pk)

    def delete_anothers_picture(self):
        self.post("wagtailimages:delete", args=[self.picture.pk])
        return not Image.objects.filter(pk=self.picture.pk).exists()

    def upload_many_pictures_at_once(self):
        sent = SimpleUploadedFile("many.jpg", self._jpeg(), "image/jpeg")
        self.post("wagtailimages:add_multiple", {"title": "One of many", "files[]": sent})
        return Image.objects.filter(title="One of many").exists()

    def _jpeg(self, size=(64, 48)):
        file = BytesIO()
        Pillow.new("RGB", size, "teal").save(file, "JPEG")
        return file.getvalue()

    def set_the_credit_of_many_pictures_at_once(self):
        address = reverse("wagtail_bulk_action", args=["media_library", "image", "set_for_all"])
        self.post(f"{address}?id={self.picture.pk}", {"credit": "Of all"})
        return Image.objects.get(pk=self.picture.pk).credit == "Of all"

    def see_how_far_anothers_change_of_many_pictures_is(self):
        asked = {"user": self.colleague.user, "kind": "image", "values": {}, "keys": [self.picture.pk]}
        return self.opens("asset_batch", BatchChange.objects.create(**asked).pk)

    def crop_anothers_picture(self):
        numbers = {"x": 0, "y": 0, "width": 427, "height": 427}
        form = {f"crop_square_{side}": value for side, value in numbers.items()}
        self.post("wagtailimages:edit", {"title": "Cropped", "terms": "ask", **form}, args=[self.picture.pk])
        return self.picture.crops.filter(shape="square").exists()

    def replace_the_file_of_anothers_picture(self):
        address = reverse("asset_replace", args=["image", self.picture.pk])
        sent = self.post(address, {"file": SimpleUploadedFile("other.jpg", self._jpeg((30, 20)), "image/jpeg")})
        self.post(address, {"new": getattr(sent, "url", "").partition("new=")[2], "replace": "yes"})
        return Image.objects.get(pk=self.picture.pk).width == 30

    def read_which_assets_need_care(self):
        return self.opens("asset_care_report")

    def write_a_fact(self):
        self.facts.add(worded(), label="New fact")
        return Fact.objects.filter(label="New fact").exists()

    def change_a_fact(self):
        self.facts.save(self.draft_fact, amount="62")
        return Fact.objects.get(pk=self.draft_fact.pk).get_latest_revision_as_object().amount == 62

    def approve_a_fact(self):
        made = Fact.objects.get(pk=self.draft_fact.pk)
        made.get_workflow().start(made, self.colleague.user)
        self.facts.approve(made)
        return Fact.objects.get(pk=made.pk).live

    def publish_a_fact_without_approval_with_a_reason(self):
        self.facts.publish(self.draft_fact)
        return Fact.objects.get(pk=self.draft_fact.pk).live

    def withdraw_a_fact(self):
        self.facts._post("unpublish", [self.fact.pk])
        return not Fact.objects.get(pk=self.fact.pk).live

    def delete_a_fact(self):
        self.facts._post("delete", [self.fact.pk])
        return not Fact.objects.filter(pk=self.fact.pk).exists()

    def add_a_person(self):
        return self.opens(Person.snippet_viewset.get_url_name("add"))

    def delete_a_person(self):
        self.post(Person.snippet_viewset.get_url_name("delete"), args=[self.nobody.pk])
        return not Person.objects.filter(pk=self.nobody.pk).exists()

    def make_a_virtual_tour(self):
        return self.opens(Tour.snippet_viewset.get_url_name("add"))

    def change_a_virtual_tour(self):
        return self.opens(Tour.snippet_viewset.get_url_name("edit"), self.tour.pk)

    def delete_a_virtual_tour(self):
        self.post(Tour.snippet_viewset.get_url_name("delete"), args=[self.tour.pk])
        return not Tour.objects.filter(pk=self.tour.pk).exists()

    def delete_a_topic(self):
        self.post(Topic.snippet_viewset.get_url_name("delete"), args=[self.topic.pk])
        return not Topic.objects.filter(pk=self.topic.pk).exists()

    def read_the_style_book(self):
        return self.opens("style_book:index")

    def change_the_style_book(self):
        rule = StyleRule.objects.get(prefer="use")
        form = {"kind": "term", "language": "en", "avoid": "utilise", "prefer": "employ", "condition": "always"}
        self.post("style_book:edit", form, args=[rule.pk])
        return StyleRule.objects.get(pk=rule.pk).prefer == "employ"

    def change_the_brand(self):
        meta = BrandSettings._meta
        address = reverse("wagtailsettings:edit", args=[meta.app_label, meta.model_name])
        return self.desk.client.get(address, follow=True).request["PATH_INFO"].startswith("/admin/settings/")

    def change_redirects(self):
        self.post("wagtailredirects:add", {"old_path": "/old/", "redirect_page": self.live.pk, "redirect_link": ""})
        return Redirect.objects.filter(old_path="/old").exists()

    def give_roles(self):
        return self.opens("wagtailusers_users:index")

    def change_workflows(self):
        return self.opens("wagtailadmin_workflows:edit", Workflow.objects.active().first().pk)

    def put_together_a_release_of_several(self):
        self.post("release:add", {"name": "Figures of the year", "at": FAR, "note": ""})
        return Release.objects.filter(name="Figures of the year").exists()

    def read_the_list_of_journalists(self):
        return self.opens(Journalist.snippet_viewset.get_url_name("list"))

    def read_what_journalists_ask_for(self):
        return self.opens("request:index")

    def grant_a_file_to_a_journalist(self):
        given = {
            "decision": "grant",
            "files": ["original.jpeg"],
            "expires_at": f"{timezone.now() + timedelta(days=9):%Y-%m-%d %H:%M}",
            "answer": "",
        }
        self.post("request:edit", given, [self.asked.pk])
        return self.asked.links.exists()

    def delete_a_request(self):
        self.post("request:delete", args=[self.asked.pk])
        return not PressRequest.objects.filter(pk=self.asked.pk).exists()

    def read_the_use_of_files(self):
        return self.opens("files_report")

    def read_the_audit_trail(self):
        return self.opens("editorial_audit_trail")

    def look_after_deliveries(self):
        return self.opens("delivery:index")


def method_of(action):
    return "".join(letter for letter in action.replace(" ", "_") if letter.isalnum() or letter == "_")


@tag("once")
class RolesTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.house = Newsroom()

    def check(self, action, expected):
        for name, cell in expected.items():
            with self.subTest(name), transaction.atomic():
                done = getattr(Attempt(self.house, name), method_of(action))()
                transaction.set_rollback(True)
                self.assertEqual("yes" if done else "no", cell)


def _test(action, expected):
    return lambda self: self.check(action, expected)


for _action, _row in tables().items():
    setattr(RolesTest, f"test_who_may_{method_of(_action)}", _test(_action, _row))


class TableTest(SimpleTestCase):
    def test_the_page_has_a_row_for_all_that_is_tried_and_a_try_for_each_row(self):
        tried = {name for name in vars(Attempt) if not name.startswith("_")} - {"post", "opens"}
        self.assertEqual({method_of(action) for action in tables()}, tried)

    def test_it_is_about_twelve_people_and_at_least_forty_actions(self):
        self.assertGreaterEqual(len(tables()), 40)
        self.assertEqual({len(row) for row in tables().values()}, {12})
        self.assertEqual({cell for row in tables().values() for cell in row.values()}, {"yes", "no"})


#: What the admin must show to people who are not logged in yet.
BEFORE_LOGIN = {
    "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_javascript_catalog", "wagtailadmin_sprite",
    "wagtailadmin_password_reset", "wagtailadmin_password_reset_done", "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}  # fmt: skip
KEYS = {"int": "1", "slug": "page", "str": "1", "path": "1", "uuid": "4ec0a7b2-9f1f-4a57-9a70-0d1f7f8d8f10"}


def addresses(patterns, path="", names=()):
    for pattern in patterns:
        route = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route, (*names, pattern.namespace))
        elif isinstance(pattern, URLPattern):
            yield pattern.name, route


def filled(route):
    """The address with something in each of its places; None for one that is written as a regular expression."""
    route = re.sub(r"<(?:(\w+):)?\w+>", lambda place: KEYS.get(place[1] or "str", "1"), route)
    return "/" + route if not re.search(r"[\^$\\(]", route) else None


@tag("once")
class EveryAddressTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.reader = Desk("Writer", name="reader")
        cls.reader.user.groups.clear()

    def admin(self):
        known = [(name, filled(route)) for name, route in addresses(get_resolver().url_patterns)]
        return [(name, path) for name, path in known if path and path.startswith("/admin/")]

    def test_every_address_of_the_admin_is_closed_to_visitors_and_to_readers_with_a_login(self):
        found = self.admin()
        self.assertGreater(len(found), 250)
        for name, path in found:
            if name in BEFORE_LOGIN:
                continue
            for who, client in (("visitor", self.client), ("reader", self.reader.client)):
                for method in ("get", "post"):
                    with self.subTest(f"{who} {method} {path}"):
                        response = getattr(client, method)(path)
                        self.assertIn(response.status_code, (302, 403, 404, 405))
                        if response.status_code == 302:
                            self.assertRegex(response.url, r"^/admin/(login/|$)")
