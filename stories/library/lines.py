"""Every asset that readers may be shown, as a line of what it is narrowed and sorted by. A number of queries that does
not depend on how many there are; of ten thousand assets a tenth of a second."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page

from media_library.models import AssetUse, Document, Genre, Image, Media
from pages.calendar import year_of
from people.models import Shown
from publication.gate import published_of_many
from publication.memory import remembered

from ..models.press_kit import PressKit
from .shown import closed_collections, first_shown, owned_by, shown_by_others

#: How much longer one side is than the other where a picture is wide or tall.
NEARLY_SQUARE = 1.1


@dataclass(slots=True)
class Line:
    model: type
    pk: int
    public_id: str
    #: When it was made, else when it was first published; None where nobody says.
    day: date | None
    pixels: int = 0
    #: What it is narrowed by: name of a facet to its options.
    values: dict = field(default_factory=dict)


def lines_of(request, locale_id):
    """Of all assets; those whose rights have ended are nowhere."""
    found = _lines(first_shown(request))
    _place(found, request, locale_id)
    return found


def public_ids():
    """Of all of them, for the sitemap: in an order that tells no time."""
    return sorted(line.public_id for line in _lines(first_shown()))


def _lines(shown):
    others, closed = shown_by_others(), closed_collections()
    language = get_language()
    found = []
    for model, columns in COLUMNS.items():
        rows = model.objects.filter(not_ended()).order_by("-pk").values_list(
            "pk", "public_id", "terms", "taken_on", "marked_public", "collection_id", *columns
        )  # fmt: skip
        for pk, public_id, terms, taken_on, marked, collection, *facts in rows:
            if not (marked or public_id in shown or public_id in others) or collection in closed:
                continue
            day = taken_on or (date.fromordinal(shown[public_id]) if public_id in shown else None)
            kind, shape, pixels = READ[model](*facts)
            values = {
                "kind": (kind,), "shape": shape, "terms": (terms,),
                "year": (year_of(day, language),) if day else (),
            }  # fmt: skip
            found.append(Line(model, pk, public_id, day, pixels, values))
    return found


def not_ended():
    return Q(expires_on=None) | Q(expires_on__gte=timezone.localdate())


def _place(lines, request, locale_id):
    """Topics, people and kits of each line: three queries."""
    topics, people, kits = _topics(), _people(), kits_of(request, locale_id)
    for line in lines:
        line.values["topic"] = topics.get(line.public_id, ())
        line.values["person"] = people.get(line.public_id, ())
        line.values["kit"] = kits.get(line.public_id, ())


def _topics():
    queries = [
        model.topics.through.objects.order_by().values_list(f"{model._meta.model_name}__public_id", "topic_id")
        for model in COLUMNS
    ]
    return _gathered(queries[0].union(*queries[1:], all=True))


def _people():
    return _gathered(Shown.objects.filter(person__is_public=True).order_by().values_list("public_id", "person_id"))


def kits_of(request, locale_id):
    """Public id to the public press kits of a language that it is in."""

    def find():
        kits = published_of_many(PressKit.objects.filter(locale_id=locale_id)).order_by().values("pk")
        uses = AssetUse.objects.filter(**owned_by(Page), owner_id__in=kits)
        return _gathered(uses.order_by("pk").values_list("public_id", "owner_id"))

    return remembered(request, f"library.kits.{locale_id}", find)


def _gathered(pairs):
    found = {}
    for public_id, key in pairs:
        found[public_id] = (*found.get(public_id, ()), key)
    return found


def _read_image(genre, width, height):
    kind = "graphic" if genre in (Genre.DIAGRAM, Genre.MAP) else "picture"
    return kind, (shape_of(width, height),), (width or 0) * (height or 0)


def _read_media(kind, width, height):
    is_film = kind == "video"
    shape = (shape_of(width, height),) if is_film and width and height else ()
    return ("film" if is_film else "sound"), shape, (width or 0) * (height or 0)


def _read_document():
    return "document", (), 0


def shape_of(width, height):
    if width > height * NEARLY_SQUARE:
        return "wide"
    return "tall" if height > width * NEARLY_SQUARE else "square"


COLUMNS = {Image: ("genre", "width", "height"), Document: (), Media: ("type", "width", "height")}
READ = {Image: _read_image, Document: _read_document, Media: _read_media}


def kind_of(asset):
    """The kind of an asset in memory, as its line has it."""
    return READ[type(asset)](*(getattr(asset, name) for name in COLUMNS[type(asset)]))[0]
