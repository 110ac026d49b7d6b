"""A piece as ninjs 3.1, the IPTC's News in JSON (iptc.org/standards/ninjs): what editorial systems take in.

Keys are those of the standard's schema, which refuses all others.
"""

from ..addresses import absolute
from ..feed import permanent_id
from ..metadata import authors_of, comma, kind_of
from ..pictures import widest
from ..values import moment, written
from . import web
from .text import to_text

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
#: IPTC's vocabularies: genre, and what part a machine had (digitalsourcetype).
GENRE = "http://cv.iptc.org/newscodes/genre/"
GENRES = {"pressrelease": "Press_Release", "story": "Feature"}
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SOURCE_TYPES = {"assisted": "compositeWithTrainedAlgorithmicMedia", "generated": "trainedAlgorithmicMedia"}


def of(piece):
    return written(ninjs_of(piece))


def ninjs_of(piece):
    item = piece.item
    html = str(web.article(piece))
    plain = to_text(piece.elements)
    return _without_gaps({
        "uri": permanent_id(item),
        "standard": STANDARD,
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "version": str(max(item.version_count, 1)),
        "firstCreated": moment(item.first_published_at),
        "versionCreated": moment(piece.modified_at),
        "contentCreated": moment(item.first_published_at),
        "language": piece.language,
        "title": item.title,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": item.title}],
        "descriptions": [{"role": "standfirst", "contentType": "text/plain", "value": item.standfirst}],
        "bodies": [
            {"role": "main", "contentType": "text/html", "charCount": len(plain), "wordCount": len(plain.split()),
             "value": html},
            {"role": "plain", "contentType": "text/plain", "charCount": len(plain), "wordCount": len(plain.split()),
             "value": plain},
        ],
        "by": comma().join(str(person) for person in authors_of(item)) or piece.publisher,
        "slugline": item.reference,
        "located": getattr(item, "place", ""),
        "people": [*_authors(item), *map(_contact, item.press_contacts())],
        "organisations": _publisher(piece),
        "infoSources": [{"name": piece.publisher, "role": "publisher"}] if piece.publisher else [],
        "subjects": [{"name": str(topic), "rel": "about", "literal": topic.slug} for topic in item.topic_list],
        "genres": [_genre(item)],
        "copyrightHolder": piece.publisher,
        "edNote": _notes(item),
        "altIds": [{"role": role, "value": value} for role, value in _ids(piece) if value],
        "digitalSourceType": _source_type(item.ai_use),
        "associations": [*_pictures(piece), *_translations(item), *_newer(item)],
    })  # fmt: skip


def _authors(item):
    return [{"name": str(row.person), "rel": row.role} for row in item.people() if row.person]


def _contact(person):
    ways = [("phone", person.phone), ("mobile", person.mobile), ("email", person.email)]
    info = [{"type": kind, "role": "press", "value": value} for kind, value in ways if value]
    return _without_gaps({"name": str(person), "rel": "pressContact", "contactInfo": info})


def _publisher(piece):
    """The house, with the number and the address at which journalists reach it."""
    brand = piece.brand
    ways = [("phone", brand.press_phone), ("phone", brand.press_urgent_phone), ("email", brand.press_email)]
    info = [{"type": kind, "role": "press", "value": value} for kind, value in ways if value]
    info.append({"type": "web", "role": "press", "value": absolute(f"/{piece.language}/")})
    return [{"name": piece.publisher, "rel": "publisher", "contactInfo": info}] if piece.publisher else []


def _genre(item):
    code = GENRES.get(type(item)._meta.model_name)
    return _without_gaps({"name": kind_of(item), "uri": f"{GENRE}{code}" if code else ""})


def _notes(item):
    """What whoever has taken it over already must know: corrections, and what was updated."""
    notes = [f"{note.get_kind_display()}: {note.says}" for note in item.notes]
    return "\n".join([*filter(None, [item.update_note]), *notes])


def _ids(piece):
    return [("reference", piece.item.reference), ("url", piece.address)]


def _source_type(use):
    code = SOURCE_TYPES.get(use)
    return {"uri": f"{SOURCE_TYPE}{code}"} if code else None


def _pictures(piece):
    """Each picture of the piece once, in its sizes, with what must stand beside it."""
    figures = {}
    for element in piece.elements:
        for asset in element.assets():
            if hasattr(element, "image") and asset is not None:
                figures.setdefault(asset.public_id, element)
    return [picture for place, figure in enumerate(figures.values(), 1) if (picture := _picture(piece, figure, place))]


def _picture(piece, figure, place):
    image, shown = figure.image, widest(figure.image)
    if shown is None:
        return None
    thumbnail = widest(image, up_to=480)
    sizes = [("main", shown), *([("thumbnail", thumbnail)] if thumbnail and thumbnail != shown else [])]
    words = [("caption", figure.caption), ("altText", "" if figure.decorative else figure.alt)]
    return _without_gaps({
        "name": f"picture-{place}",
        "rel": "picture",
        "uri": f"urn:newsroom:asset:{image.public_id}",
        "type": "picture",
        "language": piece.language,
        "by": image.credit,
        "copyrightNotice": image.copyright_notice,
        "usageTerms": str(image.get_terms_display()),
        "descriptions": [{"role": role, "contentType": "text/plain", "value": value} for role, value in words if value],
        "digitalSourceType": _source_type(image.ai_origin),
        "renditions": [
            {"name": name, "href": size.url, "contentType": size.type, "width": size.width, "height": size.height}
            for name, size in sizes
        ],
    })  # fmt: skip


def _translations(item):
    return [
        {"name": "translation", "rel": "translation", "uri": permanent_id(page),
         "type": "text", "language": page.locale.language_code}
        for page in item.public_translations
    ]  # fmt: skip


def _newer(item):
    newer = item.replaced_by
    return [{"name": "replacement", "rel": "replacedBy", "uri": permanent_id(newer), "type": "text"}] if newer else []


def _without_gaps(node):
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
