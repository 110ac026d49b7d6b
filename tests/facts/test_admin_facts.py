from datetime import date, timedelta
from decimal import Decimal

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex, Revision, Workflow
from wagtail.users.models import UserProfile

from editorial import roles, workflow
from facts.models import Fact
from home.models import ChosenFact, HomePage
from tests.factories import body, fact, newsroom, person, placed, release, republish, revise, story

from .desk import FactDesk, address, worded


def titles(response):
    return [row.label for row in response.context["object_list"]]


def chooser(name="choose", *args):
    return reverse(f"wagtailsnippetchoosers_facts_fact:{name}", args=args)


class ListTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.editor = FactDesk("Editor")
        yesterday = timezone.localdate() - timedelta(days=1)
        cls.stale = fact("Wells read", review_by=yesterday, owner=cls.editor.user)
        words = {"en": {"statement": "Salt in the lake", "value": "much"}}
        cls.draft = fact("Salt", amount=None, state="draft", texts=words)

    def queries(self, where):
        with CaptureQueriesContext(connection) as asked:
            self.assertEqual(self.editor.client.get(where).status_code, 200)
        return len(asked)

    def test_it_shows_value_date_owner_and_status(self):
        response = self.editor.client.get(address("list"))
        for words in ["61\u00a0wells", "1 March 2026", "editor", "much", address("edit", self.stale.pk)]:
            self.assertContains(response, words)
        tags = BeautifulSoup(response.content, "html.parser").select("td .w-status")
        self.assertEqual([tag.get_text(strip=True) for tag in tags], ["draft", "live"])

    def test_digits_and_dates_are_those_of_the_editors_language(self):
        UserProfile.objects.create(user=self.editor.user, preferred_language="fa")
        response = self.editor.client.get(address("list"))
        self.assertContains(response, "۶۱\u00a0چاه")
        self.assertContains(response, "۱۰ اسفند ۱۴۰۴")

    def test_it_finds_by_name_at_the_desk_and_by_statement(self):
        for words, found in [("wel", ["Wells read"]), ("lake", ["Salt"]), ("gold", [])]:
            with self.subTest(words):
                self.assertEqual(titles(self.editor.client.get(address("list"), {"q": words})), found)

    def test_it_filters_what_is_stale_whose_it_is_and_what_is_live(self):
        for query, found in [
            ({"review": "stale"}, ["Wells read"]),
            ({"owner": self.editor.user.pk}, ["Wells read"]),
            ({"live": "false"}, ["Salt"]),
            ({"review": "stale", "q": "salt"}, []),
            ({"owner": self.editor.user.pk, "q": "wells"}, ["Wells read"]),
        ]:
            with self.subTest(query):
                self.assertEqual(titles(self.editor.client.get(address("list"), query)), found)

    def test_neither_it_nor_the_chooser_asks_more_for_more_facts(self):
        for where in (address("list"), chooser()):
            self.queries(where)
            few = self.queries(where)
            for number in range(8):
                fact(f"Fact {number}", owner=self.editor.user)
            with self.subTest(where):
                self.assertEqual(self.queries(where), few)

    def test_the_chooser_shows_and_gives_the_present_value_to_a_writer(self):
        writer = FactDesk("Writer")
        listed = writer.client.get(chooser(), {"q": "wells"}).json()["html"]
        self.assertIn("61\u00a0wells", listed)
        self.assertNotIn("Salt", listed)
        chosen = writer.client.get(chooser("chosen", self.stale.pk)).json()["result"]
        self.assertEqual((chosen["label"], chosen["value"]), ("Wells read", "61\u00a0wells"))
        self.assertEqual(chosen["string"], "Wells read: 61\u00a0wells")

    def test_a_chosen_fact_stands_in_the_form_of_a_page_with_its_value(self):
        page = story(body=body(("fact_ref", self.stale.pk)))
        response = self.editor.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        self.assertContains(response, "Wells read: 61\\u00a0wells")


class FormTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.publisher = FactDesk("Publisher")

    def test_a_fact_is_written_in_persian_digits_and_the_solar_calendar(self):
        self.publisher.add(
            worded(), worded("fa"), action="publish", amount="۱٬۲۳۴٫۵", as_of="۱۴۰۵/۱/۱", review_by="1405/12/29"
        )
        made = Fact.objects.get()
        self.assertEqual((made.amount, made.as_of), (Decimal("1234.5"), date(2026, 3, 21)))
        self.assertEqual(made.versions.get().value_in("en"), "1,234.5\u00a0wells")

    def test_separators_of_any_hand_are_understood(self):
        for number, (typed, amount) in enumerate(
            [
                ("1,234,567", 1234567),
                ("1 234", 1234),
                ("۱٬۲۳۴٬۵۶۷٫۸", Decimal("1234567.8")),
                ("−4.5", Decimal("-4.5")),
                ("٤٫٥", Decimal("4.5")),
            ]  # fmt: skip
        ):
            with self.subTest(typed):
                self.publisher.add(worded(), label=f"Fact {number}", amount=typed)
                self.assertEqual(Fact.objects.get(label=f"Fact {number}").amount, amount)

    def test_the_form_shows_the_number_without_the_zeros_of_its_column(self):
        self.assertContains(self.publisher.open(fact(amount="38.5")), 'value="38.5"')

    def test_a_comma_that_may_be_a_decimal_point_is_asked_about(self):
        for typed in ("4,5", "۴,۵", "1,2345", "1,23,456", "4 5"):
            with self.subTest(typed):
                self.assertContains(self.publisher.add(worded(), amount=typed), "Enter a number")
        self.assertEqual(Fact.objects.count(), 0)

    def test_no_number_is_no_number(self):
        response = self.publisher.add(worded(), amount="many")
        self.assertEqual((response.status_code, Fact.objects.count()), (200, 0))

    def test_a_draft_may_be_half_finished(self):
        self.publisher.add(worded(source="", counted=""), amount="")
        self.assertEqual(Fact.objects.get().live, False)

    def test_what_is_published_has_a_value_and_a_source_in_each_language(self):
        response = self.publisher.add(worded(), worded("fa", source=""), action="publish")
        self.assertContains(response, "Say where it is from: readers see it.")
        response = self.publisher.add(worded(value="many"), worded("fa"), action="publish", amount="")
        self.assertContains(response, "Give a number above, or the value in words.", count=1)
        self.assertEqual(Fact.objects.count(), 0)

    def test_a_unit_needs_a_number(self):
        response = self.publisher.add(worded(value="many"), action="publish", amount="", unit="cm")
        self.assertContains(response, "A unit needs a number.")

    def test_two_wordings_in_one_language_are_refused(self):
        response = self.publisher.add(worded(), worded())
        self.assertEqual((response.status_code, Fact.objects.count()), (200, 0))

    def test_a_changed_value_is_published_from_the_form(self):
        made = fact()
        self.publisher.publish(made, amount="62")
        self.assertEqual(list(made.versions.values_list("amount", flat=True)), [62, 61])

    def test_an_old_version_is_published_again_from_its_history(self):
        made = fact(amount=59)
        self.publisher.publish(made, amount="60")
        first = Fact.objects.get(pk=made.pk).live_revision
        self.publisher.publish(made, amount="61")
        self.assertContains(self.publisher.open(made, "history"), f"/revisions/{first.pk}/")
        self.publisher.revert(made, first, action="publish")
        self.assertEqual(list(made.versions.values_list("number", "amount")), [(4, 60), (3, 61), (2, 60), (1, 59)])

    def test_a_change_is_scheduled_and_called_off_by_the_form(self):
        made = fact(amount=60)
        self.publisher.schedule(made, at="2090-01-01 10:00", amount="61")
        made = Fact.objects.get(pk=made.pk)
        self.assertEqual((made.amount, made.approved_schedule), (60, True))
        self.publisher._post("revisions_unschedule", [made.pk, made.scheduled_revision.pk])
        self.assertFalse(Fact.objects.get(pk=made.pk).approved_schedule)

    def test_the_preview_says_it_in_each_language_and_the_revisions_too(self):
        made = revise(fact(), amount=62).content_object
        response = self.publisher.client.get(address("revisions_view", made.pk, made.latest_revision_id))
        self.assertContains(response, "62\u00a0wells")
        self.assertContains(response, "۶۲\u00a0چاه")
        self.publisher.client.post(address("preview_on_edit", made.pk), self.publisher.form(made, amount="63"))
        response = self.publisher.client.get(address("preview_on_edit", made.pk))
        self.assertContains(response, "63\u00a0wells")

    def test_autosave_keeps_what_is_typed(self):
        made = fact(state="draft")
        data = self.publisher.form(made, amount="۷۰")
        response = self.publisher.client.post(address("edit", made.pk), data, headers={"accept": "application/json"})
        self.assertTrue(response.json()["success"])
        self.assertEqual(Fact.objects.get(pk=made.pk).get_latest_revision_as_object().amount, 70)


class TouchedTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.publisher, cls.approver = FactDesk("Publisher"), FactDesk("Approver")
        cls.fact = fact()
        home = HomePage.objects.get(locale__language_code="en")
        home.chosen_facts = [ChosenFact(fact=cls.fact)]
        home.save_revision().publish()
        text = body(("paragraph", f"<p>{placed(cls.fact)} are read.</p>"))
        cls.pages = {
            "change": [story("A living story", body=text), home],
            "keep": [release("A dated release", body=text, contacts=[person()])],
            "drafts": [story("A draft", body=text, state="draft")],
        }
        story("Elsewhere")

    def panel(self, desk, made):
        response = desk.open(made)
        html = response.content.decode()
        start = html.index('class="nr-touched"')
        return html[start : html.index("</section>", start)]

    def test_the_form_names_every_page_that_the_change_will_touch(self):
        panel = self.panel(self.publisher, self.fact)
        change, keep, drafts = (
            panel.index(heading)
            for heading in ("Will say the new value", "Keep the value that they were", "Drafts that place it")
        )
        order = [change, panel.index("A living story"), keep, panel.index("A dated release"), drafts]
        self.assertEqual(order, sorted(order))
        self.assertGreater(panel.index("A draft<"), drafts)
        for page in (page for pages in self.pages.values() for page in pages):
            self.assertIn(reverse("wagtailadmin_pages:edit", args=[page.pk]), panel)
        self.assertNotIn("Elsewhere", panel)

    def test_a_change_to_a_live_page_that_places_it_is_a_draft_that_does(self):
        page = story("Live without it")
        page.body = body(("fact_ref", self.fact.pk))
        page.save_revision()
        self.assertGreater(self.panel(self.publisher, self.fact).index("Live without it"), 0)

    def test_the_approver_sees_it_too(self):
        revise(self.fact, amount=62)
        made = Fact.objects.get(pk=self.fact.pk)
        made.get_workflow().start(made, self.publisher.user)
        self.assertIn("A living story", self.panel(self.approver, made))

    def test_a_fact_that_stands_nowhere_says_so(self):
        self.assertIn("No page places this fact yet.", self.panel(self.publisher, fact("Alone")))

    def test_a_withdrawn_page_is_not_said_to_change(self):
        self.pages["change"][0].unpublish()
        panel = self.panel(self.publisher, self.fact)
        self.assertGreater(panel.index("A living story"), panel.index("Drafts that place it"))

    def test_wagtails_own_index_knows_a_fact_inside_a_sentence(self):
        usage = self.publisher.open(self.fact, "usage")
        for title in ("A living story", "A dated release", "A draft"):
            self.assertContains(usage, title)
        self.assertEqual(ReferenceIndex.get_grouped_references_to(self.fact).count(), 4)

    def test_deleting_it_is_refused_with_the_reason(self):
        response = self.publisher.client.post(address("delete", self.fact.pk), follow=True)
        self.assertContains(response, "stands in pages and cannot be deleted")
        self.assertTrue(Fact.objects.filter(pk=self.fact.pk).exists())

    def test_deleting_several_at_once_is_refused_likewise(self):
        other = fact("Alone")
        where = reverse("wagtail_bulk_action", args=["facts", "fact", "delete"])
        query = f"?id={self.fact.pk}&id={other.pk}&next={address('list')}"
        response = self.publisher.client.post(where + query, follow=True)
        self.assertContains(response, "stands in pages and cannot be deleted")
        self.assertEqual(Fact.objects.filter(pk__in=[self.fact.pk, other.pk]).count(), 2)

    def test_what_a_withdrawn_release_said_keeps_the_fact_too(self):
        made = fact("Only in a release")
        page = release(body=body(("fact_ref", made.pk)), contacts=[person()])
        page.unpublish()
        self.publisher.client.post(address("delete", made.pk))
        self.assertTrue(Fact.objects.filter(pk=made.pk).exists())

    def test_what_stands_nowhere_is_deleted(self):
        made = fact("Alone")
        republish(made, amount=62)
        self.publisher.client.post(address("delete", made.pk))
        self.assertFalse(Fact.objects.filter(pk=made.pk).exists())

    def test_withdrawing_asks_first_and_shows_where_it_is_used(self):
        response = self.publisher.open(self.fact, "unpublish")
        self.assertContains(response, "Are you sure you want to unpublish")
        self.assertContains(response, "Will show a gap")
        self.assertContains(response, "A living story")
        self.assertContains(response, "A dated release")
        self.assertTrue(Fact.objects.get(pk=self.fact.pk).live)
        self.publisher._post("unpublish", [self.fact.pk])
        self.assertFalse(Fact.objects.get(pk=self.fact.pk).live)


#: What each role can do with facts by a direct request to the admin.
#:                        Writer Editor Approver Publisher
TABLE = {
    "add":                  "no     yes    no       yes",
    "change":               "no     yes    yes      yes",
    "submit":               "no     yes    yes      yes",
    "approve":              "no     no     yes      yes",
    "publish":              "no     no     no       yes",
    "withdraw":             "no     no     no       yes",
    "delete":               "no     no     no       yes",
}  # fmt: skip


class RolesTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.desks = {role: FactDesk(role) for role in ("Writer", "Editor", "Approver", "Publisher")}

    def test_who_may_do_what(self):
        for action, row in TABLE.items():
            for (role, desk), expected in zip(self.desks.items(), row.split(), strict=True):
                with self.subTest(f"{role}: {action}"):
                    done = getattr(self, action)(desk)
                    self.assertEqual("yes" if done else "no", expected)

    def add(self, desk):
        desk.add(worded(), label=f"By {desk.user}")
        return Fact.objects.filter(label=f"By {desk.user}").exists()

    def change(self, desk):
        made = fact()
        desk.save(made, amount="62")
        return made.get_latest_revision_as_object().amount == 62 or self.latest(made).amount == 62

    def submit(self, desk):
        made = fact()
        desk.submit(made, amount="62")
        return self.latest(made).workflow_in_progress

    def approve(self, desk):
        made = self.submitted()
        desk.approve(made)
        return self.latest(made).live

    def publish(self, desk):
        made = fact(state="draft")
        desk.publish(made)
        return self.latest(made).live

    def withdraw(self, desk):
        made = fact()
        desk._post("unpublish", [made.pk])
        return not self.latest(made).live

    def delete(self, desk):
        made = fact()
        desk._post("delete", [made.pk])
        return not Fact.objects.filter(pk=made.pk).exists()

    def latest(self, made):
        return Fact.objects.get(pk=made.pk).get_latest_revision_as_object()

    def submitted(self):
        made = Fact.objects.get(pk=fact(state="draft").pk)
        made.get_workflow().start(made, self.desks["Editor"].user)
        return made


class ApprovalTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.editor, cls.approver = FactDesk("Editor"), FactDesk("Approver")
        cls.fact = fact(amount=60)

    def fresh(self):
        return Fact.objects.get(pk=self.fact.pk)

    def test_an_approver_who_may_not_publish_puts_a_submitted_change_in_public(self):
        self.editor.submit(self.fact, amount="61")
        self.assertEqual(self.fact.versions.get(is_current=True).amount, 60)
        self.approver.approve(self.fact)
        version = self.fact.versions.get(is_current=True)
        self.assertEqual((version.number, version.amount, version.user), (2, 61, self.approver.user))

    def test_what_waits_is_locked_for_its_writer(self):
        self.editor.submit(self.fact, amount="61")
        self.editor.save(self.fact, amount="99")
        self.approver.approve(self.fact)
        self.assertEqual(self.fresh().amount, 61)

    def test_what_the_approver_mends_somebody_else_approves(self):
        self.editor.submit(self.fact, amount="61")
        answer = self.approver.save(self.fact, "workflow-action", amount="62", **{"workflow-action-name": "approve"})
        self.assertContains(self.approver.client.get(answer.url), "waits for somebody else")
        self.approver.approve(self.fact)
        self.assertEqual(self.fact.versions.get(is_current=True).amount, 60)
        FactDesk("Publisher").approve(self.fact)
        self.assertEqual(self.fact.versions.get(is_current=True).amount, 62)
        self.assertFalse(self.fresh().workflow_in_progress)

    def test_an_approved_change_with_a_time_ahead_waits_for_it(self):
        self.editor.submit(self.fact, amount="61", go_live_at="2090-01-01 10:00")
        self.approver.approve(self.fact)
        self.assertEqual(self.fact.versions.get(is_current=True).amount, 60)
        self.assertTrue(Revision.objects.filter(pk=self.fresh().latest_revision_id, approved_go_live_at__year=2090))

    def test_a_fact_without_a_source_is_not_submitted(self):
        response = self.editor.submit(self.fact, **{"wordings-0-source": ""})
        self.assertContains(response, "Say where it is from")
        self.assertFalse(self.fresh().workflow_in_progress)

    def test_the_workflow_is_made_once_and_another_in_its_place_is_left(self):
        kinds = Workflow.objects.filter(workflow_content_types__content_type__model="fact")
        ours = kinds.get()
        workflow.establish(roles.establish())
        self.assertEqual(kinds.get(), ours)
        own = Workflow.objects.create(name="Their own")
        ours.workflow_content_types.update(workflow=own)
        ours.delete()
        workflow.establish(roles.establish())
        self.assertEqual(kinds.get(), own)
