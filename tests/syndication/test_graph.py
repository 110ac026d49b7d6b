from datetime import datetime

from django.test import TestCase, tag
from django.utils import timezone

from editorial.models import Correction
from media_library.renditions import make_missing
from pages.models import BrandChannel, BrandSettings
from stories.models import InfoPage, ItemPerson, PersonIndexPage, StoryIndexPage, TopicIndexPage
from tests.factories import body, brand, info_page, newsroom, person, picture, release, section, story, topic

from .reading import head

ORIGIN = "http://testserver"


@tag("once")
class GraphTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.homes = newsroom()
        brand()

    def test_a_story_is_an_article_with_its_people_each_by_name(self):
        leila, behrouz = person("Leila Rahmani"), person("Behrouz Sohrabi", is_public=False)
        page = story(
            "A quieter grid", people=[leila, (behrouz, ItemPerson.Role.TRANSLATED)], topics=[topic()],
            lead_image=picture(size=(1600, 1000)), days_ago=2,
        )  # fmt: skip
        article = head(page).node("Article")
        self.assertEqual(article["headline"], "A quieter grid")
        self.assertEqual(article["description"], page.standfirst)
        self.assertEqual([who["name"] for who in article["author"]], ["Leila Rahmani"])
        self.assertEqual(article["author"][0]["url"], f"{ORIGIN}/en/people/leila-rahmani/")
        self.assertEqual([who["name"] for who in article["translator"]], ["Behrouz Sohrabi"])
        self.assertEqual(article["datePublished"], page.first_published_at.isoformat())
        self.assertIsNotNone(datetime.fromisoformat(article["dateModified"]).tzinfo)
        self.assertEqual(article["about"], [{"@type": "Thing", "name": "Water", "url": f"{ORIGIN}/en/topics/water/"}])
        self.assertTrue(all(image["url"].startswith(ORIGIN) for image in article["image"]))
        self.assertEqual(article["inLanguage"], "en")

    def test_a_release_is_news_with_genre_and_dateline_and_the_house_as_author(self):
        terms = info_page("Use of content", purpose=InfoPage.Purpose.USE_OF_CONTENT)
        page = release(place="Marvdan", dateline=timezone.datetime(2026, 3, 21).date())
        article = head(page).node("NewsArticle")
        self.assertEqual(article["genre"], "Press release")
        self.assertEqual(article["dateline"], "Marvdan, 21 March 2026")
        self.assertEqual(article["author"], [{"@id": f"{ORIGIN}/#organization"}])
        self.assertEqual(article["copyrightHolder"], {"@id": f"{ORIGIN}/#organization"})
        self.assertEqual(article["usageInfo"], f"{ORIGIN}{terms.url_path}")

    def test_the_persian_dateline_speaks_of_the_persian_calendar(self):
        page = release(language="fa", place="مرودان", dateline=timezone.datetime(2026, 3, 21).date())
        self.assertEqual(head(page).node("NewsArticle")["dateline"], "مرودان، ۱ فروردین ۱۴۰۵")

    def test_translations_are_tied_together(self):
        english = release()
        persian = release("سی‌وچهار قنات", language="fa", translation_of=english)
        (other,) = head(english).node("NewsArticle")["workTranslation"]
        self.assertEqual(other["@id"], head(persian).node("NewsArticle")["@id"])

    def test_no_text_can_end_the_script_that_holds_it(self):
        page = story("</script><script>alert(1)</script> & more")
        found = head(page)
        self.assertNotIn("<script>alert", found.html)
        self.assertIn("\\u003c/script\\u003e", found.html)
        self.assertEqual(found.node("Article")["headline"], page.title)

    def test_the_organization_names_its_press_contact_channels_and_public_policies(self):
        policy = info_page("Corrections", purpose=InfoPage.Purpose.CORRECTIONS_POLICY)
        BrandChannel.objects.create(brand=BrandSettings.objects.get(), name="M", address="https://social.example/@n")
        house = head(story()).node("Organization")
        self.assertEqual(house["name"], "Karizan Water Trust")
        self.assertEqual(house["contactPoint"]["contactType"], "press")
        self.assertEqual(house["contactPoint"]["telephone"], "+98 21 5555 0140")
        self.assertEqual(sorted(house["contactPoint"]["availableLanguage"]), ["en", "fa"])
        self.assertEqual(house["sameAs"], ["https://social.example/@n"])
        self.assertEqual(house["correctionsPolicy"], ORIGIN + policy.url_path)
        self.assertEqual(house["logo"]["@type"], "ImageObject")

    def test_a_policy_that_is_not_public_is_not_named(self):
        info_page("Corrections", purpose=InfoPage.Purpose.CORRECTIONS_POLICY).unpublish()
        self.assertNotIn("correctionsPolicy", head(story()).node("Organization"))

    def test_each_kind_of_page_says_what_it_is(self):
        water, leila = topic(), person("Leila Rahmani")
        items = [story("One", topics=[water], people=[leila])]
        about = info_page("About", purpose=InfoPage.Purpose.ABOUT)
        contact = info_page("Contact", purpose=InfoPage.Purpose.CONTACT)
        route = {"path": "/en/topics/water/", "topic": water}
        profile = {"path": "/en/people/leila-rahmani/", "person": leila}
        for found, kind in (
            (head(self.homes["en"]), "WebPage"),
            (head(section(StoryIndexPage), items=items), "CollectionPage"),
            (head(section(TopicIndexPage), items=items, **route), "CollectionPage"),
            (head(section(PersonIndexPage), items=items, **profile), "ProfilePage"),
            (head(about), "AboutPage"),
            (head(contact), "ContactPage"),
        ):
            self.assertEqual(found.node(kind)["url"], found.canonical[0])
            self.assertEqual(found.node("WebSite")["name"], "Karizan Newsroom")

    def test_a_list_names_what_it_lists(self):
        items = [story("One"), story("Two")]
        listed = head(section(StoryIndexPage), items=items).node("CollectionPage")["mainEntity"]["itemListElement"]
        self.assertEqual([(entry["position"], entry["name"]) for entry in listed], [(1, "One"), (2, "Two")])

    def test_a_profile_is_about_the_person(self):
        leila = person("Leila Rahmani", subjects=[topic()])
        found = head(section(PersonIndexPage), path="/en/people/leila-rahmani/", person=leila, items=[])
        profile = found.node("ProfilePage")["mainEntity"]
        self.assertEqual(
            (profile["@type"], profile["name"], profile["jobTitle"]), ("Person", "Leila Rahmani", "Editor")
        )
        self.assertEqual(profile["knowsAbout"], ["Water"])
        self.assertNotIn("telephone", profile)

    def test_breadcrumbs_lead_from_the_front_page_to_the_item(self):
        crumbs = head(story("One")).node("BreadcrumbList")["itemListElement"]
        self.assertEqual([crumb["position"] for crumb in crumbs], [1, 2, 3])
        self.assertEqual([crumb["name"] for crumb in crumbs], ["Karizan Newsroom", "Stories", "One"])
        self.assertEqual(crumbs[1]["item"], f"{ORIGIN}/en/stories/")

    def test_the_lead_picture_comes_in_three_ratios_with_its_rights(self):
        terms = info_page("Use of content", purpose=InfoPage.Purpose.USE_OF_CONTENT)
        image = picture(size=(1600, 1200), copyright_notice="© Karizan", ai_origin="generated")
        make_missing(image)
        shapes = head(story(lead_image=image)).node("Article")["image"]
        self.assertEqual(
            [(shape["width"]["value"], shape["height"]["value"]) for shape in shapes],
            [(1200, 675), (1200, 900), (480, 480)],
        )  # fmt: skip
        for shape in shapes:
            self.assertEqual(shape["license"], ORIGIN + terms.url_path)
            self.assertEqual(shape["acquireLicensePage"], f"{ORIGIN}/en/media/{image.public_id}/")
            self.assertEqual(shape["creditText"], "Omid Karimi / Karizan")
            self.assertEqual(shape["creator"], {"@type": "Person", "name": "Omid Karimi"})
            self.assertEqual(shape["copyrightNotice"], "© Karizan")
            self.assertIn("TrainedAlgorithmicMedia", shape["digitalSourceType"])

    def test_pictures_of_the_text_stand_beside_the_lead_picture(self):
        inside = picture(size=(900, 600), credit="Karizan Water Trust")
        make_missing(inside)
        page = story(lead_image=picture(), body=body(("image", {"image": inside.pk})))
        (shown,) = head(page).node("Article")["associatedMedia"]
        self.assertEqual(shown["creator"], {"@id": f"{ORIGIN}/#organization"})
        self.assertEqual(shown["width"]["value"], 900)

    def test_a_correction_is_told_and_an_update_is_none(self):
        page, at = story(), timezone.now()
        Correction.objects.create(page=page, said="Sixty.", says="Sixty-one.", at=at)
        Correction.objects.create(page=page, kind=Correction.Kind.UPDATE, says="It rains.", at=at)
        Correction.objects.create(page=page, said="Waits.", says="Waits for its publication.")
        (told,) = head(page).node("Article")["correction"]
        self.assertEqual(told["@type"], "CorrectionComment")
        self.assertEqual(told["text"], "Sixty. → Sixty-one.")
        self.assertEqual(datetime.fromisoformat(told["datePublished"]), at)

    def test_a_translation_says_of_what_and_its_original_which(self):
        english = story()
        persian = story(
            "شبکه", language="fa", translation_of=english, people=[(person(), ItemPerson.Role.TRANSLATED)]
        )  # fmt: skip
        here, there = head(english).node("Article"), head(persian).node("Article")
        self.assertEqual(here["workTranslation"][0]["@id"], there["@id"])
        self.assertEqual(there["translationOfWork"][0]["@id"], here["@id"])
        self.assertNotIn("workTranslation", there)

    def test_a_press_contact_can_be_reached_and_an_author_is_found_in_the_fediverse(self):
        leila = person(
            "Leila Rahmani", is_press_contact=True, phone="+98 21 5555 0146", languages=["fa"],
            fediverse="@leila@social.example",
        )  # fmt: skip
        found = head(section(PersonIndexPage), path="/en/people/leila-rahmani/", person=leila, items=[])
        profile = found.node("ProfilePage")["mainEntity"]
        self.assertEqual(profile["contactPoint"]["telephone"], "+98 21 5555 0146")
        self.assertEqual(profile["sameAs"], ["https://social.example/@leila"])
        self.assertEqual(head(story(people=[leila])).one("fediverse:creator"), "@leila@social.example")
