"""The style guide: who may open it, that nothing of the site is in it, and that nothing of the design is missing."""

from collections import Counter
from pathlib import Path

from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import SimpleTestCase, TestCase, tag
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.blocks import ListBlock, StreamBlock, StreamValue, StructBlock, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.models import Locale, get_page_models

from demo import reading
from demo.style_guide.examples import Examples
from demo.style_guide.specimen import render
from demo.style_guide.specimens import LEFT_OUT, SPECIMENS
from pages.models import BrandSettings
from tests.factories import brand, newsroom, story
from tests.publication.desk import Desk

LANGUAGES = {"en": "ltr", "fa": "rtl"}
ADDRESSES = [
    "/admin/style-guide/", "/admin/style-guide/en/", "/admin/style-guide/fa/", "/admin/style-guide/fa/quote/",
    "/admin/style-guide/en/quote/2/", "/admin/style-guide/en/home/",
]  # fmt: skip
TEMPLATES = Path(settings.BASE_DIR) / "templates"


def read(response):
    return BeautifulSoup(response.content, "html.parser")


class WhoMayOpenIt(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def test_somebody_unknown_is_led_to_the_login(self):
        for address in ADDRESSES:
            with self.subTest(address):
                answer = self.client.get(address)
                self.assertRedirects(answer, f"{reverse('wagtailadmin_login')}?next={address}")

    def test_a_reader_with_a_login_but_no_work_here_is_refused(self):
        self.client.force_login(get_user_model().objects.create_user("reader", "reader@karizan.example", "a password"))
        for address in ADDRESSES:
            with self.subTest(address):
                answer = self.client.get(address)
                self.assertEqual(answer.status_code, 302)
                self.assertTrue(answer["Location"].startswith(reverse("wagtailadmin_login")))

    def test_every_role_of_the_desk_may(self):
        for role in ("Writer", "Editor", "Approver", "Publisher"):
            desk = Desk(role)
            for address in ADDRESSES:
                with self.subTest(address, role=role):
                    self.assertEqual(desk.client.get(address).status_code, 200)

    def test_it_stands_among_the_reports(self):
        page = Desk("Writer").client.get(reverse("wagtailadmin_home"))
        self.assertContains(page, '"url": "/admin/style-guide/"')

    def test_no_shared_cache_may_keep_it(self):
        answer = Desk("Writer").client.get("/admin/style-guide/en/")
        self.assertIn("private", answer["Cache-Control"])


class Addresses(TestCase):
    """On a site that has been migrated and nothing else: no front page, no brand, no locale but English."""

    @classmethod
    def setUpTestData(cls):
        cls.desk = Desk()

    def get(self, address, status=200):
        answer = self.desk.client.get(address)
        self.assertEqual(answer.status_code, status)
        return answer

    def test_language_and_direction_are_those_of_the_address(self):
        self.assertFalse(Locale.objects.filter(language_code="fa").exists())
        for code, direction in LANGUAGES.items():
            for address in (f"{code}/", f"{code}/slugline/", f"{code}/story/"):
                with self.subTest(address):
                    answer = self.get(f"/admin/style-guide/{address}")
                    html = read(answer).html
                    self.assertEqual((html["lang"], html["dir"]), (code, direction))
                    self.assertEqual(answer["Content-Language"], code)

    def test_the_mode_is_that_of_the_address(self):
        for address in ("en/", "fa/quote/", "en/story/"):
            for query, theme in (("", None), ("?mode=light", "light"), ("?mode=dark", "dark"), ("?mode=sepia", None)):
                with self.subTest(address, query=query):
                    page = read(self.get(f"/admin/style-guide/{address}{query}"))
                    self.assertEqual(page.html.get("data-theme"), theme)

    def test_proofs_are_framed_in_the_mode_of_the_guide(self):
        frames = read(self.get("/admin/style-guide/fa/?mode=dark")).select("iframe")
        self.assertTrue(frames)
        for frame in frames:
            self.assertTrue(frame["src"].startswith("/admin/style-guide/fa/") and frame["src"].endswith("?mode=dark"))
            self.assertTrue(frame["title"].strip())

    def test_the_index_shows_each_proof_in_every_language(self):
        frames = [frame["src"] for frame in read(self.get("/admin/style-guide/")).select("iframe")]
        english = [address for address in frames if "/en/" in address]
        self.assertEqual([address.replace("/en/", "/fa/") for address in english], frames[1::2])

    def test_every_specimen_can_be_linked_to_and_says_when_to_use_it(self):
        for address in ("/admin/style-guide/", "/admin/style-guide/fa/"):
            page = read(self.get(address))
            for slug, specimen in SPECIMENS.items():
                with self.subTest(address, specimen=slug):
                    self.assertTrue(page.select_one(f"nav a[href='#{slug}']"))
                    shown = page.select_one(f"#{slug}")
                    self.assertIn(specimen.template, shown.get_text())
                    language = "fa" if "fa" in address else "en"
                    with translation.override(language):
                        self.assertIn(str(specimen.when), shown.get_text())
                        self.assertEqual(shown.h3.get_text(strip=True), str(specimen.name))

    def test_what_is_not_there_is_not_found(self):
        for address in ("de/", "en/umbrella/", "en/quote/9/", "en/quote/0/", "fa/quote/2/3/"):
            with self.subTest(address):
                self.get(f"/admin/style-guide/{address}", status=404)

    def test_a_proof_costs_no_more_than_knowing_who_asks(self):
        def queries(address):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                self.get(address)
            return len(asked)

        self.get("/admin/style-guide/en/copy/")
        who_asks = queries("/admin/style-guide/en/copy/")
        for address in ("fa/home/", "en/press-kit/", "fa/fact-sheet/", "en/"):
            with self.subTest(address):
                self.assertEqual(queries(f"/admin/style-guide/{address}"), who_asks)


class NothingOfTheSite(TestCase):
    def test_neither_its_brand_nor_its_items_are_shown(self):
        newsroom()
        made = brand(colour="#E4002B", press_phone="+98 21 5555 7777")
        wording = made.wordings.get(locale__language_code="en")
        wording.newsroom_name = "The Real House"
        wording.save()
        story("A story that nobody has approved", state="draft")
        self.assertEqual(BrandSettings.current().press_phone, "+98 21 5555 7777")
        desk = Desk("Writer")
        for address in ("en/masthead/", "en/home/", "en/"):
            page = desk.client.get(f"/admin/style-guide/{address}").content.decode()
            for secret in ("#E4002B", "5555 7777", "The Real House", "nobody has approved"):
                self.assertNotIn(secret, page)


@tag("once")
class EveryProof(TestCase):
    """All of them, in both languages, rendered once without any question to the database."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shown = {}
        cls.used = {}
        cls.blocks = set()
        with CaptureQueriesContext(connection) as cls.asked:
            for language in LANGUAGES:
                with translation.override(language):
                    for specimen in SPECIMENS.values():
                        cls._render(language, specimen)

    @classmethod
    def _render(cls, language, specimen):
        used = cls.used.setdefault(specimen.slug, set())

        def remember(template, **kwargs):
            used.add(template.name)

        examples = Examples(language)
        template_rendered.connect(remember)
        try:
            for number, proof in enumerate(specimen.proofs(examples), start=1):
                cls.shown[language, specimen.slug, number] = BeautifulSoup(
                    render(specimen, proof, examples), "html.parser"
                )
                for state in proof.states:
                    page = state.context.get("page")
                    body = page.get("body", ()) if isinstance(page, dict) else ()
                    cls.blocks |= set().union(*(kinds_in(block) for block in body))
        finally:
            template_rendered.disconnect(remember)

    def test_the_database_is_never_asked(self):
        self.assertEqual([query["sql"] for query in self.asked], [])

    def test_no_id_stands_twice_on_a_page(self):
        for place, page in self.shown.items():
            with self.subTest(place):
                ids = Counter(node["id"] for node in page.select("[id]"))
                self.assertEqual([name for name, times in ids.items() if times > 1], [])

    def test_nothing_is_left_unsaid(self):
        """What a template asks for in vain shows as nothing, or as "None"."""
        for place, page in self.shown.items():
            with self.subTest(place):
                self.assertNotIn("None", page.get_text())
                self.assertFalse([link for link in page.select("a[href]") if link["href"] in ("", "None")])

    def test_each_shows_something_in_its_language(self):
        for (language, slug, number), page in self.shown.items():
            with self.subTest(slug, language=language, number=number):
                self.assertTrue(page.select_one("body").get_text(strip=True) or page.select("button, img, input"))
                self.assertEqual((page.html["lang"], page.html["dir"]), (language, LANGUAGES[language]))

    def test_each_specimen_is_rendered_by_the_template_that_it_names(self):
        for slug, specimen in SPECIMENS.items():
            with self.subTest(slug):
                self.assertIn(specimen.template, self.used[slug])

    def test_every_block_of_every_page_type_has_an_example(self):
        """One is missing: add it to demo/style_guide/content/*.md, and a specimen to specimens/text.py."""
        known = set()
        for model in get_page_models():
            for field in model._meta.get_fields():
                if isinstance(field, StreamField):
                    known |= kinds_of(field.stream_block)
        self.assertLessEqual({"paragraph", "quote", "chapter", "chapter.image", "entry"}, known)
        self.assertEqual(sorted(known - self.blocks), [])

    def test_every_part_and_page_has_a_specimen_or_a_reason_for_having_none(self):
        """One is missing: show it in demo/style_guide/specimens, or say in LEFT_OUT why not."""
        folders = ("blocks", "partials", "home", "search", "stories")
        paths = [path for folder in folders for path in (TEMPLATES / folder).glob("*.html")]
        parts = {path.relative_to(TEMPLATES).as_posix() for path in paths} | {"404.html"}
        self.assertEqual(sorted(parts - set().union(*self.used.values())), sorted(LEFT_OUT))
        self.assertTrue(all(LEFT_OUT.values()))

    def test_the_test_card_isolates_by_the_filters_of_the_site(self):
        card = self.shown["fa", "bidi", 1]
        isolated, bare = card.select("tbody tr")[0].select("td")[:2]
        self.assertEqual(isolated.select_one("bdi[dir=ltr]").get_text(), "+98 21 5555 0142")
        self.assertFalse(bare.select("bdi"))
        hours = card.select("tbody tr")[-1]
        self.assertIn("۱۰:۰۰–۱۲:۳۰", hours.td.get_text())
        self.assertFalse(hours.td.select("bdi"))

    def test_a_colour_that_the_stylesheet_names_has_its_swatch(self):
        names = {node.get_text() for node in self.shown["en", "colours", 1].select(".token")}
        self.assertLessEqual({"--paper", "--ink", "--live", "--focus", "--brand-rule", "--on-brand"}, names)

    def test_facts_show_what_became_of_them(self):
        card = self.shown["en", "fact-card", 1].get_text().replace("\N{NO-BREAK SPACE}", " ")
        for words in ("Was 41 cm", "Being checked", "As published. Now 38 cm", "withdrawn since"):
            self.assertIn(words, card)


class Pictures(SimpleTestCase):
    def test_every_picture_of_the_demo_has_its_small_copy(self):
        """One is missing: python demo/pictures/small.py makes them."""
        table = reading.table("pictures")
        for name in [entry["file"] for entry in table["picture"] + table["mark"]]:
            with self.subTest(name):
                self.assertTrue(finders.find(f"demo/pictures/{name}.webp"))


def kinds_of(block, above=""):
    """The block types of a stream and of all streams inside it: "chapter", "chapter.image"."""
    if isinstance(block, StreamBlock):
        names = {f"{above}{name}": child for name, child in block.child_blocks.items()}
        return set(names).union(*(kinds_of(child, f"{name}.") for name, child in names.items()))
    if isinstance(block, StructBlock):
        return set().union(*(kinds_of(child, above) for child in block.child_blocks.values()))
    if isinstance(block, ListBlock):
        return kinds_of(block.child_block, above)
    return set()


def kinds_in(shown, above=""):
    """The same of a block that is shown: only what is really there."""
    if isinstance(shown, StreamValue.StreamChild):
        name = f"{above}{shown.block_type}"
        return {name} | kinds_in(shown.value, f"{name}.")
    if isinstance(shown, StructValue):
        return set().union(*(kinds_in(value, above) for value in shown.values()))
    if isinstance(shown, StreamValue | ListValue):
        return set().union(*(kinds_in(child, above) for child in shown))
    return set()
