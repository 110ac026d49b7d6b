"""A piece as JSON, in a schema of our own (docs/forms.md): what is known of it, and its elements one by one."""

from functools import singledispatch

from stories.models import FactSheet

from ..addresses import absolute, address_of
from ..elements_json import to_json, words
from ..feed import permanent_id
from ..metadata import kind_of
from ..values import day, moment, written
from . import elements
from .figures import records_of
from .text import to_text

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


@singledispatch
def render(element, piece):
    """What stands around the text; of the text itself, what the API says too."""
    return to_json(element, piece.expanded)


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
    return {"type": "entry", "at": moment(element.at), "when": element.when, **words(element.source, piece.expanded)}
