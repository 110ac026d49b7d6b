import json
import re

from django.test import TestCase, tag
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.rich_text import RichText

from pages.rich_text import DEFAULT_FEATURES
from tests.factories import fact, newsroom, placed, revise


@tag("once")
class RoundTripTest(TestCase):
    """What was stored, opened in the editor and saved again."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.fact, cls.other = fact(), fact("Length", amount=38, unit="cm")
        cls.converter = ContentstateConverter(DEFAULT_FEATURES)

    def opened(self, source):
        return json.loads(self.converter.from_database_format(source))

    def assert_stays(self, source):
        saved = self.converter.to_database_format(self.converter.from_database_format(source))
        self.assertEqual(_without_keys(saved), source)

    def test_it_stays_where_it_stood(self):
        one, two = placed(self.fact), placed(self.other, form="full")
        for source in [
            f"<p>There are {one} now.</p>",
            f"<p>{one} are read.</p>",
            f"<p>We read {one}</p>",
            f"<p>{one}</p>",
            f"<p>We read {one}, every one.</p>",
            f"<p>({one})</p>",
            f"<p>There are <b>{one}</b> now.</p>",
            f"<p>There <b>are {one} now</b>, at last.</p>",
            f"<p>There <b><i>are {one}</i></b>.</p>",
            f"<ul><li>{one}</li><li>of {two} each</li></ul>",
            f"<h2>All of {one}</h2><p>Or {two}.</p>",
            f"<p>{one}{two}</p>",
            f"<p>{one} {two}</p>",
            f"<p>From {one} to {two}, <b>{two}</b> and {one}.</p>",
            f"<p>چاه‌ها: {one}؛ عمق {two}.</p>",
        ]:
            with self.subTest(source):
                self.assert_stays(source)

    def test_the_editor_sees_the_present_value_and_cannot_type_it_over(self):
        state = self.opened(f"<p>There are {placed(self.fact)} now.</p>")
        self.assertEqual(state["blocks"][0]["text"], "There are 61\u00a0wells now.")
        entity = state["entityMap"]["0"]
        self.assertEqual((entity["type"], entity["mutability"]), ("FACT", "IMMUTABLE"))
        self.assertEqual(entity["data"]["label"], "Wells read")

    def test_a_fact_that_is_gone_stays_in_the_source_until_an_editor_takes_it_out(self):
        source = '<p>There are <embed embedtype="fact" id="999" form="value"/> now.</p>'
        self.assert_stays(source)
        self.assertEqual(self.opened(source)["blocks"][0]["text"], "There are […] now.")

    def test_a_form_that_nobody_knows_becomes_the_value(self):
        state = self.opened(f'<p><embed embedtype="fact" id="{self.fact.pk}" form="huge"/></p>')
        self.assertEqual(state["entityMap"]["0"]["data"]["form"], "value")

    def test_nothing_but_an_identity_is_stored(self):
        state = self.opened(f"<p>{placed(self.fact)}</p>")
        state["entityMap"]["0"]["data"] |= {"value": "99", "label": "<script>"}
        self.assertIn(placed(self.fact), self.converter.to_database_format(json.dumps(state)))

    def test_where_facts_are_no_feature_there_is_none(self):
        saved = ContentstateConverter(["bold"]).to_database_format(
            ContentstateConverter(["bold"]).from_database_format(f"<p>There are {placed(self.fact)} now.</p>")
        )
        self.assertNotIn("embed", saved)


@tag("once")
class UnsettledTextTest(TestCase):
    """A text outside any page that settles it: what holds now, and no draft."""

    @classmethod
    def setUpTestData(cls):
        newsroom()

    def test_it_says_the_present_public_value(self):
        made = fact(amount=60)
        revise(made, amount=61)
        text = RichText(f"<p>There are {placed(made)} now.</p>").__html__()
        self.assertInHTML(
            f'<p>There are <a class="fact" href="{made.url}" title="As of 1 March 2026. Source: Register of wells">'
            "<bdi>60\u00a0wells</bdi></a> now.</p>",
            text,
        )

    def test_it_never_says_a_draft(self):
        made = fact(state="draft")
        text = RichText(f"<p>There are {placed(made)} now.</p>").__html__()
        self.assertIn("There are [figure withdrawn] now.", text)
        self.assertNotIn("61", text)

    def test_many_facts_cost_one_query(self):
        facts = [fact(f"Fact {number}") for number in range(6)]
        with self.assertNumQueries(1):
            RichText("".join(f"<p>{placed(made)}</p>" for made in facts)).__html__()

    def test_what_somebody_made_up_is_a_gap_and_no_fault(self):
        numbers = (f'id="{number}"' for number in ("x", "", "9" * 12, "9" * 30, "9" * 5000, "-1", "۵", "²"))
        for attributes in (*numbers, ""):
            with self.subTest(attributes[:20]):
                text = RichText(f'<p>a <embed embedtype="fact" {attributes} form="value"/> b</p>').__html__()
                self.assertIn("a [figure withdrawn] b", text)

    def test_it_is_escaped(self):
        made = fact(amount=None, texts={"en": {"value": "<b>61</b>", "source": '"><script>'}})
        text = RichText(f"<p>{placed(made)}</p>").__html__()
        self.assertIn("&lt;b&gt;61&lt;/b&gt;", text)
        self.assertNotIn("<script>", text)


def _without_keys(source):
    """Without the keys by which the editor knows its paragraphs; bold that ends and begins again has not ended."""
    return re.sub(r' data-block-key="[^"]*"', "", source).replace("</b><b>", "").replace("</i><i>", "")
