"""A piece as a Word file, for editors who work in one: real headings, lists and tables, pictures with alternative text.

`paper` writes the file; what Word needs for right-to-left text and python-docx does not write is in `bidi_word`.
"""

from functools import singledispatch
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image as Pillow

from pages import document
from pages.digits import format_number

from ..addresses import absolute, address_of_document
from ..metadata import comma
from . import bidi_word, elements
from .inline import BREAK, Run, runs_of
from .paper import Paper, runs_of_words
from .pictures import bytes_of, largest
from .text import basis_of, cell_of, dashed, picture_in_words, quoted, rights_of
from .text import render as in_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BOLD = frozenset({"bold"})


def of(piece):
    paper = Paper(piece)
    for element in piece.elements:
        render(element, paper)
    file = BytesIO()
    paper.file.save(file)
    return file.getvalue()


@singledispatch
def render(element, paper):
    if words := element.text():
        paper.paragraph(words)


@render.register
def _title(element: elements.Title, paper):
    paper.paragraph(element.words, "Title")


@render.register
def _standfirst(element: elements.Standfirst, paper):
    paper.paragraph(element.words, "Subtitle")


@render.register
def _lines(element: elements.Lines, paper):
    paper.heading(element.label)
    lines = [_runs_of_line(line) for line in element.lines]
    if element.bulleted:
        for line in lines:
            paper.paragraph_of(line, "List Bullet")
        return
    head = [[Run(element.head, BOLD)]] if element.head else []
    runs = []
    for line in [*head, *lines]:
        runs += [Run(BREAK)] if runs else []
        runs += line
    paper.paragraph_of(runs, "Slugline" if element.name == "kind" else "Normal")


def _runs_of_line(line):
    label = [Run(f"{line.label}: ")] if line.label else []
    return [*label, *runs_of_words(line.value, href=line.href)]


@render.register
def _prose(element: elements.Prose, paper):
    paper.heading(element.label)
    for words in element.words:
        for part in filter(None, (part.strip() for part in words.replace("\r\n", "\n").split("\n\n"))):
            paper.paragraph(part)


@render.register
def _entry(element: elements.Entry, paper):
    if element.source:
        paper.rich(element.source, "Heading 1")
    if element.when:
        paper.paragraph_of([Run(element.when, frozenset({"italic"}))])


@render.register
def _heading(element: document.Heading, paper):
    # The headline is the title of the file; so the headings of the text begin with the first level.
    paper.rich(element.source, f"Heading {element.level - 1}")


@render.register
def _paragraph(element: document.Paragraph, paper):
    paper.rich(element.source)


@render.register
def _items(element: document.Items, paper):
    paper.heading(element.label)
    if not element.ordered:
        for source in element.sources:
            paper.rich(source, "List Bullet")
    elif paper.is_rtl:
        # Programs count in their own digits: only what is written is Persian everywhere.
        for number, source in enumerate(element.sources, 1):
            digits = Run(f"{format_number(number, paper.piece.language)}.\t")
            bidi_word.hang(paper.paragraph_of([digits, *runs_of(paper.piece.expanded[source])], "Numbered"))
    else:
        numbering = bidi_word.new_numbering(paper.file)
        for source in element.sources:
            bidi_word.number_by(paper.rich(source, "List Number"), numbering)


@render.register
def _quote(element: document.Quote, paper):
    direction = {"en": "ltr", "fa": "rtl"}.get(element.language, "")
    paper.paragraph_of([Run(quoted(element.words), direction=direction, language=element.language)], "Quote")
    if who := comma().join(filter(None, [element.speaker, element.role])):
        paper.paragraph(f"— {who}", "Speaker")


@render.register
def _figure(element: document.Figure, paper):
    rendition = largest(element.image)
    if rendition is None or not _can_be_read(rendition):
        if not element.decorative:
            paper.paragraph(picture_in_words(element), "Caption")
        return
    paper.picture(rendition, "" if element.decorative else element.alt)
    if below := dashed(element.caption, *rights_of(element.image)):
        paper.paragraph(below, "Caption")


def _can_be_read(rendition):
    """A size whose file is gone from the store leaves its words, not an error."""
    try:
        with Pillow.open(BytesIO(bytes_of(rendition))) as picture:
            return picture.format in ("JPEG", "PNG")
    except OSError:
        return False


@render.register
def _recording(element: document.Recording, paper):
    media = element.media
    name = _("Film: %(words)s") if media.type == "video" else _("Recording: %(words)s")
    title = name % {"words": element.caption or media.word("title") or media.title}
    paper.paragraph_of(_linked(title, absolute(media.url), media))
    if element.transcript:
        paper.heading(_("Transcript"), 2)
        for line in filter(None, map(document.plain, element.transcript.splitlines())):
            paper.paragraph(line)


@render.register
def _files(element: document.Files, paper):
    if element.documents:
        paper.heading(_("Documents"), 2)
    for file, title in zip(element.documents, element.titles, strict=True):
        paper.paragraph_of(_linked(title, address_of_document(file), file), "List Bullet")


def _linked(title, address, asset):
    rights = dashed(*rights_of(asset))
    return [*runs_of_words(title, href=address), *([Run(f" – {rights}")] if rights else [])]


@render.register
def _table(element: document.Table, paper):
    if element.caption:
        paper.paragraph_of([Run(element.caption, BOLD)], "Caption")
    if element.head:
        paper.table([[cell_of(cell) for cell in row] for row in (element.head, *element.rows)])
    if basis := basis_of(element):
        paper.paragraph(basis, "Caption")


@render.register
def _timeline(element: document.Timeline, paper):
    for when, what in element.entries:
        paper.paragraph_of([Run(f"{when}: ", BOLD), *runs_of_words(what)])


@render.register
def _fact(element: document.FactLine, paper, style="Normal"):
    """The sentence of plain text, its value led to its own page."""
    sentence, runs = in_text(element), []
    begin = f"{element.statement}: "
    value = sentence[len(begin) :].split(element.value)[0] + element.value if element.value in sentence else ""
    if sentence.startswith(begin) and value and sentence[len(begin) :].startswith(value):
        runs = [Run(begin), Run(value, BOLD, absolute(element.url)), Run(sentence[len(begin) + len(value) :])]
    paper.paragraph_of([run for run in runs if run.text] or [Run(sentence)], style)


@render.register
def _facts(element: document.Facts, paper):
    paper.heading(element.label)
    for line in element.lines:
        _fact(line, paper, "List Bullet")


@render.register
def _link(element: document.Link, paper):
    paper.paragraph_of(runs_of_words(element.title or element.url, href=element.url))
