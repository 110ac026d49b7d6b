"""The neutral document as JSON: each element an object that names its `type`, words twice where they hold marks, as
`text` and as `html` with the few marks and the absolute links of feeds.

`to_json` states each kind of element once, by `singledispatch`; `SCHEMAS` says what it answers, type by type.
"""

from functools import singledispatch

from media_library.models import Terms
from pages import document
from pages.document import plain

from .addresses import absolute
from .forms.text import words_of
from .pictures import widest

TEXT = {"type": "string"}
LINK = {"type": "string", "format": "uri"}
DAY = {"type": ["string", "null"], "format": "date"}
YES_OR_NO = {"type": "boolean"}


def document_as_json(elements, expanded):
    """`expanded` is `feed_html.Expanded` of these elements."""
    return [to_json(element, expanded) for element in elements]


@singledispatch
def to_json(element, expanded):
    """An element that nobody has described here still gives its words."""
    return {"type": "text", "text": element.text()}


@to_json.register
def _heading(element: document.Heading, expanded):
    return {"type": "heading", "level": element.level, **words(element.source, expanded)}


@to_json.register
def _paragraph(element: document.Paragraph, expanded):
    return {"type": "paragraph", **words(element.source, expanded)}


@to_json.register
def _items(element: document.Items, expanded):
    items = [words(source, expanded) for source in element.sources]
    return {"type": "list", "label": str(element.label), "ordered": element.ordered, "items": items}


@to_json.register
def _quote(element: document.Quote, expanded):
    return {
        "type": "quote",
        "words": element.words,
        "speaker": element.speaker,
        "role": element.role,
        "language": element.language,
    }


@to_json.register
def _figure(element: document.Figure, expanded):
    told = {"caption": element.caption, "alt": "" if element.decorative else element.alt}
    return {"type": "picture", **_asset(element.image), **_size(element.image), **told}


@to_json.register
def _recording(element: document.Recording, expanded):
    media = element.media
    return {
        "type": "video" if media.type == "video" else "audio",
        **_asset(media),
        "url": absolute(media.url),
        "title": media.word("title") or media.title,
        "caption": element.caption,
        "seconds": media.duration,
        "transcript": "\n".join(filter(None, map(plain, element.transcript.splitlines()))),
    }


@to_json.register
def _files(element: document.Files, expanded):
    files = zip(element.documents, element.titles, strict=True)
    return {
        "type": "files",
        "files": [
            {**_asset(file), "url": absolute(file.url) if file.is_free else None, "title": title}
            for file, title in files
        ],
    }


@to_json.register
def _table(element: document.Table, expanded):
    return {
        "type": "table",
        "caption": element.caption,
        "head": list(element.head),
        "rows": [list(row) for row in element.rows],
        "source": element.source,
        "as_of": _day(element.as_of),
    }


@to_json.register
def _timeline(element: document.Timeline, expanded):
    return {"type": "timeline", "entries": [{"when": when, "what": what} for when, what in element.entries]}


@to_json.register
def _fact(element: document.FactLine, expanded):
    return {"type": "fact", **_line(element)}


@to_json.register
def _facts(element: document.Facts, expanded):
    return {"type": "facts", "label": str(element.label), "facts": [_line(line) for line in element.lines]}


@to_json.register
def _link(element: document.Link, expanded):
    return {"type": "link", "url": element.url, "title": element.title}


def words(source, expanded):
    return {"text": words_of(source), "html": str(expanded[source])}


def _asset(asset):
    return {
        "id": asset.public_id,
        "credit": asset.credit,
        "copyright": asset.copyright_notice,
        "terms": asset.terms,
        "ai": asset.ai_origin,
    }


def _size(image):
    """The widest size that readers get, for the original is the desk's; without an address while there is none."""
    size = widest(image)
    return {
        "url": size.url if size else "",
        "width": size.width if size else image.width,
        "height": size.height if size else image.height,
    }


def _line(line):
    return {
        "statement": line.statement,
        "value": line.value,
        "as_of": _day(line.as_of),
        "source": line.source,
        "source_url": line.source_url,
        "url": absolute(line.url),
        "now": line.now,
        "now_as_of": _day(line.now_as_of),
        "withdrawn": line.withdrawn,
    }


def _day(value):
    return value.isoformat() if value else None


def _object(kind="", **properties):
    """The schema of an object that has all of these properties and no others; an element's with its `type`."""
    if kind:
        properties = {"type": {"const": kind}, **properties}
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _array(items):
    return {"type": "array", "items": items}


WORDS = {"text": TEXT, "html": TEXT}
OF_AN_ASSET = {
    "id": TEXT, "credit": TEXT, "copyright": TEXT, "terms": {"enum": Terms.values}, "ai": TEXT,
    "url": TEXT,
}  # fmt: skip
RECORDING = {**OF_AN_ASSET, "title": TEXT, "caption": TEXT, "seconds": {"type": ["number", "null"]}, "transcript": TEXT}
LINE = {
    "statement": TEXT, "value": TEXT, "as_of": DAY, "source": TEXT, "source_url": TEXT, "url": TEXT, "now": TEXT,
    "now_as_of": DAY, "withdrawn": YES_OR_NO,
}  # fmt: skip
SIZE = {"width": {"type": "integer"}, "height": {"type": "integer"}}

#: `type` of an element to the JSON Schema of its object.
SCHEMAS = {
    "heading": _object("heading", level={"type": "integer", "minimum": 2, "maximum": 4}, **WORDS),
    "paragraph": _object("paragraph", **WORDS),
    "list": _object("list", label=TEXT, ordered=YES_OR_NO, items=_array(_object(**WORDS))),
    "quote": _object("quote", words=TEXT, speaker=TEXT, role=TEXT, language=TEXT),
    "picture": _object("picture", **OF_AN_ASSET, **SIZE, caption=TEXT, alt=TEXT),
    "video": _object("video", **RECORDING),
    "audio": _object("audio", **RECORDING),
    "files": _object("files", files=_array(_object(**OF_AN_ASSET, title=TEXT))),
    "table": _object(
        "table", caption=TEXT, head=_array(TEXT), rows=_array(_array(TEXT)), source=TEXT, as_of=DAY
    ),
    "timeline": _object("timeline", entries=_array(_object(when=TEXT, what=TEXT))),
    "fact": _object("fact", **LINE),
    "facts": _object("facts", label=TEXT, facts=_array(_object(**LINE))),
    "link": _object("link", url=TEXT, title=TEXT),
    "text": _object("text", text=TEXT),
}  # fmt: skip
