"""Puts a feed together: which rows, how many, and what each says. Eight queries for any number of items, three more
where they show documents or cite facts."""

from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editorial.models import Correction
from media_library.responses import content_type
from pages.document import Recording
from pages.models import BrandSettings
from stories.models import NewsItem

from ..addresses import absolute, address_of
from ..feed import content, corrected, creators, directed, id_of_note, permanent_id, rights, shown, told, weight
from ..feed_html import Expanded, to_html
from ..metadata import kind_of, modified_at
from ..models import Tombstone
from ..naming import house
from ..rows import announced, read, size_of
from .entries import Enclosure, Entry, Feed, Gone
from .paging import Cursor, beyond
from .scopes import Corrections

#: Aggregators want at least thirty; older ones are on further pages.
LENGTH = 30
#: What was withdrawn is announced until so many others were.
GONE = 50


def make(scope, before=""):
    """A page of a feed in the active language; None where there is no such feed, or no such page."""
    cursor = Cursor.read(before) if before else None
    if before and cursor is None:
        return None
    # The same questions for a name that only drafts know as for one that nobody knows.
    is_there = scope.read()
    brand = BrandSettings.current()
    source = Notes(scope) if isinstance(scope, Corrections) else Items(scope)
    rows = source.page(cursor, LENGTH + 1)
    entries = source.entries(rows[:LENGTH], brand)
    gone = [] if before else _gone(scope)
    stays_empty = not before and (scope.always or (gone and scope.survives))
    if not is_there or not (entries or stays_empty):
        return None
    return Feed(
        scope=scope,
        title=scope.whole_title,
        about=brand.word("description") or house(brand),
        house=house(brand),
        entries=tuple(entries),
        gone=tuple(gone),
        id=scope.id,
        before=before,
        after=str(source.cursor_of(rows[LENGTH - 1])) if len(rows) > LENGTH else "",
    )


def _gone(scope):
    if not scope.is_kept:
        return []
    return [Gone(row.entry_id, row.at, row.reason or "") for row in Tombstone.objects.newest_of(scope.key, GONE)]


class Items:
    """News, each with its whole text."""

    def __init__(self, scope):
        self.scope = scope

    def page(self, cursor, length):
        items = self.scope.choose(announced(self.scope.language))
        if cursor:
            items = items.filter(beyond(cursor, "first_published_at", "translation_key"))
        return read(items.order_by("-first_published_at", "-translation_key")[:length], self.scope.language)

    def cursor_of(self, item):
        return Cursor(item.first_published_at, item.translation_key)

    def entries(self, items, brand):
        documents = [item.document() for item in items]
        expanded = Expanded(documents)
        return [_entry(item, said, expanded, brand) for item, said in zip(items, documents, strict=True)]


def _entry(item, elements, expanded, brand):
    size = size_of(item.lead_image)
    wrong = next((note.at for note in item.notes if note.kind == Correction.Kind.CORRECTION), None)
    return Entry(
        id=permanent_id(item),
        url=address_of(item),
        title=_("Corrected: %(title)s") % {"title": item.title} if wrong else item.title,
        summary=item.standfirst,
        html=content(item, to_html(elements, expanded), brand),
        published=item.first_published_at,
        updated=max([modified_at(item), *(note.at for note in item.notes)]),
        authors=tuple(creators(item) or [house(brand)]),
        categories=(*item.names.get("topic", ()), kind_of(item)),
        kind=item.kind(),
        picture=shown(item.lead_image, size) if size else None,
        rights=rights(item.lead_image) if size else {},
        enclosure=_enclosure(elements),
        corrected_at=wrong,
    )


def _enclosure(elements):
    """The first recording of the piece, if its length is known: readers refuse another one than announced."""
    for element in elements:
        if isinstance(element, Recording) and element.media is not None and element.media.file:
            media = element.media
            length = weight(media.file.name)
            title = element.caption or media.word("title") or media.title
            return length and Enclosure(
                absolute(media.url), content_type(media.file.name), length, title, round(media.duration or 0)
            )
    return None


class Notes:
    """What readers of a language were told about changes, each an entry of its own."""

    def __init__(self, scope):
        self.scope = scope

    def page(self, cursor, length):
        public = NewsItem.objects.published().in_language(self.scope.language).order_by()
        told = Correction.objects.told()
        # Several may go out with one publication, at one time.
        beside = told.filter(page=OuterRef("page"), at=OuterRef("at"), pk__lt=OuterRef("pk")).order_by()
        count = beside.values("page").annotate(count=Count("pk")).values("count")
        notes = (
            told.filter(page__in=public.values("pk"))
            .annotate(place=Coalesce(Subquery(count, output_field=IntegerField()), 0), key=F("page__translation_key"))
            .select_related("page__locale")
        )
        if cursor:
            notes = notes.filter(beyond(cursor, "at", "key", "place"))
        return list(notes.order_by("-at", "-key", "-place")[:length])

    def cursor_of(self, note):
        return Cursor(note.at, note.key, note.place)

    def entries(self, notes, brand):
        return [_note(note, brand) for note in notes]


def _note(note, brand):
    link = format_html('<p><a href="{}">{}</a></p>', address_of(note.page), note.page.title)
    kind = note.get_kind_display()
    return Entry(
        id=id_of_note(note),
        url=address_of(note.page),
        title=_("%(kind)s: %(title)s") % {"kind": kind, "title": note.page.title},
        summary=told(note),
        html=directed(f"{corrected(note)}\n{link}"),
        published=note.at,
        updated=note.at,
        authors=(house(brand),),
        categories=(str(kind),),
        kind=note.kind,
        corrected_at=note.at if note.kind == Correction.Kind.CORRECTION else None,
    )
