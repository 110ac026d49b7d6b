"""A piece as plain text, to be copied, pasted and filed: the words, and no mark-up.

`render` states each kind of element once, by `singledispatch`, in the active language. What a page isolates for
readers of Persian is held together by `bidi.marked`.
"""

from dataclasses import replace
from functools import singledispatch

from bs4 import BeautifulSoup
from django.utils.translation import get_language, get_language_bidi, pgettext
from django.utils.translation import gettext as _

from pages import document
from pages.bidi import marked
from pages.digits import format_number, is_persian, persian_digits

from ..addresses import absolute, address_of_document
from ..metadata import comma
from . import elements
from .wording import day, held


def of(piece):
    return to_text(piece.elements) + "\n"


def to_text(elements):
    return "\n\n".join(filter(None, map(render, elements)))


def quoted(words):
    return f"«{words}»" if is_persian(get_language()) else f"“{words}”"


@singledispatch
def render(element):
    """An element that nobody has described for plain text still gives its words."""
    return element.text()


@render.register(document.Heading)
@render.register(document.Paragraph)
def _words(element):
    return words_of(element.source)


@render.register
def _items(element: document.Items):
    lines = [words_of(source) for source in element.sources]
    if element.ordered:
        numbers = (format_number(number, get_language()) for number in range(1, len(lines) + 1))
        lines = [f"{number}. {line}" for number, line in zip(numbers, lines, strict=True)]
    else:
        lines = [f"- {line}" for line in lines]
    return "\n".join([str(element.label), *lines] if element.label else lines)


@render.register
def _quote(element: document.Quote):
    who = comma().join(filter(None, [element.speaker, element.role]))
    return "\n".join(filter(None, [quoted(element.words), who and f"— {who}"]))


@render.register
def _figure(element: document.Figure):
    return "" if element.decorative else picture_in_words(element)


def picture_in_words(figure):
    """What stands for a picture where there is none: what it shows, whose it is, and on what terms."""
    return _("Picture: %(words)s") % {"words": dashed(figure.caption or figure.alt, *rights_of(figure.image))}


@render.register
def _recording(element: document.Recording):
    media = element.media
    name = _("Film: %(words)s") if media.type == "video" else _("Recording: %(words)s")
    title = element.caption or media.word("title") or media.title
    lines = [name % {"words": dashed(title, *rights_of(media))}, absolute(media.url)]
    if element.transcript:
        lines += ["", _("Transcript"), *filter(None, map(document.plain, element.transcript.splitlines()))]
    return "\n".join(lines)


@render.register
def _files(element: document.Files):
    """Each by its title, with the address on a line of its own: there it turns nothing round."""
    files = zip(element.documents, element.titles, strict=True)
    lines = [f"- {dashed(title, *rights_of(file))}\n{address_of_document(file)}" for file, title in files]
    return "\n".join([_("Documents"), *lines]) if lines else ""


@render.register
def _table(element: document.Table):
    rows = [" | ".join(map(cell_of, row)) for row in (element.head, *element.rows)]
    return "\n".join(filter(None, [element.caption, *rows, basis_of(element)]))


def basis_of(table):
    """Its day and source, as a sentence; "" for a table without."""
    parts = [as_of_words(table.as_of), source_words(table.source)]
    basis = ". ".join(part.rstrip(".") for part in parts if part)
    return basis and f"{basis}."


def as_of_words(date):
    return pgettext("a fact", "As of %(date)s") % {"date": day(date)} if date else ""


def source_words(source):
    return _("Source: %(source)s") % {"source": source} if source else ""


def cell_of(cell):
    """Editors type figures in the digits of their keyboard; the page writes those of its language."""
    if is_persian(get_language()) and not any(letter.isalpha() for letter in cell):
        cell = persian_digits(cell)
    return held(cell)


@render.register
def _timeline(element: document.Timeline):
    return "\n".join(f"{held(when)}: {what}" for when, what in element.entries)


@render.register
def _fact(element: document.FactLine):
    return replace(element, value=held(element.value), now=held(element.now)).text()


def facts_told(line):
    """What has become of a figure since the page that keeps it was published."""
    now = [_("Now: %(value)s") % {"value": line.now}, as_of_words(line.now_as_of)] if line.now else []
    return [*now, *([_("This figure has been withdrawn since.")] if line.withdrawn else [])]


@render.register
def _facts(element: document.Facts):
    lines = [f"- {render(line)}" for line in element.lines]
    return "\n".join([str(element.label), *lines] if element.label else lines)


@render.register
def _link(element: document.Link):
    return "\n".join(filter(None, [element.title, element.url]))


@render.register(elements.Title)
@render.register(elements.Standfirst)
@render.register(elements.Prose)
def _as_typed(element):
    return element.text()


@render.register
def _lines(element: elements.Lines):
    """The address of a page stands on a line of its own: there it turns nothing round."""
    lines = [str(element.label), element.head]
    for line in element.lines:
        lines.append(f"- {line.words}" if element.bulleted else line.words)
        lines.append(line.href if line.is_page and line.href != line.value else "")
    return "\n".join(filter(None, lines))


@render.register
def _entry(element: elements.Entry):
    return "\n".join(filter(None, [element.when, words_of(element.source)]))


def words_of(source):
    """A stored rich text without its marks, but for what an editor or a fact has isolated."""
    if "<bdi" in source and get_language_bidi():
        soup = BeautifulSoup(source, "html.parser")
        for run in soup.find_all("bdi"):
            run.replace_with(marked(run.get_text(), left_to_right=run.get("dir") == "ltr"))
        source = str(soup)
    return document.plain(source)


def rights_of(asset):
    """Credit and terms, as they stand beside it on the page."""
    return asset.credit, str(asset.get_terms_display())


def dashed(*parts):
    return " – ".join(filter(None, parts))
