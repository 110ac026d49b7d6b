"""A piece as a Word file, for editors who work in one: real headings, lists and tables, pictures with alternative text.

What Word needs for right-to-left text and python-docx does not write is in `bidi_word`.
"""

from datetime import UTC
from functools import singledispatch
from io import BytesIO

import docx
from django.utils.translation import gettext as _
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, RGBColor
from PIL import Image as Pillow

from pages import document
from pages.bidi import strip_controls
from pages.digits import format_number

from ..addresses import absolute
from ..feed import permanent_id
from ..metadata import authors_of, comma
from . import bidi_word, elements
from .inline import BREAK, Run, runs_of
from .pictures import bytes_of, largest
from .text import basis_of, cell_of, dashed, picture_in_words, quoted, rights_of
from .text import render as in_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.5)
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
#: Of pictures, so that one with its caption stands on a page.
LARGEST_HEIGHT = Cm(16)
LINK = RGBColor(0x1E, 0x3A, 0x8A)


def of(piece):
    file = BytesIO()
    Paper(piece).written().save(file)
    return file.getvalue()


class Paper:
    """The file while it is written."""

    def __init__(self, piece):
        self.piece, self.is_rtl = piece, piece.direction == "rtl"
        self.file = docx.Document()
        bidi_word.prepare(self.file, piece.language, self.is_rtl)
        section = self.file.sections[0]
        section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        self._say_what_it_is()

    def _say_what_it_is(self):
        item, properties = self.piece.item, self.file.core_properties
        properties.title, properties.subject = _known(item.title), _known(item.standfirst)
        authors = comma().join(str(person) for person in authors_of(item))
        properties.author = _known(authors or self.piece.publisher)
        properties.last_modified_by = _known(self.piece.publisher)
        properties.identifier = permanent_id(item)
        properties.language = bidi_word.TAGS.get(self.piece.language, self.piece.language)
        properties.keywords = _known(comma().join(str(topic) for topic in item.topic_list))
        properties.comments = _known(self.piece.address)
        # As it is published, not as it is written out: the same piece gives the same file. OPC knows no zones but UTC.
        moment = self.piece.modified_at.astimezone(UTC).replace(tzinfo=None)
        properties.created = properties.modified = moment
        properties.revision = 1

    def written(self):
        for element in self.piece.elements:
            render(element, self)
        return self.file

    def heading(self, words, level=1):
        if words:
            self.paragraph(str(words), f"Heading {level}")

    def paragraph(self, words, style="Normal"):
        """A paragraph of words without marks; a line break stays one."""
        return self.paragraph_of(_runs_of_words(words), style)

    def paragraph_of(self, runs, style="Normal"):
        paragraph = self.file.add_paragraph(style=style)
        self.fill(paragraph, runs)
        return paragraph

    def rich(self, source, style="Normal"):
        return self.paragraph_of(runs_of(self.piece.expanded[source]), style)

    def fill(self, paragraph, runs):
        bidi_word.turn_paragraph(paragraph, self.is_rtl)
        for run in runs:
            self._add(paragraph, run)

    def _add(self, paragraph, run):
        if run.text == BREAK:
            paragraph.add_run().add_break()
            return
        words = strip_controls(run.text)
        for text, is_rtl in bidi_word.directions(words, self.is_rtl, run.direction):
            added = paragraph.add_run(text)
            added.bold, added.italic = "bold" in run.marks or None, "italic" in run.marks or None
            added.font.superscript, added.font.subscript = "sup" in run.marks or None, "sub" in run.marks or None
            bidi_word.turn_run(added, is_rtl, run.language)
            if run.href:
                added.font.color.rgb, added.font.underline = LINK, True
                self._link(paragraph, added, run.href)

    def _link(self, paragraph, run, address):
        relation = self.file.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        bidi_word.wrap_in_link(paragraph, run, relation)

    def picture(self, rendition, alt):
        data = bytes_of(rendition)
        width, height = _fitting(rendition)
        paragraph = self.file.add_paragraph(style="Picture")
        bidi_word.turn_paragraph(paragraph, self.is_rtl)
        shape = paragraph.add_run().add_picture(BytesIO(data), width=width, height=height)
        bidi_word.describe(shape, strip_controls(alt))

    def table(self, rows, style="Table Grid"):
        table = self.file.add_table(rows=0, cols=max(map(len, rows)), style=style)
        bidi_word.turn_table(table, self.is_rtl)
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for cell, words in zip(cells, row, strict=False):
                marks = frozenset({"bold"}) if number == 0 else frozenset()
                cell.paragraphs[0].style = self.file.styles["Cell"]
                self.fill(cell.paragraphs[0], _runs_of_words(words, marks))
        bidi_word.repeat_head(table.rows[0])
        return table


def _known(text):
    """As long as a property may be (python-docx refuses longer ones)."""
    return strip_controls(text)[:255]


def _fitting(rendition):
    """As wide as the text, not wider than 96 pixels to the inch make it, and not too high for a page."""
    width = min(TEXT_WIDTH, int(rendition.width / 96 * 914400))
    height = int(width * rendition.height / rendition.width)
    if height > LARGEST_HEIGHT:
        width, height = int(width * LARGEST_HEIGHT / height), LARGEST_HEIGHT
    return width, height


def _runs_of_words(words, marks=frozenset(), href=""):
    runs = []
    for number, line in enumerate(str(words).splitlines()):
        runs += [Run(BREAK)] if number else []
        runs.append(Run(line, marks, href))
    return [run for run in runs if run.text]


BOLD = frozenset({"bold"})


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
    return [*label, *_runs_of_words(line.value, href=line.href)]


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
    paper.paragraph(quoted(element.words), "Quote")
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
        paper.paragraph_of(_linked(title, absolute(file.url), file), "List Bullet")


def _linked(title, address, asset):
    rights = dashed(*rights_of(asset))
    return [*_runs_of_words(title, href=address), *([Run(f" – {rights}")] if rights else [])]


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
        paper.paragraph_of([Run(f"{when}: ", BOLD), *_runs_of_words(what)])


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
    paper.paragraph_of(_runs_of_words(element.title or element.url, href=element.url))
