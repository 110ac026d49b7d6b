import feedparser
import lxml.etree
import lxml.html
from django.core.cache import cache
from django.test import TestCase, tag
from django.utils import timezone

from media_library.models import Image
from media_library.renditions import make_missing
from stories.models import ItemPerson, Story
from tests.factories import (
    body,
    brand,
    document,
    info_page,
    newsroom,
    person,
    picture,
    recording,
    release,
    story,
    topic,
)

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
}
ORIGIN = "http://testserver"


@tag("once")
class FeedCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()

    def fetch(self, language="en", **headers):
        response = self.client.get(f"/{language}/feed.xml", headers=headers)
        self.assertEqual(response.status_code, 200)
        return response

    def channel(self, language="en"):
        return lxml.etree.fromstring(self.fetch(language).content).find("channel")

    def item(self, language="en"):
        (item,) = self.channel(language).iterchildren("item")
        return item

    def html(self, language="en"):
        return lxml.html.fromstring(self.item(language).findtext("content:encoded", namespaces=NS))

    def titles(self, language="en"):
        return [entry.title for entry in feedparser.parse(self.fetch(language).content).entries]


@tag("once")
class ChannelTests(FeedCase):
    def test_the_channel_names_newsroom_language_rights_and_itself(self):
        story(language="fa")
        response = self.fetch("fa")
        self.assertEqual(response["Content-Type"], "application/rss+xml; charset=utf-8")
        channel = self.channel("fa")
        self.assertEqual(channel.findtext("title"), "اتاق خبر کاریزان")
        self.assertEqual(channel.findtext("link"), f"{ORIGIN}/fa/")
        self.assertEqual(channel.findtext("language"), "fa")
        self.assertEqual(channel.findtext("copyright"), "© بنیاد آب کاریزان")
        self.assertEqual(channel.findtext("ttl"), "60")
        self.assertEqual(channel.findtext("docs"), "https://www.rssboard.org/rss-specification")
        (link,) = channel.findall("atom:link", NS)
        self.assertEqual(
            dict(link.attrib), {"rel": "self", "type": "application/rss+xml", "href": f"{ORIGIN}/fa/feed.xml"}
        )
        self.assertLessEqual(int(channel.findtext("image/width")), 144)
        self.assertTrue(channel.findtext("generator"))
        self.assertTrue(channel.findtext("lastBuildDate"))

    def test_feedparser_finds_nothing_to_complain_about_in_either_language(self):
        story("A < B & “C”", people=[person()])
        release("سی‌وچهار قنات", language="fa")
        for language in ("en", "fa"):
            parsed = feedparser.parse(self.fetch(language).content)
            self.assertFalse(parsed.bozo, parsed.get("bozo_exception"))
            self.assertEqual(parsed.feed.language, language)

    def test_it_holds_the_thirty_newest_items_of_its_language_newest_first(self):
        for number in range(32):
            story(f"Story {number}", days_ago=60 - number)
        story("داستان", language="fa")
        titles = self.titles()
        self.assertEqual(titles, [f"Story {number}" for number in range(31, 1, -1)])

    def test_an_empty_newsroom_has_a_valid_feed(self):
        self.assertEqual(self.titles(), [])

    def test_head_answers_like_get_without_a_body(self):
        story()
        response = self.client.head("/en/feed.xml")
        self.assertEqual(response.content, b"")
        self.assertEqual(response["ETag"], self.fetch()["ETag"])

    def test_any_reader_in_any_browser_may_have_it_and_nobody_gets_a_cookie(self):
        response = self.fetch()
        self.assertEqual(response["Access-Control-Allow-Origin"], "*")
        self.assertNotIn("Cookie", response.get("Vary", ""))
        self.assertFalse(response.cookies)


@tag("once")
class ItemTests(FeedCase):
    def test_an_item_has_a_permanent_id_that_no_change_of_its_address_touches(self):
        page = story("Gate of walnut")
        expected = f"urn:newsroom:{page.translation_key}:en"
        guid = self.item().find("guid")
        self.assertEqual((guid.text, guid.get("isPermaLink")), (expected, "false"))
        page.slug, page.title = "another", "Another"
        page.save_revision().publish()
        self.assertEqual(self.item().findtext("guid"), expected)
        self.assertEqual(self.item().findtext("link"), f"{ORIGIN}/en/stories/another/")

    def test_title_and_standfirst_are_plain_text_and_escaped_once(self):
        story("Oil & <water> “now”", standfirst="Less than 5 < 6 & more.")
        item = self.item()
        self.assertEqual(item.findtext("title"), "Oil & <water> “now”")
        self.assertEqual(item.findtext("description"), "Less than 5 < 6 & more.")

    def test_the_date_is_that_of_the_first_publication(self):
        page = story(days_ago=4)
        page.save_revision().publish()
        self.assertEqual(
            feedparser.parse(self.fetch().content).entries[0].published_parsed[:6],
            page.first_published_at.utctimetuple()[:6],
        )

    def test_each_author_is_a_creator_and_each_topic_and_the_kind_a_category(self):
        leila, behrouz, photographer = person("Leila Rahmani"), person("Behrouz Sohrabi"), person("Omid Karimi")
        story(
            people=[behrouz, leila, (photographer, ItemPerson.Role.PHOTOGRAPHS)],
            topics=[topic("water"), topic("soil")],
        )  # fmt: skip
        item = self.item()
        self.assertEqual([tag.text for tag in item.findall("dc:creator", NS)], ["Behrouz Sohrabi", "Leila Rahmani"])
        self.assertEqual([tag.text for tag in item.findall("category")], ["Water", "Soil", "Story"])

    def test_what_nobody_signed_is_by_the_house(self):
        release()
        self.assertEqual([tag.text for tag in self.item().findall("dc:creator", NS)], ["Karizan Water Trust"])

    def test_names_stand_in_the_language_of_the_feed_else_as_they_are_known(self):
        story(language="fa", people=[person("Leila Rahmani"), person("Sara Holm", None)], topics=[topic()])
        item = self.item("fa")
        self.assertEqual([tag.text for tag in item.findall("dc:creator", NS)], ["لیلا رحمانی", "Sara Holm"])
        self.assertEqual(item.findtext("category"), "آب")

    def test_a_control_character_does_not_break_the_feed_and_the_non_joiner_stays(self):
        page = story("می‌آید", language="fa", standfirst="x")
        Story.objects.filter(pk=page.pk).update(title="آب\x0b می‌آید\x01\ufffe", standfirst="الف\x1f‌ب")
        item = self.item("fa")
        self.assertEqual(item.findtext("title"), "آب می‌آید")
        self.assertEqual(item.findtext("description"), "الف‌ب")

    def test_the_text_stands_in_the_direction_of_its_language(self):
        story(language="fa", body=body(("paragraph", "<p>آب ظهر رسید و می‌ماند.</p>")))
        root = self.html("fa")
        self.assertEqual((root.tag, root.get("dir"), root.get("lang")), ("div", "rtl", "fa"))
        self.assertIn("می‌ماند", root.text_content())

    def test_a_release_begins_with_its_dateline_and_ends_with_the_boilerplate(self):
        release(place="Marvdan", dateline=timezone.datetime(2026, 3, 21).date())
        text = self.html().text_content()
        self.assertIn("Marvdan, 21 March 2026", text)
        self.assertTrue(text.strip().endswith("Karizan Water Trust restores qanats."))


@tag("once")
class ContentTests(FeedCase):
    def test_blocks_become_plain_semantic_elements(self):
        speaker = person("Mina Tavakoli", role="Hydrologist")
        story(
            body=body(
                ("paragraph", "<h2>Nineteen kilometres</h2><p>The <b>walnut</b> gate.</p>"),
                ("key_facts", ["13 qanats & ten villages", "flow < 5"]),
                ("quote", {"words": "I sleep very well.", "person": speaker.pk}),
                ("timeline", [{"when": "1397", "what": "A shaft."}, {"when": "1405", "what": "Water."}]),
                ("embed", {"url": "https://video.example/1", "title": "From the air"}),
            )
        )  # fmt: skip
        root = self.html()
        self.assertEqual(root.findtext("h2"), "Nineteen kilometres")
        self.assertEqual([line.text_content() for line in root.iter("li")], ["13 qanats & ten villages", "flow < 5"])
        self.assertEqual(root.find("blockquote/footer").text, "Mina Tavakoli, Hydrologist")
        self.assertEqual(root.find("dl/dd").text, "A shaft.")
        self.assertEqual(root.xpath("//a/@href"), ["https://video.example/1"])

    def test_scripts_styles_and_handlers_do_not_get_through(self):
        story(
            body=body(
                ("paragraph", '<p onclick="x()">One <script>evil()</script><span style="color:red">two</span></p>'),
                ("key_facts", ["<script>evil()</script>three", '<img src="x" onerror="evil()">four']),
                ("quote", {"words": "<b>bold</b>", "name": "<i>N</i>"}),
            )
        )
        html = self.item().findtext("content:encoded", namespaces=NS)
        for forbidden in ("<script", "onclick", "style=", "<img"):
            self.assertNotIn(forbidden, html)
        self.assertIn("<p>One two</p>", html)
        self.assertIn("<li>three</li><li>four</li>", html)
        self.assertNotIn("evil", html)
        self.assertIn("&lt;b&gt;bold", html)

    def test_links_are_absolute_and_one_to_a_page_that_is_not_public_has_no_address(self):
        public, draft = info_page("Contact"), story("Secret plan", state="draft")
        links = (
            f'<a linktype="page" id="{public.pk}">in</a> <a linktype="page" id="{draft.pk}">no</a>',
            '<a href="https://other.example/?a=1&amp;b=2">out</a> <a href="/en/search/">rel</a>',
        )
        story(body=body(("paragraph", f"<p>{links[0]} {links[1]}</p>")))
        links = {link.text: link.get("href") for link in self.html().iter("a")}
        self.assertEqual(
            links,
            {
                "in": f"{ORIGIN}/en/contact/",
                "no": None,
                "out": "https://other.example/?a=1&b=2",
                "rel": f"{ORIGIN}/en/search/",
            },
        )
        self.assertNotIn(b"secret-plan", self.fetch().content)

    def test_a_picture_is_shown_with_size_type_words_credit_and_rights(self):
        image = picture(size=(1600, 900), copyright_notice="© Karizan")
        story(lead_image=image, body=body(("image", {"image": image.pk, "caption": "At dawn"})))
        make_missing(image)
        cache.clear()
        media = self.item().find("media:content", NS)
        self.assertEqual((media.get("type"), media.get("medium"), media.get("width")), ("image/jpeg", "image", "1200"))
        self.assertEqual(media.findtext("media:credit", namespaces=NS), "Omid Karimi / Karizan")
        self.assertEqual(media.findtext("media:description", namespaces=NS), "Reeds in mist")
        self.assertEqual(media.findtext("media:copyright", namespaces=NS), "© Karizan")
        file = self.client.get(media.get("url").removeprefix(ORIGIN))
        self.assertEqual(str(len(b"".join(file))), media.get("fileSize"))
        images = list(self.html().iter("img"))
        self.assertEqual([img.get("src") for img in images], [media.get("url")] * 2)
        self.assertEqual(images[1].get("alt"), "Reeds in mist")
        self.assertIn("At dawn", self.html().text_content())

    def test_no_size_of_a_picture_is_made_in_a_request(self):
        image = picture(size=(1600, 900))
        story(lead_image=image)
        image.renditions.all().delete()
        cache.clear()
        self.assertIsNone(self.item().find("media:content", NS))
        self.assertEqual(Image.objects.get().renditions.count(), 0)

    def test_recordings_and_files_become_links(self):
        sound, file = recording(), document()
        story(body=body(("audio", {"media": sound.pk}), ("documents", [file.pk])))
        links = {link.text: link.get("href") for link in self.html().iter("a")}
        self.assertEqual(links, {"Water in the tunnel": ORIGIN + sound.url, "Readings of 1405": ORIGIN + file.url})


@tag("once")
class QueryTests(FeedCase):
    def make(self, count):
        topics = [topic(f"topic-{count}-{number}") for number in range(3)]
        people = [person(f"Person {count} {number}") for number in range(4)]
        target = info_page(f"Contact {count}")
        for number in range(count):
            image = picture(f"Picture {number}")
            make = story if number % 2 else release
            make(
                f"Item {number}",
                lead_image=image,
                topics=topics,
                people=people[: 1 + number % 3],
                body=body(
                    ("paragraph", f'<p>See <a linktype="page" id="{target.pk}">this</a>.</p>'),
                    ("image", {"image": image.pk}),
                    ("gallery", [{"image": image.pk}, {"image": image.pk}]),
                    ("quote", {"words": "Yes.", "person": people[number % 4].pk}),
                ),
            )

    def test_three_and_thirty_items_cost_the_same_eight_queries(self):
        for count in (3, 27):
            self.make(count)
            self.fetch()
            cache.delete("syndication.feed.en/all.rss")
            with self.assertNumQueries(8):
                self.fetch()
        self.assertEqual(len(self.titles()), 30)

    def test_a_feed_that_has_not_changed_costs_one_query(self):
        self.make(3)
        self.fetch()
        with self.assertNumQueries(1):
            self.fetch()
