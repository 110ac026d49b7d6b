"""What the style book finds in a page or a fact."""

from dataclasses import dataclass
from itertools import islice

from wagtail.models import Page

from ..models import StyleRule
from . import whole
from .book import book_in
from .messages import message_of
from .passages import NO_TEXT, passages_of, place_of

#: Nobody reads more; what follows shows when these are mended.
MOST_FINDINGS = 300
AROUND = 32

Check = StyleRule.Check
OF_PAGES = {
    Check.HEADLINE_LENGTH: whole.headline_length,
    Check.STANDFIRST_LENGTH: whole.standfirst_length,
    Check.SHORT_VERSION_LENGTH: whole.short_version_length,
    Check.MEDIUM_VERSION_LENGTH: whole.medium_version_length,
    Check.QUESTION_HEADLINE: whole.question_headline,
}


@dataclass(frozen=True)
class Finding:
    """`path` leads through the editor's form to the place, `place` names it. `before`, `wrong` and `after` are the
    excerpt; `start` and `length` count in the passage. `fix` is what should stand there, or None."""

    rule: StyleRule
    path: tuple[str, ...]
    place: str
    message: str
    start: int = 0
    length: int = 0
    before: str = ""
    wrong: str = ""
    after: str = ""
    fix: str | None = None

    @property
    def must_be_mended(self):
        return self.rule.must_be_mended

    @property
    def is_mendable(self):
        """Whether it was typed into one control of the form, where a click can put it right."""
        return self.fix is not None and bool(self.path)


def findings_for(thing):
    """Everything that is to be mended in a page or a fact, as it stands in memory, in the order of its form; at most
    `MOST_FINDINGS`. A query for each language, whatever its length."""
    return list(islice(_findings(thing), MOST_FINDINGS))


def must_be_mended(page):
    """One of the checks of `publication.registries.readiness`: what the owner of the style book has made binding."""
    for finding in islice(_findings(page, binding=True), MOST_FINDINGS) if isinstance(page, Page) else ():
        yield f"{finding.place}: {finding.message}" if finding.place else finding.message


def _findings(thing, binding=False):
    books, passages = {}, list(passages_of(thing))
    if isinstance(thing, Page):
        books[thing.locale.language_code] = book_in(thing.locale.language_code, binding)
        yield from _in_the_whole(thing, books[thing.locale.language_code], passages)
    for passage in passages:
        book = books.get(passage.language) or books.setdefault(passage.language, book_in(passage.language, binding))
        for hit in book.hits(passage.text, passage.spoken, passage.hidden):
            yield _finding(passage, hit)


def _in_the_whole(page, book, passages):
    for name, rule in book.of_pages.items():
        if rule.holds_for(_kind_of(page)):
            for field, message in OF_PAGES[name](page, rule):
                yield Finding(rule, (), place_of(page, field), message)
    said = " ".join(word for passage in passages for word in passage.text.split())
    for rule in book.required:
        if rule.holds_for(_kind_of(page)):
            for _field, message in whole.required_text(page, rule, said):
                yield Finding(rule, (), "", message)


def _kind_of(page):
    kind = getattr(page, "kind", None)
    return kind() if kind else ""


def _finding(passage, hit):
    text, start, end = passage.text, hit.start, hit.end
    before, wrong, after = text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND]
    return Finding(
        rule=hit.rule, path=passage.path if passage.in_one_control else (), place=passage.name,
        message=message_of(hit.rule, hit.fix), start=start, length=end - start,
        before=_shown(before), wrong=wrong, after=_shown(after), fix=hit.fix,
    )  # fmt: skip


def _shown(text):
    return text.replace(NO_TEXT, "…")
