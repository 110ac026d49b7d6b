"""The head of pages as they are served."""

from django.test import TestCase, tag

from media_library.renditions import make_missing
from tests.factories import brand, fact, newsroom, person, picture, release, republish, story, topic

from .kinds import kit, sheet, statement
from .reading import Head

ORIGIN = "http://testserver"


@tag("once")
class ServedHeadTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.brand = brand()

    def head(self, path, status=200):
        response = self.client.get(path)
        self.assertEqual(response.status_code, status, path)
        html = response.content.decode()
        return Head(html[html.index("<head>") + 6 : html.index("</head>")])

    def test_every_public_page_has_one_canonical_address_its_own(self):
        made = story("Walnut", topics=[topic()], people=[person()])
        for path in ("/en/", "/en/stories/", "/en/people/leila-rahmani/", "/en/topics/water/", made.url_path, "/"):
            found = self.head(path)
            self.assertEqual(found.canonical, [ORIGIN + path])
            self.assertNotIn("noindex", found.one("robots"))
            self.assertTrue(found.one("description"), path)
            self.assertTrue(found.one("og:image"), path)

    def test_a_title_that_search_engines_would_cut_is_the_headline_alone(self):
        for title, name in (
            ("Short", " · Karizan Newsroom"),
            ("The gate at Gaz is a plank & was one before it", ""),
        ):
            long = title if name else f"{title}, says the one who made it"
            found = self.head(story(long).url_path).root.findtext("title")
            self.assertEqual(found, f"{long}{name}")

    def test_alternates_lead_to_pages_that_lead_back(self):
        water, leila = topic(), person("Leila Rahmani")
        english = story("Walnut", topics=[water], people=[leila])
        story("گردو", language="fa", translation_of=english, topics=[water], people=[leila])
        for path in ("/en/", "/en/stories/", "/en/people/leila-rahmani/", "/en/topics/water/", english.url_path):
            here = self.head(path)
            self.assertEqual(here.alternates["en"], here.canonical[0])
            there = self.head(here.alternates["fa"].removeprefix(ORIGIN))
            self.assertEqual(there.alternates, here.alternates)
            self.assertEqual(there.canonical, [here.alternates["fa"]])

    def test_facts_and_the_structured_kinds_each_have_one_canonical_address_their_own(self):
        said = fact()
        pages = [sheet(said), statement(), kit(("image", picture()))]
        paths = [page.url_path for page in pages]
        paths += [
            "/en/facts/",
            "/en/statements/",
            "/en/media/",
            "/en/media/kits/",
            f"/en/facts/figures/{said.public_id}/",
        ]
        for path in paths:
            found = self.head(path)
            self.assertEqual(found.canonical, [ORIGIN + path])
            self.assertEqual(found.one("robots"), "max-image-preview:large", path)
            self.assertTrue(found.one("description"), path)
            self.assertTrue(found.graph, path)

    def test_the_two_languages_of_a_fact_lead_to_each_other(self):
        path = f"facts/figures/{fact().public_id}/"
        here, there = self.head(f"/en/{path}"), self.head(f"/fa/{path}")
        self.assertEqual(here.alternates, there.alternates)
        self.assertEqual(here.alternates["fa"], there.canonical[0])

    def test_an_earlier_version_of_a_fact_sheet_is_not_indexed(self):
        said = fact()
        page = sheet(said)
        republish(said, amount=64)
        found = self.head(f"{page.url_path}?version=1")
        self.assertEqual(found.one("robots"), "noindex")
        self.assertEqual(found.canonical, [ORIGIN + page.url_path])

    def test_a_list_filtered_by_topic_the_search_and_a_missing_page_are_not_indexed(self):
        story(topics=[topic()])
        for path, status in (("/en/stories/?topic=water", 200), ("/en/search/?q=gate", 200), ("/en/none/", 404)):
            self.assertEqual(self.head(path, status).one("robots"), "noindex", path)

    def test_a_page_number_in_persian_digits_has_the_address_with_latin_ones(self):
        for number in range(21):
            story(f"داستان {number}", language="fa")
        self.assertEqual(self.head("/fa/stories/?page=۲").canonical, [f"{ORIGIN}/fa/stories/?page=2"])

    def test_a_preview_tells_machines_nothing_about_a_draft(self):
        draft = release("Embargoed", state="draft", lead_image=picture())
        response = draft.make_preview_request()
        html = response.content.decode()
        found = Head(html[html.index("<head>") + 6 : html.index("</head>")])
        self.assertEqual(found.one("robots"), "noindex")
        self.assertEqual((found.canonical, found.meta["og:title"]), ([], []))
        self.assertEqual(found.root.xpath("//script[@type='application/ld+json']"), [])

    def test_the_icon_of_the_brand_comes_from_the_host_that_was_asked(self):
        icon = picture("Mark", size=(512, 512))
        self.brand.favicon = icon
        self.brand.save()
        make_missing(icon)
        story()
        (link,) = self.head("/en/").links("icon")
        self.assertTrue(link.get("href").startswith("/media/"), link.get("href"))
        self.assertEqual(self.client.get(link.get("href")).status_code, 200)
