"""Facts, fact sheets, statements and press kits, as feeds and machines are told of them."""

from datetime import timedelta

import lxml.html
from django.core.cache import cache
from django.test import tag
from django.utils import timezone

from facts.models import FactVersion
from media_library.renditions import make_missing
from stories.models import MediaPage
from tests.factories import (
    body,
    document,
    fact,
    person,
    picture,
    placed,
    recording,
    release,
    republish,
    section,
    story,
)

from .kinds import entry, kit, sheet, statement
from .reading import head
from .test_feed import NS, ORIGIN, FeedCase


@tag("once")
class FactsInFeedTests(FeedCase):
    def test_a_fact_in_a_sentence_is_its_value_and_leads_to_its_own_page(self):
        said = fact(amount=1250)
        story(body=body(("paragraph", f"<p>They read {placed(said)} by hand.</p>")))
        (paragraph,) = self.html().findall("p")
        self.assertEqual(paragraph.text_content(), "They read 1,250\u00a0wells by hand.")
        (link,) = paragraph.iter("a")
        self.assertEqual(dict(link.attrib), {"href": f"{ORIGIN}/en/facts/figures/{said.public_id}/"})

    def test_what_a_text_cites_stands_below_it_with_date_and_source(self):
        story(body=body(("paragraph", f"<p>{placed(fact(source_address='https://data.example/wells'))}</p>")))
        (listed,) = self.html().findall("dl")
        self.assertEqual(listed.findtext("dt"), "Wells read")
        self.assertEqual(
            listed.find("dd").text_content(), "61\u00a0wells. As of 1 March 2026. Source: Register of wells"
        )
        self.assertEqual(listed.xpath(".//a/@href")[1:], ["https://data.example/wells"])

    def test_in_the_persian_feed_it_has_persian_digits_and_words(self):
        story(language="fa", body=body(("fact_ref", fact().pk)))
        text = self.html("fa").text_content()
        self.assertIn("چاه‌های خوانده‌شده: ۶۱\u00a0چاه", text)
        self.assertIn("۱۰ اسفند ۱۴۰۴", text)

    def test_a_story_says_what_holds_now_and_a_release_what_it_said_and_what_holds_now(self):
        said = fact()
        blocks = body(("fact_ref", said.pk))
        story("The story", body=blocks)
        release("The release", body=blocks)
        republish(said, amount=64)
        texts = {
            item.findtext("title"): lxml.html.fromstring(item.findtext("content:encoded", namespaces=NS)).text_content()
            for item in self.channel().iterchildren("item")
        }
        self.assertIn("64\u00a0wells", texts["The story"])
        self.assertNotIn("61", texts["The story"])
        self.assertIn("61\u00a0wells", texts["The release"])
        self.assertIn("Now: 64\u00a0wells", texts["The release"])

    def test_of_a_fact_that_is_not_public_nothing_is_said(self):
        secret = fact("Secret", amount=987654, state="draft", texts={"en": {"statement": "Secret of the wells"}})
        blocks = [("fact_ref", secret.pk), ("paragraph", f"<p>Read {placed(secret, 'full')}.</p>")]
        story(body=body(*blocks, ("key_facts", [f"<p>{placed(secret)}</p>"])))
        text = self.fetch().content.decode()
        for hidden in ("987", "Secret of the wells", secret.public_id):
            self.assertNotIn(hidden, text)

    def test_a_withdrawn_fact_is_gone_from_a_story_and_stays_in_a_release_with_a_word_about_it(self):
        said = fact()
        story("The story", body=body(("paragraph", f"<p>Read: {placed(said)}.</p>")))
        release("The release", body=body(("fact_ref", said.pk)))
        said.unpublish()
        html = self.fetch().content.decode()
        self.assertEqual(html.count("61\u00a0wells"), 1)
        self.assertIn("This figure has been withdrawn since", html)
        self.assertNotIn(said.public_id, html)

    def test_a_source_whose_address_is_a_script_is_named_and_not_linked(self):
        said = fact()
        FactVersion.objects.filter(fact=said).update(source_address="javascript:alert(1)")
        story(body=body(("fact_ref", said.pk)))
        self.assertNotIn("javascript", self.fetch().content.decode())

    def test_facts_of_five_and_of_thirty_items_of_all_kinds_cost_the_same_queries(self):
        # Beside the seven of every feed: recordings, facts as they stand, facts as releases and statements keep them.
        for rounds in (1, 5):
            for number in range(rounds):
                self._one_of_each_kind(f"{rounds} {number}")
            self.fetch()
            cache.delete("syndication.feed.en/all.rss")
            with self.assertNumQueries(10):
                self.fetch()
        self.assertEqual(len(self.titles()), 30)

    def _one_of_each_kind(self, name):
        said, other, speaker = fact(f"Fact {name}"), fact(f"Other {name}"), person(f"Speaker {name}")
        given = {"lead_image": picture(f"Picture {name}")}
        text = ("paragraph", f"<p>{placed(said)} and {placed(other)}</p>")
        story(f"Story {name}", body=body(text, ("fact_ref", said.pk)), **given)
        release(f"Release {name}", body=body(text, ("key_facts", [f"<p>{placed(other)}</p>"])), **given)
        statement(f"Statement {name}", attributed_to=speaker, body=body(text), **given)
        sheet(said, other, title=f"Sheet {name}", **given)
        kit(("image", picture()), ("audio", recording()), title=f"Kit {name}", **given)


@tag("once")
class KindsInFeedTests(FeedCase):
    def test_a_statement_is_by_whom_it_is_attributed_to(self):
        statement(attributed_to=person("Mina Tavakoli", role="Director"))
        self.assertEqual([tag.text for tag in self.item().findall("dc:creator", NS)], ["Mina Tavakoli"])
        self.assertEqual(self.html().findtext("p/b"), "Mina Tavakoli, Director")

    def test_a_statement_of_nobody_is_by_the_house(self):
        statement()
        self.assertEqual([tag.text for tag in self.item().findall("dc:creator", NS)], ["Karizan Water Trust"])

    def test_a_thread_begins_with_its_latest_word_and_ends_with_its_outcome(self):
        now = timezone.now()
        thread = body(
            entry(now - timedelta(hours=5), "First", "Salt was found."), entry(now, "Last", "It was a mistake.")
        )  # fmt: skip
        statement(thread=thread, outcome="The laboratory has apologised.")
        root = self.html()
        self.assertEqual([heading.text for heading in root.iter("h2")], ["Last", "First"])
        self.assertTrue(root.text_content().strip().endswith("Outcome: The laboratory has apologised."))

    def test_a_fact_sheet_is_its_groups(self):
        sheet(fact(), fact("Length", amount=12.5, unit="km", texts={"en": {"statement": "Length"}}))
        root = self.html()
        self.assertEqual(root.findtext("h2"), "Wells")
        self.assertEqual([term.text for term in root.iter("dt")], ["Wells read", "Length"])
        self.assertIn("12.5\u00a0km", root.text_content())

    def test_a_press_kit_is_its_files_and_their_terms(self):
        image, sound, file = picture(size=(1600, 900)), recording(), document()
        kit(("image", image), ("audio", sound), ("document", file), terms="Free.\n\nName <us>.")
        make_missing(image)
        cache.clear()
        root = self.html()
        self.assertEqual([heading.text for heading in root.iter("h2")], ["At the water", "Terms of use"])
        self.assertEqual(len(list(root.iter("img"))), 1)
        self.assertEqual(root.xpath("//a/@href"), [ORIGIN + sound.url, ORIGIN + file.url])
        self.assertIn("Name <us>.", root.text_content())


@tag("once")
class HeadOfKindsTests(FeedCase):
    def test_a_statement_is_news_by_its_speaker(self):
        page = statement(attributed_to=person("Mina Tavakoli", role="Director"))
        found = head(page)
        node = found.node("NewsArticle")
        self.assertEqual([who["name"] for who in node["author"]], ["Mina Tavakoli"])
        self.assertEqual(node["genre"], "Statement")
        self.assertEqual(found.one("author"), "Mina Tavakoli")
        self.assertEqual(found.one("article:author"), f"{ORIGIN}/en/people/mina-tavakoli/")
        crumbs = found.node("BreadcrumbList")["itemListElement"]
        self.assertEqual([crumb["name"] for crumb in crumbs], ["Karizan Newsroom", "Statements", page.title])

    def test_a_statement_of_nobody_is_news_by_the_house(self):
        self.assertEqual(head(statement()).node("NewsArticle")["author"], [{"@id": f"{ORIGIN}/#organization"}])

    def test_a_thread_was_changed_when_its_latest_word_was_said(self):
        at = (timezone.now() + timedelta(hours=1)).replace(microsecond=0)
        page = statement(thread=body(entry(at - timedelta(hours=9), "First", "a"), entry(at, "Last", "b")))
        self.assertEqual(head(page).one("article:modified_time"), at.isoformat())

    def test_a_fact_sheet_is_a_data_set_of_its_figures_in_their_order(self):
        length = fact("Length", amount=12.5, unit="km", texts={"en": {"statement": "Length", "source": "Map"}})
        page = sheet(fact(), length)
        node = head(page).node("WebPage")
        figures = node["mainEntity"]
        self.assertEqual((figures["@type"], figures["version"]), ("Dataset", "1"))
        self.assertEqual(figures["temporalCoverage"], "2026-03-01")
        self.assertEqual(
            [(figure["name"], figure["value"], figure["unitText"]) for figure in figures["variableMeasured"]],
            [("Wells read", 61, "wells"), ("Length", 12.5, "kilometres")],
        )
        self.assertEqual(figures["variableMeasured"][1]["description"], "As of 1 March 2026. Source: Map")
        self.assertEqual(node["datePublished"], page.first_published_at.isoformat())

    def test_figures_can_be_taken_as_files(self):
        page = sheet(fact())
        address = f"{ORIGIN}{page.url_path}"
        files = head(page).node("WebPage")["mainEntity"]["distribution"]
        self.assertEqual(
            [(file["encodingFormat"], file["contentUrl"]) for file in files],
            [("text/csv", f"{address}?format=csv"), ("application/json", f"{address}?format=json")],
        )
        self.assertGreaterEqual(len(head(page).node("WebPage")["mainEntity"]["description"]), 50)

    def test_an_earlier_version_of_a_fact_sheet_is_not_indexed_and_leads_to_the_sheet(self):
        said = fact()
        page = sheet(said)
        republish(said, amount=64)
        page = type(page).objects.get(pk=page.pk)
        found = head(page, shown=page.versions[1])
        self.assertEqual(found.one("robots"), "noindex")
        self.assertEqual(found.canonical, [f"{ORIGIN}{page.url_path}"])
        self.assertEqual(found.alternates, {})
        self.assertNotIn("mainEntity", found.node("WebPage"))
        self.assertEqual(head(page).one("robots"), "max-image-preview:large")

    def test_a_press_kit_is_a_collection_of_its_files(self):
        image, sound, file = picture(size=(1600, 900), copyright_notice="© Karizan"), recording(), document()
        page = kit(("image", image), ("audio", sound), ("document", file), topics=[])
        make_missing(image)
        node = head(type(page).objects.get(pk=page.pk)).node("CollectionPage")
        media = node["associatedMedia"]
        self.assertEqual([entry["@type"] for entry in media], ["ImageObject", "AudioObject", "MediaObject"])
        self.assertEqual(media[0]["copyrightNotice"], "© Karizan")
        self.assertNotIn(image.url, media[0]["url"])
        self.assertEqual(self.client.get(media[0]["url"].removeprefix(ORIGIN)).status_code, 200)
        self.assertEqual(media[2]["contentUrl"], ORIGIN + file.url)

    def test_the_media_page_lists_its_kits(self):
        made = kit(("image", picture()))
        node = head(section(MediaPage), kits=[made], pictures=[]).node("CollectionPage")
        self.assertEqual([entry["name"] for entry in node["mainEntity"]["itemListElement"]], [made.title])


@tag("once")
class HeadOfFactTests(FeedCase):
    def head(self, said, language="en", **context):
        version = FactVersion.objects.select_related("fact").get(fact=said, is_current=True)
        return head(path=f"/{language}/facts/figures/{said.public_id}/", fact=version, versions=[version], **context)

    def test_a_fact_is_announced_with_value_date_source_and_address(self):
        said = fact(source_address="https://data.example/wells")
        found = self.head(said)
        self.assertEqual(found.canonical, [f"{ORIGIN}/en/facts/figures/{said.public_id}/"])
        self.assertEqual(found.one("og:title"), "Wells read: 61\u00a0wells")
        self.assertEqual(
            found.one("description"), "Wells read: 61 wells (as of 1 March 2026; source: Register of wells)"
        )  # fmt: skip
        self.assertEqual(found.one("robots"), "max-image-preview:large")
        node = found.node("WebPage")
        self.assertEqual((node["mainEntity"]["value"], node["mainEntity"]["unitText"]), (61, "wells"))
        self.assertEqual(node["citation"]["url"], "https://data.example/wells")
        crumbs = found.node("BreadcrumbList")["itemListElement"]
        self.assertEqual([crumb["name"] for crumb in crumbs][:2], ["Karizan Newsroom", "Facts"])

    def test_its_two_languages_name_each_other(self):
        said = fact()
        english, persian = self.head(said), self.head(said, "fa")
        self.assertEqual(set(english.alternates), {"en", "fa", "x-default"})
        self.assertEqual(english.alternates, persian.alternates)
        self.assertEqual(english.alternates["x-default"], english.canonical[0])
        self.assertEqual(persian.one("og:title"), "چاه‌های خوانده‌شده: ۶۱\u00a0چاه")

    def test_a_language_that_it_is_not_worded_in_is_not_named(self):
        self.assertEqual(self.head(fact(texts={"fa": None})).alternates, {})

    def test_the_second_page_of_what_cites_it_is_canonical_to_itself(self):
        said = fact()
        items = [story(f"Story {number}") for number in range(21)]
        found = self.head(said, items=items, number=2)
        self.assertEqual(found.canonical, [f"{ORIGIN}/en/facts/figures/{said.public_id}/?page=2"])
        self.assertEqual(found.alternates, {})
