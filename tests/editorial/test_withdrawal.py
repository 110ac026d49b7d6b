"""Taking a piece off the site, and what its address says from then on."""

from bs4 import BeautifulSoup
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from publication.models import Withdrawal
from tests.factories import brand, newsroom, release, story
from tests.publication.desk import Desk

REASON = "The deed that it rests on was forged."


class WithdrawalTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.publisher = Desk("Publisher")
        cls.page = release()

    def withdraw(self, page=None, reason=REASON, tell=True):
        data = {"reason": reason} | ({"tell_readers": "on"} if tell else {})
        return self.publisher.unpublish(page or self.page, **data)

    def test_readers_are_told_when_and_why_and_whom_to_ask(self):
        self.withdraw()
        answer = self.client.get(self.page.url)
        self.assertEqual(answer.status_code, 410)
        shown = BeautifulSoup(answer.content, "html.parser").main.get_text(" ")
        for told in ("This has been withdrawn.", REASON, "+98 21 5555 0140"):
            self.assertIn(told, shown)
        self.assertNotIn(self.page.title, answer.content.decode())
        self.assertIn("noindex", answer.content.decode())

    def test_in_persian(self):
        page = story("آب", language="fa")
        self.withdraw(page, "سندی که بر آن استوار بود جعلی است.")
        answer = self.client.get(page.url)
        self.assertContains(answer, "سندی که بر آن استوار بود جعلی است.", status_code=410)
        self.assertContains(answer, "پس گرفته شد", status_code=410)

    def test_a_reason_for_the_house_stays_there(self):
        self.withdraw(tell=False)
        self.assertNotContains(self.client.get(self.page.url), REASON, status_code=404)
        history = self.publisher.client.get(reverse("wagtailadmin_pages:history", args=[self.page.pk]))
        self.assertContains(history, REASON)

    def test_without_a_reason_it_is_gone_like_what_nobody_ever_had(self):
        self.withdraw(reason="", tell=False)
        self.assertEqual(self.client.get(self.page.url).status_code, 404)
        self.assertFalse(Withdrawal.objects.exists())

    def test_readers_cannot_be_told_nothing(self):
        answer = self.withdraw(reason="   ")
        self.assertContains(answer, "Say why it is withdrawn", status_code=422)
        self.assertEqual(self.client.get(self.page.url).status_code, 200)

    def test_asked_again_the_form_is_as_it_was_left_and_says_at_the_field_what_it_lacks(self):
        back = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        answer = self.publisher.unpublish(self.page, tell_readers="on", reason="", next=back)
        form = BeautifulSoup(answer.content, "html.parser").main.form
        reason = form.select_one("[name=reason]")
        self.assertTrue(reason.has_attr("autofocus") and reason["aria-invalid"] == "true")
        described = [form.find(id=key).get_text() for key in reason["aria-describedby"].split()]
        self.assertIn("Say why it is withdrawn", described[0])
        self.assertTrue(form.select_one("[name=tell_readers]").has_attr("checked"))
        self.assertEqual(form.select_one("[name=next]")["value"], back)

    def test_so_does_the_box_for_what_lies_below(self):
        section = self.page.get_parent()
        answer = self.publisher.unpublish(section, tell_readers="on", include_descendants="on")
        form = BeautifulSoup(answer.content, "html.parser").main.form
        self.assertTrue(form.select_one("[name=include_descendants]").has_attr("checked"))
        self.assertFalse(form.select_one("[name=reason]").get_text())
        self.assertEqual(self.client.get(self.page.url).status_code, 200)

    def test_the_form_asks_for_it(self):
        form = self.publisher.client.get(reverse("wagtailadmin_pages:unpublish", args=[self.page.pk]))
        self.assertContains(form, 'name="reason"')
        self.assertContains(form, 'name="tell_readers"')
        self.assertNotContains(form, "aria-invalid")
        self.assertNotContains(form, "checked")

    def test_only_those_who_may_withdraw_can_say_why(self):
        Desk("Editor").unpublish(self.page, reason=REASON, tell_readers="on")
        self.assertEqual(self.client.get(self.page.url).status_code, 200)
        self.assertFalse(Withdrawal.objects.exists())

    def test_it_is_over_when_the_piece_comes_back(self):
        self.withdraw()
        Page.objects.get(pk=self.page.pk).specific.save_revision().publish()
        self.assertEqual(self.client.get(self.page.url).status_code, 200)
        self.withdraw(reason="", tell=False)
        self.assertEqual(self.client.get(self.page.url).status_code, 404)

    def test_it_stays_at_the_address_that_readers_know_and_tells_no_other(self):
        self.withdraw()
        draft = Page.objects.get(pk=self.page.pk).specific
        draft.slug = "secret-working-title"
        draft.save_revision()
        draft.save()
        self.assertEqual(self.client.get(self.page.url).status_code, 410)
        self.assertEqual(self.client.get("/en/releases/secret-working-title/").status_code, 404)

    def test_what_readers_never_saw_is_not_told_of(self):
        PageViewRestriction.objects.create(page=self.page, restriction_type=PageViewRestriction.LOGIN)
        self.withdraw()
        PageViewRestriction.objects.all().delete()
        self.assertEqual(self.client.get(self.page.url).status_code, 404)

    def test_nor_of_what_lies_behind_a_door_that_was_closed_since(self):
        self.withdraw()
        section = Page.objects.get(pk=self.page.pk).get_parent()
        PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
        self.assertEqual(self.client.get(self.page.url).status_code, 404)

    def test_a_long_reason_is_cut_and_no_fault(self):
        self.withdraw(reason="forged " * 200)
        self.assertEqual(self.client.get(self.page.url).status_code, 410)

    def test_markup_in_it_is_text(self):
        self.withdraw(reason="<script>alert(1)</script>")
        self.assertNotIn("<script>alert", self.client.get(self.page.url).content.decode())
