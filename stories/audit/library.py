"""The media library in the leak audit: its lists, searches, the page of each asset, the basket, archives of kits."""

from base64 import urlsafe_b64encode
from urllib.parse import quote, urlencode

from publication.audit.visits import Visit
from publication.registries import Surface, surfaces

from ..library.basket import COOKIE
from ..library.kits import PICKED_BY
from ..models import MediaPage, PressKit

ONE, SOME = ("anonymous",), ("anonymous", "writer")
HERE = (("Origin", "http://testserver"),)
#: Words by which an asset would be found.
SOUGHT = ("caption", "alternative text", "credit", "source", "title", "desk title", "description", "transcript")
#: Pages of the list in a quick audit, and in a thorough one.
PAGES, ALL_PAGES = 4, 30


def library(site):
    for page in _pages(site):
        yield page.url_path
        last = ALL_PAGES if site.thorough else PAGES
        yield from (f"{page.url_path}?page={number}" for number in range(2, last + 1))
        yield from (f"{page.url_path}?sort=oldest&page={number}" for number in range(1, last + 1))


def choices(site):
    """By topic, person and kit: of what is not public alone, none is there."""
    for page in _pages(site):
        for canary in site.telling:
            for field, name in (("topic", "topic: slug"), ("person", "person: slug"), ("kit", "slug")):
                if token := canary.find(name):
                    yield f"{page.url_path}?{field}={token.value}"


def searches(site):
    """For each word of an asset that an editor has written."""
    for canary in site.examples_and_controls if site.thorough else site.few:
        for token in list(canary.tokens.values()):
            if token.field.rpartition(": ")[2] in SOUGHT and canary.assets:
                yield f"/{canary.language}/media/?q={quote(token.value)}"


def asset_pages(site):
    few = site.few
    for canary in site.telling:
        for asset in canary.assets:
            for language in site.languages if site.thorough else site.languages[:1]:
                yield f"/{language}/media/{asset.public_id}/"
                if canary in few:
                    yield f"/{language}/media/{asset.public_id}/?sort=newest"


def baskets(site):
    """What is put in by its id, and what a cookie of one's own making claims to hold."""
    for canary in site.few:
        for asset in canary.assets:
            bodies = [urlencode({"pick": name}) for name in (asset.public_id, "0" * 32)]
            yield Visit(
                "/en/media/basket/", "POST", HERE, twin="/en/media/basket/", body=bodies[0], twin_body=bodies[1]
            )
            packed = urlsafe_b64encode(bytes.fromhex(asset.public_id)).decode()
            cookie = (("Cookie", f"{COOKIE}={packed}"),)
            yield Visit("/en/media/basket/", headers=cookie)
            yield Visit("/en/media/basket/?format=zip", headers=cookie)
    for canary in site.public_canaries()[:1]:
        for asset in canary.assets[:1]:
            packed = urlsafe_b64encode(bytes.fromhex(asset.public_id)).decode()
            yield Visit("/en/media/basket/", headers=(("Cookie", f"{COOKIE}={packed}"),))


def kits(site):
    for canary in site.telling:
        if canary.page and issubclass(canary.page.specific_class, PressKit):
            for address in canary.addresses:
                yield f"{address}?format=zip&size=web"
                for asset in canary.assets[:2]:
                    yield f"{address}?format=zip&pick={asset.public_id[:PICKED_BY]}"
                yield f"{address}?kind=document"


def _pages(site):
    pages = site.pages(MediaPage).select_related("locale")
    return [page for page in pages if site.thorough or page.language_code == site.languages[0]]


surfaces.register(Surface("media library", library, roles=SOME, shows=("lead picture: caption",)))
surfaces.register(Surface("media library, narrowed", choices, roles=ONE))
surfaces.register(Surface("media library, searched", searches, roles=ONE, changes=False))
surfaces.register(Surface("pages of assets", asset_pages, roles=SOME, shows=("lead picture: caption",)))
surfaces.register(Surface("basket", baskets, roles=ONE, changes=False))
surfaces.register(Surface("kits as archives", kits, roles=ONE, shows=("terms of use",)))
