"""The neutral document as HTML for feed readers: few elements, no style, no script, absolute addresses.

`render` states each kind of element once, by `singledispatch`. Rich text is collected from all items first and
expanded at once, so that the links of a whole feed cost one query and go through the gate.
"""

import re
from functools import singledispatch

from bs4 import BeautifulSoup
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from pages import document
from pages.calendar import format_date

from .addresses import absolute, address_of_document
from .pictures import Shown
from .rows import size_of

#: Between two sources while they are expanded together; no XML, so no text of a feed, may hold it.
SEPARATOR = "\x1e"
ALLOWED = {"a", "b", "strong", "i", "em", "bdi", "br", "p", "sub", "sup", "code", "ul", "ol", "li"}
ATTRIBUTES = {"a": {"href"}, "bdi": {"dir", "lang"}}
#: Texts of old revisions were typed and not escaped.
BARE_AMPERSAND = re.compile(r"&(?!#?[0-9A-Za-z]+;)")
PLAIN_MARKS = re.compile(r"</?(?:b|strong|i|em|p|ul|ol|li)>|<br/?>")


class Expanded:
    """Rich text of many documents, its links resolved at once."""

    def __init__(self, documents):
        sources = {source for elements in documents for element in elements for source in sources_of(element)}
        sources = sorted(source.replace(SEPARATOR, "") for source in sources if source)
        whole = document.expand(SEPARATOR.join(sources)) if sources else ""
        self._html = dict(zip(sources, map(_clean, str(whole).split(SEPARATOR)), strict=True)) if sources else {}

    def __getitem__(self, source):
        return mark_safe(self._html.get(source.replace(SEPARATOR, ""), ""))  # noqa: S308 - cleaned below


def sources_of(element):
    """The rich texts that an element holds."""
    if isinstance(element, document.Heading | document.Paragraph):
        return [element.source]
    return element.sources if isinstance(element, document.Items) else []


def to_html(elements, expanded):
    return mark_safe("\n".join(filter(None, (render(element, expanded) for element in elements))))  # noqa: S308


@singledispatch
def render(element, expanded):
    """An element that nobody has described for feeds still gives its words."""
    text = element.text()
    return format_html("<p>{}</p>", text) if text else ""


@render.register
def _heading(element: document.Heading, expanded):
    return format_html("<h{0}>{1}</h{0}>", element.level, expanded[element.source])


@render.register
def _paragraph(element: document.Paragraph, expanded):
    return format_html("<p>{}</p>", expanded[element.source])


@render.register
def _items(element: document.Items, expanded):
    name = "ol" if element.ordered else "ul"
    lines = format_html_join("", "<li>{}</li>", ((expanded[source],) for source in element.sources))
    label = format_html("<h2>{}</h2>\n", element.label) if element.label else ""
    return format_html("{1}<{0}>{2}</{0}>", mark_safe(name), label, lines)  # noqa: S308


@render.register
def _quote(element: document.Quote, expanded):
    who = ", ".join(filter(None, [element.speaker, element.role]))
    words = format_html("<p>{}</p>", element.words)
    by = format_html("<footer>{}</footer>", who) if who else ""
    return format_html("<blockquote>{}{}</blockquote>", words, by)


@render.register
def _figure(element: document.Figure, expanded):
    size = size_of(element.image)
    if size is None:
        return ""
    image = element.image
    picture = Shown(absolute(size.url), size.width, size.height, alt="" if element.decorative else element.alt)
    caption = format_html_join(" ", "{}", ((text,) for text in (element.caption, image.credit) if text))
    return figure(picture, caption)


def figure(picture, caption=""):
    img = format_html(
        '<img src="{}" width="{}" height="{}" alt="{}">',
        picture.url, str(picture.width), str(picture.height), picture.alt,
    )  # fmt: skip
    below = format_html("<figcaption>{}</figcaption>", caption) if caption else ""
    return format_html("<figure>{}{}</figure>", img, below)


@render.register
def _recording(element: document.Recording, expanded):
    """A link: feed readers have players of their own, and scripts and frames are dropped by all."""
    media = element.media
    title = element.caption or media.word("title") or media.title
    return format_html('<p><a href="{}">{}</a></p>', absolute(media.url), title)


@render.register
def _files(element: document.Files, expanded):
    links = (
        (address_of_document(file), title) for file, title in zip(element.documents, element.titles, strict=True)
    )  # fmt: skip
    return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a></li>', links))


@render.register
def _table(element: document.Table, expanded):
    head = format_html_join("", "<th>{}</th>", ((cell,) for cell in element.head))
    rows = format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in element.rows))
    day = format_date(element.as_of, get_language()) if element.as_of else ""
    source = ", ".join(filter(None, [element.source, day]))
    below = format_html("<p>{}</p>", source) if source else ""
    table = format_html("<caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>", element.caption, head, rows)
    return format_html("<table>{}</table>{}", table, below)


def _cells(row):
    return format_html_join("", "<td>{}</td>", ((cell,) for cell in row))


@render.register
def _timeline(element: document.Timeline, expanded):
    return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", element.entries))


@render.register
def _fact(element: document.FactLine, expanded):
    return format_html("<p>{}: {}</p>", element.statement, _value(element))


@render.register
def _facts(element: document.Facts, expanded):
    lines = format_html_join(
        "", "<dt>{}</dt><dd>{}</dd>", ((line.statement, _value(line)) for line in element.lines)
    )  # fmt: skip
    label = format_html("<h2>{}</h2>\n", element.label) if element.label else ""
    return format_html("{}<dl>{}</dl>", label, lines)


def _value(line):
    """The value, led to its own page, with date and source; and what has become of it since."""
    value = format_html("<b>{}</b>", line.value)
    if line.url:
        value = format_html('<a href="{}">{}</a>', absolute(line.url), value)
    told = [_as_of(line.as_of), _source(line), _since(line)]
    return format_html_join(". ", "{}", ((part,) for part in (value, *told) if part))


def _as_of(day):
    return pgettext("a fact", "As of %(date)s") % {"date": format_date(day, get_language())} if day else ""


def _source(line):
    if not line.source:
        return ""
    source = conditional_escape(line.source)
    if line.source_url.startswith(("https:", "http:")):
        source = format_html('<a href="{}">{}</a>', line.source_url, source)
    return mark_safe(escape(_("Source: %(source)s")) % {"source": source})  # noqa: S308 - both are escaped


def _since(line):
    if line.withdrawn:
        return _("This figure has been withdrawn since.").rstrip(".")
    if not line.now:
        return ""
    now = _("Now: %(value)s") % {"value": line.now}
    return ", ".join(filter(None, [now, _as_of(line.now_as_of)]))


@render.register
def _link(element: document.Link, expanded):
    return format_html('<p><a href="{}">{}</a></p>', element.url, element.title or element.url)


def _clean(html):
    """The marks that editors can make and no others. Most text has none, and is not parsed for it."""
    html = BARE_AMPERSAND.sub("&amp;", html)
    if "<" not in html:
        return html
    if "<" not in PLAIN_MARKS.sub("", html):
        return html
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        if tag.name in ("script", "style", "template"):
            tag.decompose()
        elif tag.name not in ALLOWED:
            tag.unwrap()
        else:
            tag.attrs = {name: value for name, value in tag.attrs.items() if name in ATTRIBUTES.get(tag.name, ())}
            _make_absolute(tag)
    return str(soup)


def _make_absolute(tag):
    href = tag.attrs.get("href", "")
    if href.startswith("/") and not href.startswith("//"):
        tag["href"] = absolute(href)
    elif not href.startswith(("https:", "http:", "mailto:", "tel:")):
        tag.attrs.pop("href", None)
