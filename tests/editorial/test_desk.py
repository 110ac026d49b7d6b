"""The admin's home page, as each role finds it."""

import re
from datetime import UTC, date, datetime, timedelta
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.db import connection
from django.test import TestCase, tag
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, PageViewRestriction
from wagtail.users.models import UserProfile

from publication.models import Release
from stories.models import ReleaseIndexPage, StoryIndexPage
from tests.factories import fact, newsroom, release, republish, revise, scheduled, section, story
from tests.stories.admin import user

#: A Wednesday, 11:30 in Tehran.
NOW = datetime(2030, 5, 15, 8, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECTIONS = ["waiting-for-you", "waiting-for-others", "going-out-next", "facts-to-check", "published-today",
            "corrections-waiting"]  # fmt: skip


class DeskTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.writer = user("Writer", first_name="Wren", last_name="Ashby")
        cls.editor = user("Editor", first_name="Edda", last_name="Lund")
        cls.publisher = user("Publisher", first_name="Parisa", last_name="Behrouzi")
        cls.workflow = section(StoryIndexPage).get_workflow()

    def setUp(self):
        # Far from the day on which the skeleton above was published.
        self.now = NOW
        clock = patch("django.utils.timezone.now", lambda: self.now)
        clock.start()
        self.addCleanup(clock.stop)

    @staticmethod
    def give(person, *codenames):
        person.user_permissions.add(*Permission.objects.filter(codename__in=codenames))

    def outsider(self, *codenames, **fields):
        """Somebody in no group, who may enter the admin and do nothing else but this."""
        person = user("Admin", username=f"outsider-{self.id()}", **fields)
        person.is_superuser = False
        person.save()
        self.give(person, "access_admin", *codenames)
        return type(person).objects.get(pk=person.pk)

    def submit(self, thing, sender=None):
        return self.workflow.start(thing, sender or self.writer)

    def home(self, reader):
        self.client.force_login(reader)
        answer = self.client.get(reverse("wagtailadmin_home"))
        self.assertEqual(answer.status_code, 200)
        return BeautifulSoup(answer.content, "html.parser")

    def section_of(self, reader, name):
        return self.home(reader).find("section", id=f"{name}-section")

    def rows(self, reader, name):
        """Each row of a section in one line of text."""
        found = self.section_of(reader, name)
        return [plain(row) for row in found.select("ul.nr-desk-rows > li")] if found else []

    def titles(self, reader, name):
        found = self.section_of(reader, name)
        return [plain(link) for link in found.select("a.nr-desk-title")] if found else []

    def open_first(self, reader, name):
        return self.client.get(self.section_of(reader, name).select_one("a.nr-desk-title")["href"])


def plain(element):
    return re.sub(r"\s+", " ", element.get_text(" ")).strip()


class WaitingForYouTests(DeskTestCase):
    def test_a_reviewer_finds_what_was_submitted_with_kind_sender_and_since_when(self):
        self.submit(story("A town without taps", state="draft"))
        self.now += 3 * HOUR
        self.assertEqual(
            self.rows(self.editor, "waiting-for-you"),
            [
                "A town without taps Story English Editing submitted by Wren Ashby "
                "waiting 3 hours, since 15 May 2030, 11:30"
            ],
        )

    def test_the_oldest_stands_first_whatever_its_kind(self):
        self.submit(release("Second", state="draft"))
        self.now -= DAY
        self.submit(fact("First", state="draft"))
        self.now += 2 * DAY
        self.submit(story("Third", state="draft"))
        self.assertEqual(self.titles(self.editor, "waiting-for-you"), ["First", "Second", "Third"])

    def test_a_persian_editor_reads_it_in_the_persian_calendar_and_digits(self):
        self.submit(story("شهری بی‌شیر آب", language="fa", state="draft"))
        self.now += 3 * HOUR
        row = self.rows(user("Editor", "fa", username="persian"), "waiting-for-you")[0]
        self.assertIn("۲۵ اردیبهشت ۱۴۰۹، ۱۱:۳۰", row)
        self.assertIn("۳ ساعت", row)

    def test_it_leads_straight_to_the_page_for_deciding(self):
        self.submit(story("A town without taps", state="draft"))
        self.assertContains(self.open_first(self.editor, "waiting-for-you"), "A town without taps")

    def test_a_fact_in_review_leads_there_too(self):
        self.submit(fact("Wells read", state="draft"))
        self.assertContains(self.open_first(self.editor, "waiting-for-you"), "Wells read")

    def test_a_reviewer_opens_what_waits_though_no_other_permission_would(self):
        reviewer = self.outsider()
        group = Group.objects.create(name="Lawyers")
        reviewer.groups.add(group)
        task = self.workflow.tasks.first().specific
        task.groups.add(group)
        self.submit(story("A town without taps", state="draft"))
        self.assertEqual(self.open_first(reviewer, "waiting-for-you").status_code, 200)

    def test_a_step_is_shown_to_those_whose_turn_it_is(self):
        state = self.submit(story("A town without taps", state="draft"))
        self.assertEqual(self.titles(self.publisher, "waiting-for-you"), [])
        state.current_task_state.approve(user=self.editor)
        self.assertEqual(self.titles(self.editor, "waiting-for-you"), [])
        self.assertEqual(self.titles(self.publisher, "waiting-for-you"), ["A town without taps"])

    def test_what_was_sent_back_stands_there_with_the_reviewers_comment(self):
        page = story("A town without taps", state="draft", owner=self.writer)
        state = self.submit(page)
        self.now += 2 * HOUR
        state.current_task_state.reject(user=self.editor, comment="Who says so? <b>Name</b> the source.")
        self.now += HOUR
        row = self.rows(self.writer, "waiting-for-you")[0]
        self.assertIn("sent back by Edda Lund 1 hour ago, on 15 May 2030, 13:30", row)
        self.assertIn("Who says so? <b>Name</b> the source.", row)

    def test_what_was_sent_back_to_somebody_is_not_sent_back_to_others(self):
        page = story("A town without taps", state="draft", owner=self.writer)
        self.submit(page).current_task_state.reject(user=self.editor, comment="Who says so?")
        self.assertEqual(self.titles(user("Writer", username="other"), "waiting-for-you"), [])
        self.assertEqual(self.titles(self.publisher, "waiting-for-you"), [])

    def test_drafts_are_my_last_five(self):
        for number in range(7):
            self.now += HOUR
            story(f"Draft {number}", state="draft", owner=self.writer)
        self.assertEqual(
            self.titles(self.writer, "waiting-for-you"), ["Draft 6", "Draft 5", "Draft 4", "Draft 3", "Draft 2"]
        )

    def test_drafts_of_others_are_nobodys_business(self):
        story("Somebody's secret", state="draft", owner=self.editor)
        fact("A secret figure", state="draft")
        self.assertNotIn("secret", self.home(self.writer).get_text())

    def test_what_i_worked_on_last_is_my_draft_too(self):
        page = story("By somebody else", state="draft")
        page.save_revision(user=self.editor)
        Fact = type(changed := fact("Wells read"))
        Fact.objects.get(pk=changed.pk).save_revision(user=self.editor)
        self.assertEqual(set(self.titles(self.editor, "waiting-for-you")), {"By somebody else", "Wells read"})
        self.assertIn("changes to what is live", " ".join(self.rows(self.editor, "waiting-for-you")))

    def test_what_is_published_in_review_or_scheduled_is_no_draft(self):
        story("Published", owner=self.writer)
        self.submit(story("In review", state="draft", owner=self.writer))
        scheduled(story, self.now + DAY, "Scheduled", owner=self.writer)
        self.assertEqual(self.titles(self.writer, "waiting-for-you"), [])

    def test_a_draft_that_the_user_may_no_longer_open_is_not_shown(self):
        person = self.outsider()
        story("Once mine", state="draft", owner=person)
        fact("Once my fact", state="draft").save_revision(user=person)
        self.assertEqual(self.titles(person, "waiting-for-you"), [])

    def test_an_empty_desk_says_so(self):
        self.assertIn("Nothing waits for you.", self.section_of(self.editor, "waiting-for-you").get_text())


class WaitingForOthersTests(DeskTestCase):
    def test_a_writer_sees_where_the_submission_waits_and_since_when(self):
        page = story("A town without taps", state="draft", owner=self.writer)
        self.submit(page).current_task_state.approve(user=self.editor)
        self.now += 2 * DAY
        self.assertEqual(
            self.rows(self.writer, "waiting-for-others"),
            ["A town without taps Story English in the step Publication waiting 2 days, since 15 May 2030, 11:30"],
        )
        self.assertEqual(self.open_first(self.writer, "waiting-for-others").status_code, 200)

    def test_what_an_editor_submitted_for_a_writer_waits_for_both(self):
        page = story("A town without taps", state="draft", owner=self.writer)
        self.submit(page, self.editor).current_task_state.approve(user=self.editor)
        for person in (self.writer, self.editor):
            self.assertEqual(self.titles(person, "waiting-for-others"), ["A town without taps"])

    def test_what_i_could_pass_myself_waits_for_me_and_not_for_others(self):
        self.submit(story("A town without taps", state="draft"), self.editor)
        self.assertEqual(self.titles(self.editor, "waiting-for-others"), [])
        self.assertEqual(self.titles(self.editor, "waiting-for-you"), ["A town without taps"])

    def test_submissions_of_others_are_not_shown(self):
        self.submit(story("A town without taps", state="draft", owner=self.writer))
        self.assertEqual(self.titles(self.publisher, "waiting-for-others"), [])

    def test_a_submission_that_the_sender_may_no_longer_open_is_not_shown(self):
        person = self.outsider()
        self.submit(story("A town without taps", state="draft"), person)
        self.submit(fact("Wells read", state="draft"), person)
        self.assertNotIn("A town without taps", self.home(person).get_text())
        self.assertNotIn("Wells read", self.home(person).get_text())

    def test_without_a_submission_it_says_so_to_those_who_may_write_only(self):
        self.assertIn("Nothing of yours", self.section_of(self.writer, "waiting-for-others").get_text())
        self.assertIsNone(self.section_of(self.outsider(), "waiting-for-others"))


class GoingOutNextTests(DeskTestCase):
    def headings(self, reader):
        return [plain(heading) for heading in self.section_of(reader, "going-out-next").find_all("h3")]

    def test_days_and_hours_in_order_with_pages_and_facts_between_each_other(self):
        scheduled(story, NOW + 3 * DAY, "Saturday")
        scheduled(release, NOW + DAY, "Tomorrow's release")
        scheduled(fact, NOW + 2 * HOUR, "Wells read")
        scheduled(story, NOW + HOUR, "Today")
        self.assertEqual(self.headings(self.editor), ["Later today", "Tomorrow", "Saturday 18 May 2030"])
        self.assertEqual(
            self.rows(self.editor, "going-out-next"),
            [
                "12:30 Today Story English", "13:30 Wells read Fact",
                "11:30 Tomorrow's release Press release English", "11:30 Saturday Story English",
            ],
        )  # fmt: skip

    def test_a_moved_release_is_shown_at_its_new_time(self):
        scheduled(story, NOW + HOUR, "Today")
        Release.objects.get().move_to(NOW + DAY + HOUR)
        self.assertEqual(self.headings(self.editor), ["Tomorrow"])
        self.assertEqual(self.rows(self.editor, "going-out-next"), ["12:30 Today Story English"])

    def test_the_title_is_the_one_that_was_approved(self):
        page = scheduled(story, NOW + HOUR, "Approved")
        page.title = "Scribbled since"
        page.save_revision()
        self.assertEqual(self.titles(self.editor, "going-out-next"), ["Approved"])

    def test_hours_are_the_sites_whatever_zone_the_editor_lives_in(self):
        UserProfile.objects.filter(user=self.editor).update(current_time_zone="America/New_York")
        scheduled(story, NOW + HOUR, "Today")
        self.assertEqual(self.rows(self.editor, "going-out-next"), ["12:30 Today Story English"])
        self.assertIn("Asia/Tehran", self.section_of(self.editor, "going-out-next").get_text())

    def stuck(self, **state):
        scheduled(story, NOW + HOUR, "Stuck")
        self.now += 2 * HOUR
        Release.objects.update(**state)

    def test_what_failed_is_marked_with_its_next_attempt(self):
        self.stuck(
            last_error="IntegrityError: key 7", attempts=3, next_attempt_at=NOW + 2 * HOUR + timedelta(minutes=4)
        )
        self.assertEqual(self.headings(self.editor), ["Should be out by now"])
        row = self.rows(self.editor, "going-out-next")[0]
        self.assertIn("waiting 1 hour, since 15 May 2030, 12:30", row)
        self.assertIn("Could not be released (attempts: 3). Next attempt at 13:34.", row)

    def test_the_error_itself_is_for_superusers(self):
        self.stuck(last_error="IntegrityError: key 7", attempts=1)
        self.assertNotIn("IntegrityError", self.home(self.publisher).get_text())
        self.assertIn("IntegrityError: key 7", self.rows(user("Admin"), "going-out-next")[0])

    def test_what_is_late_without_an_error_is_marked_too(self):
        self.stuck()
        self.assertIn("Its time has passed", self.rows(self.editor, "going-out-next")[0])

    def test_what_is_due_this_second_is_not_late(self):
        scheduled(story, NOW + HOUR, "Today")
        self.now += HOUR
        self.assertNotIn("Its time has passed", self.rows(self.editor, "going-out-next")[0])

    def test_a_late_fact_is_marked(self):
        scheduled(fact, NOW + HOUR, "Wells read")
        self.now += 2 * HOUR
        self.assertIn("Its time has passed", self.rows(self.editor, "going-out-next")[0])

    def test_a_writer_sees_their_own_alone(self):
        scheduled(story, NOW + HOUR, "Mine", owner=self.writer)
        scheduled(story, NOW + HOUR, "Somebody's secret", owner=self.editor)
        scheduled(fact, NOW + HOUR, "A secret figure")
        self.assertEqual(self.titles(self.writer, "going-out-next"), ["Mine"])
        self.assertNotIn("secret", self.home(self.writer).get_text())

    def test_who_edits_one_section_sees_nothing_of_the_others(self):
        group = Group.objects.create(name="Releases desk")
        change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
        GroupPagePermission.objects.create(group=group, page=section(ReleaseIndexPage), permission=change)
        person = self.outsider()
        person.groups.add(group)
        scheduled(release, NOW + HOUR, "Thirty-four qanats")
        scheduled(story, NOW + HOUR, "A secret story")
        self.assertEqual(self.titles(person, "going-out-next"), ["Thirty-four qanats"])
        self.assertEqual(self.open_first(person, "going-out-next").status_code, 200)

    def test_the_rest_is_announced_when_there_is_more_than_fits(self):
        for number in range(21):
            scheduled(story, NOW + number * HOUR + HOUR, f"Story {number}")
        found = self.section_of(self.editor, "going-out-next")
        self.assertEqual(len(found.select("a.nr-desk-title")), 20)
        self.assertIn("More is scheduled after these.", found.get_text())

    def test_nothing_scheduled_is_said(self):
        self.assertIn("Nothing is scheduled.", self.section_of(self.writer, "going-out-next").get_text())


class FactsToCheckTests(DeskTestCase):
    def test_my_own_stand_first_then_the_oldest(self):
        fact("Theirs", review_by=date(2030, 1, 1), owner=self.publisher)
        fact("Nobody's", review_by=date(2030, 2, 1))
        fact("Mine", review_by=date(2030, 5, 14), owner=self.editor)
        self.assertEqual(
            self.rows(self.editor, "facts-to-check"),
            [
                "Mine check by 14 May 2030 owner: you",
                "Theirs check by 1 January 2030 owner: Parisa Behrouzi",
                "Nobody's check by 1 February 2030 without an owner",
            ],
        )

    def test_the_day_itself_is_not_past_and_two_weeks_are_announced(self):
        fact("Today", review_by=date(2030, 5, 15))
        fact("In two weeks", review_by=date(2030, 5, 29))
        fact("Later", review_by=date(2030, 5, 30))
        fact("Whenever")
        found = self.section_of(self.editor, "facts-to-check")
        self.assertIn("No fact is past its date.", found.get_text())
        self.assertIn("Within two weeks: 2", plain(found))
        self.assertEqual([plain(link) for link in found.select("a.nr-desk-title")], ["Today", "In two weeks"])

    def test_the_first_eight_are_shown_and_all_are_counted(self):
        for number in range(10):
            fact(f"Fact {number}", review_by=date(2030, 1, 1), owner=self.editor if number < 3 else None)
        found = self.section_of(self.editor, "facts-to-check")
        self.assertEqual(len(found.select("a.nr-desk-title")), 8)
        self.assertIn("Yours (3)", plain(found))
        self.assertIn("All past their date (10)", plain(found))

    def listed(self, reader, text):
        link = self.section_of(reader, "facts-to-check").find("a", string=re.compile(text))
        page = BeautifulSoup(self.client.get(link["href"]).content, "html.parser")
        return {plain(cell) for cell in page.select("table.listing td.title .title-wrapper")}

    def test_the_links_lead_to_the_list_of_just_these(self):
        fact("Mine", review_by=date(2030, 1, 1), owner=self.editor)
        fact("Theirs", review_by=date(2030, 1, 1), owner=self.publisher)
        fact("Good", review_by=date(2031, 1, 1), owner=self.editor)
        self.assertEqual(self.listed(self.editor, "Yours"), {"Mine"})
        self.assertEqual(self.listed(self.editor, "All past"), {"Mine", "Theirs"})

    def test_a_row_leads_to_the_facts_form(self):
        fact("Wells read", review_by=date(2030, 1, 1))
        self.assertContains(self.open_first(self.editor, "facts-to-check"), "Wells read")

    def test_who_may_not_change_facts_does_not_see_the_section(self):
        person = self.outsider()
        fact("A secret figure", review_by=date(2030, 1, 1), owner=person)
        self.assertNotIn("secret", self.home(person).get_text())
        self.assertIsNone(self.section_of(person, "facts-to-check"))


class PublishedTodayTests(DeskTestCase):
    def test_the_newest_first_with_what_happened_when_and_by_whom(self):
        page = story("A town without taps")
        self.now += HOUR
        page.save_revision().publish(user=self.publisher, skip_permission_checks=True)
        self.assertEqual(
            self.rows(self.writer, "published-today"),
            ["12:30 A town without taps Story English changed by Parisa Behrouzi",
             "11:30 A town without taps Story English went live"],
        )  # fmt: skip

    def test_the_day_begins_at_midnight_of_the_site(self):
        self.now = datetime(2030, 5, 14, 20, 29, tzinfo=UTC)
        story("Yesterday")
        self.now += timedelta(minutes=2)
        story("Today")
        self.now = NOW
        self.assertEqual(self.titles(self.writer, "published-today"), ["Today"])

    def test_it_leads_to_the_public_page_in_its_language(self):
        persian = story("شهری بی‌شیر آب", language="fa")
        link = self.section_of(self.writer, "published-today").select_one("a.nr-desk-title")
        self.assertEqual((link["href"], link["lang"]), (persian.url, "fa"))

    def test_a_fact_is_named_as_readers_know_it(self):
        self.now -= DAY
        changed = fact("Secret name at the desk")
        self.now = NOW
        republish(changed, amount=64)
        self.assertEqual(self.rows(self.writer, "published-today"), ["11:30 Wells read: 64 wells Fact changed"])
        link = self.section_of(self.writer, "published-today").select_one("a.nr-desk-title")
        self.assertEqual(link["href"], changed.url)

    def test_a_newer_draft_of_what_was_published_is_not_told(self):
        page = story("A town without taps")
        page.title = "A secret turn"
        page.save_revision()
        revise(fact("Wells read"), amount=777)
        text = self.home(self.writer).get_text()
        self.assertNotIn("A secret turn", text)
        self.assertNotIn("777", text)

    def test_what_was_withdrawn_is_named_to_those_alone_who_may_open_it(self):
        page = story("A secret story", state="withdrawn")
        fact("Wells read", state="withdrawn")
        self.assertEqual(self.titles(self.writer, "published-today"), [])
        rows = self.rows(self.editor, "published-today")
        self.assertEqual(len(rows), 2)
        self.assertTrue(all("no longer public" in row for row in rows))
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        self.assertIsNotNone(self.section_of(self.editor, "published-today").find("a", href=edit))

    def test_what_is_restricted_to_logins_is_not_named(self):
        page = story("A secret story")
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        self.assertEqual(self.titles(self.writer, "published-today"), [])
        self.assertIn("no longer public", self.rows(self.editor, "published-today")[0])

    def test_what_was_only_scheduled_today_is_not_published(self):
        scheduled(story, NOW + HOUR, "Soon")
        self.assertIn("Nothing has been published today.", self.section_of(self.editor, "published-today").get_text())


class CorrectionsWaitingTests(DeskTestCase):
    def test_it_names_the_piece_the_kind_and_what_it_says_and_leads_to_the_form(self):
        story("Forty wells").corrections.create(said="40", says="There are fourteen.", user=self.editor)
        (row,) = self.rows(self.publisher, "corrections-waiting")
        for told in ("Forty wells", "Story", "Correction", "There are fourteen.", "Edda Lund"):
            self.assertIn(told, row)
        self.assertContains(self.open_first(self.publisher, "corrections-waiting"), "There are fourteen.")

    def test_what_readers_have_been_told_waits_no_more(self):
        story("Forty wells").corrections.create(said="40", says="14", at=self.now)
        self.assertIsNone(self.section_of(self.editor, "corrections-waiting"))

    def test_a_writer_sees_those_of_their_own_pieces(self):
        for title, owner in (("Hers", self.writer), ("Not hers", self.editor)):
            story(title, owner=owner).corrections.create(said="40", says="14")
        self.assertEqual(self.titles(self.writer, "corrections-waiting"), ["Hers"])

    def test_a_long_list_is_cut_and_leads_to_the_whole(self):
        for number in range(9):
            story(f"Story {number}").corrections.create(said="40", says="14")
        self.assertEqual(len(self.rows(self.editor, "corrections-waiting")), 8)
        self.assertIn("All corrections", self.section_of(self.editor, "corrections-waiting").get_text())


@tag("once")
class TheWholeDeskTests(DeskTestCase):
    def fill(self, mark):
        """One row at least in every list of the editor's desk."""
        self.submit(story(f"Submitted {mark}", state="draft"))
        self.submit(fact(f"Submitted fact {mark}", state="draft"))
        for make in (story, fact):
            sent = self.submit(make(f"Sent back {mark}", state="draft"), self.editor)
            sent.current_task_state.reject(user=self.publisher, comment="Why?")
            passed = self.submit(make(f"Passed {mark}", state="draft"), self.editor)
            passed.current_task_state.approve(user=self.editor)
            make(f"Draft {mark}", state="draft").save_revision(user=self.editor)
            scheduled(make, self.now + HOUR, f"Scheduled {mark}")
        fact(f"Stale {mark}", review_by=date(2030, 1, 1), owner=self.publisher)
        fact(f"Soon {mark}", review_by=date(2030, 5, 20), owner=self.publisher)
        republish(fact(f"Changed {mark}"), amount=62)
        story(f"Published {mark}")
        release(f"Published release {mark}", state="withdrawn")
        story(f"Wrong {mark}").corrections.create(said="40", says="14")

    def queries(self, reader):
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            self.home(reader)
        return len(asked)

    def test_the_number_of_queries_does_not_grow_with_the_lists(self):
        self.fill("one")
        self.home(self.editor)
        few = self.queries(self.editor)
        for mark in ("two", "three", "four"):
            self.fill(mark)
        self.assertEqual(self.queries(self.editor), few)

    def test_every_link_of_every_role_opens(self):
        self.fill("one")
        for role in (self.writer, self.editor, self.publisher, user("Approver"), user("Admin")):
            home = self.home(role)
            links = {link["href"] for name in SECTIONS for link in home.select(f"#{name}-section .w-panel__content a")}
            self.assertTrue(links)
            for address in links:
                with self.subTest(role=role.username, address=address):
                    self.assertEqual(self.client.get(address).status_code, 200)

    def test_wagtails_own_lists_of_the_same_are_gone(self):
        self.submit(story("A town without taps", state="draft", owner=self.editor), self.editor)
        home = self.home(self.editor)
        for name in ("awaiting-review", "objects-in-workflow", "recent-edits"):
            self.assertIsNone(home.find(id=f"{name}-section"))
        self.assertIsNone(home.find(class_="w-summary"))

    def test_a_title_is_isolated_and_escaped(self):
        self.submit(story("<i>Taps</i> شیر آب", state="draft"))
        link = self.section_of(self.editor, "waiting-for-you").select_one("a.nr-desk-title")
        self.assertEqual(link.bdi.string, "<i>Taps</i> شیر آب")
