"""Earlier published versions of a piece, for readers, where the publisher opens them: `docs/versions.md`.

A version is read as its words alone, by the neutral document and never by the template of the live page: what stands
around a piece today, its people, pictures and neighbours, is none of what it said then.
"""

from copy import copy

from django.http import Http404
from django.shortcuts import render
from wagtail.fields import StreamField

from editorial.models import Correction
from facts.blocks import settle_document
from facts.citing import cited_at, facts_in_stream
from media_library.models import Asset, Tour
from media_library.uses import open_to_everybody, used_publicly
from pages.difference import Line, count_of_words, difference, lines_of
from pages.models import BrandSettings
from publication.models import PublishedVersion

from .context import gather_body, with_words

#: What a piece is told by beside its bodies.
WORDS = ("title", "standfirst")
#: Part of the address, below that of the piece.
PLACE, CHANGES = "versions", "changes"


def are_open():
    """Whether readers may read earlier versions at all."""
    return BrandSettings.current().earlier_versions


class History:
    """The versions of a piece that readers may read, the newest first, each with what they were told with it: two
    queries."""

    def __init__(self, item):
        rows = list(PublishedVersion.objects.filter(page_id=item.pk).order_by("-number"))
        self.item, self.newest = item, rows[0].number if rows else 0
        self.rows = [row for row in rows if not row.is_withheld]
        told = list(Correction.objects.told().filter(page_id=item.pk).newest_first())
        for row, older in zip(self.rows, [*self.rows[1:], None], strict=False):
            row.older, row.is_present = older, row.number == self.newest
            row.notes = [note for note in told if _version_at(note.at, rows) == row.number]

    def find(self, number):
        """By its number as an address has it; a number that is withheld was never there."""
        for row in self.rows:
            if str(row.number) == number:
                return row
        raise Http404


def _version_at(moment, rows):
    """The number of the version that stood from this moment on."""
    return next((row.number for row in rows if row.at <= moment), None)


def answer(request, item, asked):
    """`versions/`, `versions/3/` and `versions/3/changes/`; of what is not open, withheld or not there, one 404."""
    if not are_open():
        raise Http404
    history = History(item)
    if not asked and history.rows:
        return _page(request, history, "versions", history.rows[0])
    if len(asked) == 1:
        version = history.find(asked[0])
        return _page(request, history, "version", version, told=as_told(item, version))
    if len(asked) == 2 and asked[1] == CHANGES:
        version = history.find(asked[0])
        if version.older is not None:
            return _page(request, history, "version_changes", version, **_compared(item, version))
    raise Http404


def _page(request, history, template, version, **more):
    """`shown` tells the head of the page that it is none to be found: the present text is."""
    context = {"page": history.item, "history": history, "shown": version, "version": version, **more}
    return render(request, f"stories/{template}.html", context)


def _compared(item, version):
    rows = difference(as_told(item, version.older).lines, as_told(item, version).lines)
    added, removed = count_of_words(rows)
    return {"rows": rows, "added": added, "removed": removed}


class Told:
    """What a version said, in lines."""

    def __init__(self, title, standfirst, document):
        self.title, self.standfirst, self.text = title, standfirst, lines_of(document)

    @property
    def lines(self):
        head = [Line(self.title, "heading"), Line(self.standfirst)]
        return [line for line in (*head, *self.text) if line.text]


def as_told(item, version):
    """The words of a version: of its revision nothing is read but headline, standfirst and bodies. Facts say what they
    said then, and pictures are named where everybody may see them."""
    content, then = version.revision.content, copy(item)
    for name in WORDS:
        setattr(then, name, content.get(name) or "")
    keys = set()
    for field in item._meta.get_fields():
        if isinstance(field, StreamField):
            setattr(then, field.name, field.to_python(content.get(field.name) or "[]"))
            keys |= facts_in_stream(getattr(then, field.name))
    then.cited = cited_at(then, keys - {None}, version.at)
    gather_body(then, read=_by_key_if_open)
    return Told(then.title, then.standfirst, settle_document(then.unsettled_document(), then.cited))


def _by_key_if_open(model, keys):
    rows = model.objects.filter(pk__in=keys - {None})
    if model is Tour:
        found = with_words(rows)
        shown = used_publicly([tour.public_id for tour in found])
        return {tour.pk: tour for tour in found if tour.public_id in shown}
    if not issubclass(model, Asset):
        return {row.pk: row for row in with_words(rows)}
    known = {row.pk: row for row in open_to_everybody(rows)}
    return {row.pk: row for row in with_words(model.objects.filter(pk__in=known))}
