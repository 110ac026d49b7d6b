"""A piece as HTML to be published elsewhere: plain semantic elements, absolute addresses, credit and a link home.

The elements of a body are those of the feeds (`feed_html`), except where a page of its own can show more.
"""

from functools import singledispatch

from django.conf import settings
from django.utils.html import conditional_escape, format_html, format_html_join, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from pages import document

from .. import feed_html
from ..addresses import absolute, address_of_document
from ..metadata import comma
from ..pictures import widest
from . import elements
from .text import basis_of, cell_of, dashed, picture_in_words, quoted, rights_of

PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{address}">
<meta name="robots" content="noindex">
</head>
<body>
{article}
</body>
</html>
"""


def of(piece):
    """A document of its own; what is inside of `article` can be taken into another."""
    return format_html(
        PAGE, language=piece.language, direction=piece.direction, title=piece.title, address=piece.address,
        article=article(piece),
    )  # fmt: skip


def article(piece, picture=None):
    """`picture(image)` says which size of a picture is shown (`pictures.Shown`), or None."""
    showing = Showing(piece, picture or widest)
    parts = [*(render(element, showing) for element in piece.elements), credit(piece)]
    whole = mark_safe("\n".join(filter(None, parts)))  # noqa: S308 - each part is escaped
    return format_html('<article lang="{}" dir="{}">\n{}\n</article>', piece.language, piece.direction, whole)


def credit(piece):
    """Whoever republishes names the house and leads to the original."""
    link = format_html('<a href="{}" rel="canonical">{}</a>', piece.address, piece.title)
    words = _("First published by %(name)s: %(link)s") if piece.publisher else "%(name)s%(link)s"
    told = mark_safe(words % {"name": conditional_escape(piece.publisher), "link": link})  # noqa: S308 - both are
    return format_html("<p>{}</p>", told)


class Showing:
    """What elements are shown with: the resolved rich text of the piece, and the sizes of its pictures."""

    def __init__(self, piece, picture):
        self.expanded, self.picture = piece.expanded, picture


@singledispatch
def render(element, showing):
    return feed_html.render(element, showing.expanded)


@render.register(document.Heading)
@render.register(document.Paragraph)
@render.register(document.Items)
@render.register(document.Timeline)
@render.register(document.FactLine)
@render.register(document.Facts)
@render.register(document.Link)
def _as_in_feeds(element, showing):
    return feed_html.render(element, showing.expanded)


@render.register
def _title(element: elements.Title, showing):
    return format_html("<h1>{}</h1>", element.words)


@render.register
def _standfirst(element: elements.Standfirst, showing):
    return format_html("<p><strong>{}</strong></p>", element.words)


@render.register
def _lines(element: elements.Lines, showing):
    """As `address` where they say whom to call, as a list where they are one."""
    label = _heading(element.label)
    if element.bulleted:
        return format_html("{}<ul>{}</ul>", label, format_html_join("", "<li>{}</li>", map(_line, element.lines)))
    head = [format_html("<b>{}</b>", element.head)] if element.head else []
    lines = format_html_join(mark_safe("<br>\n"), "{}", [*((part,) for part in head), *map(_line, element.lines)])
    return format_html("{}<p>{}</p>", label, lines)


def _line(line):
    is_latin = line.href == line.value or line.href.startswith(("tel:", "mailto:"))
    value = format_html('<bdi dir="ltr">{}</bdi>', line.value) if is_latin and line.href else line.value
    if line.href:
        value = format_html('<a href="{}">{}</a>', line.href, value)
    return (format_html("{}: {}", line.label, value) if line.label else conditional_escape(value),)


@render.register
def _prose(element: elements.Prose, showing):
    words = ((mark_safe(linebreaks(words, autoescape=True)),) for words in element.words)  # noqa: S308 - escaped
    return format_html("{}{}", _heading(element.label), format_html_join("\n", "{}", words))


@render.register
def _entry(element: elements.Entry, showing):
    words = showing.expanded[element.source]
    heading = format_html("<h2>{}</h2>", words) if words else ""
    when = format_html("<p><i>{}</i></p>", element.when) if element.when else ""
    return format_html("{}{}", heading, when)


def _heading(words):
    return format_html("<h2>{}</h2>\n", words) if words else ""


@render.register
def _quote(element: document.Quote, showing):
    """In its own language and direction, where an editor has named one."""
    who = comma().join(filter(None, [element.speaker, element.role]))
    named = element.language in dict(settings.LANGUAGES)
    direction = "rtl" if named and get_language_info(element.language)["bidi"] else "ltr"
    of = format_html(' lang="{}" dir="{}"', element.language, direction) if named else ""
    by = format_html("\n<footer>— {}</footer>", who) if who else ""
    return format_html("<blockquote>\n<p{}>{}</p>{}\n</blockquote>", of, quoted(element.words), by)


@render.register
def _figure(element: document.Figure, showing):
    picture = showing.picture(element.image)
    if picture is None:
        return "" if element.decorative else format_html("<p>{}</p>", picture_in_words(element))
    img = format_html(
        '<img src="{}" width="{}" height="{}" alt="{}">', picture.url, str(picture.width), str(picture.height),
        "" if element.decorative else element.alt,
    )  # fmt: skip
    below = dashed(element.caption, *rights_of(element.image))
    return format_html("<figure>{}{}</figure>", img, format_html("<figcaption>{}</figcaption>", below) if below else "")


@render.register
def _recording(element: document.Recording, showing):
    media = element.media
    name = _("Film: %(words)s") if media.type == "video" else _("Recording: %(words)s")
    title = element.caption or media.word("title") or media.title
    link = format_html('<a href="{}">{}</a>', absolute(media.url), name % {"words": title})
    told = format_html("<p>{}</p>", _with_rights(link, media))
    if not element.transcript:
        return told
    lines = ((line,) for line in filter(None, map(document.plain, element.transcript.splitlines())))
    words = format_html_join("\n", "<p>{}</p>", lines)
    return format_html("{}\n<p><b>{}</b></p>\n{}", told, _("Transcript"), words)


@render.register
def _files(element: document.Files, showing):
    files = zip(element.documents, element.titles, strict=True)
    links = [
        (_with_rights(format_html('<a href="{}">{}</a>', address_of_document(file), title), file),)
        for file, title in files
    ]
    if not links:
        return ""
    return format_html("<p><b>{}</b></p>\n<ul>{}</ul>", _("Documents"), format_html_join("", "<li>{}</li>", links))


def _with_rights(link, asset):
    return format_html_join(" – ", "<bdi>{}</bdi>", ((part,) for part in (link, *rights_of(asset)) if part))


@render.register
def _table(element: document.Table, showing):
    head = format_html_join("", '<th scope="col">{}</th>', ((cell_of(cell),) for cell in element.head))
    rows = format_html_join("\n", "<tr>{}</tr>", ((_cells(row),) for row in element.rows))
    below = format_html("\n<p>{}</p>", basis) if (basis := basis_of(element)) else ""
    return format_html(
        "<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>{}",
        element.caption, head, rows, below,
    )  # fmt: skip


def _cells(row):
    return format_html_join("", "<td>{}</td>", ((cell_of(cell),) for cell in row))
