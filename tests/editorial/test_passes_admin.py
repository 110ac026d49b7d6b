"""Embargo and passes at the desk: who sets, who gives, who takes away, and what they are told."""

import csv
from datetime import timedelta
from io import StringIO

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.users.models import UserProfile

from editorial.embargo import is_under_embargo
from editorial.models import Embargo, Pass
from editorial.passes import runner
from tests.factories import brand, newsroom, release, scheduled
from tests.publication.desk import Desk

from .embargoes import embargo, embargoed, give_pass, journalist, opened, path_of, reader

TITLE = "Thirty-four qanats run again"
HUGE = "9" * 40


class DeskCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.publisher, cls.editor, cls.writer = Desk("Publisher"), Desk("Editor"), Desk("Writer")
        cls.page = release(state="draft")
        cls.nina = journalist()
        cls.tom = journalist("Tom Reed", outlet="The Courier")

    def address(self, page=None):
        return reverse("embargo_of_page", args=[(page or self.page).pk])

    def show(self, desk=None, page=None):
        return (desk or self.publisher).client.get(self.address(page))

    def press(self, action, desk=None, page=None, **data):
        return (desk or self.publisher).client.post(self.address(page), {"action": action} | data)

    def set_embargo(self, desk=None, page=None, until="2090-01-01 10:00", terms=""):
        return self.press("set", desk, page, **{"embargo-until": until, "embargo-terms": terms})

    def issue(self, *journalists, desk=None, page=None, expires_at=""):
        given = {"issue-journalists": [one.pk for one in journalists], "issue-expires_at": expires_at}
        return self.press("issue", desk, page, **given)

    def count(self, ask):
        with CaptureQueriesContext(connection) as queries:
            ask()
        return len(queries)

    def links(self, answer):
        return [path_of(code.get_text()) for code in BeautifulSoup(answer.content, "html.parser").select(".nr-link")]


class SettingTest(DeskCase):
    def test_an_editor_sets_it_in_the_time_of_the_site(self):
        self.set_embargo(self.editor, until="2090-01-01 10:00")
        self.assertEqual(Embargo.objects.get().until.isoformat(), "2090-01-01T06:30:00+00:00")
        self.assertContains(self.show(), "1 January 2090, 10:00 UTC+3:30 (06:30 UTC)")

    def test_a_calendar_opens_for_each_moment_and_shows_no_seconds(self):
        for stands in (False, True):
            shown = BeautifulSoup(self.show().content, "html.parser")
            self.assertIn("initDateTimeChooser", str(shown.main))
            self.assertEqual(len(shown.select("script[src*='date-time-chooser']")), 1, stands)
            self.set_embargo(until="2090-01-01 10:00")
        field = shown.select_one("[name=embargo-until]")
        self.assertEqual((field["value"], field["dir"]), ("2090-01-01 10:00", "ltr"))

    def test_a_date_of_the_other_calendar_is_understood(self):
        self.set_embargo(until="1468/10/11 10:00")
        self.assertEqual(timezone.localtime(Embargo.objects.get().until).isoformat()[:16], "2089-12-31T10:00")

    def test_a_zone_that_its_setter_has_chosen_changes_nothing(self):
        UserProfile.objects.create(user=self.publisher.user, current_time_zone="America/New_York")
        self.set_embargo(until="2090-01-01 10:00")
        self.assertEqual(Embargo.objects.get().until.isoformat(), "2090-01-01T06:30:00+00:00")

    def test_a_time_that_is_past_is_refused(self):
        self.assertContains(self.set_embargo(until="2020-01-01 10:00"), "Choose a time that has not come yet.")
        self.assertFalse(Embargo.objects.exists())

    def test_what_is_no_time_is_refused_in_words(self):
        for typed in ("", "tomorrow", "\0", HUGE):
            self.assertEqual(self.set_embargo(until=typed).status_code, 200)
        self.assertFalse(Embargo.objects.exists())

    def test_once_it_is_scheduled_the_release_says_when(self):
        at = timezone.now() + timedelta(days=2)
        page = scheduled(release, at, "Scheduled")
        embargo(page, until=timezone.now() + timedelta(days=9))
        moment = Embargo.objects.with_moment().get(page_id=page.pk).moment
        self.assertEqual(moment, at)
        self.assertContains(self.show(page=page), "This is the time of its release.")

    def test_a_piece_is_under_embargo_until_it_is_published(self):
        self.assertFalse(is_under_embargo(self.page))
        self.set_embargo()
        self.assertTrue(is_under_embargo(self.page))
        Page.objects.get(pk=self.page.pk).specific.get_latest_revision().publish()
        self.assertFalse(is_under_embargo(self.page))
        self.assertContains(self.show(), "The embargo ended")

    def test_or_until_the_moment_has_come(self):
        embargo(self.page, until=timezone.now() - timedelta(seconds=1))
        self.assertFalse(is_under_embargo(self.page))

    def test_whoever_may_not_change_the_piece_neither_sees_nor_sets_it(self):
        for answer in (self.show(self.writer), self.set_embargo(self.writer)):
            self.assertEqual(answer.status_code, 302)
        self.assertEqual(reader().get(self.address()).status_code, 302)
        self.assertFalse(Embargo.objects.exists())

    def test_it_can_be_taken_away_and_with_it_every_link(self):
        self.set_embargo()
        path = give_pass(self.page, self.nina)
        self.press("take_away")
        self.assertEqual(reader().get(path).status_code, 404)

    def test_by_an_editor_only_while_nobody_has_a_pass(self):
        self.set_embargo()
        give_pass(self.page, self.nina)
        self.press("take_away", self.editor)
        self.assertTrue(is_under_embargo(self.page))
        Pass.objects.all().delete()
        self.press("take_away", self.editor)
        self.assertFalse(is_under_embargo(self.page))

    def test_the_button_is_on_the_page_for_those_who_may(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        self.assertContains(self.publisher.client.get(edit), self.address())
        own = release("Own", state="draft")
        Page.objects.filter(pk=own.pk).update(owner=self.writer.user)
        answer = self.writer.client.get(reverse("wagtailadmin_pages:edit", args=[own.pk]))
        self.assertContains(answer, self.address(own))

    def test_a_section_has_no_embargo_and_neither_has_what_does_not_exist(self):
        section = Page.objects.get(pk=self.page.pk).get_parent()
        self.assertEqual(self.show(page=section).status_code, 404)
        self.assertEqual(self.publisher.client.get(f"/admin/editorial/embargo/{HUGE}/").status_code, 404)
        self.assertEqual(self.press("something else").status_code, 404)

    def test_in_persian(self):
        self.set_embargo()
        UserProfile.objects.create(user=self.publisher.user, preferred_language="fa")
        self.assertContains(self.show(), "۱۲ دی ۱۴۶۸")


class IssuingTest(DeskCase):
    def setUp(self):
        embargo(self.page)

    def test_several_at_once_each_with_a_link_of_their_own_shown_this_once(self):
        links = self.links(self.issue(self.nina, self.tom))
        self.assertEqual(len(set(links)), 2)
        for link in links:
            self.assertContains(opened(link)[1], TITLE)
        self.assertEqual(self.links(self.show()), [])

    def test_the_database_keeps_no_link(self):
        (link,) = self.links(self.issue(self.nina))
        token = link.split("/")[3]
        self.assertFalse(Pass.objects.filter(token_hash=token).exists())
        self.assertNotIn(token, str(list(Pass.objects.values())))
        self.assertNotIn(token, str(list(PageLogEntry.objects.values())))

    def test_whoever_has_one_is_not_offered_another(self):
        self.issue(self.nina)
        self.assertNotContains(self.show(), f'value="{self.nina.pk}" class="nr-boxes"')
        self.issue(self.nina)
        self.assertEqual(Pass.objects.count(), 1)

    def test_nobody_chosen_is_said_so(self):
        self.assertContains(self.issue(), "Choose at least one journalist.")

    def test_nonsense_is_refused_in_words(self):
        for value in ("0", "x", "\0", HUGE):
            answer = self.press("issue", **{"issue-journalists": [value]})
            self.assertEqual(answer.status_code, 200)
        self.assertContains(
            self.issue(self.nina, expires_at="2020-01-01 10:00"), "Choose a time that has not come yet."
        )
        self.assertFalse(Pass.objects.exists())

    def test_it_may_end_before_the_embargo(self):
        (link,) = self.links(self.issue(self.nina, expires_at="2090-01-01 10:00"))
        Pass.objects.update(expires_at=timezone.now())
        self.assertEqual(reader().get(link).status_code, 404)
        self.assertContains(self.show(), "Expired")

    def test_a_text_that_is_not_approved_is_given_with_a_warning(self):
        self.assertContains(self.show(), "This text has not been approved yet.")
        page = scheduled(release, timezone.now() + timedelta(days=1), "Scheduled")
        embargo(page)
        self.assertNotContains(self.show(page=page), "This text has not been approved yet.")

    def test_what_readers_have_already_is_given_to_nobody(self):
        page = release("Public")
        embargo(page)
        self.assertContains(self.show(page=page), "readers have the newest text already")
        self.issue(self.nina, page=page)
        self.assertFalse(Pass.objects.filter(page_id=page.pk).exists())

    def test_without_an_embargo_there_are_no_passes(self):
        Embargo.objects.all().delete()
        self.issue(self.nina)
        self.assertFalse(Pass.objects.exists())

    def test_editors_give_none_and_do_not_see_whom_they_were_given_to(self):
        give_pass(self.page, self.nina)
        given = Pass.objects.get()
        self.assertNotContains(self.show(self.editor), self.nina.name)
        for action in ("issue", f"again:{given.pk}", f"renew:{given.pk}", f"revoke:{given.pk}", "revoke_all"):
            self.press(action, self.editor, **{"issue-journalists": [self.tom.pk]})
        self.assertEqual(Pass.objects.filter(revoked_at=None).count(), 1)
        self.assertEqual(Pass.objects.get().token_hash, given.token_hash)

    def test_sent_again_it_has_another_link(self):
        old = give_pass(self.page, self.nina)
        (new,) = self.links(self.press(f"again:{Pass.objects.get().pk}"))
        self.assertEqual(reader().get(old).status_code, 404)
        self.assertEqual(reader().get(new).status_code, 200)

    def test_one_is_revoked_or_all(self):
        first, second = give_pass(self.page, self.nina), give_pass(self.page, self.tom)
        self.press(f"revoke:{Pass.objects.get(journalist=self.nina).pk}")
        self.assertEqual([reader().get(path).status_code for path in (first, second)], [404, 200])
        self.press("revoke_all")
        self.assertEqual(reader().get(second).status_code, 404)
        self.assertContains(self.show(), "Revoked")

    def test_a_pass_of_another_piece_is_none_of_this_one(self):
        other = embargoed(title="Another piece")
        give_pass(other, self.nina)
        for named in (Pass.objects.get().pk, "x", "", HUGE):
            self.assertEqual(self.press(f"revoke:{named}").status_code, 404)
        self.assertIsNone(Pass.objects.get().revoked_at)

    def test_after_another_approval_the_text_is_called_older_and_can_be_renewed(self):
        give_pass(self.page, self.nina)
        page = Page.objects.get(pk=self.page.pk).specific
        page.title, page.go_live_at = "The approved title", timezone.now() + timedelta(days=1)
        page.save_revision().publish()
        self.assertContains(self.show(), "Older text")
        (link,) = self.links(self.press(f"renew:{Pass.objects.get().pk}"))
        self.assertContains(opened(link)[1], "The approved title")
        self.assertNotContains(self.show(), "Older text")

    def test_the_list_says_what_became_of_each(self):
        path = give_pass(self.page, self.nina)
        self.assertContains(self.show(), "Sent ")
        opened(path)
        opened(path)
        self.assertContains(self.show(), "Opened 2 times")

    def test_the_list_costs_the_same_however_long(self):
        give_pass(self.page, self.nina)
        self.show()
        before = self.count(self.show)
        opened(give_pass(self.page, self.tom))
        give_pass(self.page, journalist("Sara Naderi"))
        journalist("Omid Karimi")
        self.assertEqual(self.count(self.show), before)


class HistoryTest(DeskCase):
    def setUp(self):
        embargo(self.page)

    def history(self):
        answer = self.publisher.client.get(reverse("wagtailadmin_pages:history", args=[self.page.pk]))
        return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())

    def test_the_page_remembers_who_gave_opened_and_took_away(self):
        (link,) = self.links(self.issue(self.nina))
        opened(link)
        self.press("revoke_all")
        history = self.history()
        for line in (
            "Embargo pass issued to Nina Berg, Dagsavisen",
            "Nina Berg, Dagsavisen accepted the terms of the embargo",
            "Nina Berg, Dagsavisen opened the piece",
            "from 127.0.0.1",
            "Embargo pass of Nina Berg, Dagsavisen revoked",
        ):
            self.assertIn(line, history)

    def test_and_who_was_refused_once_the_worker_has_gone_round(self):
        (link,) = self.links(self.issue(self.nina))
        self.press("revoke_all")
        for _time in range(2):
            reader().get(link)
        self.assertEqual((runner.tick(), runner.tick()), (1, 0))
        self.assertIn("The link of Nina Berg, Dagsavisen was refused", self.history())
        self.assertIn("2 times from 127.0.0.1", self.history())


class ReportTest(DeskCase):
    def setUp(self):
        embargo(self.page)
        give_pass(self.page, self.nina)

    def report(self, desk=None, **query):
        return (desk or self.publisher).client.get(reverse("pass_report"), query)

    def rows(self, **query):
        answer = self.report(export="csv", **query)
        return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode())))

    def test_publishers_see_all_passes(self):
        answer = self.report()
        for told in (TITLE, "Nina Berg", "Dagsavisen"):
            self.assertContains(answer, told)

    def test_nobody_else_does(self):
        for desk in (self.editor, self.writer):
            self.assertEqual(self.report(desk).status_code, 302)
            self.assertNotContains(desk.client.get("/admin/"), reverse("pass_report"))

    def test_a_file_of_them_calculates_nothing(self):
        evil = journalist("=HYPERLINK('http://evil.example')", outlet="+1", email="evil@press.example")
        give_pass(self.page, evil)
        cells = [cell for row in self.rows() for cell in row]
        self.assertIn("'=HYPERLINK('http://evil.example')", cells)
        self.assertIn("'+1", cells)
        self.assertFalse([cell for cell in cells if cell.startswith(("=", "+", "-", "@"))])

    def test_a_file_of_one_piece_alone(self):
        other = embargoed(title="Another piece")
        give_pass(other, self.tom)
        self.assertEqual(len(self.rows()), 3)
        self.assertEqual([row[0] for row in self.rows(page=other.pk)[1:]], ["Another piece"])
        self.assertEqual(len(self.rows(page=HUGE)), 3)
        self.assertEqual(self.report(journalist=HUGE).status_code, 200)

    def test_the_list_costs_the_same_however_long(self):
        self.report()
        before = self.count(self.report)
        give_pass(self.page, self.tom)
        self.assertEqual(self.count(self.report), before)
