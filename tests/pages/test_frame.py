"""What stands around every page, and the rules that every public page keeps."""

import re
from datetime import datetime
from types import SimpleNamespace
from unittest import mock
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.template import Context, Template
from django.test import RequestFactory, SimpleTestCase, TestCase, tag
from django.utils import timezone, translation
from wagtail.models import Locale

from home.models import HomePage
from pages.models import BrandSettings
from pages.templatetags.frame import Frame, opened_with, reply_time, tel, utc, worded, words_of_path, zone
from stories.models import PersonIndexPage, Story
from tests.factories import (
    brand,
    document,
    fact,
    fact_sheet,
    info_page,
    newsroom,
    person,
    picture,
    press_kit,
    release,
    section,
    statement,
    story,
)
from topics.models import TopicWording

TEHRAN = ZoneInfo("Asia/Tehran")


class FrameTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def read(self, address, status=200):
        response = self.client.get(address)
        self.assertEqual(response.status_code, status)
        return BeautifulSoup(response.content, "html.parser")


class Around(FrameTestCase):
    def test_the_sections_of_the_language_are_named_and_the_present_one_marked(self):
        shown = self.read(story().url)
        links = {link["href"]: link.get("aria-current") for link in shown.select(".sections a")}
        others = ("releases", "facts", "media", "people", "topics", "search")
        self.assertEqual(links, {"/en/stories/": "true"} | {f"/en/{slug}/": None for slug in others})
        shown = self.read("/fa/releases/")
        self.assertEqual(shown.select_one(".sections [aria-current=page]")["href"], "/fa/releases/")

    def test_a_section_that_the_masthead_does_not_name_is_known_too(self):
        translation.activate("en")
        serving = Frame(HomePage.objects.get(locale__language_code="en")).serving
        self.assertEqual(serving["statements"].url, "/en/statements/")
        self.assertEqual(set(serving), {"stories", "releases", "statements", "facts", "media", "people", "topics"})

    def test_a_section_that_is_withdrawn_leaves_the_frame(self):
        section(PersonIndexPage).unpublish()
        who = person("Hamid Yazdani")
        shown = self.read(story(people=[who]).url)
        self.assertNotIn("/en/people/", [link["href"] for link in shown.select("a[href]")])
        self.assertIn("Hamid Yazdani", shown.select_one(".byline").get_text())

    def test_information_pages_of_the_language_stand_in_the_footer(self):
        info_page("About the Trust", purpose="about", slug="about")
        info_page("درباره", purpose="about", slug="about", language="fa")
        self.assertEqual(self.read("/en/").select_one(".foot-links a")["href"], "/en/about/")
        self.assertEqual(self.read("/fa/").select_one(".foot-links a")["href"], "/fa/about/")

    def test_skip_links_lead_to_content_and_press_contacts(self):
        shown = self.read("/en/")
        for link in shown.select("a.skip"):
            self.assertTrue(shown.select_one(link["href"]), link)

    def test_the_press_number_stands_on_every_page_and_after_hours_the_urgent_one(self):
        addresses = ["/en/", "/fa/", "/en/stories/", "/en/people/", "/en/topics/", "/en/search/", story().url]
        # A Saturday: the press line is open until six.
        for hour, number in ((12, "tel:+982155550140"), (19, "tel:+989125550141")):
            with mock.patch.object(timezone, "now", return_value=datetime(2028, 3, 18, hour, tzinfo=TEHRAN)):
                for address in addresses:
                    with self.subTest(address, hour=hour):
                        [shown] = self.read(address).select(".press-line > :not([hidden]) a")
                        self.assertEqual(shown["href"], number)

    def test_persian_pages_show_both_calendars(self):
        with mock.patch.object(timezone, "now", return_value=datetime(2026, 3, 21, 9, tzinfo=TEHRAN)):
            self.assertIn("Saturday 21 March 2026", self.read("/en/").select_one(".edition").get_text())
            edition = self.read("/fa/").select_one(".edition").get_text()
        self.assertIn("شنبه ۱ فروردین ۱۴۰۵", edition)
        self.assertIn("21 March 2026", edition)

    def test_the_frame_costs_one_query(self):
        home = HomePage.objects.get(locale__language_code="en")
        self.read("/en/")  # fills the caches
        ContentType.objects.clear_cache()  # not that of types: each kind of section would ask once
        with self.assertNumQueries(1):
            frame = Frame(home)
            self.assertTrue(all(row.url for row in [*frame.sections, *frame.information, *frame.editions]))
            self.assertTrue(frame.serving and home.public_translations and home.locale and frame.opens)

    def test_the_search_leads_to_the_search_of_the_other_language(self):
        switch = self.read("/en/search/?q=water").select_one(".utility .editions a")
        self.assertEqual(switch["href"], "/fa/search/?q=water")

    def test_what_is_not_there_leads_to_the_front_page_of_the_other_language(self):
        shown = self.read("/fa/stories/a-lost-story/", status=404)
        self.assertEqual(shown.html["dir"], "rtl")
        self.assertEqual(shown.select_one(".utility .editions a")["href"], "/en/")
        self.assertEqual(shown.select_one("input[name=q]")["value"], "a lost story")
        self.assertTrue(shown.select("main a[href^='tel:']"))

    def test_without_a_brand_the_page_stands(self):
        BrandSettings.objects.all().delete()
        cache.clear()
        self.assertEqual(self.read("/en/").select_one(".brand-name").get_text(), "Newsroom")

    def test_the_masthead_is_set_as_the_house_has_chosen_and_in_one_line_on_items(self):
        brand(masthead="centred")
        self.assertTrue(self.read("/en/").select_one(".masthead-centred"))
        self.assertFalse(self.read(story().url).select(".masthead-centred, .masthead-start"))

    def test_the_navigation_stands_once_in_the_page(self):
        shown = self.read("/en/")
        self.assertEqual(len(shown.select("header nav")), 1)
        links = [link["href"] for link in shown.select("header a[href^='/']")]
        self.assertEqual(len(links), len(set(links)))

    def test_the_door_names_each_language_in_itself(self):
        links = self.read("/").select(".door a")
        self.assertEqual([link["href"] for link in links], ["/en/", "/fa/"])
        self.assertEqual([link.parent["dir"] for link in links], ["ltr", "rtl"])
        self.assertEqual([link.select_one(".door-language").get_text() for link in links], ["English", "فارسی"])


class PressLine(FrameTestCase):
    def frame_at(self, *moment, language="en"):
        frame = Frame(request=RequestFactory().get("/"))
        frame.language = language
        frame.now = datetime(*moment, tzinfo=TEHRAN)
        return frame

    def test_it_is_open_in_its_hours(self):
        # A Saturday.
        frame = self.frame_at(2026, 3, 21, 10)
        self.assertEqual((frame.press_line, frame.closes), ("open", "18:00"))

    def test_closed_it_says_when_it_opens(self):
        for moment, opens in [
            ((2026, 3, 21, 7), "Saturday 08:00"),
            ((2026, 3, 21, 18), "Sunday 08:00"),
            # Wednesday evening: Thursday and Friday are no working days.
            ((2026, 3, 25, 19), "Saturday 08:00"),
        ]:
            with self.subTest(moment):
                frame = self.frame_at(*moment)
                self.assertEqual((frame.press_line, frame.opens), ("closed", opens))

    def test_the_page_carries_the_hours_for_those_who_read_it_later(self):
        with mock.patch.object(timezone, "now", return_value=datetime(2026, 3, 25, 19, tzinfo=TEHRAN)):
            line = self.read("/fa/").select_one(".press-line")
        hours = {name: line[f"data-{name}"] for name in ("opens", "closes", "days", "offset")}
        self.assertEqual(hours, {"opens": "480", "closes": "1080", "days": "5,6,0,1,2", "offset": "210"})
        self.assertEqual(line["data-when"].split("|")[5], "شنبه ۰۸:۰۰")
        self.assertEqual(line.select_one(".is-closed bdi").get_text(), "شنبه ۰۸:۰۰")
        self.assertTrue(line.select_one(".is-open").has_attr("hidden"))

    def test_the_page_says_until_when_its_press_line_holds(self):
        turns = [
            ((2026, 3, 21, 7), (2026, 3, 21, 8)),
            ((2026, 3, 21, 10), (2026, 3, 21, 18)),
            ((2026, 3, 21, 18), (2026, 3, 22, 8)),
            ((2026, 3, 25, 19), (2026, 3, 28, 8)),
        ]
        for moment, turn in turns:
            with (
                self.subTest(moment),
                mock.patch.object(timezone, "now", return_value=datetime(*moment, tzinfo=TEHRAN)),
            ):
                line = self.read("/en/").select_one(".press-line")
                self.assertEqual(
                    datetime.fromtimestamp(int(line["data-until"]), TEHRAN), datetime(*turn, tzinfo=TEHRAN)
                )

    def test_persian_names_the_day(self):
        self.assertEqual(self.frame_at(2026, 3, 25, 19, language="fa").opens, "شنبه ۰۸:۰۰")

    def test_without_hours_it_says_neither(self):
        frame = self.frame_at(2026, 3, 21, 10)
        frame.brand.opens = None
        self.assertEqual(frame.press_line, "")


@tag("once")
class Rules(FrameTestCase):
    """What holds for the markup of every public page."""

    def addresses(self):
        who = person("Kaveh Nazari", is_press_contact=True, phone="+98 21 5555 0142", email="kaveh@karizan.example")
        shown, paper, wells = picture(), document(), fact()
        files = [("Papers", [("image", shown), ("document", paper)])]
        items = [release(contacts=[who]), story(people=[who]), release("آب", language="fa", contacts=[who])]
        for language in ("en", "fa"):
            given = {"language": language, "contacts": [who]}
            items.append(statement(thread=[(timezone.now(), "Later", "<p>Water.</p>")], **given))
            items.append(fact_sheet(groups=[("Wells", [wells])], **given))
            items.append(press_kit(chapters=files, **given))
        tails = ["", "stories/", "people/", "search/?q=a", "wire/", "media/", "facts/"]
        tails += [f"facts/figures/{wells.public_id}/", "media/basket/"]
        tails += [f"media/{asset.public_id}/" for asset in (shown, paper)]
        sections = [f"/{code}/{tail}" for code in ("en", "fa") for tail in tails]
        return ["/", *sections, "/fa/people/kaveh-nazari/", *(item.url for item in items)]

    def test_no_inline_script_or_style_and_no_form_token(self):
        for address in self.addresses():
            with self.subTest(address):
                shown = self.read(address)
                scripts = [script for script in shown.select("script") if script.get("type") != "application/ld+json"]
                self.assertTrue(all(script.get("src") for script in scripts))
                # The brand's colours stand in the head, known to the policy by their hash: `tests.pages.test_palette`.
                self.assertFalse(shown.select("body style, [onclick], [name=csrfmiddlewaretoken]"))
                pictures = {"img", "source"}
                self.assertFalse([node for node in shown.select("[style]") if node.name not in pictures])

    def test_one_headline_and_no_level_left_out(self):
        for address in self.addresses():
            with self.subTest(address):
                levels = [int(heading.name[1]) for heading in self.read(address).select("main :is(h1, h2, h3, h4)")]
                self.assertEqual(levels.count(1), 1)
                self.assertTrue(all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)))

    def test_no_id_stands_twice(self):
        for address in self.addresses():
            with self.subTest(address):
                ids = [node["id"] for node in self.read(address).select("[id]")]
                self.assertEqual(sorted(ids), sorted(set(ids)))

    def test_references_telephones_and_addresses_are_isolated(self):
        runs = re.compile(r"\+\d[\d ]{6,}|\bNW-\d{4}-\d+|[\w.]+@[\w.]+")
        for address in self.addresses():
            with self.subTest(address):
                for found in self.read(address).body.find_all(string=runs):
                    isolated = found.find_parent("bdi")
                    self.assertTrue(isolated and isolated.get("dir") == "ltr", found)

    def test_language_and_direction_agree(self):
        for address in self.addresses():
            with self.subTest(address):
                page = self.read(address).html
                self.assertEqual((page["lang"], page["dir"]), ("fa", "rtl") if "/fa/" in address else ("en", "ltr"))


class Filters(SimpleTestCase):
    def test_tel(self):
        self.assertEqual(tel("+98 21 5555 0142"), "tel:+982155550142")
        self.assertEqual(tel("۰۲۱-۵۵۵۵"), "tel:0215555")

    def test_the_zone_has_its_offset_where_it_has_no_name(self):
        moment = datetime(2026, 3, 21, 9, tzinfo=TEHRAN)
        self.assertIn("UTC+3:30", zone(moment))
        with translation.override("fa"):
            self.assertIn("UTC+۳:۳۰", zone(moment))
        with timezone.override("America/New_York"):
            self.assertIn("EDT", zone(moment))

    def test_utc_says_the_day_where_it_is_another_one(self):
        self.assertIn(">05:30 UTC<", utc(datetime(2026, 11, 16, 9, tzinfo=TEHRAN)))
        night = datetime(2026, 11, 16, 2, tzinfo=TEHRAN)
        self.assertIn(">15 November 2026, 22:30 UTC<", utc(night))
        with translation.override("fa"):
            self.assertIn(">۲۴ آبان ۱۴۰۵، ۲۲:۳۰ UTC<", utc(night))

    def test_words_of_a_path(self):
        self.assertEqual(words_of_path("/en/releases/tidal-station-2026/"), "tidal station 2026")
        self.assertEqual(words_of_path("/"), "")

    def test_reply_time(self):
        self.assertEqual(reply_time(30), "within 30 minutes")
        self.assertEqual(reply_time(240), "within 4 hours")

    def test_opening_words_are_escaped_and_stand_once(self):
        self.assertEqual(opened_with("<p>A</p><p>B</p>", "<b>"), "<p>&lt;b&gt;A</p><p>B</p>")
        self.assertEqual(opened_with("<ul></ul>", "x"), "<ul></ul>")

    def test_the_voice_of_a_line_is_read_without_making_a_page(self):
        ContentType.objects.clear_cache()  # a page that is made asks for its type, which this test may not
        line = Template("v-{{ item.specific_class.voice }}")
        self.assertEqual(line.render(Context({"item": SimpleNamespace(specific_class=Story)})), "v-story")

    def test_words_in_a_language_that_is_at_hand_ask_for_none(self):
        self.assertEqual(TopicWording(locale=Locale(language_code="fa")).language_code, "fa")

    def test_nothing_is_worded_as_nothing(self):
        with translation.override("fa"):
            self.assertEqual(worded(None), "")
