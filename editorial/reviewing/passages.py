"""The text that a link shows, in passages that can be commented on.

It is the neutral document, without the page's own template: what a template fetches besides (related items, pictures,
files) is not part of the draft, and is not opened by such a link.
"""

from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import Truncator, capfirst

from pages.document import Element, Figure, Heading, Items, Paragraph, Quote, expand, plain

from ..models import Consent, ReviewComment
from ..models.consent import digest_of_quote

LONGEST = ReviewComment._meta.get_field("passage").max_length


@dataclass(frozen=True)
class Passage:
    """`kind` says how it is drawn."""

    number: int
    kind: str
    words: str
    #: Rich text as HTML: one piece, for a list one for each entry.
    html: tuple[str, ...] = ()
    element: Element | None = None
    #: Fingerprint of a quote, and the consent to it.
    digest: str = ""
    consent: Consent | None = None

    @property
    def begins(self):
        return Truncator(" ".join(self.words.split())).chars(LONGEST)


class Text:
    """One revision of a page, as a reviewer reads it. Its labels and names are in the language of the page."""

    def __init__(self, link):
        page = link.revision.as_object()
        self.language, self.direction = page.language_code, page.direction
        with translation.override(self.language):
            self.passages = list(_passages_of(page))
        self._note_consents(link)

    def __iter__(self):
        return iter(self.passages)

    def quote_of(self, speaker, digest):
        """The passage with this quote, if this speaker says it."""
        return next((one for one in self if digest and one.digest == digest and one.element.speaker == speaker), None)

    def _note_consents(self, link):
        digests = {one.digest for one in self if one.digest}
        given = {row.digest: row for row in Consent.objects.filter(page_id=link.page_id, digest__in=digests)}
        for place, one in enumerate(self.passages):
            if one.digest in given:
                self.passages[place] = replace(one, consent=given[one.digest])


def _passages_of(page):
    yield Passage(1, "title", page.title)
    if standfirst := getattr(page, "standfirst", ""):
        yield Passage(2, "standfirst", standfirst)
    for number, element in enumerate([*page.document(), *_shorter(page)], start=3):
        yield _passage(number, element)


def _shorter(page):
    """What journalists will take over as it stands: it is read as closely as the text."""
    for name, words in page.shorter_versions() if hasattr(page, "shorter_versions") else ():
        yield Heading(escape(capfirst(str(page._meta.get_field(name).verbose_name))), level=2)
        yield from (Paragraph(escape(line)) for line in words.splitlines() if line.strip())


def _passage(number, element):
    if isinstance(element, Heading | Paragraph):
        kind = "heading" if isinstance(element, Heading) else "paragraph"
        return Passage(number, kind, plain(element.source), (_html(element.source),), element)
    if isinstance(element, Items):
        html = tuple(map(_html, element.sources))
        return Passage(number, "items", element.text(), html, replace(element, label=str(element.label)))
    if isinstance(element, Quote):
        return Passage(number, "quote", element.words, element=element, digest=digest_of_quote(element))
    if isinstance(element, Figure):
        return Passage(number, "figure", element.caption or element.alt, element=element)
    return Passage(number, "words", element.text(), element=element)


def _html(source):
    # Stored rich text has been through the editor's white list; readers will be shown the same.
    return mark_safe(expand(source))  # noqa: S308
