"""What WordprocessingML (ECMA-376, part 1, 17.3) needs for text that runs from right to left: Word keeps a second set
of font, size, weight and language for such runs, and a direction for each of section, paragraph, run and table."""

import re
from unicodedata import bidirectional

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

TAGS = {"en": "en-GB", "fa": "fa-IR"}
# On every system, with Latin and Arabic letters; a file brings no fonts of its own.
FONT = "Arial"
RIGHT_TO_LEFT_MARK = "\u200f"
BLACK, GREY = RGBColor(0, 0, 0), RGBColor(0x55, 0x55, 0x55)
#: Style: based on, size in points, bold, italic, colour, space before and after in points.
STYLES = {
    "Normal": ("", 11, False, False, BLACK, 0, 8),
    "Title": ("Normal", 22, True, False, BLACK, 0, 8),
    "Subtitle": ("Normal", 13, False, False, BLACK, 0, 12),
    "Heading 1": ("Normal", 14, True, False, BLACK, 14, 4),
    "Heading 2": ("Normal", 12, True, False, BLACK, 12, 4),
    "Heading 3": ("Normal", 11, True, False, BLACK, 10, 4),
    "Quote": ("Normal", 12, False, True, BLACK, 8, 2),
    "Caption": ("Normal", 9, False, False, GREY, 2, 10),
    "Slugline": ("Normal", 9, True, False, GREY, 0, 6),
    "Speaker": ("Normal", 10, False, False, GREY, 0, 10),
    "Picture": ("Normal", 11, False, False, BLACK, 8, 2),
    "Cell": ("Normal", 10, False, False, BLACK, 2, 2),
    "Numbered": ("Normal", 11, False, False, BLACK, 0, 4),
}
# The order in which the schema wants them.


def _names(text):
    return [f"w:{name}" for name in text.split()]


_RUN = _names(
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
)
_PARAGRAPH = _names(
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_TABLE = _names(
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook"
)
_LEFT_IN_RIGHT = re.compile("L(?:[LNo]*[LN])?")
_RIGHT_IN_LEFT = re.compile("R(?:[RNo]*[RN])?")


def prepare(file, language, is_rtl):
    """Styles, fonts and languages of a new file."""
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _fonts(defaults)
    _put(defaults, "w:lang", _RUN, val=TAGS["en"], eastAsia=TAGS["en"], bidi=TAGS.get(language, TAGS["fa"]))
    for name, look in STYLES.items():
        _style(file, name, *look)
    for name in ("List Bullet", "List Number"):
        file.styles[name].paragraph_format.space_after = Pt(4)
    for section in file.sections:
        if is_rtl:
            section._sectPr.insert_element_before(OxmlElement("w:bidi"), "w:rtlGutter", "w:docGrid")


def _style(file, name, base, size, bold, italic, colour, before, after):
    known = name in [style.name for style in file.styles]
    style = file.styles[name] if known else file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if base:
        style.base_style = file.styles[base]
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    _fonts(properties)
    for tag, value in (("w:b", bold), ("w:bCs", bold), ("w:i", italic), ("w:iCs", False)):
        _put(properties, tag, _RUN, val="1" if value else "0")
    for tag in ("w:sz", "w:szCs"):
        _put(properties, tag, _RUN, val=str(size * 2))
    style.font.color.rgb = colour
    paragraph = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:contextualSpacing", "w:numPr"):
        for child in paragraph.findall(qn(tag)):
            paragraph.remove(child)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.25
    shape.keep_with_next = name.startswith("Heading") or name in ("Title", "Quote", "Picture") or None


def _fonts(properties):
    _put(properties, "w:rFonts", _RUN, ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT)


def turn_paragraph(paragraph, is_rtl):
    """ "Left" means the beginning of the line in such a paragraph, so no alignment is given."""
    if is_rtl:
        _put(paragraph._p.get_or_add_pPr(), "w:bidi", _PARAGRAPH)


def turn_run(run, is_rtl, language=""):
    properties = run._r.get_or_add_rPr()
    if is_rtl:
        if run.bold:
            _put(properties, "w:bCs", _RUN)
        _put(properties, "w:rtl", _RUN)
        _put(properties, "w:lang", _RUN, bidi=TAGS.get(language or "fa", language))
    elif language:
        _put(properties, "w:lang", _RUN, val=TAGS.get(language, language))


def turn_table(table, is_rtl):
    if is_rtl:
        _put(table._tbl.tblPr, "w:bidiVisual", _TABLE)


def directions(text, is_rtl, direction=""):
    """Pairs of text and whether it runs from right to left: words of the other direction get runs of their own, which
    keeps their punctuation and figures with them. `direction` is that of a text which somebody has isolated."""
    if direction in ("ltr", "rtl"):
        return [(text, direction == "rtl")]
    classes, pieces, last = _classes(text), [], 0
    for match in (_LEFT_IN_RIGHT if is_rtl else _RIGHT_IN_LEFT).finditer(classes):
        pieces += [(text[last : match.start()], is_rtl), (match_text(text, match), not is_rtl)]
        last = match.end()
    pieces.append((text[last:], is_rtl))
    return [(_kept_apart(piece) if is_rtl and turned else piece, turned) for piece, turned in pieces if piece]


def _kept_apart(signs):
    """A dash alone between Latin words, which LibreOffice would take for a part of them."""
    return signs + RIGHT_TO_LEFT_MARK if signs.strip() and not set(_classes(signs)) - {"o"} else signs


def match_text(text, match):
    return text[match.start() : match.end()]


def _classes(text):
    kinds = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "N"}
    classes = ""
    for letter in text:
        kind = bidirectional(letter)
        classes += classes[-1:] or "o" if kind == "NSM" else kinds.get(kind, "o")
    return classes


def describe(shape, alt):
    """The alternative text of a picture; of one without, that it is decoration."""
    for side in ("distT", "distB", "distL", "distR"):
        # Left out, LibreOffice takes a third of a centimetre.
        shape._inline.set(side, "0")
    properties = shape._inline.docPr
    properties.set("descr", alt)
    properties.set("name", f"Picture {properties.get('id')}")


def wrap_in_link(paragraph, run, relation):
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    paragraph._p.replace(run._r, link)
    link.append(run._r)


def repeat_head(row):
    """The first row of a table is its head, also on the next page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def new_numbering(file):
    """A list that begins with 1, after the looks of "List Number"."""
    numbering = file.part.numbering_part.element
    used = file.styles["List Number"].element.pPr.numPr.numId.val
    abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == used)
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(1)
    return number.numId


def number_by(paragraph, numbering):
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbering


def hang(paragraph):
    """Set beside its number, which stands before a tabulator."""
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Cm(0.75), Cm(-0.75)
    shape.tab_stops.add_tab_stop(Cm(0.75))


def _put(parent, tag, order, **attributes):
    """The child of this name, where the schema wants it, with these attributes."""
    child = parent.find(qn(tag))
    if child is None:
        child = OxmlElement(tag)
        parent.insert_element_before(child, *order[order.index(tag) + 1 :])
    for name in [name for name in child.attrib if name.endswith("Theme")]:
        del child.attrib[name]
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    return child
