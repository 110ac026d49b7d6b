"""Files in the leak audit: those whose rights have ended, in pieces that are public; and asking for those that are not
free."""

import json
from datetime import timedelta

from django.urls import reverse
from django.utils import translation

from media_library.audit import document, picture, recording
from media_library.models import AssetUse, Terms
from media_library.models.asset import today
from people.audit import person
from publication.audit.planting import Planting
from publication.audit.visits import Visit
from publication.registries import CanaryMaker, Surface, canaries, surfaces

from ..models import MediaPage
from .bodies import block
from .kinds import kits, releases, stories

#: Of the shape of a public id, and of no file.
NOTHING = "0" * 32
TO_ASK_FOR = "to be asked for"


def plant_ended(site):
    """In pieces that are public a picture, a recording and a document of which nothing is to be seen any more."""
    for language in site.languages if site.thorough else site.languages[:1]:
        canary = site.canary("file", "rights ended", language)
        image, sound, paper = picture(canary), recording(canary), document(canary)
        for asset in (image, sound, paper):
            asset.expires_on = today() - timedelta(days=1)
            asset.save()
        caption = canary.word("caption in the piece")
        shot = {"image": image.pk, "caption": caption}
        body = [
            block("image", {**shot, "decorative": False, "width": "text"}),
            block("gallery", [shot, shot]),
            block("audio", {"media": sound.pk, "caption": caption}),
            block("documents", [paper.pk]),
        ]
        files = [block("image", image.pk), block("audio", sound.pk), block("document", paper.pk)]
        chapter = block("chapter", {"title": "A chapter", "text": "", "files": files})
        for kind, blocks in ((stories, body), (releases, body), (kits, [chapter])):
            planting = Planting(site, kind, language)
            _show(planting, planting.fresh(planting.live("live, its files ended").page), blocks, image)
        someone = site.canary("person", "public, portrait ended", language, is_public=True)
        person(someone, is_public=True, portrait=image)


def _show(planting, page, blocks, image):
    page.body = json.dumps([*(dict(entry) for entry in page.body.raw_data), *blocks])
    page.lead_image = page.share_image = image
    page.save_revision(user=planting.desk).publish(user=planting.desk)
    assert AssetUse.objects.filter(public_id=image.public_id).exists()  # noqa: S101 - else nothing is asked


def plant_asked(site):
    """A picture and a document that everybody may see and nobody may take; the document in a piece that is public."""
    canary = site.canary("file", TO_ASK_FOR, is_public=True)
    planting = Planting(site, stories, site.languages[0])
    page = planting.fresh(planting.live("live, with a file to be asked for").page)
    _show(planting, page, [block("documents", [document(canary, asked=True).pk])], page.lead_image)
    asset = picture(canary)
    asset.terms, asset.marked_public = Terms.ASK, True
    asset.save()
    canary.row = asset


def asking(site):
    """The form, below the media page too; of what is not public it must be answered like one about nothing."""
    public_ids = [canary.row.public_id for canary in site.public_canaries() if canary.state == TO_ASK_FOR]
    secret_ids = [asset.public_id for canary in site.few for asset in canary.assets]
    for page in site.pages(MediaPage):
        for public_id in (*public_ids, *secret_ids):
            twin = "" if public_id in public_ids else f"{page.url_path}{NOTHING}/request/"
            yield Visit(f"{page.url_path}{public_id}/request/", twin=twin)
    for language in site.languages:
        with translation.override(language):
            for view in ("ask_for", "asked_for"):
                nothing = reverse(view, args=[NOTHING])
                for public_id in (*public_ids, *secret_ids):
                    twin = "" if public_id in public_ids else nothing
                    address = reverse(view, args=[public_id])
                    yield Visit(address, twin=twin)
                    if view == "ask_for":
                        yield Visit(address, "POST", twin=twin)


canaries.register(CanaryMaker("file whose rights have ended", plant_ended))
canaries.register(CanaryMaker("file to be asked for", plant_asked))
surfaces.register(
    Surface("asking for files", asking, roles=("anonymous", "writer"), shows=("picture: alternative text",))
)
