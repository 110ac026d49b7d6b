"""A Word file while it is written: paragraphs, pictures and tables in both directions."""

from datetime import UTC
from io import BytesIO

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, RGBColor

from pages.bidi import strip_controls

from ..feed import permanent_id
from ..metadata import authors_of, comma
from . import bidi_word
from .inline import BREAK, Run, runs_of
from .pictures import bytes_of

PAGE_WIDTH, PAGE_HEIGHT, MARGIN = Cm(21), Cm(29.7), Cm(2.5)
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN
#: Of pictures, so that one with its caption stands on a page.
LARGEST_HEIGHT = Cm(16)
LINK = RGBColor(0x1E, 0x3A, 0x8A)


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

    def heading(self, words, level=1):
        if words:
            self.paragraph(str(words), f"Heading {level}")

    def paragraph(self, words, style="Normal"):
        """A paragraph of words without marks; a line break stays one."""
        return self.paragraph_of(runs_of_words(words), style)

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
            if "sup" in run.marks:
                added.font.superscript = True
            elif "sub" in run.marks:
                added.font.subscript = True
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
                self.fill(cell.paragraphs[0], runs_of_words(words, marks))
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


def runs_of_words(words, marks=frozenset(), href=""):
    runs = []
    for number, line in enumerate(str(words).splitlines()):
        runs += [Run(BREAK)] if number else []
        runs.append(Run(line, marks, href))
    return [run for run in runs if run.text]
