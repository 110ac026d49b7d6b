"""What readers see of items, lists, topics and people, in both languages, and what it costs."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TestCase, tag
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import Announcement, ChosenFact, ChosenPicture, HomePage, TopStory
from stories.models import ItemPerson, NewsItem, PressRelease, ReleaseIndexPage, Story, StoryIndexPage
from tests.factories import (
    body,
    brand,
    document,
    fact,
    fact_sheet,
    info_page,
    newsroom,
    person,
    picture,
    placed,
    press_kit,
    recording,
    release,
    republish,
    section,
    statement,
    story,
    topic,
)


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return BeautifulSoup(response.content, "html.parser")


def text(node):
    return " ".join(node.get_text(" ").split())


class NewsroomTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def read(self, address, status=200):
        return page(self.client, address, status)


def rich_body(pictures, speakers):
    return body(
        ("key_facts", ["34 qanats run again", "212 km of tunnel cleaned"]),
        ("paragraph", "<p>The gate at Gaz is a plank.</p><h2>One page</h2><p>It is walnut.</p>"),
        *[("image", {"image": image.pk, "caption": "", "decorative": False, "width": "wide"}) for image in pictures],
        *[("quote", {"words": "I sleep very well.", "person": who.pk, "name": "", "role": ""}) for who in speakers],
        ("gallery", [{"image": image.pk, "caption": "A frame"} for image in pictures]),
        ("paragraph", "<p>It has 19 kilometres to travel.</p>"),
    )


@tag("once")
class Stories(NewsroomTestCase):
    def test_a_story_names_its_author_kind_topic_reference_and_date(self):
        author = person("Hamid Yazdani", role="Master moqanni")
        written = story("Forty-nine years by lamplight", people=[author], topics=[topic("crafts")])
        shown = self.read(written.url)
        self.assertEqual(text(shown.h1), "Forty-nine years by lamplight")
        self.assertIn("Hamid Yazdani", text(shown.select_one(".byline")))
        self.assertIn("Master moqanni", text(shown.select_one(".byline")))
        self.assertEqual(shown.select_one(".byline a")["href"], "/en/people/hamid-yazdani/")
        self.assertIn("Story", text(shown.select_one(".slugline")))
        self.assertIn("Crafts", text(shown.select_one(".rail")))
        self.assertIn(written.reference, text(shown.select_one(".rail")))
        self.assertTrue(shown.select_one(".rail time")["datetime"])

    def test_body_class_tells_kind_and_voice(self):
        self.assertEqual(self.read(story().url).body["class"], ["k-story", "v-story"])
        self.assertEqual(self.read(release().url).body["class"], ["k-release", "v-record"])

    def test_a_persian_story_reads_right_to_left_with_both_calendars(self):
        when = datetime(2026, 3, 21, 4, 30, tzinfo=UTC)
        written = story("چهل‌ونه سال با چراغ", language="fa", published_at=when)
        shown = self.read(written.url)
        self.assertEqual((shown.html["lang"], shown.html["dir"]), ("fa", "rtl"))
        rail = text(shown.select_one(".rail"))
        self.assertIn("۱ فروردین ۱۴۰۵", rail)
        self.assertIn("21 March 2026", rail)

    def test_an_english_story_shows_one_calendar(self):
        written = story(published_at=datetime(2026, 3, 21, 4, 30, tzinfo=UTC))
        self.assertNotIn("۱۴۰۵", self.read(written.url).get_text())

    def test_a_person_without_a_page_is_named_without_a_link(self):
        shown = self.read(story(people=[person("Ali Sabeti", is_public=False)]).url)
        self.assertIn("Ali Sabeti", text(shown.select_one(".byline")))
        self.assertIsNone(shown.select_one(".byline a"))

    def test_other_roles_stand_in_the_byline(self):
        pairs = [(person("Sara Holm"), ItemPerson.Role.TRANSLATED)]
        self.assertIn("Translated by Sara Holm", text(self.read(story(people=pairs).url).select_one(".byline")))

    def test_a_name_known_in_the_other_language_only_says_which(self):
        author = person("Sara Holm", name_fa=None)
        name = self.read(story("روایت", language="fa", people=[author]).url).select_one(".byline a bdi")
        self.assertEqual((name["lang"], name.text), ("en", "Sara Holm"))

    def test_every_picture_carries_credit_and_terms(self):
        pictures = [picture(f"Picture {number}") for number in range(2)]
        shown = self.read(story(lead_image=pictures[0], body=rich_body(pictures, [])).url)
        figures = [figure for figure in shown.select("main figure") if figure.find("img")]
        self.assertEqual(len(figures), 5)
        for figure in figures:
            self.assertIn("Omid Karimi / Karizan", text(figure))
            self.assertIn("free to use with credit", text(figure))

    def test_a_quote_names_the_speaker_with_role(self):
        speaker = person("Mina Tavakoli", role="Chief hydrologist")
        shown = self.read(story(body=rich_body([], [speaker])).url)
        self.assertEqual(text(shown.select_one(".pq blockquote")), "“I sleep very well.”")
        self.assertIn("Mina Tavakoli , Chief hydrologist", text(shown.select_one(".pq figcaption")))

    def test_a_replaced_item_leads_to_its_successor(self):
        old = story("First figures")
        new = story("Final figures", supersedes=old)
        bar = self.read(old.url).select_one(".bar-info")
        self.assertEqual((text(bar.a), bar.a["href"]), ("Final figures", new.url))

    def test_a_successor_that_is_withdrawn_is_not_announced(self):
        old = story("First figures")
        story("Final figures", supersedes=old, state="withdrawn")
        self.assertIsNone(self.read(old.url).select_one(".bar"))

    def test_an_old_item_says_how_old_it_is(self):
        bar = self.read(story(days_ago=800).url).select_one(".bar-old")
        self.assertEqual(text(bar), "This page is 2 years old.")
        self.assertIsNone(self.read(story("New").url).select_one(".bar-old"))

    def test_an_update_is_told_with_its_note(self):
        written = story(updated_at=timezone.now(), update_note="The number of wells was added.")
        self.assertIn("The number of wells was added.", text(self.read(written.url).select_one(".bar-warn")))

    def test_use_of_ai_is_stated(self):
        written = story(ai_use="translated", ai_note="Checked by an editor.")
        note = text(self.read(written.url).select_one(".ai-note"))
        self.assertIn("for the translation", note)
        self.assertIn("Checked by an editor.", note)
        self.assertIsNone(self.read(story("Plain").url).select_one(".ai-note"))

    def test_the_number_of_versions_is_shown_from_the_second_on(self):
        written = story()
        self.assertNotIn("published versions", text(self.read(written.url).select_one(".rail")))
        written.save_revision().publish()
        self.assertIn("2 published versions", text(self.read(written.url).select_one(".rail")))

    def test_related_items_stand_in_the_editors_order_and_drafts_do_not(self):
        first, second = story("First"), story("Second")
        written = story(related=[second, story("Draft", state="draft"), first])
        titles = [text(link) for link in self.read(written.url).select(".related li > a")]
        self.assertEqual(titles, ["Second", "First"])

    def test_a_translation_is_one_link_away(self):
        written = story()
        other = story("شبکه", language="fa", translation_of=written)
        for link in self.read(written.url).select(".editions a, .rail a[lang=fa]"):
            self.assertEqual((link["href"], link["hreflang"], link["lang"]), (other.url, "fa", "fa"))
        self.assertNotIn("Not available", self.read(written.url).get_text())

    def test_without_a_translation_the_switch_says_so_and_leads_to_the_section(self):
        shown = self.read(story().url)
        self.assertIn("Not available in Persian", text(shown.select_one(".utility")))
        self.assertEqual(shown.select_one(".utility .editions a")["href"], "/fa/stories/")
        self.assertIn("Latest in Persian", text(shown.select_one(".rail")))

    def test_a_recording_has_its_transcript(self):
        media = recording(texts={"en": {"title": "Water", "caption": "Water", "transcript": "Drip."}})
        shown = self.read(story(body=body(("audio", {"media": media.pk, "caption": ""}))).url)
        self.assertEqual(shown.select_one("audio")["src"], media.url)
        self.assertIn("Drip.", text(shown.select_one("main details")))


class Releases(NewsroomTestCase):
    def test_the_dateline_opens_the_lead_and_stands_above_with_utc(self):
        when = datetime(2026, 11, 16, 5, 30, tzinfo=UTC)
        written = release(place="Marvdan", dateline=date(2026, 11, 16), published_at=when)
        shown = self.read(written.url)
        opening = shown.select_one("#release-text p")
        self.assertEqual(text(opening.b), "Marvdan , 16 November 2026 —")
        self.assertTrue(text(opening).endswith("Water came at noon."))
        self.assertIn("09:00 UTC+3:30 ( 05:30 UTC )", text(shown.select_one(".issued")))

    def test_a_clock_never_stands_beside_the_day_of_a_dateline_on_which_it_did_not_go_out(self):
        written = release(dateline=date(2026, 11, 17), published_at=datetime(2026, 11, 16, 5, 30, tzinfo=UTC))
        told = text(self.read(written.url).select_one(".issued"))
        self.assertIn("17 November 2026 Published 16 November 2026, 09:00 UTC+3:30", told)

    def test_only_the_first_paragraph_has_the_dateline(self):
        texts = [("key_facts", ["One"]), ("paragraph", "<p>Lead.</p><p>Second.</p>"), ("paragraph", "<p>Third.</p>")]
        shown = self.read(release(body=body(*texts)).url)
        self.assertEqual(len(shown.select("#release-text .dateline")), 1)
        self.assertTrue(text(shown.select_one("#release-text .prose p")).endswith("Lead."))

    def test_the_persian_dateline_is_solar_hijri(self):
        written = release("آب", language="fa", place="مرودان", dateline=date(2026, 3, 21))
        self.assertEqual(text(self.read(written.url).select_one(".dateline")), "مرودان ، ۱ فروردین ۱۴۰۵ —")

    def test_press_contacts_can_be_called_and_written_to(self):
        who = person("Kaveh Nazari", is_press_contact=True, phone="+98 21 5555 0142", email="kaveh@karizan.example",
                     languages=["fa", "en"], reply_minutes=30)  # fmt: skip
        card = self.read(release(contacts=[who]).url).select_one(".contacts")
        addresses = [link["href"] for link in card.select("dd a")]
        self.assertEqual(addresses, ["tel:+982155550142", "mailto:kaveh@karizan.example"])
        self.assertEqual(card.select_one("dd bdi")["dir"], "ltr")
        self.assertIn("Persian, English", text(card))
        self.assertIn("within 30 minutes", text(card))

    def test_the_brand_boilerplate_stands_under_a_release_without_its_own(self):
        self.assertIn("Karizan Water Trust restores", text(self.read(release().url).select_one(".about")))
        own = release("Own", boilerplate="About the wetland.")
        self.assertIn("About the wetland.", text(self.read(own.url).select_one(".about")))


@tag("once")
class Lists(NewsroomTestCase):
    def test_a_list_shows_only_its_kind_and_language_newest_first(self):
        story("Older", days_ago=3)
        story("Newer")
        story("روایت", language="fa")
        release("A release")
        titles = [text(link) for link in self.read("/en/stories/").select(".index-list h2")]
        self.assertEqual(titles, ["Newer", "Older"])

    def test_an_empty_list_says_so(self):
        self.assertIn("Nothing has been published here yet.", text(self.read("/en/releases/").main))

    def test_a_list_is_narrowed_by_topic_and_year(self):
        water = topic("water")
        story("About water", topics=[water])
        story("About nothing", days_ago=800)
        shown = self.read("/en/stories/?topic=water")
        self.assertEqual([text(h2) for h2 in shown.select(".index-list h2")], ["About water"])
        self.assertEqual(text(shown.select_one(".filters [aria-current]")), "Water")
        year = (timezone.localdate() - timedelta(days=800)).year
        titles = [text(h2) for h2 in self.read(f"/en/stories/{year}/").select(".index-list h2")]
        self.assertEqual(titles, ["About nothing"])
        self.read("/en/stories/1999/", status=404)
        self.read("/en/stories/?topic=nothing", status=404)

    def test_long_lists_have_pages_that_keep_the_filter(self):
        water = topic("water")
        for number in range(21):
            story(f"Story {number}", topics=[water])
        shown = self.read("/en/stories/?topic=water")
        self.assertEqual(len(shown.select(".index-list h2")), 20)
        older = shown.select_one(".pager [rel=next]")["href"]
        self.assertEqual(len(self.read("/en/stories/" + older).select(".index-list h2")), 1)
        for number in ("3", "0", "²", "%00", "9" * 20, "9" * 5000):
            with self.subTest(number[:20]):
                self.read(f"/en/stories/?page={number}", status=404)


@tag("once")
class Topics(NewsroomTestCase):
    def test_a_topic_lists_its_items_and_its_spokespeople(self):
        water = topic("water", introduction="Water falls.")
        person("Mina Tavakoli", is_spokesperson=True, subjects=[water])
        written = story("A plank", topics=[water])
        shown = self.read("/en/topics/water/")
        self.assertEqual(text(shown.h1), "Water")
        self.assertIn("Water falls.", text(shown.main))
        self.assertEqual(shown.select_one(".row-title")["href"], written.url)
        self.assertIn("Mina Tavakoli", text(shown.select_one(".aside")))

    def test_a_topic_is_narrowed_to_one_kind_and_says_how_many_there_are_of_each(self):
        water = topic("water")
        story("A plank", topics=[water])
        release("A gate", topics=[water])
        release("A second gate", topics=[water])
        release("A gate to come", topics=[water], state="draft")
        shown = self.read("/en/topics/water/")
        self.assertEqual([text(link) for link in shown.select(".filters a")], ["All", "Press releases 2", "Stories 1"])
        shown = self.read("/en/topics/water/?kind=pressrelease")
        self.assertEqual({text(row) for row in shown.select(".row-title")}, {"A gate", "A second gate"})
        self.assertEqual(text(shown.select_one(".filters [aria-current]")), "Press releases 2")
        self.assertIn("noindex", shown.select_one("meta[name=robots]")["content"])
        for kind in ("statement", "nonsense", "\0"):
            with self.subTest(kind):
                self.read(f"/en/topics/water/?kind={quote(kind)}", status=404)

    def test_a_topic_says_what_to_start_with(self):
        water = topic("water")
        sheet, kit = fact_sheet("Water in figures", topics=[water]), press_kit("All of it", topics=[water])
        fact_sheet("Figures to come", topics=[water], state="draft")
        shown = self.read("/en/topics/water/")
        self.assertEqual([link["href"] for link in shown.select(".start a")], [sheet.url, kit.url])

    def test_the_switch_leads_to_the_topic_where_it_has_items_and_else_to_the_topics(self):
        water = topic("water")
        story("A plank", topics=[water])
        shown = self.read("/en/topics/water/")
        self.assertEqual(shown.select_one(".utility .editions a")["href"], "/fa/topics/")
        self.assertIn("Not available in Persian", text(shown.select_one(".utility")))
        story("تخته", language="fa", topics=[water])
        shown = self.read("/en/topics/water/")
        self.assertEqual(shown.select_one(".utility .editions a")["href"], "/fa/topics/water/")
        self.assertNotIn("Not available", text(shown.select_one(".utility")))

    def test_a_topic_without_public_items_does_not_exist(self):
        story(topics=[topic("secret")], state="draft")
        self.read("/en/topics/secret/", status=404)
        self.assertNotIn("Secret", self.read("/en/topics/").get_text())


class People(NewsroomTestCase):
    def test_a_person_has_facts_biography_and_record(self):
        who = person("Mina Tavakoli", role="Chief hydrologist", phone="+98 21 5555 0150", is_spokesperson=True,
                     subjects=[topic("water")], texts={"en": {"biography": "Third to be employed."}})  # fmt: skip
        story("A plank", people=[who])
        shown = self.read("/en/people/mina-tavakoli/")
        self.assertEqual(text(shown.h1), "Mina Tavakoli")
        for words in ("Spokesperson", "Chief hydrologist", "Water", "Third to be employed.", "A plank"):
            self.assertIn(words, text(shown.main))
        self.assertEqual(shown.select_one("main a[href^='tel:']")["href"], "tel:+982155550150")

    def test_the_switch_leads_to_the_same_person(self):
        person("Mina Tavakoli")
        shown = self.read("/en/people/mina-tavakoli/")
        self.assertEqual(shown.select_one(".utility .editions a")["href"], "/fa/people/mina-tavakoli/")

    def test_somebody_without_a_page_is_not_listed(self):
        person("Ali Sabeti", is_public=False)
        self.assertNotIn("Ali Sabeti", self.read("/en/people/").get_text())
        self.read("/en/people/ali-sabeti/", status=404)


@tag("once")
class HalfFilled(NewsroomTestCase):
    """Editors preview what is not finished yet; the preview must stand whatever is missing."""

    def preview(self, item):
        latest = item.get_latest_revision_as_object()
        response = latest.make_preview_request(preview_mode=latest.default_preview_mode)
        self.assertEqual(response.status_code, 200)
        return BeautifulSoup(response.rendered_content, "html.parser")

    def test_an_empty_story(self):
        shown = self.preview(story("Only a headline", state="draft", body=[], standfirst=""))
        self.assertEqual(text(shown.h1), "Only a headline")

    def test_a_release_without_dateline_place_contact_and_text(self):
        shown = self.preview(release("Only a headline", state="draft", dateline=None, place="", body=[]))
        self.assertEqual(text(shown.h1), "Only a headline")

    def test_blocks_whose_choices_are_missing(self):
        gone = body(
            ("image", {"image": None, "caption": "", "decorative": False, "width": "text"}),
            ("image", {"image": 999999, "caption": "", "decorative": False, "width": "full"}),
            ("gallery", [{"image": None, "caption": ""}]),
            ("quote", {"words": "", "person": None, "name": "", "role": ""}),
            ("audio", {"media": None, "caption": ""}),
            ("documents", [None]),
            ("key_facts", []),
            ("timeline", []),
            ("embed", {"url": "", "title": ""}),
            ("data_table", {"caption": "", "table": None, "source": "", "as_of": None}),
        )
        self.assertTrue(self.preview(story(state="draft", body=gone)).h1)

    def test_the_structured_kinds_while_they_are_empty(self):
        for make in (statement, fact_sheet, press_kit):
            with self.subTest(make.__name__):
                shown = self.preview(make("Only a headline", state="draft", body=[], standfirst=""))
                self.assertEqual(text(shown.h1), "Only a headline")

    def test_facts_names_and_files_that_are_missing(self):
        missing = ("facts", {"title": "Gone", "facts": [999999, None]})
        names = ("names", {"title": "", "people": [None, 999999]})
        files = [{"type": kind, "value": 999999} for kind in ("image", "video", "audio", "document")]
        chapter = ("chapter", {"title": "Files", "text": "", "files": files})
        for draft in (
            story("A story", state="draft", body=body(("fact_ref", None), ("fact_ref", 999999))),
            fact_sheet("A sheet", state="draft", body=body(missing, names)),
            press_kit("A kit", state="draft", body=body(missing, chapter)),
        ):
            with self.subTest(draft.title):
                shown = self.preview(draft)
                self.assertEqual(text(shown.h1), draft.title)
                self.assertFalse(shown.select(".fact-card, .fact-table, .tile"))

    def test_an_addition_to_a_thread_without_its_time(self):
        draft = statement("A thread", state="draft")
        draft.thread = [{"type": "entry", "value": {"at": None, "headline": "Later", "text": ""}}]
        draft.save_revision(clean=False)
        self.assertIn("Later", text(self.preview(draft).select_one(".entry")))

    def test_a_preview_shows_facts_that_nobody_has_approved(self):
        wells = fact(state="draft")
        draft = fact_sheet("A sheet", state="draft", groups=[("Wells", [wells])])
        self.assertEqual(text(self.preview(draft).select_one("td.fact-value")), "61 wells")

    def test_a_person_and_a_topic_without_wordings(self):
        who, about = person("Nobody"), topic("bare")
        who.wordings.all().delete()
        about.wordings.all().delete()
        who.save()
        shown = self.preview(story(state="draft", people=[who], topics=[about], body=rich_body([], [who])))
        self.assertIn("Nobody", text(shown.select_one(".byline")))

    def test_a_picture_without_words(self):
        bare = picture(texts={"en": {"alt": ""}})
        bare.wordings.all().delete()
        self.assertTrue(self.preview(story(state="draft", lead_image=bare, body=rich_body([bare], []))).select("img"))

    def test_an_item_that_was_never_saved(self):
        replaced = story("Not replaced by it")
        for model, index_model in ((Story, StoryIndexPage), (PressRelease, ReleaseIndexPage)):
            with self.subTest(model):
                parent = section(index_model)
                new = model(title="Brand new", slug="new", locale=parent.locale, live=False)
                new.set_url_path(parent)
                response = new.make_preview_request(preview_mode=new.default_preview_mode)
                shown = BeautifulSoup(response.rendered_content, "html.parser")
                self.assertEqual(text(shown.h1), "Brand new")
                self.assertNotIn(replaced.title, shown.get_text())

    def test_a_preview_shows_what_is_not_saved_yet(self):
        written = story("Old headline", people=[person("Leila Rahmani")])
        draft = written.get_latest_revision_as_object()
        draft.title, draft.item_people = "New headline", [ItemPerson(person=person("Sara Holm"))]
        draft.save_revision()
        shown = self.preview(written)
        self.assertEqual(text(shown.h1), "New headline")
        self.assertIn("Sara Holm", text(shown.select_one(".byline")))


@tag("once")
class Queries(NewsroomTestCase):
    """The number of queries is that of the kinds of things shown, not of the things."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        brand(logo=picture("Logo"), logo_dark=picture("Logo for the dark"), favicon=picture("Mark", size=(200, 200)))
        cls.topics = [topic(f"topic-{number}") for number in range(3)]
        cls.people = [person(f"Person {number}", is_spokesperson=True, subjects=cls.topics) for number in range(3)]
        cls.pictures = [picture(f"Picture {number}") for number in range(4)]

    def fill(self, make, count):
        return [
            make(
                f"{make.__name__} {number}",
                topics=self.topics,
                people=self.people,
                lead_image=self.pictures[number % 4],
            )
            for number in range(count)
        ]

    def cost(self, address):
        for model in (NewsItem, *NewsItem.__subclasses__()):
            ContentType.objects.get_for_model(model)
        self.client.get(address)
        with CaptureQueriesContext(connection) as counted:
            response = self.client.get(address)
        self.assertEqual(response.status_code, 200)
        return counted

    def assertCosts(self, address, most):
        counted = self.cost(address)
        queries = "\n".join(query["sql"][:200] for query in counted)
        self.assertLessEqual(len(counted), most, f"{address}\n{queries}")
        return len(counted)

    def item(self, make, **given):
        beside = self.fill(story, 3)
        replaced = make("Replaced")
        written = make(
            "Rich",
            topics=self.topics,
            people=self.people,
            lead_image=self.pictures[3],
            related=beside,
            supersedes=replaced,
            body=rich_body(self.pictures[:3], self.people[:2]),
            **given,
        )
        make("غنی", language="fa", translation_of=written, topics=self.topics)
        return written

    def test_a_story(self):
        self.assertCosts(self.item(story).url, 12)

    def test_a_release(self):
        self.assertCosts(self.item(release, contacts=self.people[:2]).url, 12)

    def test_the_front_page(self):
        """The page, its four kinds of choices, two lists, three to find free pictures, the topics, four to dress."""
        self.fill(story, 3)
        self.fill(release, 3)
        few = self.assertCosts("/en/", 16)
        self.fill(story, 15)
        self.fill(release, 12)
        self.assertEqual(self.assertCosts("/en/", 16), few)

    def test_a_composed_front_page(self):
        """Placed items and facts cost a query each; chosen pictures spare the search for free ones."""
        home = HomePage.objects.get(locale__language_code="en")
        placed_items = self.fill(story, 4)
        home.billboard = self.fill(release, 1)[0]
        home.top_stories = [TopStory(item=item) for item in placed_items]
        home.chosen_pictures = [ChosenPicture(image=image) for image in self.pictures]
        home.chosen_facts = [ChosenFact(fact=fact(f"Fact {number}")) for number in range(4)]
        home.announcements = [Announcement(text="A", item=placed_items[0], ends_at=timezone.now() + timedelta(1))]
        home.save_revision().publish()
        self.assertCosts("/en/", 17)

    def test_a_statement(self):
        contacts = {"contacts": self.people[:2], "attributed_to": self.people[2]}
        self.assertCosts(self.item(statement, **contacts).url, 12)

    def test_a_text_with_facts_costs_one_query_more_and_a_release_two(self):
        facts = [fact(f"Fact {number}") for number in range(8)]
        text_of = {count: body(("paragraph", f"<p>{' '.join(placed(one) for one in facts[:count])}</p>"))
                   for count in (0, 2, 8)}  # fmt: skip
        for make, more in ((story, 1), (release, 2)):
            with self.subTest(make.__name__):
                none, few, many = (len(self.cost(make(body=text_of[count]).url)) for count in (0, 2, 8))
                self.assertEqual((few, many), (none + more, none + more))

    def test_a_fact_sheet(self):
        """Three for its versions, one for its facts."""
        facts = [fact(f"Fact {number}") for number in range(12)]
        few = self.assertCosts(fact_sheet("Few", groups=[("A", facts[:2])], contacts=self.people[:1]).url, 13)
        written = fact_sheet("Many", groups=[("A", facts[:6]), ("B", facts[6:])], contacts=self.people[:1])
        for one in facts[:3]:
            republish(one, amount=70)
        self.assertEqual(self.assertCosts(written.url, 13), few)
        self.assertEqual(self.assertCosts(f"{written.url}?version=1", 13), few)

    def test_a_press_kit(self):
        """One for each kind of file, two for the items that belong to it."""

        def kit(title, count):
            files = [("image", picture()) for _number in range(count)]
            files += [("document", document()) for _number in range(count)]
            files += [("audio", recording()) for _number in range(count)]
            return press_kit(title, chapters=[("Files", files)], people=self.people[:count], items=self.fill(story, 1))

        few = self.assertCosts(kit("Few", 1).url, 19)
        self.assertEqual(self.assertCosts(kit("Many", 3).url, 19), few)

    def test_a_fact(self):
        wells = fact(source_document=document())
        address = f"/en/facts/figures/{wells.public_id}/"
        told = body(("paragraph", f"<p>{placed(wells)}</p>"))
        story(body=told)
        few = self.assertCosts(address, 9)
        republish(wells, amount=64)
        for number in range(9):
            story(f"Story {number}", body=told)
        self.assertEqual(self.assertCosts(address, 9), few)

    def test_the_media_page(self):
        def fill(count):
            for number in range(count):
                image = picture()
                press_kit(f"Kit {number}", lead_image=image, chapters=[("Files", [("image", image)])])

        fill(2)
        few = self.assertCosts("/en/media/", 18)
        fill(5)
        self.assertEqual(self.assertCosts("/en/media/", 18), few)

    def test_an_index(self):
        self.fill(story, 3)
        few = self.assertCosts("/en/stories/", 10)
        self.fill(story, 27)
        self.assertEqual(self.assertCosts("/en/stories/", 10), few)
        self.assertCosts("/en/stories/?topic=topic-1&page=2", 10)

    def test_a_topic(self):
        self.fill(story, 3)
        few = self.assertCosts("/en/topics/topic-1/", 16)
        self.fill(release, 27)
        self.assertEqual(self.assertCosts("/en/topics/topic-1/", 16), few)

    def test_a_person(self):
        self.fill(story, 3)
        few = self.assertCosts("/en/people/person-1/", 12)
        self.fill(release, 27)
        self.assertEqual(self.assertCosts("/en/people/person-1/", 12), few)

    def test_an_information_page(self):
        pictures = [("image", {"image": image.pk, "width": "text"}) for image in self.pictures]
        about = info_page("About", body=body(*pictures, ("paragraph", "<p>Text.</p>")))
        self.assertCosts(about.url, 8)

    def test_lists_of_topics_and_people(self):
        self.fill(story, 3)
        self.assertCosts("/en/topics/", 10)
        self.assertCosts("/en/people/", 10)
