"""The style book at the desk: who reads and changes it, the panel beside a form, and mending by a click."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from editorial import roles
from editorial.models import StyleRule
from editorial.style import defaults
from stories.models import StoryIndexPage
from tests.factories import body, fact, newsroom, section, story
from tests.forms import untouched
from tests.publication.desk import Desk

LIST, ADD, MEND = reverse("style_book:index"), reverse("style_book:add"), reverse("style_mend")
NEW = {
    "kind": "term", "language": "en", "avoid": "leverage", "prefer": "use", "check_name": "", "limit": "",
    "setting": "", "text": "", "condition": "always", "reason": "Plain.", "is_on": "on",
}  # fmt: skip


class BookTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.desks = {role.value: Desk(role.value) for role in roles.Role}
        cls.editor, cls.writer = cls.desks["Editor"], cls.desks["Writer"]
        cls.use = StyleRule.objects.get(prefer="use")
        cls.quotes = StyleRule.objects.get(check_name="quotes", language="en")
        cls.page = story("A quiet grid", body=body(("paragraph", "<p>We utilise it.</p>")), state="draft")

    def answer(self, desk, address):
        return self.desks[desk].client.get(address)

    def panel(self, desk=None, page=None):
        answer = (desk or self.editor).client.get(reverse("wagtailadmin_pages:edit", args=[(page or self.page).pk]))
        return BeautifulSoup(answer.content, "html.parser").select_one("[data-style-panel]")


class RulesTest(BookTest):
    def save(self, desk=None, **fields):
        return (desk or self.editor).client.post(ADD, NEW | fields)

    def refused(self, **fields):
        return self.save(**fields).context["form"].errors

    def test_whoever_only_reads_it_opens_each_rule(self):
        for desk in ("Writer", "Approver"):
            with self.subTest(desk):
                inspected = self.answer(desk, reverse("style_book:inspect", args=[self.use.pk]))
                self.assertContains(inspected, "The short word says the same.")

    def test_writers_and_approvers_add_and_delete_nothing(self):
        for desk in ("Writer", "Approver"):
            self.save(self.desks[desk])
            self.desks[desk].client.post(reverse("style_book:delete", args=[self.use.pk]))
        self.assertFalse(StyleRule.objects.filter(avoid="leverage").exists())
        self.assertTrue(StyleRule.objects.filter(pk=self.use.pk).exists())

    def test_a_check_is_switched_off_and_not_deleted(self):
        self.assertNotContains(self.answer("Editor", LIST), reverse("style_book:delete", args=[self.quotes.pk]))
        self.editor.client.post(reverse("style_book:delete", args=[self.quotes.pk]))
        self.assertTrue(StyleRule.objects.filter(pk=self.quotes.pk).exists())
        self.editor.client.post(reverse("style_book:delete", args=[self.use.pk]))
        self.assertFalse(StyleRule.objects.filter(pk=self.use.pk).exists())

    def test_what_makes_no_rule_is_said_beside_its_field(self):
        cases = [
            ("avoid", {"avoid": " \n "}),
            ("avoid", {"avoid": "…"}),
            ("avoid", {"avoid": "use"}),
            ("avoid", {"avoid": "a" * 81}),
            ("avoid", {"avoid": "\n".join(f"a{number}" for number in range(61))}),
            ("avoid", {"avoid": "a\x00b"}),
            ("prefer", {"kind": "name", "prefer": ""}),
            ("check_name", {"kind": "check"}),
            ("setting", {"kind": "check", "check_name": "quotes", "language": "", "setting": "“"}),
            ("text", {"kind": "disclosure"}),
            ("limit", {"kind": "check", "check_name": "units", "limit": "9" * 40}),
            ("kind", {"kind": "other"}),
            ("page_kinds", {"page_kinds": "other"}),
        ]
        for field, fields in cases:
            with self.subTest(field, **fields):
                self.assertIn(field, self.refused(**fields))

    def test_a_check_stands_once_for_a_language(self):
        errors = self.refused(kind="check", check_name="quotes", language="en")
        self.assertIn("There is such a check for this language already", str(errors))

    def test_a_rule_keeps_only_what_its_kind_needs(self):
        self.save(kind="disclosure", text="Paid by the town.", page_kinds=["story"], prefer="", limit="9")
        made = StyleRule.objects.get(kind="disclosure")
        self.assertEqual((made.avoid, made.limit, made.page_kinds), ("", None, ["story"]))

    def test_the_list_has_a_fixed_number_of_queries(self):
        with CaptureQueriesContext(connection) as with_few:
            self.answer("Editor", LIST)
        StyleRule.objects.bulk_create(StyleRule(avoid=f"word {number}") for number in range(20))
        with self.assertNumQueries(len(with_few)):
            self.answer("Editor", LIST)

    def test_the_book_in_persian(self):
        UserProfile.objects.create(user=self.editor.user, preferred_language="fa")
        for address in (LIST, ADD, reverse("style_book:edit", args=[self.quotes.pk])):
            self.assertContains(self.editor.client.get(address), 'dir="rtl"')

    def test_what_is_set_is_said_in_words_of_a_language_and_not_of_the_machine(self):
        page = BeautifulSoup(self.answer("Editor", LIST).content, "html.parser")
        said = {cell.get_text(strip=True) for cell in page.select("td:has(> .icon)")}
        self.assertEqual(said & {"Yes", "No", "True", "False"}, {"Yes", "No"})


class DefaultsTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        defaults.establish()

    def test_what_the_owner_set_is_left_alone(self):
        StyleRule.objects.filter(check_name="quotes").update(is_on=False, setting="‘ ’")
        StyleRule.objects.filter(kind="term").delete()
        StyleRule.objects.create(avoid="leverage")
        before = list(StyleRule.objects.values())
        defaults.establish()
        self.assertEqual(list(StyleRule.objects.values()), before)

    def test_a_check_that_is_new_is_added(self):
        StyleRule.objects.filter(check_name="dates").delete()
        defaults.establish()
        self.assertTrue(StyleRule.objects.filter(check_name="dates", is_on=True).exists())

    def test_nothing_is_binding_from_the_start(self):
        self.assertFalse(StyleRule.objects.filter(must_be_mended=True).exists())


class PanelTest(BookTest):
    def check(self, desk=None, page=None, **fields):
        desk, page = desk or self.editor, page or self.page
        data = desk.form(page) | fields
        return desk.client.post(reverse("style_check", args=[page.pk]), data)

    def test_the_form_opens_with_the_findings_of_the_saved_draft(self):
        shown = self.panel()
        self.assertIn("We utilise it.", shown.select_one(".nr-style-excerpt").text)
        self.assertIn("The short word says the same.", shown.text)
        button = shown.select_one("[data-style-mend]")
        block = self.page.body.raw_data[0]["id"]
        self.assertEqual((button["data-style-mend"], button["data-wrong"]), (f"body {block}", "utilise"))

    def test_writers_and_approvers_see_them_too(self):
        own = Page.objects.get(pk=self.page.pk)
        own.owner = self.writer.user
        own.save()
        for desk in ("Writer", "Approver"):
            with self.subTest(desk):
                self.assertIn("utilise", self.panel(self.desks[desk]).text)

    def test_a_page_that_is_locked_offers_no_buttons(self):
        self.desks["Publisher"].lock(self.page)
        shown = self.panel(self.writer if self.page.owner_id == self.writer.user.pk else self.desks["Approver"])
        self.assertIn("utilise", shown.text)
        self.assertIsNone(shown.select_one("[data-style-mend]"))

    def test_the_text_in_the_form_is_checked_before_it_is_saved(self):
        answer = self.check(title="Utilise that", standfirst="At last!")
        self.assertContains(answer, "The house does not exclaim.")
        self.assertContains(answer, 'data-style-mend="title"')
        self.assertEqual(Page.objects.get(pk=self.page.pk).get_latest_revision_as_object().title, "A quiet grid")

    def test_a_form_with_an_error_is_checked_all_the_same(self):
        self.assertContains(self.check(title="Utilise that", slug="not a slug!"), 'data-style-mend="title"')

    def test_a_new_page_is_checked_before_it_exists(self):
        parent = section(StoryIndexPage)
        form = self.writer.client.get(reverse("wagtailadmin_pages:add", args=["stories", "story", parent.pk]))
        self.assertContains(form, "data-style-panel")
        address = reverse("style_check_new", args=["stories", "story", parent.pk])
        data = self.editor.form(self.page, title="Utilise that", slug="utilise-that")
        self.assertContains(self.writer.client.post(address, data), 'data-style-mend="title"')

    def test_only_who_may_edit_a_page_checks_it(self):
        data = self.editor.form(self.page)
        address = reverse("style_check", args=[self.page.pk])
        self.assertNotContains(self.writer.client.post(address, data, follow=True), "data-style-findings")
        self.assertRedirects(self.client.post(address, data), f"{reverse('wagtailadmin_login')}?next={address}")
        self.assertEqual(self.editor.client.get(address).status_code, 405)
        self.assertEqual(self.editor.client.post(reverse("style_check", args=[10**20]), data).status_code, 404)
        gone = reverse("style_check_new", args=["stories", "nothing", section(StoryIndexPage).pk])
        self.assertEqual(self.editor.client.post(gone, data).status_code, 404)

    def test_what_was_typed_is_shown_as_text(self):
        shown = self.check(title="<script>utilise</script>").content.decode()
        self.assertNotIn("<script>", shown)

    def test_whoever_saves_a_fact_is_told(self):
        wells = fact()
        address = wells.snippet_viewset.get_url_name("edit")
        form = self.editor.client.get(reverse(address, args=[wells.pk]))
        data = untouched(form, "w-editor-form") | {"wordings-0-note": "We utilise it."}
        answer = self.editor.client.post(reverse(address, args=[wells.pk]), data, follow=True)
        self.assertContains(answer, "Style book: Note, “utilise”. Write “use”.")

    def test_the_panel_of_a_persian_editor(self):
        UserProfile.objects.create(user=self.editor.user, preferred_language="fa")
        page = story("آب", language="fa", body=body(("paragraph", "<p>آب می آید</p>")), state="draft")
        shown = self.panel(page=page)
        self.assertEqual(shown["data-language"], "fa")
        self.assertEqual(shown.select_one("[data-style-mend]")["data-wrong"], "می ")


class MendTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        roles.establish()
        defaults.establish()
        cls.writer = Desk("Writer")
        cls.use = StyleRule.objects.get(prefer="use")
        cls.quotes = StyleRule.objects.get(check_name="quotes", language="en")

    def mend(self, *texts, client=None, **fields):
        data = {"language": "en", "rule": self.use.pk, "wrong": "utilise", "text": texts} | fields
        return (client or self.writer.client).post(MEND, data)

    def edits(self, *texts, **fields):
        return self.mend(*texts, **fields).json()["edits"]

    def test_it_says_where_and_what(self):
        self.assertEqual(self.edits("We utilise, they utilise. Utilise!"), [[[3, 10, "use"], [17, 24, "use"]]])

    def test_each_text_of_a_control_has_its_own(self):
        self.assertEqual(self.edits("utilise", "", "use"), [[[0, 7, "use"]], [], []])

    def test_places_are_counted_as_browsers_count(self):
        self.assertEqual(self.edits("🐎🐎 utilise"), [[[5, 12, "use"]]])

    def test_what_has_changed_since_is_left_alone(self):
        self.assertEqual(self.edits("We use it."), [[]])
        StyleRule.objects.filter(pk=self.use.pk).update(is_on=False)
        self.assertEqual(self.edits("We utilise it."), [[]])

    def test_what_a_person_has_to_decide_is_not_mended(self):
        lone = self.edits('It begins " here', rule=self.quotes.pk, wrong='"')
        self.assertEqual(lone, [[]])

    def test_requests_that_make_no_sense(self):
        for fields in ({"language": "xx"}, {"rule": "x"}, {"rule": "9" * 30}, {"rule": "-1"}, {"wrong": ""}):
            with self.subTest(**fields):
                self.assertEqual(self.mend("utilise", **fields).status_code, 400)
        self.assertEqual(self.mend("a" * 200_001).status_code, 400)
        self.assertEqual(self.mend("\x00 utilise").json()["edits"], [[[2, 9, "use"]]])
        self.assertEqual(self.mend().json()["edits"], [])
        self.assertEqual(self.writer.client.get(MEND).status_code, 405)

    def test_it_is_for_the_desk_alone(self):
        self.assertEqual(self.mend("utilise", client=self.client).status_code, 302)
