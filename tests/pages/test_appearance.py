"""Light or dark as the reader has chosen: without script, in one answer, and in nobody else's."""

from bs4 import BeautifulSoup
from django.test import TestCase, tag

from publication.middleware import THEME_COOKIE, THEMES
from tests.factories import brand, newsroom


@tag("once")
class ChoosingTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def choose(self, **query):
        return self.client.get("/appearance/", query)

    def test_a_choice_is_kept_and_leads_back_to_where_it_was_made(self):
        for theme in THEMES:
            answer = self.choose(set=theme, next="/fa/search/?q=آب&page=2")
            self.assertRedirects(answer, "/fa/search/?q=%D8%A2%D8%A8&page=2", fetch_redirect_response=False)
            self.assertEqual(answer.cookies[THEME_COOKIE].value, theme)
            self.assertEqual(answer.cookies[THEME_COOKIE]["path"], "/")
            self.assertEqual(answer["Cache-Control"], "no-store")

    def test_without_a_way_back_it_leads_to_the_front_door(self):
        self.assertRedirects(self.choose(set="dark"), "/", fetch_redirect_response=False)

    def test_it_leads_nowhere_else(self):
        elsewhere = [
            "https://elsewhere.example/", "//elsewhere.example/", "///elsewhere.example/", "/\\elsewhere.example/",
            "\\\\elsewhere.example/", "javascript:alert(1)", "http:elsewhere.example", "elsewhere.example", "", " /en/",
            "\t//elsewhere.example/", "/\t/elsewhere.example/", "//[", "http://[", "https:///elsewhere.example",
        ]  # fmt: skip
        for address in elsewhere:
            with self.subTest(address):
                answer = self.choose(set="dark", next=address)
                self.assertEqual(answer.status_code, 400)
                self.assertNotIn(THEME_COOKIE, answer.cookies)

    def test_a_path_with_anything_in_it_stays_a_path_here(self):
        for address in ("/en/\r\nSet-Cookie: a=b", "/en/\0", "/@elsewhere.example/", "/en/[", "/%"):
            with self.subTest(address):
                answer = self.choose(set="dark", next=address)
                self.assertEqual(answer.status_code, 302)
                self.assertRegex(answer["Location"], r"^/[!-~]*$")
                self.assertNotRegex(answer["Location"], r"^/[/\\]")
                self.assertEqual(list(answer.cookies), [THEME_COOKIE])

    def test_what_is_no_theme_is_refused(self):
        for theme in ("", "purple", "DARK", "dark;", "dark\0"):
            with self.subTest(theme):
                self.assertEqual(self.choose(set=theme, next="/en/").status_code, 400)
        self.assertEqual(self.client.get("/appearance/").status_code, 400)

    def test_nothing_is_kept_by_another_method(self):
        self.assertEqual(self.client.post("/appearance/?set=dark&next=/en/").status_code, 405)

    def test_the_form_of_each_page_asks_for_this_and_knows_the_way_back(self):
        page = BeautifulSoup(self.client.get("/en/search/?q=a%22b&page=1").content, "html.parser")
        form = page.select_one("form.themes")
        self.assertEqual((form["action"], form["method"]), ("/appearance/", "get"))
        self.assertEqual(form.select_one("[name=next]")["value"], "/en/search/?q=a%22b&page=1")
        self.assertEqual([button["value"] for button in form.select("button[name=set]")], list(THEMES))


@tag("once")
class ChosenTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def read(self, theme=None, address="/fa/"):
        if theme is not None:
            self.client.cookies[THEME_COOKIE] = theme
        answer = self.client.get(address)
        return answer, BeautifulSoup(answer.content, "html.parser")

    def pressed(self, page):
        return [button["value"] for button in page.select(".themes [aria-pressed=true]")]

    def test_the_page_comes_as_it_was_chosen(self):
        for theme, shown in (("dark", "dark"), ("light", "light"), ("device", None)):
            with self.subTest(theme):
                _answer, page = self.read(theme)
                self.assertEqual(page.html.get("data-theme"), shown)
                self.assertEqual(self.pressed(page), [theme])

    def test_the_reader_decides_before_the_house(self):
        brand(default_mode="dark")
        _answer, page = self.read()
        self.assertEqual((page.html["data-theme"], self.pressed(page)), ("dark", ["dark"]))
        self.assertEqual(self.read("light")[1].html["data-theme"], "light")
        self.assertIsNone(self.read("device")[1].html.get("data-theme"))

    def test_the_browser_paints_its_frame_in_the_paper_of_the_page(self):
        def colours(theme):
            return [meta["content"] for meta in self.read(theme)[1].select("meta[name=theme-color][media]")]

        self.assertEqual(colours("device"), ["#FCFBF8", "#121316"])
        self.assertEqual(colours("dark"), ["#121316", "#121316"])
        self.assertEqual(colours("light"), ["#FCFBF8", "#FCFBF8"])

    def test_no_shared_cache_keeps_the_page_of_somebody_who_has_chosen(self):
        for address in ("/fa/", "/fa/stories/", "/fa/nowhere/"):
            for theme in THEMES:
                with self.subTest(address, theme=theme):
                    answer, _page = self.read(theme, address)
                    self.assertEqual(set(answer["Cache-Control"].split(", ")), {"private", "max-age=0"})
                    self.assertIn("Cookie", answer["Vary"])

    def test_without_a_choice_or_with_something_else_in_its_place_the_page_is_everybodys(self):
        plain = self.client.get("/fa/")
        for theme in (None, "", "purple", "<script>", "dark light", "x" * 4000):
            with self.subTest(theme):
                answer, _page = self.read(theme)
                self.assertEqual(answer["Cache-Control"], "public, max-age=0, s-maxage=60")
                self.assertNotIn("Cookie", answer.get("Vary", ""))
                self.assertEqual(answer.content, plain.content)
