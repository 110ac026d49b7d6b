from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from freezegun import freeze_time
from wagtail.models import Page

from facts import runner
from facts.citing import cited_by_many, facts_in, public_pages_citing
from facts.models import Citation, Fact
from facts.readiness import facts_not_approved
from home.models import ChosenFact, HomePage
from media_library.uses import used_by_public_owner
from pages.document import FactLine, Facts, text_of
from publication.signals import public_state_changed
from stories.context import gather
from stories.models import FactIndexPage, FactSheet, Statement, StatementIndexPage
from tests.factories import (
    body,
    document,
    fact,
    info_page,
    newsroom,
    person,
    placed,
    release,
    republish,
    revise,
    section,
    story,
)

NBSP = "\u00a0"
WITHDRAWN = "[figure withdrawn]"


def paragraph(*facts):
    return ("paragraph", "".join(f"<p>We read {placed(made)} then.</p>" for made in facts))


def saying(make, *facts, **given):
    return make(body=body(paragraph(*facts)), **given)


def dated(*facts, **given):
    return saying(release, *facts, contacts=[person()], **given)


def front_page():
    return HomePage.objects.get(locale__language_code="en")


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def words_of(page):
    """Everything that the page says, as its readers are told now; a space is a space."""
    with translation.override(page.locale.language_code):
        return text_of(fresh(page).document()).replace("\u00a0", " ")


def sheet(*facts, **given):
    groups = body(("facts", {"title": "Wells", "facts": [made.pk for made in facts]}))
    return _new(FactSheet(title="In figures", standfirst="Wells.", body=groups, **given), FactIndexPage)


def statement(*facts):
    at = timezone.now().isoformat()
    text = "".join(f"<p>{placed(made)}</p>" for made in facts)
    thread = body(("entry", {"at": at, "headline": "First", "text": text}))
    return _new(Statement(title="On wells", standfirst="Wells.", thread=thread), StatementIndexPage)


def _new(page, index):
    parent = section(index)
    page.locale = parent.locale
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    page.save_revision().publish()
    return fresh(page)


class FindingTest(TestCase):
    """Wherever a page may place a fact, it is found."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.fact = fact()

    def assert_found(self, page, *facts):
        self.assertEqual(facts_in(page), {made.pk for made in facts})

    def test_in_a_sentence_as_a_block_and_among_key_facts(self):
        two, three = fact("Two"), fact("Three")
        page = story(
            body=body(
                paragraph(self.fact),
                ("fact_ref", two.pk),
                ("key_facts", [f"<p>{placed(three)}</p>"]),
                ("quote", {"words": "No fact.", "name": "Mina"}),
            )
        )
        self.assert_found(page, self.fact, two, three)

    def test_in_notes_threads_sheets_information_pages_and_on_the_front_page(self):
        notes = body(("notes", [f"<p>{placed(self.fact)}</p>"]))
        self.assert_found(release(body=notes, contacts=[person()]), self.fact)
        self.assert_found(statement(self.fact), self.fact)
        self.assert_found(sheet(self.fact), self.fact)
        self.assert_found(saying(info_page, self.fact), self.fact)
        home = front_page()
        home.chosen_facts = [ChosenFact(fact=self.fact)]
        self.assert_found(home, self.fact)

    def test_still_where_the_page_has_been_read_for_its_readers(self):
        two = fact("Two")
        page = story(body=body(paragraph(self.fact), ("fact_ref", two.pk)))
        gather(page)
        self.assertEqual([cited.said.fact for cited in page.figures], [self.fact])
        self.assertEqual({line.statement for line in lines_of(page)}, {"Wells read"})

    def test_a_page_of_an_unknown_fact_has_a_gap(self):
        page = story(body=body(("paragraph", '<p>We <embed embedtype="fact" id="999" form="value"/></p>')))
        self.assertIn(WITHDRAWN, words_of(page))


def lines_of(page):
    document = page.document()
    groups = [line for element in document if isinstance(element, Facts) for line in element.lines]
    return [*(element for element in document if isinstance(element, FactLine)), *groups]


class CitationTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.fact = fact(amount=60)

    def row(self, page):
        row = Citation.objects.get(page=page, fact=self.fact)
        return row.version and row.version.number, row.protected

    def test_releases_and_statements_are_protected_and_all_else_is_living(self):
        home = front_page()
        home.chosen_facts = [ChosenFact(fact=self.fact)]
        home.save_revision().publish()
        for page, protected in [
            (dated(self.fact), True),
            (statement(self.fact), True),
            (saying(story, self.fact), False),
            (sheet(self.fact), False),
            (saying(info_page, self.fact), False),
            (home, False),
        ]:
            with self.subTest(type(page).__name__):
                self.assertEqual(self.row(page), (1, protected))

    def test_what_is_only_in_a_draft_is_not_cited(self):
        draft = saying(story, self.fact, state="draft")
        page = story("Without")
        page.body = body(paragraph(self.fact))
        page.save_revision()
        self.assertFalse(Citation.objects.filter(page__in=[draft.pk, page.pk]).exists())
        self.assertEqual(list(public_pages_citing(self.fact)), [])

    def test_it_is_written_by_the_transaction_that_publishes(self):
        page = saying(story, self.fact, state="draft")

        def fail(**kwargs):
            raise RuntimeError

        public_state_changed.connect(fail)
        self.addCleanup(public_state_changed.disconnect, fail)
        with self.assertRaises(RuntimeError):
            page.get_latest_revision().publish()
        self.assertFalse(Citation.objects.exists())
        self.assertFalse(fresh(page).live)

    def test_what_is_taken_out_is_cited_no_more(self):
        page = saying(story, self.fact)
        page.body = body(("paragraph", "<p>Nothing.</p>"))
        page.save_revision().publish()
        self.assertFalse(Citation.objects.exists())

    def test_a_release_published_again_keeps_the_version_that_it_said_first(self):
        page = dated(self.fact)
        republish(self.fact, amount=61)
        page.title = "With a comma, mended"
        page.save_revision().publish()
        self.assertEqual(self.row(page), (1, True))

    def test_so_does_one_that_was_withdrawn_in_between(self):
        page = dated(self.fact)
        page.unpublish()
        republish(self.fact, amount=61)
        page.get_latest_revision().publish()
        self.assertEqual(self.row(page), (1, True))

    def test_an_old_revision_published_again_cites_what_it_cited(self):
        page = dated(self.fact)
        first = page.live_revision
        page.title = "Second"
        page.save_revision().publish()
        republish(self.fact, amount=61)
        first.publish()
        self.assertEqual(self.row(page), (1, True))

    def test_a_release_takes_a_new_fact_as_it_is_on_the_day(self):
        page = dated(self.fact)
        republish(self.fact, amount=61)
        other = fact("Other", amount=7)
        republish(other, amount=8)
        page.body = body(paragraph(self.fact, other))
        page.save_revision().publish()
        rows = page.citations.values_list("fact__label", "version__amount")
        self.assertEqual(dict(rows), {"Wells read": 60, "Other": 8})

    def test_a_story_published_again_cites_what_holds_now(self):
        page = saying(story, self.fact)
        republish(self.fact, amount=61)
        page.save_revision().publish()
        self.assertEqual(self.row(page), (2, False))

    def test_a_fact_and_a_release_under_one_embargo_go_out_together_in_either_order(self):
        at = timezone.now() + timedelta(hours=1)
        made = fact("New", amount=5, state="scheduled", go_live_at=at)
        page = dated(made)
        self.assertIn(WITHDRAWN, words_of(page))
        with freeze_time(at + timedelta(seconds=1)):
            runner.tick()
            republish(made, amount=6)
            self.assertEqual(Citation.objects.get(page=page, fact=made).version.number, 1)
            self.assertIn("We read 5 wells", words_of(page))

    def test_a_release_that_went_out_beside_its_fact_keeps_what_it_has_said(self):
        page = dated(self.fact)
        # As when the two were published in the same moment, and neither saw the other.
        Citation.objects.filter(page=page).update(version=None)
        for amount in (61, 62):
            republish(self.fact, amount=amount)
        self.assertEqual(self.row(page), (1, True))
        self.assertIn("We read 60 wells", words_of(page))

    def test_a_page_and_a_fact_cannot_cite_each_other_twice(self):
        page = saying(story, self.fact)
        with self.assertRaises(IntegrityError), transaction.atomic():
            Citation.objects.create(page=page, fact=self.fact)

    def test_code_cannot_delete_what_is_cited(self):
        saying(story, self.fact)
        with self.assertRaises(ProtectedError):
            self.fact.delete()


class ShownTest(TestCase):
    """What readers are told of a fact by pages of every kind."""

    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.fact = fact(amount=60)

    def test_a_living_page_says_what_holds_now(self):
        pages = [saying(story, self.fact), sheet(self.fact), saying(info_page, self.fact)]
        republish(self.fact, amount=61)
        for page in pages:
            with self.subTest(type(page).__name__):
                self.assertIn("61 wells", words_of(page))
                self.assertNotIn("60 wells", words_of(page))

    def test_a_dated_page_says_what_it_said_and_what_holds_now(self):
        for make in (dated, statement):
            made = fact(amount=60)
            page = make(made)
            republish(made, amount=61)
            with self.subTest(make.__name__):
                cited = fresh(page).cited[made.pk]
                self.assertEqual((cited.said.amount, cited.now.amount, cited.withdrawn), (60, 61, False))
                self.assertIn("Now: 61 wells", words_of(page))

    def test_in_persian_too(self):
        made = fact(amount=60)
        page = dated(made, language="fa")
        republish(made, amount=61)
        with translation.override("fa"):
            said = fresh(page).cited[made.pk]
            self.assertEqual((said.said.value, said.now.value), (f"۶۰{NBSP}چاه", f"۶۱{NBSP}چاه"))

    def test_another_date_alone_is_no_news_to_a_dated_page(self):
        page = dated(self.fact)
        republish(self.fact, source_address="https://example.org/")
        self.assertIsNone(fresh(page).cited[self.fact.pk].now)

    def test_a_value_that_came_back_is_no_news_either(self):
        page = dated(self.fact)
        republish(self.fact, amount=61)
        republish(self.fact, amount=60)
        self.assertIsNone(fresh(page).cited[self.fact.pk].now)

    def test_a_withdrawn_fact_is_a_gap_in_a_living_page(self):
        pages = [saying(story, self.fact), sheet(self.fact)]
        self.fact.unpublish()
        self.assertIn(WITHDRAWN, words_of(pages[0]))
        for page in pages:
            self.assertNotIn("60", words_of(page))

    def test_a_withdrawn_fact_stays_in_a_dated_page_and_is_marked(self):
        page = dated(self.fact)
        self.fact.unpublish()
        cited = fresh(page).cited[self.fact.pk]
        self.assertEqual((cited.said.amount, cited.withdrawn, cited.url), (60, True, ""))
        self.assertIn("This figure has been withdrawn since.", words_of(page))

    def test_a_withdrawn_fact_is_marked_as_such_though_its_value_had_changed(self):
        page = dated(self.fact)
        republish(self.fact, amount=61)
        Fact.objects.get(pk=self.fact.pk).unpublish()
        cited = fresh(page).cited[self.fact.pk]
        self.assertEqual((cited.said.amount, cited.now, cited.withdrawn), (60, None, True))

    def test_a_draft_is_said_by_no_page_and_at_no_address(self):
        made = fact("Secret", amount=98765432, state="draft")
        pages = [saying(story, made), dated(made), sheet(made)]
        revise(self.fact, amount=98765433)
        pages.append(saying(story, self.fact, title="Other"))
        for page in pages:
            with self.subTest(page.title):
                self.assertNotIn("98", words_of(page))
                self.assertNotContains(self.client.get(page.get_url()), "98,765")
        self.assertEqual(self.client.get(f"/en/facts/figures/{made.public_id}/").status_code, 404)
        self.assertEqual(self.client.get(f"/fa/facts/figures/{made.public_id}/").status_code, 404)

    def test_a_withdrawn_fact_has_no_address(self):
        self.assertEqual(self.client.get(self.fact.url).status_code, 200)
        self.fact.unpublish()
        self.assertEqual(self.client.get(self.fact.url).status_code, 404)

    def test_a_stale_fact_leaves_the_front_page_and_stays_in_texts(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        stale = fact("Stale", amount=77, review_by=yesterday)
        home = front_page()
        home.chosen_facts = [ChosenFact(fact=stale), ChosenFact(fact=self.fact)]
        home.save_revision().publish()
        context = self.client.get("/en/").context
        self.assertEqual([said.amount for said in context["facts"]], [60])
        self.assertIn("77", words_of(saying(story, stale)))

    def test_a_preview_shows_a_draft_and_what_a_release_keeps(self):
        draft = fact("Draft", amount=5, state="draft")
        page = dated(self.fact)
        republish(self.fact, amount=61)
        page.body = body(paragraph(self.fact, draft))
        gather(page, in_preview=True)
        self.assertEqual(page.cited[self.fact.pk].said.amount, 60)
        self.assertEqual(page.cited[draft.pk].said.amount, 5)

    def test_the_document_behind_a_fact_is_public_as_long_as_the_fact(self):
        source = document()
        made = fact("With source", state="draft", source_document=source)
        self.assertFalse(used_by_public_owner(source.public_id))
        made.get_latest_revision().publish()
        self.assertTrue(used_by_public_owner(source.public_id))
        self.assertEqual(self.client.get(source.url).status_code, 200)
        Fact.objects.get(pk=made.pk).unpublish()
        self.assertFalse(used_by_public_owner(source.public_id))
        self.assertEqual(self.client.get(source.url).status_code, 404)

    def test_a_document_that_a_draft_names_stays_private(self):
        source = document()
        revise(self.fact, source_document=source)
        self.assertFalse(used_by_public_owner(source.public_id))

    def test_of_an_expired_fact_the_document_is_gone_at_once(self):
        source = document()
        at = timezone.now() + timedelta(hours=1)
        fact("With source", source_document=source, expire_at=at)
        with freeze_time(at + timedelta(seconds=1)):
            self.assertFalse(used_by_public_owner(source.public_id))


class ReadinessTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()

    def test_an_unapproved_fact_stands_between_a_page_and_its_readers(self):
        page = saying(story, fact("Depth", state="draft"), state="draft")
        self.assertEqual(facts_not_approved(page), ["The fact “Depth” is not approved yet: readers would see a gap."])

    def test_a_withdrawn_one_does_too_but_not_where_its_value_is_kept(self):
        made = fact()
        kept, living = dated(made), saying(story, made)
        made.unpublish()
        self.assertEqual(facts_not_approved(kept), [])
        self.assertEqual(len(facts_not_approved(living)), 1)

    def test_one_that_no_longer_exists_is_named_as_such(self):
        page = story(body=body(("paragraph", '<p><embed embedtype="fact" id="999" form="value"/></p>')))
        self.assertEqual(facts_not_approved(page), ["A fact in the text no longer exists: take it out."])

    def test_one_that_is_public_by_the_time_of_the_page_does_not(self):
        at = timezone.now() + timedelta(hours=1)
        made = fact(state="scheduled", go_live_at=at)
        for minutes, messages in [(-1, 1), (0, 0), (5, 0)]:
            with self.subTest(minutes):
                page = saying(story, made, state="draft", go_live_at=at + timedelta(minutes=minutes))
                self.assertEqual(len(facts_not_approved(page)), messages)

    def test_it_asks_once_for_all_facts_and_not_at_all_for_none(self):
        page = saying(story, *(fact(f"Fact {number}") for number in range(5)))
        with self.assertNumQueries(1):
            self.assertEqual(facts_not_approved(page), [])
        without = story("Without")
        with self.assertNumQueries(0):
            self.assertEqual(facts_not_approved(without), [])


class QueriesTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        cls.facts = [fact(f"Fact {number}") for number in range(12)]

    def queries(self, address):
        self.client.get(address)
        with CaptureQueriesContext(connection) as asked:
            self.assertEqual(self.client.get(address).status_code, 200)
        return len(asked)

    def test_twelve_facts_cost_what_one_costs(self):
        for make in (lambda *facts: saying(story, *facts), dated, sheet, statement):
            few, many = make(self.facts[0]), make(*self.facts)
            with self.subTest(type(few).__name__):
                self.assertEqual(self.queries(many.get_url()), self.queries(few.get_url()))

    def test_the_feed_asks_no_more_for_more_facts_and_more_items(self):
        dated(self.facts[0])
        saying(story, self.facts[0])
        few = self.queries("/en/feed.xml")
        for number in range(3):
            dated(*self.facts, title=f"Release {number}")
            saying(story, *self.facts, title=f"Story {number}")
        self.assertEqual(self.queries("/en/feed.xml"), few)

    def test_several_pages_are_read_together(self):
        pages = [dated(*self.facts), dated(self.facts[0], title="Other"), saying(story, *self.facts)]
        keys = [facts_in(page) for page in pages]
        with self.assertNumQueries(2):
            cited = cited_by_many(pages, keys)
        self.assertEqual([len(said) for said in cited], [12, 1, 12])

    def test_a_page_without_facts_asks_nothing(self):
        page = story("Without")
        with self.assertNumQueries(0):
            self.assertEqual(page.cited, {})
