"""The journalist's way: a link, the terms, the piece."""

from datetime import timedelta
from time import time
from unittest import mock

from bs4 import BeautifulSoup
from django.test import TestCase, override_settings
from django.utils import timezone
from wagtail.models import Page

from editorial.models import Embargo, Pass, PassUse
from editorial.passes.issuing import renew, revoke, send_again
from editorial.passes.texts import newest_text
from tests.factories import body, brand, newsroom, press_kit, release, statement, story
from tests.publication.desk import Desk

from .embargoes import ROBOTS, embargo, embargoed, give_pass, journalist, opened, path_of, reader

TITLE = "Thirty-four qanats run again"
UNKNOWN = "/en/embargo/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"


def text_of(answer):
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


class PassCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.page = embargoed(terms="Not before the minister has spoken.")
        cls.nina = journalist()
        cls.path = give_pass(cls.page, cls.nina)

    @property
    def given(self):
        return Pass.objects.get(page_id=self.page.pk, journalist=self.nina, revoked_at=None)

    def assertNothing(self, path, client=None):
        client = client or reader()
        for method in (client.get, client.head, client.post):
            self.assertEqual(method(path).status_code, 404)


class BeforeTheTermsTest(PassCase):
    def test_the_link_shows_the_terms_and_not_what_it_opens(self):
        answer = self.client.get(self.path)
        self.assertContains(answer, "Not before the minister has spoken.")
        self.assertContains(answer, "+98 21 5555 0140")
        for secret in (TITLE, "Water came at noon", self.page.slug, self.nina.name):
            self.assertNotContains(answer, secret)

    def test_following_it_opens_nothing_and_notes_nothing(self):
        for ask in (self.client.get, self.client.head):
            ask(self.path)
        self.assertIsNone(self.given.accepted_at)
        self.assertFalse(PassUse.objects.exists())

    def test_programs_that_look_at_links_get_no_more_than_that(self):
        for name in ROBOTS:
            answer = self.client.get(self.path, headers={"User-Agent": name})
            self.assertNotContains(answer, TITLE)
            self.assertNotContains(answer, "og:")

    def test_what_the_address_tells_is_kept_by_nobody(self):
        for answer in (self.client.get(self.path), self.client.head(self.path), opened(self.path)[1]):
            self.assertEqual(answer["Cache-Control"], "private, no-store")
            self.assertEqual(answer["Referrer-Policy"], "no-referrer")
            self.assertIn("noindex", answer["X-Robots-Tag"])
            self.assertNotIn("ETag", answer)

    def test_without_terms_of_its_own_the_usual_ones_stand_there(self):
        Embargo.objects.update(terms="")
        self.assertContains(self.client.get(self.path), "The link is yours alone.")

    def test_in_persian(self):
        page = embargoed(title="قنات‌ها دوباره آب دارند", language="fa")
        answer = self.client.get(give_pass(page, journalist("Sara Naderi", language="fa")))
        self.assertContains(answer, '<html lang="fa" dir="rtl"')
        self.assertNotContains(answer, page.title)

    def test_other_methods_are_refused_whatever_the_token(self):
        for path in (self.path, UNKNOWN):
            self.assertEqual(self.client.delete(path).status_code, 405)

    def test_the_number_of_queries_is_fixed(self):
        self.client.get(self.path)
        with self.assertNumQueries(2):
            self.client.get(self.path)


class ReadingTest(PassCase):
    def test_the_click_accepts_the_terms_and_shows_the_piece_with_the_notice(self):
        _client, answer = opened(self.path)
        self.assertContains(answer, TITLE)
        self.assertContains(answer, "Water came at noon")
        bar = BeautifulSoup(answer.content, "html.parser").select_one("header.item-head .bar-live")
        for told in ("Not for publication before", "UTC", "Nina Berg, Dagsavisen", "minister", "+98 21 5555 0140"):
            self.assertIn(told, " ".join(bar.get_text(" ").split()))
        self.assertIsNotNone(self.given.accepted_at)

    def test_the_same_browser_may_read_on_and_no_other(self):
        client, _answer = opened(self.path)
        self.assertContains(client.get(self.path), TITLE)
        self.assertNotContains(reader().get(self.path), TITLE)

    def test_only_for_some_hours(self):
        client, _answer = opened(self.path)
        with mock.patch("django.core.signing.time.time", return_value=time() + 5 * 3600):
            self.assertNotContains(client.get(self.path), TITLE)

    def test_a_cookie_that_somebody_has_written_opens_nothing(self):
        client, _answer = opened(self.path)
        for cookie in client.cookies.values():
            cookie.set(cookie.key, "forged:value:here", "forged:value:here")
        self.assertNotContains(client.get(self.path), TITLE)

    def test_the_cookies_go_to_the_piece_and_to_files_alone(self):
        client = reader()
        answer = client.post(self.path)
        self.assertEqual({cookie["path"] for cookie in answer.cookies.values()}, {self.path, "/media/"})
        for cookie in answer.cookies.values():
            self.assertTrue(cookie["httponly"])
            self.assertEqual(cookie["samesite"], "Lax")

    @override_settings(SESSION_COOKIE_SECURE=True)
    def test_over_https_alone_where_the_session_is(self):
        answer = reader().post(self.path)
        self.assertTrue(all(cookie["secure"] for cookie in answer.cookies.values()))

    def test_a_cookie_of_another_link_opens_nothing(self):
        other = embargoed(title="Another piece")
        client, _answer = opened(give_pass(other, self.nina))
        self.assertNotContains(client.get(self.path), TITLE)

    def test_nothing_of_it_is_for_machines(self):
        page = BeautifulSoup(opened(self.path)[1].content, "html.parser")
        self.assertEqual(
            page.select('meta[property^="og:"], link[rel=canonical], script[type="application/ld+json"]'), []
        )
        self.assertIn("noindex", page.find("meta", attrs={"name": "robots"})["content"])

    def test_the_personal_link_is_handed_on_to_no_other_address(self):
        page = BeautifulSoup(opened(self.path)[1].content, "html.parser")
        token = self.path.split("/")[3]
        led = [tag.get("href") or tag.get("value") or tag.get("data-address") or "" for tag in page.find_all(True)]
        self.assertEqual({path.split("?")[0] for path in led if token in path}, {self.path})

    def test_a_piece_in_another_language_is_read_in_its_own(self):
        page = embargoed(title="قنات‌ها دوباره آب دارند", language="fa")
        path = give_pass(page, journalist("Tom Reed"))
        self.assertTrue(path.startswith("/en/"))
        answer = opened(path)[1]
        self.assertContains(answer, '<html lang="fa" dir="rtl"')
        self.assertContains(answer, page.title)

    def test_every_kind_carries_the_notice(self):
        for number, make in enumerate((story, statement, press_kit)):
            with self.subTest(make.__name__):
                page = embargoed(make, title=f"Piece {number}")
                answer = opened(give_pass(page, self.nina))[1]
                self.assertContains(answer, page.title)
                self.assertEqual(len(BeautifulSoup(answer.content, "html.parser").select("#embargo")), 1)

    def test_a_release_is_not_for_immediate_release(self):
        answer = opened(self.path)[1]
        self.assertNotContains(answer, "For immediate release")
        self.assertContains(answer, "Under embargo: not for publication before")

    def test_paper_says_for_whom_it_was_printed(self):
        page = BeautifulSoup(opened(self.path)[1].content, "html.parser")
        self.assertIn("Given to Nina Berg, Dagsavisen.", page.select_one(".watermark.print-only").get_text())

    def test_the_script_that_copies_is_told_what_to_begin_with(self):
        page = BeautifulSoup(opened(self.path)[1].content, "html.parser")
        self.assertTrue(page.body["data-notice"].startswith("Under embargo: not for publication before"))
        self.assertTrue(page.body["data-notice"].endswith("\n\n"))

    def test_the_plain_text_begins_with_the_embargo(self):
        client, _answer = opened(self.path)
        answer = client.get(f"{self.path}?format=txt")
        self.assertTrue(answer.content.decode().startswith("Under embargo: not for publication before"))
        self.assertIn("Given to Nina Berg", answer.content.decode())
        self.assertIn("Water came at noon", answer.content.decode())
        self.assertEqual(answer["Cache-Control"], "private, no-store")
        self.assertNotIn("Link", answer)

    def test_without_the_cookie_the_plain_text_is_the_terms(self):
        self.assertNotContains(self.client.get(f"{self.path}?format=txt"), "Water came")

    def test_it_has_no_other_forms_and_no_versions(self):
        client, _answer = opened(self.path)
        for query in ("format=json", "format=%00", "version=1"):
            self.assertEqual(client.get(f"{self.path}?{query}").status_code, 404)

    def test_a_link_in_it_to_another_draft_is_dead(self):
        hidden = release("Quarterly ledger", state="draft")
        linked = body(("paragraph", f'<p><a linktype="page" id="{hidden.pk}">the rest</a></p>'))
        answer = opened(give_pass(embargoed(title="Linking", body=linked), self.nina))[1]
        self.assertContains(answer, "the rest")
        self.assertNotContains(answer, hidden.slug)

    def test_staff_with_a_session_see_it_as_well_and_nothing_breaks(self):
        desk = Desk("Publisher")
        self.assertContains(opened(self.path, desk.client)[1], TITLE)

    def test_the_number_of_queries_is_fixed(self):
        client, _answer = opened(self.path)
        with self.assertNumQueries(9):
            client.get(self.path)


class TheTextOfThePassTest(PassCase):
    def changed(self, title="A title that nobody has been shown"):
        page = Page.objects.get(pk=self.page.pk).specific
        page.title = title
        return page.save_revision()

    def test_a_newer_draft_is_not_shown(self):
        self.changed()
        answer = opened(self.path)[1]
        self.assertContains(answer, TITLE)
        self.assertNotContains(answer, "nobody has been shown")

    def test_a_renewed_pass_shows_the_newest_by_another_link(self):
        self.changed("The newest title")
        link = renew(self.given, newest_text(Page.objects.get(pk=self.page.pk)))
        self.assertNothing(self.path)
        self.assertContains(opened(path_of(link.address))[1], "The newest title")

    def test_autosave_makes_another_revision_than_the_one_that_is_read(self):
        page = Page.objects.get(pk=self.page.pk).specific
        revision = page.get_latest_revision()
        page.title = "Overwritten"
        saved = page.save_revision(overwrite_revision=revision, user=revision.user)
        self.assertNotEqual(saved.pk, revision.pk)

    def test_a_scheduled_text_goes_before_a_newer_draft(self):
        page = Page.objects.get(pk=self.page.pk).specific
        page.go_live_at = timezone.now() + timedelta(days=1)
        scheduled = page.save_revision()
        scheduled.publish()
        self.changed()
        text = newest_text(Page.objects.get(pk=self.page.pk))
        self.assertEqual((text.revision.pk, text.is_approved), (scheduled.pk, True))


class TheEndTest(PassCase):
    def publish(self):
        Page.objects.get(pk=self.page.pk).specific.get_latest_revision().publish()

    def test_after_the_lift_the_link_leads_to_the_public_page(self):
        client, _answer = opened(self.path)
        self.publish()
        for reading in (client, reader()):
            answer = reading.get(self.path)
            self.assertRedirects(answer, self.page.url)
            self.assertEqual(answer["Cache-Control"], "private, no-store")

    def test_what_was_not_published_after_all_is_nowhere(self):
        Embargo.objects.update(until=timezone.now())
        self.assertNothing(self.path)

    def test_nor_is_what_was_withdrawn(self):
        self.publish()
        Page.objects.get(pk=self.page.pk).specific.unpublish()
        self.assertNothing(self.path)

    def test_a_late_release_keeps_the_embargo(self):
        page = Page.objects.get(pk=self.page.pk).specific
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
        Embargo.objects.update(until=timezone.now())
        self.assertContains(opened(self.path)[1], TITLE)

    def test_a_revoked_pass_opens_nothing_at_once(self):
        client, _answer = opened(self.path)
        revoke(Pass.objects.all())
        self.assertNothing(self.path, client)

    def test_nor_does_it_lead_on_after_the_lift(self):
        revoke(Pass.objects.all())
        self.publish()
        self.assertNothing(self.path)

    def test_an_expired_pass_opens_nothing(self):
        client, _answer = opened(self.path)
        Pass.objects.update(expires_at=timezone.now())
        self.assertNothing(self.path, client)

    def test_nor_does_that_of_a_journalist_who_was_taken_off_the_list(self):
        client, _answer = opened(self.path)
        self.nina.is_active = False
        self.nina.save()
        self.assertNothing(self.path, client)

    def test_a_link_that_was_sent_again_kills_the_one_before(self):
        client, _answer = opened(self.path)
        link = send_again(self.given)
        self.assertNothing(self.path, client)
        self.assertContains(opened(path_of(link.address))[1], TITLE)

    def test_whatever_opens_nothing_is_answered_alike(self):
        """Same page, same headers, same number of queries: revoked, expired, foreign, off the list, never there."""
        paths = [UNKNOWN, "/en/embargo/short/", f"/en/embargo/{'x' * 300}/"]
        for name, end in (
            ("Revoked", {"revoked_at": timezone.now()}),
            ("Expired", {"expires_at": timezone.now()}),
            ("Unlisted", {}),
        ):
            someone = journalist(name, is_active=name != "Unlisted")
            paths.append(give_pass(self.page, someone))
            Pass.objects.filter(journalist=someone).update(**end)
        other = embargoed(title="Never published")
        paths.append(give_pass(other, self.nina))
        Embargo.objects.filter(page_id=other.pk).update(until=timezone.now())
        self.client.get(UNKNOWN)
        for method in ("get", "post"):
            expected = None
            for path in paths:
                with self.subTest(path, method=method), self.assertNumQueries(5):
                    answer = getattr(self.client, method)(path)
                    seen = (answer.status_code, dict(answer.items()) | {"Content-Length": ""}, text_of(answer))
                    seen = str(seen).replace(path.split("/")[3], "·")
                    expected = expected or seen
                    self.assertEqual(seen, expected)

    def test_the_links_of_a_published_page_stay_apart_from_a_new_embargo(self):
        """A change of a live page can be under embargo too: readers have the old text, the pass shows the new one."""
        page = release("Live already")
        draft = Page.objects.get(pk=page.pk).specific
        draft.title = "What will be said"
        draft.save_revision()
        embargo(page)
        self.assertContains(opened(give_pass(page, self.nina))[1], "What will be said")
        self.assertNotContains(self.client.get(page.url), "What will be said")
