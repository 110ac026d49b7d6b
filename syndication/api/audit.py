"""The API, oEmbed and frames in the leak audit."""

from urllib.parse import quote, urlencode
from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from publication.audit.visits import Visit
from publication.gate import published
from publication.registries import Surface, surfaces

from ..addresses import absolute
from .registry import RESOURCES


def api_lists(site):
    """Each list, in each language, whole and as little as its fields allow; and asked for the items of a topic."""
    for resource in RESOURCES:
        for code, _name in settings.LANGUAGES:
            yield f"{reverse(f'api:{resource.name}')}?language={code}&limit=100"
    yield f"{reverse('api:items')}?fields=id,title&since=2000-01-01"


def api_details(site):
    """Everything by the id that it would have; and ids that nothing has."""
    yield from (f"{reverse(f'api:{resource.name}')}nothing/" for resource in RESOURCES)
    for canary in site.telling:
        yield from _by_key(canary, lambda key, language: f"{reverse('api:items')}{key}.{language}/")
        for asset in canary.assets[:2]:
            yield f"{reverse('api:assets')}{asset.public_id}/"
        if public_id := getattr(canary.row, "public_id", ""):
            yield f"{reverse('api:facts')}{public_id}/"
        if slug := getattr(canary.row, "slug", ""):
            yield from (f"{reverse(f'api:{name}')}{slug}/" for name in ("people", "topics"))


def api_searches(site):
    """The headline of everything, asked for as a program would; and what a hidden item says and shows."""
    for canary in site.telling:
        if title := canary.find("title"):
            yield f"{reverse('api:items')}?language={canary.language}&fields=id&q={quote(title.value)}"
    for canary in site.few:
        for kind in ("facts", "assets"):
            yield from _by_key(
                canary, lambda key, language, kind=kind: f"{reverse(f'api:{kind}')}?item={key}.{language}"
            )


def frames(site):
    """What other sites would show, and what oEmbed says of the addresses."""
    for canary in site.telling:
        yield from _by_key(canary, lambda key, language: f"/{language}/embed/item/{key}/")
        with translation.override(canary.language):
            if public_id := getattr(canary.row, "public_id", ""):
                yield reverse("embed", args=["fact", public_id])
            for asset in canary.assets[:2]:
                yield reverse("embed", args=["asset", asset.public_id])
        for address in canary.addresses:
            yield f"{reverse('oembed')}?{urlencode({'url': absolute(address)})}"


def _by_key(canary, address):
    """An address with the key that a page shares with its translations. A key is no token: what it is compared with is
    made here."""
    if not canary.page:
        return
    key, language = canary.page.translation_key, canary.language
    is_secret = not published().filter(translation_key=key, locale__language_code=language).exists()
    yield Visit(address(key, language), twin=address(uuid4(), language) if is_secret else "")


def quotes(site):
    """The quotes of an item in frames, by the ids of its blocks."""
    for canary in site.telling:
        page = canary.page and canary.page.get_latest_revision_as_object()
        for block in getattr(page, "body", None) or ():
            if block.block_type == "quote" and block.id:
                with translation.override(canary.language):
                    yield reverse("embed", args=["quote", f"{page.translation_key}.{block.id}"])


def about_the_api(site):
    yield from (reverse("api:entry"), reverse("api:openapi"), f"{reverse('api:entry')}nothing/")
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield reverse("developers")


surfaces.register(Surface("API: what there is", about_the_api, changes=False))
surfaces.register(Surface("API: lists", api_lists, roles=("anonymous", "writer"), shows=("standfirst",), still=True))
surfaces.register(Surface("API: one thing", api_details, roles=("anonymous", "writer"), shows=("standfirst",)))
surfaces.register(Surface("API: searches", api_searches, roles=("anonymous",)))
surfaces.register(Surface("frames and oEmbed", frames, roles=("anonymous", "writer"), shows=("standfirst",)))
surfaces.register(Surface("quotes in frames", quotes, roles=("anonymous",)))
