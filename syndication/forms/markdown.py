"""A piece as Markdown: CommonMark with the tables of GFM, under front matter in YAML."""

import json
import re
from functools import singledispatch

from django.utils.translation import gettext as _

from pages import document

from ..addresses import absolute, address_of_document
from ..metadata import authors_of, comma, kind_of
from ..pictures import widest
from . import elements
from .inline import BREAK, runs_of
from .text import as_of_words, basis_of, cell_of, dashed, facts_told, picture_in_words, quoted, rights_of

# What would be a mark anywhere; and what would be one at the beginning of a line: a heading, a list, a rule.
ANYWHERE = re.compile(r"([\\`*\[\]<>~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;))")
AT_THE_START = re.compile(r"^(\s*|\s*\d+(?=[.)]))((?<=\d)[.)](?=\s)|#|[+-](?=\s)|[=-](?=[=\s-]*$))", re.MULTILINE)
HARD_BREAK = "  \n"


def of(piece):
    parts = [front_matter(piece), *(render(element, piece) for element in piece.elements)]
    return "\n\n".join(filter(None, parts)) + "\n"


def front_matter(piece):
    """Strings of JSON are strings of YAML, whatever stands in them."""
    item = piece.item
    fields = {
        "title": item.title,
        "description": item.standfirst,
        "kind": kind_of(item),
        "reference": item.reference,
        "lang": piece.language,
        "dir": piece.direction,
        "date": item.first_published_at.isoformat() if item.first_published_at else "",
        "lastmod": piece.modified_at.isoformat(),
        "authors": [str(person) for person in authors_of(item)],
        "publisher": piece.publisher,
        "tags": [str(topic) for topic in item.topic_list],
        "canonical": piece.address,
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return "\n".join(["---", *lines, "---"])


def plain(text):
    """Words in which nothing is a mark, also where they begin a line."""
    return AT_THE_START.sub(r"\1\\\2", ANYWHERE.sub(r"\\\1", str(text))) if text else ""


def link(words, address):
    return f"[{words}](<{address}>)" if re.search(r"[\s()<>]", address) else f"[{words}]({address})"


def inline(source, piece):
    """A rich text. Marks hug their words: spaces stand outside of them."""
    runs = runs_of(piece.expanded[source])
    return "".join(_run(run, is_first=place == 0) for place, run in enumerate(runs))


def _run(run, is_first):
    if run.text == BREAK:
        return HARD_BREAK
    words = run.text.strip(" ")
    if not words:
        return run.text
    before, after = run.text[: len(run.text) - len(run.text.lstrip(" "))], run.text[len(run.text.rstrip(" ")) :]
    text = f"`{words}`" if "code" in run.marks and "`" not in words else ANYWHERE.sub(r"\\\1", words)
    if is_first:
        text = AT_THE_START.sub(r"\1\\\2", text)
    for mark, sign in (("italic", "*"), ("bold", "**")):
        text = f"{sign}{text}{sign}" if mark in run.marks else text
    for mark in ("sup", "sub"):
        text = f"<{mark}>{text}</{mark}>" if mark in run.marks else text
    return before + (link(text, run.href) if run.href else text) + after


def _heading(words, level=2):
    return f"{'#' * level} {plain(words)}" if words else ""


def _joined(*parts):
    return "\n\n".join(filter(None, parts))


def _list(lines, ordered=False):
    marks = (f"{number}. " if ordered else "- " for number in range(1, len(lines) + 1))
    return "\n".join(
        mark + line.replace("\n", "\n" + " " * len(mark)) for mark, line in zip(marks, lines, strict=True)
    )  # fmt: skip


@singledispatch
def render(element, piece):
    return plain(element.text())


@render.register
def _title(element: elements.Title, piece):
    return f"# {plain(_one_line(element.words))}"


@render.register
def _standfirst(element: elements.Standfirst, piece):
    return f"**{plain(_one_line(element.words))}**"


@render.register
def _lines(element: elements.Lines, piece):
    lines = [_line(line) for line in element.lines]
    if element.bulleted:
        return _joined(_heading(element.label), _list(lines))
    head = [f"**{plain(element.head)}**"] if element.head else []
    return _joined(_heading(element.label), HARD_BREAK.join([*head, *lines]))


def _line(line):
    if line.href == line.value:
        return f"<{line.href}>"
    value = plain(line.value)
    value = link(value, line.href) if line.href else value
    return f"{plain(line.label)}: {value}" if line.label else value


@render.register
def _prose(element: elements.Prose, piece):
    paragraphs = [part for words in element.words for part in re.split(r"\n\s*\n", words)]
    return _joined(_heading(element.label), *(plain(part).replace("\n", HARD_BREAK) for part in paragraphs))


@render.register
def _entry(element: elements.Entry, piece):
    words = inline(element.source, piece)
    return _joined(words and f"## {words}", element.when and f"*{plain(element.when)}*")


@render.register
def _of_the_text(element: document.Heading, piece):
    words = inline(element.source, piece).replace(HARD_BREAK, " ")
    return words and f"{'#' * element.level} {words}"


@render.register
def _paragraph(element: document.Paragraph, piece):
    return inline(element.source, piece)


@render.register
def _items(element: document.Items, piece):
    return _joined(
        _heading(element.label), _list([inline(source, piece) for source in element.sources], element.ordered)
    )  # fmt: skip


@render.register
def _quote(element: document.Quote, piece):
    who = comma().join(filter(None, [element.speaker, element.role]))
    words = _joined(plain(quoted(element.words)), who and f"— {plain(who)}")
    return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))


@render.register
def _figure(element: document.Figure, piece):
    picture = widest(element.image)
    if picture is None:
        return "" if element.decorative else plain(picture_in_words(element))
    alt = "" if element.decorative else element.alt
    below = dashed(element.caption, *rights_of(element.image))
    return _joined(f"!{link(plain(_one_line(alt)), picture.url)}", below and f"*{plain(_one_line(below))}*")


@render.register
def _recording(element: document.Recording, piece):
    media = element.media
    name = _("Film: %(words)s") if media.type == "video" else _("Recording: %(words)s")
    title = element.caption or media.word("title") or media.title
    words = dashed(link(plain(name % {"words": _one_line(title)}), absolute(media.url)), *map(plain, rights_of(media)))
    if not element.transcript:
        return words
    lines = filter(None, map(document.plain, element.transcript.splitlines()))
    return _joined(words, f"**{_('Transcript')}**", *map(plain, lines))


@render.register
def _files(element: document.Files, piece):
    files = zip(element.documents, element.titles, strict=True)
    lines = [
        dashed(link(plain(_one_line(title)), address_of_document(file)), *map(plain, rights_of(file)))
        for file, title in files
    ]
    return _joined(f"**{_('Documents')}**", _list(lines)) if lines else ""


@render.register
def _table(element: document.Table, piece):
    if not element.head:
        return ""
    rows = [element.head, *element.rows]
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(element.head))
    caption = element.caption and f"**{plain(_one_line(element.caption))}**"
    return _joined(caption, "\n".join(lines), plain(basis_of(element)))


def _cell(cell):
    return plain(_one_line(cell_of(cell))).replace("|", r"\|")


@render.register
def _timeline(element: document.Timeline, piece):
    return _list([f"**{plain(_one_line(when))}** {plain(_one_line(what))}" for when, what in element.entries])


@render.register
def _fact(element: document.FactLine, piece):
    value = plain(_one_line(element.value))
    value = link(value, absolute(element.url)) if element.url else value
    source = plain(_one_line(element.source))
    if source and element.source_url.startswith(("https:", "http:")):
        source = link(source, element.source_url)
    told = [as_of_words(element.as_of), source and _("Source: %(source)s") % {"source": source}, *facts_told(element)]
    parts = [f"**{plain(_one_line(element.statement))}:** {value}", *(part.rstrip(".") for part in told if part)]
    return ". ".join(parts) + "."


@render.register
def _facts(element: document.Facts, piece):
    return _joined(_heading(element.label), _list([render(line, piece) for line in element.lines]))


@render.register
def _link(element: document.Link, piece):
    return link(plain(_one_line(element.title or element.url)), element.url)


def _one_line(text):
    return " ".join(str(text).split("\n")).strip()
