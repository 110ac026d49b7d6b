"""The pictures of a piece as one ZIP archive: those that readers may use without asking, in the largest size that they
are given, with a table of captions and rights and a text that says how to use them.

`?format=zip` on the piece's own address, behind the gate of the page; and each picture is asked for by itself.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from media_library.archive import LIMIT, Archive, Member
from media_library.captions import table_of
from media_library.checksums import checksums_of
from media_library.counting import count_zip
from media_library.models import Image, Rendition
from media_library.renditions import largest
from media_library.sending import answer_with_archive, begins
from media_library.uses import open_to_everybody
from pages.document import Figure
from pages.models import BrandSettings
from stories.context import gather
from stories.library.taking import answer_with_kit
from stories.models import PressKit

from ..addresses import address_of
from ..forms.piece import held
from ..metadata import comma, kind_of
from .terms import terms_page

FOLDER = "pictures"
CAPTIONS, README = "captions.csv", "README.txt"
MOST = 200


@dataclass(frozen=True)
class Shot:
    """A picture as the piece shows it."""

    image: Image
    caption: str
    alt: str

    @property
    def title(self):
        return self.caption or self.alt or self.image.public_id[:8]


class _Stored(NamedTuple):
    etag: str
    path: str


def shots_of(item, elements):
    """Every picture of a piece with these elements, once, in their order; asks for nothing after `gather`."""
    lead = [Figure(item.lead_image)] if item.lead_image else []
    shots = {}
    for element in [*lead, *elements]:
        if isinstance(element, Figure) and element.image is not None and element.image.pk not in shots:
            image = element.image
            caption, alt = element.caption or image.word("caption"), element.alt or image.word("alt")
            shots[image.pk] = Shot(image, caption, alt)
    return list(shots.values())


def free(shots):
    return [shot for shot in shots if shot.image.is_free]


def answer(item, request):
    """A press kit is more than the pictures of a piece, and has an archive of its own."""
    if isinstance(item, PressKit):
        return answer_with_kit(request, item)
    gather(item)
    archive, pictures = archive_of(item)
    response = answer_with_archive(request, archive, f"{_stem(item)}-pictures.zip")
    if begins(response):
        count_zip(request, response, pictures)
    return response


def archive_of(item):
    """In the active language; and the pictures that are in it."""
    shots = shots_of(item, item.unsettled_document())
    taken, left = _taken(_stem(item), shots)
    members = [member for _shot, _rendition, member in taken]
    rows = [
        (member.name, shot.image, shot.caption, shot.alt, rendition.width, rendition.height)
        for shot, rendition, member in taken
    ]
    words = _readme(item, [(shot, member.name) for shot, _rendition, member in taken], left)
    texts = [Member.text(README, words), Member.text(CAPTIONS, table_of(rows))]
    return Archive([*texts, *members], item.first_published_at), [shot.image for shot, _size, _member in taken]


def _taken(stem, shots):
    """(shot, size, member) of what is in it, and the shots that are not."""
    images = Image.objects.filter(pk__in=[shot.image.pk for shot in free(shots)])
    readable = {image.pk for image in open_to_everybody(images)}
    sizes = {shot.image.pk: found for shot in shots if shot.image.pk in readable and (found := largest(shot.image))}
    sums = checksums_of([_Stored(size.etag, size.file.name) for size in sizes.values()])
    taken, left, size = [], [], 0
    for shot in shots:
        found = sizes.get(shot.image.pk) if len(taken) < MOST else None
        known = sums.get(found.etag) if found else None
        member = known and Member.stored(_name(stem, len(taken) + 1, found), found.file.name, *known)
        if member and size + member.size <= LIMIT:
            size += member.size
            taken.append((shot, found, member))
        else:
            left.append(shot)
    return taken, left


def _stem(item):
    """ASCII in every language: the reference, by which the piece is known."""
    return item.reference or item.translation_key.hex[:8]


def _name(stem, number, rendition: Rendition):
    """The name that the picture came with, without the size, in front of which the number keeps the order."""
    name = PurePosixPath(rendition.file.name).name.split(".")[0][:40].rstrip("-_")
    return f"{FOLDER}/{stem}-{number:02d}-{name}.jpg"


# -- The text that goes with them ------------------------------------------------------------------------------------


def _readme(item, taken, left):
    brand = BrandSettings.current()
    parts = [
        comma().join(filter(None, [brand.word("name"), kind_of(item), held(item.reference)])),
        f"{item.title}\n{address_of(item)}",
        _terms(item),
        *(_entry(shot, name) for shot, name in taken),
        _left_out(left),
        _desk(brand),
    ]
    return "\r\n".join("\n\n".join(filter(None, parts)).split("\n")) + "\r\n"


def _terms(item):
    own = getattr(item, "terms", "")
    page = terms_page(get_language())
    house = f"{page.title}\n{address_of(page)}" if page else ""
    lines = "\n".join(filter(None, [own, house]))
    return f"{_('Terms of use')}\n{lines}" if lines else ""


def _entry(shot, name):
    image = shot.image
    credit = _line(_("Credit"), image.credit) if image.credit else ""
    alt = _line(_("Alternative text"), shot.alt) if shot.alt and shot.caption else ""
    terms = _line(_("Terms of use"), image.get_terms_display())
    return "\n".join(filter(None, [held(name), shot.title, alt, credit, image.copyright_notice, terms]))


def _left_out(shots):
    """Whoever has taken the archive for all there is should know better."""
    if not shots:
        return ""
    lines = [f"- {shot.title} ({_why(shot.image)})" for shot in shots]
    return "\n".join([_("Not in this archive"), *lines])


def _why(image):
    if image.rights_expired:
        return _("Rights have ended")
    return _("to be had from the press desk") if image.is_free else image.get_terms_display()


def _desk(brand):
    lines = [held(brand.press_phone, left_to_right=True), brand.press_email]
    lines = [line for line in lines if line]
    return "\n".join([_("For journalists"), *lines]) if lines else ""


def _line(label, value):
    return f"{label}: {value}"
