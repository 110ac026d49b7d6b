"""A piece as JSON, in a schema of our own (docs/forms.md): what is known of it, and its elements one by one."""

from functools import singledispatch

from pages import document
from stories.models import FactSheet

from ..addresses import absolute, address_of
from ..feed import permanent_id
from ..metadata import kind_of
from ..pictures import widest
from . import elements
from .figures import records_of
from .text import to_text
from .values import day, moment, written

#: Names the schema and its version. A new key is no other version; a key that is gone or means another thing is.
SCHEMA = "urn:newsroom:piece:1"


def of(piece):
    return written(data_of(piece))


def data_of(piece):
    item = piece.item
    return {
        "schema": SCHEMA,
        "id": permanent_id(item),
        "url": piece.address,
        "kind": type(item).kind(),
        "kind_label": kind_of(item),
        "reference": item.reference,
        "language": piece.language,
        "direction": piece.direction,
        "title": item.title,
        "standfirst": item.standfirst,
        "published": moment(item.first_published_at),
        "modified": moment(piece.modified_at),
        "updated": {"at": moment(item.updated_at), "note": item.update_note} if item.updated_at else None,
        "place": getattr(item, "place", ""),
        "dateline": day(getattr(item, "dateline", None)),
        "corrections": [
            {"kind": note.kind, "at": moment(note.at), "said": note.said, "says": note.says} for note in item.notes
        ],
        "replaced_by": address_of(item.replaced_by) if item.replaced_by else None,
        "ai_use": item.ai_use,
        "publisher": {"name": piece.publisher, "url": absolute(f"/{piece.language}/")},
        "people": [{"name": str(row.person), "role": row.role} for row in item.people() if row.person],
        "attributed_to": str(item.attributed_to) if getattr(item, "attributed_to", None) else None,
        "topics": [{"name": str(topic), "slug": topic.slug} for topic in item.topic_list],
        "contacts": [contact_of(person) for person in item.press_contacts()],
        **own(item),
        **{name: [render(element, piece) for element in getattr(piece, name)] for name in ("above", "body", "below")},
        "text": to_text(piece.body),
    }


@singledispatch
def own(item):
    """What the kind has besides."""
    return {}


@own.register
def _facts_of_a_sheet(item: FactSheet):
    return {"facts": records_of(item)}


def contact_of(person):
    return {
        "name": str(person),
        "role": person.word("role"),
        "phone": person.phone,
        "mobile": person.mobile,
        "email": person.email,
        "languages": list(person.languages),
    }


def picture_of(image):
    shown = widest(image)
    return {"url": shown.url, "width": shown.width, "height": shown.height, "type": shown.type} if shown else None


def rights_of(asset):
    return {"credit": asset.credit, "copyright": asset.copyright_notice, "terms": asset.terms, "ai": asset.ai_origin}


def rich(source, piece):
    """A rich text both ways: its words, and HTML with a handful of inline elements."""
    return {"text": document.plain(source), "html": str(piece.expanded[source])}


@singledispatch
def render(element, piece):
    return {"type": "text", "text": element.text()}


@render.register
def _title(element: elements.Title, piece):
    return {"type": "title", "text": element.words}


@render.register
def _standfirst(element: elements.Standfirst, piece):
    return {"type": "standfirst", "text": element.words}


@render.register
def _lines(element: elements.Lines, piece):
    lines = [{"label": str(line.label), "text": line.value, "href": line.href or None} for line in element.lines]
    return {"type": "lines", "name": element.name, "label": str(element.label), "head": element.head, "lines": lines}


@render.register
def _prose(element: elements.Prose, piece):
    return {"type": "prose", "name": element.name, "label": str(element.label), "text": "\n".join(element.words)}


@render.register
def _entry(element: elements.Entry, piece):
    return {"type": "entry", "at": moment(element.at), "when": element.when, **rich(element.source, piece)}


@render.register
def _heading(element: document.Heading, piece):
    return {"type": "heading", "level": element.level, **rich(element.source, piece)}


@render.register
def _paragraph(element: document.Paragraph, piece):
    return {"type": "paragraph", **rich(element.source, piece)}


@render.register
def _items(element: document.Items, piece):
    items = [rich(source, piece) for source in element.sources]
    return {"type": "list", "ordered": element.ordered, "label": str(element.label), "items": items}


@render.register
def _quote(element: document.Quote, piece):
    language = element.language or None
    return {
        "type": "quote", "text": element.words, "speaker": element.speaker, "role": element.role, "language": language,
    }  # fmt: skip


@render.register
def _figure(element: document.Figure, piece):
    return {
        "type": "picture",
        "id": element.image.public_id,
        "alt": "" if element.decorative else element.alt,
        "caption": element.caption,
        "decorative": element.decorative,
        "file": picture_of(element.image),
        **rights_of(element.image),
    }


@render.register
def _recording(element: document.Recording, piece):
    media = element.media
    return {
        "type": media.type,
        "id": media.public_id,
        "title": media.word("title") or media.title,
        "caption": element.caption,
        "seconds": media.duration,
        "url": absolute(media.url),
        "transcript": element.transcript,
        **rights_of(media),
    }


@render.register
def _files(element: document.Files, piece):
    files = [
        {"id": file.public_id, "title": title, "url": absolute(file.url), **rights_of(file)}
        for file, title in zip(element.documents, element.titles, strict=True)
    ]
    return {"type": "files", "files": files}


@render.register
def _table(element: document.Table, piece):
    return {
        "type": "table",
        "caption": element.caption,
        "columns": list(element.head),
        "rows": [list(row) for row in element.rows],
        "source": element.source,
        "as_of": day(element.as_of),
    }


@render.register
def _timeline(element: document.Timeline, piece):
    return {"type": "timeline", "entries": [{"when": when, "text": what} for when, what in element.entries]}


@render.register
def _fact(element: document.FactLine, piece):
    return {"type": "fact", **fact_of(element)}


@render.register
def _facts(element: document.Facts, piece):
    return {"type": "facts", "label": str(element.label), "facts": [fact_of(line) for line in element.lines]}


def fact_of(line):
    """What holds now stands beside what a dated page keeps."""
    now = {"value": line.now, "as_of": day(line.now_as_of)} if line.now else None
    return {
        "statement": line.statement,
        "value": line.value,
        "as_of": day(line.as_of),
        "source": line.source,
        "source_url": line.source_url or None,
        "url": absolute(line.url) or None,
        "now": now,
        "withdrawn": line.withdrawn,
    }


@render.register
def _link(element: document.Link, piece):
    return {"type": "link", "title": element.title, "url": element.url}
