"""Objects that stand inside others: pictures, people, topics, items that are only named."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from media_library.models import AIOrigin, Terms
from media_library.renditions import FORMATS, existing
from stories.models import NewsItem

from ..addresses import absolute, address_of
from ..pictures import widest
from ..values import day, moment, number
from .parameters import ITEM_ID
from .shapes import DAY, LINK, MOMENT, TEXT, WHOLE, Field, Shape, attribute, many, maybe, one_of

NO_KEY = UUID(int=0)
KINDS = {kind.kind(): kind for kind in NewsItem.__subclasses__()}
TERMS = one_of(Terms.values)
AI_ORIGIN = one_of(AIOrigin.values)


# -- Pictures ------------------------------------------------------------------------------------------------------

SIZE = Shape(
    "Size", "A picture in one width and format.",
    (
        Field("url", LINK, lambda size: absolute(size.url)),
        Field("width", WHOLE, attribute("width"), "Pixels."),
        Field("height", WHOLE, attribute("height"), "Pixels."),
        Field("type", one_of(FORMATS.values()), lambda size: type_of(size)),
    ),
)  # fmt: skip


def sizes_of(image, types=None):
    """Those of the whole picture, the narrowest first; the cropped ones are for lists of our own."""
    types = types or FORMATS.values()
    whole = [size for spec, size in existing(image).items() if spec.startswith("width-") and type_of(size) in types]
    return sorted(whole, key=lambda size: (size.width, size.filter_spec))


def type_of(size):
    return FORMATS.get(size.filter_spec.rpartition("format-")[2])


def url_of_picture(image):
    """The widest JPEG; None while there is none."""
    size = widest(image)
    return size.url if size else None


def url_of_document(document):
    """None of one that has to be asked for."""
    return absolute(document.url) if document.is_free else None


PICTURE = Shape(
    "Picture", "A picture as it stands with an item or a person.",
    (
        Field("id", TEXT, attribute("public_id"), "Of the asset."),
        Field("url", maybe(LINK), url_of_picture, "The widest JPEG; null while the sizes are being made."),
        Field("width", WHOLE, attribute("width"), "Pixels, of the original."),
        Field("height", WHOLE, attribute("height"), "Pixels, of the original."),
        Field("alt", TEXT, attribute("default_alt_text")),
        Field("caption", TEXT, lambda image: image.word("caption")),
        Field("credit", TEXT, attribute("credit"), "To be shown wherever the picture is shown."),
        Field("terms", TERMS, attribute("terms")),
        Field("sizes", many(SIZE), lambda image: SIZE.of_each(sizes_of(image, ["image/jpeg"])),
              "As JPEG, the narrowest first; the asset has the other formats too."),
    ),
)  # fmt: skip


# -- People and topics ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """A person or topic with the address of its page, or without where it has none."""

    row: object
    section: str = ""
    role: str = ""

    @property
    def is_public(self):
        return bool(self.section) and getattr(self.row, "is_public", True)

    @property
    def id(self):
        return self.row.slug if self.is_public else None

    @property
    def url(self):
        return absolute(f"{self.section}{self.row.slug}/") if self.is_public else None


ROLES = ("by", "with", "photographs", "translated", "speaker")
PERSON = Shape(
    "PersonOfItem", "Somebody with the part that they had in an item.",
    (
        Field("role", one_of(ROLES), attribute("role")),
        Field("id", maybe(TEXT), attribute("id"), "Null for somebody without a page."),
        Field("name", TEXT, lambda named: str(named.row)),
        Field("title", TEXT, lambda named: named.row.word("role"), "What stands behind the name."),
        Field("organisation", TEXT, lambda named: named.row.word("organisation"), "If not ours."),
        Field("url", maybe(LINK), attribute("url")),
    ),
)  # fmt: skip
TOPIC = Shape(
    "TopicOfItem", "What an item is about.",
    (
        Field("id", TEXT, lambda named: named.row.slug),
        Field("name", TEXT, lambda named: str(named.row)),
        Field("url", maybe(LINK), attribute("url")),
    ),
)  # fmt: skip
CONTACT = Shape(
    "PressContact", "Somebody whom journalists may call about an item.",
    (
        Field("name", TEXT, str),
        Field("title", TEXT, lambda person: person.word("role")),
        Field("phone", TEXT, attribute("phone")),
        Field("mobile", TEXT, attribute("mobile")),
        Field("email", TEXT, attribute("email")),
        Field("hours", TEXT, lambda person: person.word("hours")),
        Field("languages", many(TEXT), lambda person: list(person.languages)),
    ),
)  # fmt: skip


# -- Items ---------------------------------------------------------------------------------------------------------


def id_of(item):
    """Permanent: the key that an item shares with its translations, and its language."""
    return f"{item.translation_key}.{item.locale.language_code}"


def language_of(name):
    """The language that an id names, if it is one of ours; else ""."""
    match = ITEM_ID.fullmatch(name)
    return match[2] if match and match[2] in dict(settings.LANGUAGES) else ""


def public_item(name):
    """The public item with this id, as a queryset of one row or none."""
    public = NewsItem.objects.published().in_language(language_of(name))
    return public.filter(translation_key=key_of(name)).order_by("pk")


def key_of(name):
    """The translation key that an id names; one that nothing has for what is no id."""
    match = ITEM_ID.fullmatch(name)
    return UUID(match[1]) if match else NO_KEY


def at_api(view, *args):
    return absolute(reverse(f"api:{view}", args=args))


NAMED_ITEM = Shape(
    "NamedItem", "An item, by name.",
    (
        Field("id", TEXT, id_of),
        Field("kind", one_of(KINDS), lambda item: item.specific_class.kind()),
        Field("title", TEXT, attribute("title")),
        Field("url", LINK, address_of),
        Field("api", LINK, lambda item: at_api("item", id_of(item))),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Edition:
    """The same item in another language."""

    key: object
    language: str
    path: str


EDITION = Shape(
    "Edition", "The same item in another language.",
    (
        Field("id", TEXT, lambda edition: f"{edition.key}.{edition.language}"),
        Field("language", TEXT, attribute("language")),
        Field("url", LINK, lambda edition: absolute(edition.path)),
        Field("api", LINK, lambda edition: at_api("item", f"{edition.key}.{edition.language}")),
    ),
)  # fmt: skip
CORRECTION = Shape(
    "Correction", "What readers were told about a change of an item.",
    (
        Field("kind", one_of(["correction", "clarification", "update"]), attribute("kind")),
        Field("at", MOMENT, lambda note: moment(note.at)),
        Field("said", TEXT, attribute("said"), "As it stood."),
        Field("says", TEXT, attribute("says")),
        Field("credited_to", TEXT, attribute("credited_to"), "Who pointed it out."),
    ),
)  # fmt: skip


# -- Facts ---------------------------------------------------------------------------------------------------------


#: What a fact says, in the active language: of each of its versions.
SAYING = (
    Field("statement", TEXT, attribute("statement"), "What the value is about."),
    Field("value", TEXT, attribute("value"), "The value with its unit, in the digits of the language."),
    Field("amount", maybe({"type": "number"}), lambda fact: number(fact.amount), "Null for a value in words."),
    Field("unit", TEXT, attribute("unit"), "A code; empty for what is counted and for words."),
    Field("as_of", maybe(DAY), lambda fact: day(fact.as_of), "The day for which the value holds."),
    Field("source", TEXT, attribute("source")),
    Field("source_url", TEXT, attribute("source_address")),
)
PAST = Shape(
    "VersionOfFact", "What a fact said from a moment on.",
    (Field("version", WHOLE, attribute("number")), Field("at", MOMENT, lambda fact: moment(fact.at)), *SAYING),
)  # fmt: skip


def url_of_fact(fact):
    return absolute(fact.url)


CITED = Shape(
    "CitedFact", "A fact as an item says it.",
    (
        Field("id", maybe(TEXT), lambda cited: cited.said.public_id if cited.url else None, "Null once withdrawn."),
        *(Field(field.name, field.schema, lambda cited, f=field: f.value(cited.said), field.about) for field in SAYING),
        Field("now", maybe(TEXT), lambda cited: cited.now and cited.now.value, "Where another value holds by now."),
        Field("withdrawn", {"type": "boolean"}, attribute("withdrawn"), "The fact itself is no longer public."),
        Field("url", maybe(LINK), lambda cited: absolute(cited.url) or None),
    ),
)  # fmt: skip
