"""Files that readers take together, as one archive: largest or web sizes, with their papers."""

import unicodedata
from datetime import UTC, datetime, time

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from media_library.archive import Archive, Member, TooLarge
from media_library.checksums import checksums_of
from media_library.sending import answer_with_archive, begins
from media_library.signals import archive_read
from pages.digits import is_persian
from pages.slugs import slugify

from ..context import gather_body
from .kits import PICKED_BY, KitFiles
from .papers import CAPTIONS, README, TABLE, TERMS, Taken, Whole, absolute, papers_of
from .tiles import title_of

FULL, WEB = "full", "web"
#: What the form of a kit asks for, so that nothing ticked is not everything.
TICKED = "ticked"
#: Signs of a name: whole paths have to fit where Windows unpacks them.
LONGEST = 60
ENDED, ASK, AT_THE_DESK = gettext_noop("rights have ended"), gettext_noop("ask before use"), gettext_noop(
    "to be had from the press desk"
)  # fmt: skip


def answer_with_kit(request, kit):
    """`?format=zip` of a press kit. `size` is "web" or "full"; `pick` names files by the beginning of their ids, and
    `chapter` one chapter by the id of its block: a part of a kit that is too large for one archive."""
    if request.GET.get("only") == TICKED and not request.GET.get("pick"):
        return _page_instead(request, kit, _("Nothing is ticked: tick the files that you want."), 422)
    gather_body(kit)  # not all that its page shows: the first byte is waited for
    kit_files = KitFiles(kit, request.GET)
    everything = _placed(kit, kit_files)
    placed = _picked(request, everything)
    if request.GET.get("pick") and not any(tile.asset.is_free for _folder, tile in placed):
        return _page_instead(request, kit, _("What you have ticked is offered no more. Here is what there is."), 404)
    whole = _whole(kit)
    # A part under the name of the whole would be taken for it, or overwrite it.
    part = "-part" if len(placed) < len(everything) else ""
    name = f"{kit.reference or kit.translation_key.hex[:8]}{part}.zip"
    return answer(request, placed, whole, kit.first_published_at, name, kit)


def _page_instead(request, kit, sentence, status):
    """The page of the kit, which says why there is no archive: for whoever has sent its form without script."""
    kit.refusal = sentence
    response = kit.serve(request)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def answer(request, placed, whole, moment, name, kit=None):
    """`placed` are pairs of a folder ("" for none) and a tile. 404 where nothing of it may be taken. `kit` is counted
    with its files."""
    size = _size_asked(request)
    try:
        archive, taken = archive_of(placed, size, whole, moment)
    except TooLarge:
        return render(request, "stories/too_large.html", {"whole": whole, "in_section": "media"}, status=413)
    response = answer_with_archive(request, archive, name.replace(".zip", "-web.zip") if size == WEB else name)
    if request.method == "GET" and begins(response):
        told = {"request": request, "response": response, "assets": [one.asset for one in taken]}
        archive_read.send(sender=Archive, size=size, kit=kit, **told)
    return response


def archive_of(placed, size, whole, moment):
    """The archive, and what is in it besides the papers."""
    wanted = [(folder, tile, tile.for_the_web if size == WEB else tile.best) for folder, tile in placed]
    sums = checksums_of([offer for _folder, _tile, offer in wanted if offer])
    # What will be there as soon as its sizes are made is named as missing; what nobody may take has no archive.
    if not any(tile.asset.is_free for _folder, tile in placed):
        raise Http404
    taken, members, left = [], [], []
    for number, (folder, tile, offer) in enumerate(wanted, 1):
        known = sums.get(offer.etag) if offer else None
        if known is None:
            left.append((tile.asset, _why(tile)))
            continue
        name = _name(folder, number, tile, offer)
        taken.append(Taken(name, tile.asset, offer))
        members.append(Member.stored(name, offer.path, *known))
    papers = papers_of(whole, taken, left)
    texts = [Member.text(name, papers[name]) for name in (README, TERMS, CAPTIONS, TABLE)]
    return Archive([*texts, *members], moment), taken


def today():
    """The moment that is written on what has none of its own: the same all day, so that a download can go on."""
    return datetime.combine(timezone.localdate(), time(), UTC)


def _size_asked(request):
    size = request.GET.get("size", FULL)
    if size not in (FULL, WEB):
        raise Http404
    return size


def _placed(kit, kit_files):
    """Each file of the kit once, in the folder of its chapter; with the id of the chapter's block."""
    placed, number = {}, 0
    for block in kit.body:
        if block.block_type == "chapter":
            number += 1
            folder = _safe(f"{number:02d}-{_readable(block.value.get('title', ''))}")
            for file in block.value.get("files") or ():
                if file.value in kit_files.tiles:
                    placed.setdefault(file.value, (folder, block.id))
    return [(*placed.get(asset, ("", "")), tile) for asset, tile in kit_files.tiles.items()]


def _picked(request, placed):
    picks, chapter = set(request.GET.getlist("pick")), request.GET.get("chapter")
    if chapter is not None:
        placed = [one for one in placed if one[1] == chapter]
    if picks:
        placed = [one for one in placed if one[2].asset.public_id[:PICKED_BY] in picks]
    return [(folder, tile) for folder, _chapter, tile in placed]


def _whole(kit):
    editions = {kit.locale.language_code: kit}
    for page in kit.public_translations:
        editions[page.locale.language_code] = page.specific
    return Whole(
        title={code: page.title for code, page in editions.items()},
        address={code: absolute(page.url_path) for code, page in editions.items()},
        terms={code: page.terms for code, page in editions.items()},
        reference=kit.reference,
    )


def _why(tile):
    if tile.asset.rights_expired:
        return ENDED
    return ASK if tile.has_to_be_asked_for else AT_THE_DESK


def _name(folder, number, tile, offer):
    """The file's own readable name; on a Persian page the Persian title, where it has one. Its size stands at the end,
    however long the words are."""
    stem, _dot, ending = offer.file_name.rpartition(".")
    size = f"-{offer.size}" if stem.endswith(f"-{offer.size}") else ""
    words = stem.removesuffix(size)
    title, language = title_of(tile.asset)
    if is_persian(get_language()) and is_persian(language):
        words = _readable(title) or words
    name = f"{number:03d}-{_safe(words)}{size}.{ending}"
    return f"{folder}/{name}" if folder else name


def _readable(words):
    return slugify(words)


def _safe(name):
    """Letters, digits and hyphens, as every system takes them; composed, and not too long, cut between two words."""
    kept = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in unicodedata.normalize("NFC", name))
    if len(kept) > LONGEST:
        kept = kept[: LONGEST + 1].rpartition("-")[0] or kept[:LONGEST]
    return kept.strip("-_") or "file"
