from datetime import date

from django.test import tag
from playwright.sync_api import expect
from wagtail.models import Page

from home.models import ChosenFact, HomePage
from stories.models import FactIndexPage, FactSheet, Story
from tests.factories import body, brand, fact, person, placed, release, section, story
from tests.facts.desk import address
from tests.stories.admin import user

from .base import BrowserTestCase
from .desk import Desk

#: What is typed and what is then read, by language.
ENGLISH = {
    "language": "en", "typed": ("1,234", "2026-10-01"), "was": "987\u00a0wells", "now": "1,234\u00a0wells",
    "day": "1 October 2026", "since": "As published. Now 1,234\u00a0wells",
}  # fmt: skip
PERSIAN = {
    "language": "fa", "typed": ("۱٬۲۳۴", "۱۴۰۵/۷/۹"), "was": "۹۸۷\u00a0چاه", "now": "۱٬۲۳۴\u00a0چاه",
    "day": "۹ مهر ۱۴۰۵", "since": "۱٬۲۳۴\u00a0چاه",
}  # fmt: skip


class FactDesk(Desk):
    """Buttons and fields are found by their names: the words on them are of the language of the desk."""

    def open_fact(self, fact):
        self.page.goto(address("edit", fact.pk))
        self.page.locator("[name=amount]").wait_for()
        return self

    def _press(self, button):
        if not button.first.is_visible():
            self.page.locator("footer .w-dropdown__toggle").click()
        button.first.click()

    def touched(self):
        return self.page.locator(".nr-touched").inner_text()

    def submit(self):
        self._press(self.page.locator("footer [name=action-submit]"))
        self.page.locator(".messages .success").wait_for()

    def approve(self):
        self._press(
            self.page.locator("footer [data-workflow-action-name=approve]:not([data-workflow-action-modal-url])")
        )
        self.page.locator(".messages .success").wait_for()


class FactsTest(BrowserTestCase):
    def setUp(self):
        super().setUp()
        self.reader = self.visitor()
        with self.alone():
            brand()

    def test_a_change_in_english_is_seen_before_it_is_approved_and_everywhere_after(self):
        self.assert_changes(ENGLISH)

    @tag("once")
    def test_a_change_in_persian_is_seen_before_it_is_approved_and_everywhere_after(self):
        self.assert_changes(PERSIAN)

    def assert_changes(self, text):
        language = text["language"]
        with self.alone():
            user("Editor", language)
            user("Approver", language)
            made = fact("Wells", amount=987, as_of=date(2026, 1, 1))
            living, kept = self.pages_that_place(made, language)
        before = {path: self.words_of(path) for path in [*living, *kept]}
        for path, words in before.items():
            self.assertIn(text["was"], words, path)

        editor = FactDesk(self.visitor()).log_in("editor").open_fact(made)
        self.assert_touched(editor)
        amount, day = text["typed"]
        editor.page.fill("[name=amount]", amount)
        editor.page.fill("[name=as_of]", day)
        editor.submit()
        for path in before:
            self.assertIn(text["was"], self.words_of(path), path)

        approver = FactDesk(self.visitor()).log_in("approver").open_fact(made)
        self.assert_touched(approver)
        approver.approve()

        for path in living:
            with self.subTest(path):
                words = self.words_of(path)
                self.assertIn(text["now"], words)
                self.assertIn(text["day"], words)
        for path in kept:
            with self.subTest(path):
                words = self.words_of(path)
                self.assertIn(text["was"], words)
                self.assertIn(text["since"], words)
        self.assert_no_complaints()

    def pages_that_place(self, made, language):
        """Addresses of pages that say what holds now, and of those that keep what they said."""
        text = body(("paragraph", f"<p>a {placed(made)} b</p>"), ("fact_ref", made.pk))
        first = story("A living story", language=language, body=text)
        second = release("A dated release", language=language, body=text, contacts=[person()])
        groups = body(("facts", {"title": "Wells", "facts": [made.pk]}))
        sheet = FactSheet(title="A living sheet", standfirst="Wells.", body=groups)
        parent = section(FactIndexPage, language)
        sheet.locale = parent.locale
        Page.objects.get(pk=parent.pk).add_child(instance=sheet)
        sheet.save_revision().publish()
        home = HomePage.objects.get(locale__language_code=language)
        home.chosen_facts = [ChosenFact(fact=made)]
        home.save_revision().publish()
        living = [first.get_url(), sheet.get_url(), f"/{language}/", f"/{language}/feed.xml"]
        return [*living, f"/{language}/facts/figures/{made.public_id}/"], [second.get_url()]

    def assert_touched(self, desk):
        touched = desk.touched()
        for title in ("A living story", "A living sheet", "A dated release"):
            self.assertIn(title, touched)
        self.assertEqual(desk.page.locator(".nr-touched ul").count(), 2)

    def words_of(self, path):
        if path.endswith(".xml"):
            return self.answer_of(path).text()
        self.reader.goto(path)
        return self.reader.locator("main").inner_text()


#: Selects the word in the editor as a hand would, in either direction of writing, and is true once the selection has
#: stood for some frames: an editor that is just being focused puts its own back first.
SELECTED = """word => {
    const editor = document.querySelector("[data-contentpath=body] [contenteditable=true]");
    window.stood = getSelection().toString() === word ? (window.stood || 0) + 1 : 0;
    if (window.stood > 5) {
        window.stood = 0;
        return true;
    }
    if (window.stood === 0) {
        const texts = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
        while (texts.nextNode() && !texts.currentNode.data.includes(word));
        const { currentNode: text } = texts, start = text.data.indexOf(word);
        getSelection().setBaseAndExtent(text, start, text, start + word.length);
    }
    return false;
}"""

HANDED_OVER = """() => {
    const shown = document.querySelector("[data-contentpath=body] [contenteditable=true]").innerText;
    return JSON.parse(document.querySelector("[name=body-0-value]").value).blocks[0].text === shown;
}"""


class PlacingTest(BrowserTestCase):
    """An editor chooses a fact while writing a sentence, and reads the sentence again."""

    def test_in_an_english_desk(self):
        self.assert_placed("en", "We read HERE, all of them.", "61\u00a0wells")

    @tag("once")
    def test_in_a_persian_desk(self):
        self.assert_placed("fa", "خواندیم: HERE، همه را.", "۶۱\u00a0چاه")

    def assert_placed(self, language, sentence, value):
        with self.alone():
            user("Editor", language)
            made = fact("Wells: read")
            text = body(("paragraph", f"<p>{sentence}</p>"))
            page = story("Wells", language=language, body=text, state="draft", people=[person()])
        shown, stored = sentence.replace("HERE", value), sentence.replace("HERE", placed(made))
        desk = Desk(self.visitor()).log_in("editor")
        editor = self.open(desk, page)
        self.select(desk, editor, "HERE")
        desk.page.locator("button[name=FACT]").click()
        self.choose(desk, "Wells: read")
        expect(editor).to_have_text(shown)
        self.save(desk)
        self.assertIn(stored, self.stored(page))

        # Opened again it shows the value; words written around it leave it whole.
        editor = self.open(desk, page)
        expect(editor).to_have_text(shown)
        editor.click()
        expect(editor).to_be_focused()
        desk.page.keyboard.press("Control+End")
        editor.press_sequentially(" 2")
        self.save(desk)
        self.assertIn(f"{stored} 2", self.stored(page))

        # It says which fact it is, and is deleted like a letter.
        self.assertEqual(editor.locator(".nr-fact").get_attribute("title"), "Wells: read")
        self.select(desk, editor, value[-1])
        desk.page.keyboard.press("Backspace")
        expect(editor).to_have_text(shown.replace(value, "") + " 2")
        self.save(desk)
        self.assertNotIn("embed", self.stored(page))
        self.assert_no_complaints()

    def open(self, desk, page):
        desk.page.goto(f"/admin/pages/{page.pk}/edit/")
        editor = desk.page.locator("[data-contentpath=body] [contenteditable=true]").first
        editor.wait_for()
        return editor

    def select(self, desk, editor, word):
        editor.click()
        expect(editor).to_be_focused()
        desk.page.wait_for_function(SELECTED, arg=word)

    def choose(self, desk, label):
        modal = desk.page.locator(".modal-content")
        modal.get_by_role("link", name=label).click()
        modal.wait_for(state="hidden")

    def save(self, desk):
        # Draftail hands its text over a moment after the last key.
        desk.page.wait_for_function(HANDED_OVER)
        with desk.page.expect_navigation():
            desk.page.locator("footer button.action-save").first.click()
        desk.page.locator(".messages .success").wait_for()

    def stored(self, page):
        with self.alone():
            draft = Story.objects.get(pk=page.pk).get_latest_revision_as_object()
            return draft.body.raw_data[0]["value"]
