import re
from datetime import timedelta

from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText

from publication.middleware import PublicCacheMiddleware
from stories.models import PressRelease, ReleaseIndexPage
from tests.factories import newsroom, release, scheduled, section, story

from .desk import Desk

HOUR = timedelta(hours=1)
METHODS = ["get", "head", "post", "put", "patch", "delete", "options", "trace"]


def answer(client, path, method="get"):
    """All that a stranger sees: status, headers, body, and the number of queries that it took. The words of the
    address itself are blanked, because the page repeats them to whoever typed them."""
    with CaptureQueriesContext(connection) as queries:
        response = getattr(client, method)(path)
    words = "[^a-z]".join(re.escape(part) for part in path.strip("/").split("/")[-1].split("-"))
    body = re.sub(words, "…", response.content.decode().replace(path, "…"), flags=re.IGNORECASE)
    return response.status_code, dict(response.headers), body, len(queries)


def twin_of(path):
    """An address of the same length that leads nowhere."""
    start, slug = path.rstrip("/").rsplit("/", 1)
    return f"{start}/{re.sub('[a-z]', 'q', slug)}/"


class UniformAbsenceTest(TestCase):
    """Whatever is not public answers like something that was never there."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.draft = story("Draft", state="draft")
        cls.scheduled = scheduled(story, timezone.now() + HOUR, "Scheduled")
        cls.withdrawn = story("Withdrawn", state="withdrawn")
        cls.expired = story("Expired")
        Page.objects.filter(pk=cls.expired.pk).update(expire_at=timezone.now() - HOUR)
        cls.early = story("Early")
        Page.objects.filter(pk=cls.early.pk).update(go_live_at=timezone.now() + HOUR)
        cls.private = {}
        for kind, _label in PageViewRestriction.RESTRICTION_CHOICES:
            if kind != PageViewRestriction.NONE:
                page = story(f"Private by {kind}")
                row = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="water")
                row.groups.add(Group.objects.first())
                cls.private[kind] = page

    def assert_absent(self, page, method="get"):
        missing = twin_of(page.url)
        answer(self.client, missing)  # fills the caches
        expected, seen = answer(self.client, missing, method), answer(self.client, page.url, method)
        self.assertEqual(seen, expected)
        return seen[0]

    def test_a_draft(self):
        self.assertEqual(self.assert_absent(self.draft), 404)

    def test_a_scheduled_page(self):
        self.assertEqual(self.assert_absent(self.scheduled), 404)

    def test_a_withdrawn_page(self):
        self.assertEqual(self.assert_absent(self.withdrawn), 404)

    def test_an_expired_page_before_the_runner_came(self):
        self.assertEqual(self.assert_absent(self.expired), 404)

    def test_a_row_that_is_live_before_its_time(self):
        self.assertEqual(self.assert_absent(self.early), 404)

    def test_a_page_with_any_kind_of_restriction(self):
        for kind, page in self.private.items():
            with self.subTest(kind):
                self.assertEqual(self.assert_absent(page), 404)

    def test_a_draft_by_every_method(self):
        for method in METHODS:
            with self.subTest(method):
                self.assert_absent(self.draft, method)

    def test_a_live_page_under_a_draft(self):
        page = release()
        Page.objects.filter(pk=section(ReleaseIndexPage).pk).update(live=False)
        self.assertEqual(self.assert_absent(page), 404)

    def test_a_live_page_under_a_draft_is_as_absent_as_one_under_nothing(self):
        page = release(slug="annual-report")
        Page.objects.filter(pk=section(ReleaseIndexPage).pk).update(live=False)
        nowhere = "/en/releqqqq/annual-report/"
        answer(self.client, nowhere)  # fills the caches
        self.assertEqual(answer(self.client, page.url)[2:], answer(self.client, nowhere)[2:])

    def test_a_page_that_went_private_after_it_was_cached_in_memory(self):
        page = story("Was public")
        self.assertEqual(self.client.get(page.url).status_code, 200)
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        self.assert_absent(page)

    def test_a_draft_in_every_spelling(self):
        for spell in (
            lambda path: path.upper(),
            lambda path: path.rstrip("/"),
            lambda path: path.replace("/stories/", "//stories/"),
            lambda path: path.replace("/stories/", "/%2fstories/"),
            lambda path: path.replace("/stories/", "%2fstories/"),
            lambda path: path + "index.html",
            lambda path: path + "?preview=1",
            lambda path: path.replace("draft", "%64raft"),
        ):
            twin = spell("/en/stories/graft/".replace("graft", "nodraft"))
            path = spell(self.draft.url)
            with self.subTest(path):
                seen, expected = answer(self.client, path), answer(self.client, twin)
                self.assertEqual(seen[0], expected[0])
                self.assertNotEqual(seen[0], 200)

    def test_the_address_of_a_public_page_is_exact(self):
        page = story("Public")
        self.assertEqual(self.client.get(page.url).status_code, 200)
        self.assertEqual(self.client.get(page.url.replace("public", "PUBLIC")).status_code, 404)


class LanguageTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story("Only English", slug="only-english")

    def test_an_item_that_is_not_translated_is_not_there_in_the_other_language(self):
        self.assertEqual(self.client.get("/en/stories/only-english/").status_code, 200)
        self.assertEqual(self.client.get("/fa/stories/only-english/").status_code, 404)

    def test_the_language_of_the_browser_changes_nothing(self):
        response = self.client.get("/en/stories/only-english/", headers={"Accept-Language": "fa"})
        self.assertEqual((response.status_code, response["Content-Language"]), (200, "en"))

    def test_paths_outside_the_languages_are_not_redirected(self):
        for path in ("/xx/", "/xx", "/stories/only-english/", "/de/stories/", "/en-us/"):
            with self.subTest(path):
                self.assertEqual(self.client.get(path).status_code, 404)

    def test_what_is_not_there_says_so_in_the_language_of_its_address(self):
        self.assertEqual(self.client.get("/fa/nothing/")["Content-Language"], "fa")

    def test_the_api_of_redirects_and_pages_is_not_there(self):
        for path in ("/api/v2/pages/", "/api/v3/redirects/", "/api/v2/redirects/", "/admin/api/main/pages/"):
            with self.subTest(path):
                self.assertIn(self.client.get(path).status_code, (302, 404))


class CachingTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.page = story("Public", slug="public")

    def test_a_shared_cache_may_keep_a_public_page_for_a_minute(self):
        response = self.client.get(self.page.url)
        self.assertEqual(response["Cache-Control"], "public, max-age=0, s-maxage=60")
        self.assertNotIn("Cookie", response.get("Vary", ""))
        self.assertFalse(response.cookies)

    def test_what_is_missing_only_for_seconds(self):
        response = self.client.get("/en/stories/soon/")
        self.assertEqual(response["Cache-Control"], "public, max-age=0, s-maxage=5")

    def test_pages_shown_to_staff_are_kept_by_nobody(self):
        response = Desk().client.get(self.page.url)
        self.assertEqual(response["Cache-Control"], "private, no-store")
        self.assertIn("Cookie", response["Vary"])

    def test_a_session_cookie_that_has_run_out_counts_as_staff_too(self):
        client = Client()
        client.cookies["sessionid"] = "long gone"
        self.assertEqual(client.get(self.page.url)["Cache-Control"], "private, no-store")

    def test_previews_of_drafts_are_kept_by_nobody(self):
        desk = Desk()
        page = story("Draft", state="draft")
        response = desk.client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        self.assertEqual(response.status_code, 200)
        self.assertTrue({"no-store", "private"} & set(response["Cache-Control"].replace(",", "").split()))
        self.assertNotIn("public", response["Cache-Control"])

    def test_the_page_for_logging_in_is_kept_by_nobody(self):
        self.assertNotIn("public", self.client.get("/admin/login/")["Cache-Control"])

    def test_an_answer_that_will_set_a_cookie_is_kept_by_nobody(self):
        request = RequestFactory().get("/en/")

        def view(request):
            return HttpResponse(get_token(request))

        self.assertEqual(PublicCacheMiddleware(view)(request)["Cache-Control"], "private, no-store")


class LinkTest(TestCase):
    """L27, L28, L29: public pages say nothing of what is not."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.secret = release("Secret merger", state="draft", slug="secret-merger")

    def public(self, **given):
        return self.client.get(story("Public", **given).url).content.decode()

    def test_a_link_in_rich_text_to_a_draft_has_no_address(self):
        text = f'<p>See <a linktype="page" id="{self.secret.pk}">this</a>.</p>'
        html = self.public(body=[{"type": "paragraph", "value": text}])
        self.assertNotIn("secret-merger", html)
        self.assertIn("this", html)

    def test_a_link_that_somebody_made_up_has_none_and_is_no_fault(self):
        for key in ("", "x", "-1", "²", "۱", "9" * 20, "9" * 5000):
            with self.subTest(key[:20]):
                text = f'<p>See <a linktype="page" id="{key}">this</a>.</p>'
                self.assertIn("See <a>this</a>.", RichText(text).__html__())

    def test_the_link_has_an_address_once_its_page_is_public(self):
        text = f'<p>See <a linktype="page" id="{self.secret.pk}">this</a>.</p>'
        self.secret.get_latest_revision().publish()
        self.assertIn("/en/releases/secret-merger/", self.public(body=[{"type": "paragraph", "value": text}]))

    def test_a_related_item_that_is_a_draft_is_not_shown(self):
        html = self.public(related=[self.secret])
        self.assertNotIn("Secret merger", html)
        self.assertNotIn("secret-merger", html)

    def test_a_draft_translation_is_not_announced(self):
        page = story("Public", slug="public")
        story("راز", slug="secret-fa", language="fa", translation_of=page, state="draft")
        self.assertNotIn("secret-fa", self.client.get(page.url).content.decode())

    def test_a_public_translation_is(self):
        page = story("Public", slug="public")
        other = story("خبر", slug="other-fa", language="fa", translation_of=page)
        self.assertIn(other.url, self.client.get(page.url).content.decode())


class LiveUpdateTest(TestCase):
    """L09: what waits behind a live page is not seen anywhere."""

    def test_a_scheduled_update_shows_neither_its_words_nor_its_new_address(self):
        newsroom()
        page = release("Old words", slug="old-words")
        page = PressRelease.objects.get(pk=page.pk)
        page.title, page.slug, page.go_live_at = "Secret words", "secret-words", timezone.now() + HOUR
        page.save_revision().publish()
        self.assertContains(self.client.get("/en/releases/old-words/"), "Old words")
        for path in ("/en/", "/en/releases/", "/en/releases/old-words/"):
            self.assertNotContains(self.client.get(path), "Secret words")
        self.assertEqual(self.client.get("/en/releases/secret-words/").status_code, 404)
