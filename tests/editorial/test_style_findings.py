"""What is found in pages and facts, where, and what holds up a publication."""

from django.test import TestCase, tag
from wagtail.models import Page

from editorial.models import StyleRule
from editorial.style import findings_for
from editorial.style.findings import MOST_FINDINGS
from publication.registries import readiness
from tests.factories import body, fact, info_page, newsroom, person, picture, release, story


def rule(kind="term", **fields):
    return StyleRule.objects.create(kind=kind, **fields)


def told(thing):
    """Place, what is wrong, what should stand there."""
    return [(finding.place, finding.wrong, finding.fix) for finding in findings_for(thing)]


def held_up_by(page):
    return [str(message) for check in readiness for message in check(page)]


@tag("once")
class FindingsTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        StyleRule.objects.all().delete()
        cls.use = rule(avoid="utilise", prefer="use", language="en", reason="The short word says the same.")
        cls.leila = person("Leila Utilise")
        cls.mill = picture("Mill", texts={"en": {"caption": "Utilise the mill", "alt": "A mill"}})

    def page(self, *blocks, **fields):
        page = story(body=body(*blocks), state="draft", **fields)
        return Page.objects.get(pk=page.pk).specific.get_latest_revision_as_object()

    def test_every_text_that_was_typed_is_checked(self):
        blocks = [
            ("paragraph", "<h2>Utilise it</h2><p>They <b>utilise</b> it.</p><ul><li>utilise</li></ul>"),
            ("key_facts", ["<p>utilise</p>"]),
            ("image", {"image": self.mill.pk, "caption": "utilise", "decorative": False, "width": "text"}),
            ("timeline", [{"when": "1397", "what": "utilise"}, {"when": "1398", "what": "no"}]),
            ("embed", {"url": "https://video.example/utilise", "title": "utilise"}),
        ]
        page = self.page(*blocks, title="Utilise", standfirst="To utilise is human.")
        places = [place for place, _wrong, _fix in told(page)]
        expected = ["Headline", "Standfirst", "Text", "Text", "Text", "Key facts", "Picture", "Timeline"]
        self.assertEqual(places, [*expected, "From elsewhere"])

    def test_a_table_is_checked_cell_by_cell(self):
        columns = [{"type": "text", "heading": "To utilise"}, {"type": "number", "heading": "km"}]
        table = {"columns": columns, "rows": [{"values": ["We utilise", "12"]}]}
        value = {"caption": "utilise", "table": table, "source": "", "as_of": "2026-03-01"}
        findings = findings_for(self.page(("data_table", value)))
        self.assertEqual([finding.is_mendable for finding in findings], [True, False, False])

    def test_what_a_page_only_chooses_is_not_its_own_to_mend(self):
        blocks = [
            ("image", {"image": self.mill.pk, "caption": "", "decorative": False, "width": "text"}),
            ("quote", {"words": "No.", "person": self.leila.pk, "name": "", "role": ""}),
        ]
        self.assertEqual(told(self.page(*blocks)), [])

    def test_the_words_of_whoever_is_quoted_are_their_own(self):
        quote = ("quote", {"words": "We utilise it.", "person": None, "name": "A. Utilise", "role": "to utilise"})
        self.assertEqual(told(self.page(quote)), [("Quote", "Utilise", "Use"), ("Quote", "utilise", "use")])

    def test_a_finding_says_where_and_why(self):
        page = self.page(("paragraph", "<p>They said that they would utilise it at once.</p>"))
        finding = findings_for(page)[0]
        self.assertEqual((finding.before, finding.wrong), ("They said that they would ", "utilise"))
        self.assertEqual(finding.after, " it at once.")
        self.assertEqual((finding.start, finding.length), (26, 7))
        self.assertEqual(finding.message, "Write “use”.")
        self.assertEqual(finding.rule, self.use)
        self.assertEqual(finding.path, ("body", page.body.raw_data[0]["id"]))

    def test_rules_of_the_other_language_are_not_for_this_one(self):
        rule(avoid="آب", prefer="باران", language="fa")
        self.assertEqual(told(self.page(("paragraph", "<p>آب</p>"))), [])

    def test_a_rule_that_is_switched_off_finds_nothing(self):
        StyleRule.objects.update(is_on=False)
        self.assertEqual(told(self.page(title="Utilise")), [])

    def test_queries_do_not_grow_with_the_page(self):
        text = ("paragraph", "<p>We utilise it.</p>")
        image = ("image", {"image": self.mill.pk, "caption": "utilise", "decorative": False, "width": "text"})
        quote = ("quote", {"words": "No.", "person": self.leila.pk, "name": "", "role": ""})
        pages = [self.page(text), self.page(*[text, image, quote] * 10, title="Another")]
        for page in pages:
            page.locale  # noqa: B018 - read once for every request
            with self.subTest(page.title), self.assertNumQueries(1):
                self.assertTrue(findings_for(page))

    def test_checking_leaves_the_page_as_it_was(self):
        page = self.page(("image", {"image": self.mill.pk, "caption": "utilise", "decorative": False, "width": "text"}))
        before = page.serializable_data()
        findings_for(page)
        self.assertEqual(page.serializable_data(), before)
        self.assertEqual(page.body[0].value["image"], self.mill)

    def test_lengths_and_questions_of_a_headline(self):
        rule("check", check_name="headline_length", limit=20)
        rule("check", check_name="standfirst_length", limit=10)
        rule("check", check_name="question_headline", page_kinds=["pressrelease"])
        asking = {"title": "Will there be water in Gaz again?", "standfirst": "It may be so.", "state": "draft"}
        in_a_story = [finding.rule.check_name for finding in findings_for(story(**asking))]
        in_a_release = [finding.rule.check_name for finding in findings_for(release(**asking))]
        self.assertEqual(in_a_story, ["headline_length", "standfirst_length"])
        self.assertEqual(in_a_release, ["headline_length", "standfirst_length", "question_headline"])

    def test_shorter_versions_are_counted_in_words_and_read_like_the_text(self):
        rule("check", check_name="short_version_length", limit=5)
        rule("check", check_name="medium_version_length")
        page = release(short_version="Water runs again in two villages.", medium_version="We utilise it. " * 80)
        found = {(finding.rule.check_name, finding.message) for finding in findings_for(page)}
        self.assertIn(("short_version_length", "6 words; at most 5."), found)
        self.assertIn(("medium_version_length", "240 words; at most 230."), found)
        self.assertIn(("medium_version",), {finding.path for finding in findings_for(page) if finding.wrong})

    def test_a_page_without_text_has_nothing_to_mend(self):
        self.assertEqual(told(info_page("About")), [])

    def test_facts_are_checked_in_each_of_their_languages(self):
        rule(avoid="چاه", prefer="قنات", language="fa")
        wells = fact(texts={"en": {"note": "To utilise."}, "fa": {"note": "این چاه است."}})
        with self.assertNumQueries(4):
            found = told(type(wells).objects.get(pk=wells.pk))
        self.assertIn(("Note", "utilise", "use"), found)
        self.assertIn(("Note", "چاه", "قنات"), found)

    def test_hints_hold_nothing_up(self):
        self.assertFalse([line for line in held_up_by(self.page(title="Utilise")) if "use" in line])

    def test_what_must_be_mended_holds_it_up(self):
        StyleRule.objects.filter(pk=self.use.pk).update(must_be_mended=True)
        self.assertIn("Headline: Write “Use”.", held_up_by(self.page(title="Utilise")))

    def test_a_required_text_has_to_stand_in_its_kinds_of_page(self):
        disclosure = "This release was made with public money."
        rule("disclosure", text=disclosure, page_kinds=["pressrelease"], must_be_mended=True)
        missing = f"This has to stand in it: “{disclosure}”"
        without = release(state="draft")
        with_it = release("Another", body=body(("paragraph", f"<p>Read: {disclosure}</p>")), state="draft")
        self.assertIn(missing, held_up_by(without))
        self.assertNotIn(missing, held_up_by(with_it))
        self.assertNotIn(missing, held_up_by(self.page()))

    def test_a_required_text_about_ai_only_where_it_was_used(self):
        rule("disclosure", text="Edited by people.", condition="ai", must_be_mended=True)
        self.assertEqual(told(self.page()), [])
        self.assertEqual(len(told(self.page(title="Other", ai_use="assisted", ai_note="Drafted."))), 1)

    def test_a_huge_text_is_checked_to_a_limit(self):
        page = self.page(("paragraph", f"<p>{'utilise ' * 5000}</p>"), ("paragraph", f"<p>{'a' * 300_000}</p>"))
        self.assertEqual(len(findings_for(page)), MOST_FINDINGS)

    def test_marks_and_controls_break_nothing(self):
        page = self.page(("paragraph", "<p>utilise \u202e <a href='x'>utilise</a> &lt;b&gt; &amp; <b>x</p>"))
        page.standfirst = "\x00 utilise"
        self.assertEqual([wrong for _place, wrong, _fix in told(page)], ["utilise"] * 3)
