"""What of ninjs 3.1 we write, as a JSON Schema (2020-12) in our own words: names, types, values and what is required
are the standard's; all else that the standard knows is left out, so that a new key is looked up before it is used.

The standard's own schema is not part of this repository. With `NINJS_SCHEMA=/path/to/ninjs-schema_3.1.json` the tests
hold every document against it as well.
"""

TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "format": "date-time", "pattern": r"[+-]\d\d:\d\d$|Z$"}
ADDRESS = {"type": "string", "format": "uri", "pattern": "^(https?|urn):"}
COUNT = {"type": "integer", "minimum": 0}


def closed(required=(), **properties):
    return {
        "type": "object", "properties": properties, "required": list(required), "additionalProperties": False,
    }  # fmt: skip


def rows(schema):
    return {"type": "array", "items": schema, "minItems": 1}


def _text(**more):
    return closed(["value"], role=TEXT, contentType=TEXT, value=TEXT, **more)


CONTACT = rows(closed(["value"], type=TEXT, role=TEXT, lang=TEXT, name=TEXT, value=TEXT))
SOURCE_TYPE = closed(["uri"], name=TEXT, uri=ADDRESS)
RENDITION = closed(
    ["name"], name=TEXT, href=ADDRESS, contentType=TEXT, width=COUNT, height=COUNT, sizeInBytes=COUNT
)  # fmt: skip
_COMMON = {
    "uri": ADDRESS,
    "type": {"enum": ["text", "picture"]},
    "representationType": {"enum": ["full", "partial"]},
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "version": TEXT,
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "contentCreated": MOMENT,
    "language": {"enum": ["en", "fa"]},
    "title": TEXT,
    "by": TEXT,
    "slugline": TEXT,
    "located": TEXT,
    "copyrightHolder": TEXT,
    "copyrightNotice": TEXT,
    "usageTerms": TEXT,
    "edNote": TEXT,
    "headlines": rows(_text()),
    "descriptions": rows(_text()),
    "bodies": rows(_text(charCount=COUNT, wordCount=COUNT)),
    "people": rows(closed(["name"], name=TEXT, rel=TEXT, contactInfo=CONTACT)),
    "organisations": rows(closed(["name"], name=TEXT, rel=TEXT, contactInfo=CONTACT)),
    "infoSources": rows(closed(["name"], name=TEXT, role=TEXT)),
    "subjects": rows(closed(["name"], name=TEXT, rel=TEXT, literal=TEXT)),
    "genres": rows(closed(["name"], name=TEXT, uri=ADDRESS)),
    "altIds": rows(closed(["role", "value"], role=TEXT, value=TEXT)),
    "digitalSourceType": SOURCE_TYPE,
    "renditions": rows(RENDITION),
}
ASSOCIATION = closed(["name", "uri"], name=TEXT, rel=TEXT, **_COMMON)
PROFILE = closed(
    ["uri", "standard", "type", "language", "headlines", "bodies", "versionCreated"],
    standard=closed(["name", "version", "schema"], name={"const": "ninjs"}, version={"const": "3.1"}, schema=ADDRESS),
    associations=rows(ASSOCIATION), **_COMMON,
)  # fmt: skip
