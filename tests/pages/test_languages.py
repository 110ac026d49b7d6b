"""From one language to the other: to the same thing where it is public, else to what is near, which is said."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from stories.models import StoryIndexPage
from tests.factories import brand, newsroom, release, scheduled, section, story


def text(node):
    return " ".join(node.get_text().split())


class LanguageTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def read(self, page):
        response = self.client.get(page.url)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.content, "html.parser")


class WithoutTranslation(LanguageTestCase):
    def test_each_place_of_the_switch_says_so_and_leads_to_the_section(self):
        shown = self.read(release())
        for place in (".utility", ".foot"):
            switch = shown.select_one(f"{place} .editions")
            self.assertEqual(text(switch), "Not available in Persian فارسی")
            self.assertEqual((switch.a["href"], switch.a["lang"]), ("/fa/releases/", "fa"))
        rail = shown.select_one(".rail div:has(a[hreflang=fa])")
        self.assertEqual(text(rail), "Not available in Persian Latest in Persian")
        self.assertEqual(rail.a["href"], "/fa/releases/")

    def test_in_persian_too(self):
        shown = self.read(story("آب", language="fa"))
        switch = shown.select_one(".utility .editions")
        self.assertEqual(text(switch), "این مطلب به انگلیسی موجود نیست English")
        self.assertEqual((switch.a["href"], switch.a["lang"]), ("/en/stories/", "en"))
        rail = shown.select_one(".rail div:has(a[hreflang=en])")
        self.assertEqual(text(rail), "این مطلب به انگلیسی موجود نیست تازه‌ترین‌ها به انگلیسی")

    def test_without_the_section_it_leads_to_the_front_page(self):
        section(StoryIndexPage, "fa").unpublish()
        self.assertEqual(self.read(story()).select_one(".utility .editions a")["href"], "/fa/")


class WithTranslation(LanguageTestCase):
    def assertTold(self, page, other, is_public):
        shown = self.read(page)
        address = other.url if is_public else "/fa/stories/"
        links = shown.select("a[hreflang=fa]")
        self.assertEqual({link["href"] for link in links}, {address})
        self.assertEqual("Not available in Persian" in shown.get_text(), not is_public)
        alternates = {link["hreflang"]: link["href"] for link in shown.select("link[hreflang]")}
        self.assertEqual(set(alternates), {"en", "fa", "x-default"} if is_public else set())
        if not is_public:
            self.assertNotIn(other.slug, str(shown))

    def test_it_is_named_while_it_is_public_and_no_longer(self):
        page = story()
        other = story("شبکه", language="fa", slug="a-quiet-secret", translation_of=page)
        self.assertTold(page, other, is_public=True)
        here, there = self.read(page), self.read(other)
        self.assertEqual(*(str(shown.select("link[hreflang]")) for shown in (here, there)))
        restriction = PageViewRestriction.objects.create(page=other, restriction_type=PageViewRestriction.LOGIN)
        self.assertTold(page, other, is_public=False)
        restriction.delete()
        Page.objects.filter(pk=other.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
        self.assertTold(page, other, is_public=False)

    def test_a_draft_one_and_a_scheduled_one_are_not_named(self):
        given = {"language": "fa", "slug": "a-quiet-secret"}
        for make in (
            lambda page: story("شبکه", state="draft", translation_of=page, **given),
            lambda page: scheduled(story, timezone.now() + timedelta(hours=1), "شبکه", translation_of=page, **given),
        ):
            page = story()
            other = make(page)
            self.assertTold(page, other, is_public=False)
            other.delete()


class Browsers(LanguageTestCase):
    """What a browser says of its reader changes no answer: the address alone decides."""

    def test_no_address_leads_elsewhere_for_a_language_of_the_browser_or_an_earlier_choice(self):
        page = story()
        story("شبکه", language="fa", translation_of=page)
        for address in ("/", "/en/", "/fa/", page.url, "/en/search/", "/en/wire/"):
            plain = self.client.get(address)
            self.client.cookies["django_language"] = "fa"
            asked = self.client.get(address, headers={"Accept-Language": "fa,en;q=0.1"})
            self.client.cookies.clear()
            with self.subTest(address):
                self.assertEqual((plain.status_code, asked.status_code), (200, 200))
                self.assertEqual(plain.content, asked.content)
                self.assertEqual(plain["Content-Language"], asked["Content-Language"])
                self.assertNotIn("Accept-Language", asked.get("Vary", ""))

    def test_the_door_is_one_page_for_everybody(self):
        response = self.client.get("/", headers={"Accept-Language": "fa"})
        self.assertEqual(response["Content-Language"], "en")
        self.assertEqual(response["Cache-Control"], "public, max-age=0, s-maxage=60")
        links = BeautifulSoup(response.content, "html.parser").select(".door a")
        self.assertEqual([link["href"] for link in links], ["/en/", "/fa/"])
