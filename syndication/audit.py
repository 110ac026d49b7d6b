"""What machines read, in the leak audit: each of it shows what is public, and nothing else."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from publication.audit.visits import Visit
from publication.gate import is_published
from publication.registries import Surface, surfaces

from .sitemaps import path_of

#: What a browser sends with a form of this site.
READER = (("Origin", "http://testserver"), ("User-Agent", "Mozilla/5.0"))


def feeds(site):
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield reverse("feed")


def sitemaps(site):
    yield reverse("sitemap")
    for language, _name in settings.LANGUAGES:
        yield path_of(language, 1)


def texts(site):
    """Of every page, also where it has none: drafts must be as absent in this form as in the other."""
    for canary in site.telling:
        yield from (f"{address}?format=txt" for address in canary.addresses)


def archives(site):
    """Their texts name what is in them, and nothing in them is compressed: a token would be seen."""
    for canary in site.telling:
        yield from (f"{address}?format=zip" for address in canary.addresses)


def told_uses(site):
    """Of a piece that is not public it is answered, and asked of the database, as of one that does not exist."""
    for canary in site.few:
        if canary.page and not is_published(canary.page):
            bodies = (_use(canary.page.translation_key, canary.language), _use(UUID(int=0), canary.language))
            yield Visit("/used/", "POST", READER, twin="/used/", body=bodies[0], twin_body=bodies[1])


def _use(key, language):
    return urlencode({"item": f"urn:newsroom:{key}:{language}", "use": "quote"})


surfaces.register(Surface("items as plain text", texts, roles=("anonymous", "writer"), shows=("standfirst",)))
surfaces.register(Surface("feeds", feeds, shows=("standfirst",), still=True))
surfaces.register(Surface("sitemaps", sitemaps, shows=("slug",), still=True))
surfaces.register(Surface("robots.txt", lambda site: [reverse("robots")]))
surfaces.register(Surface("pictures of items, as archives", archives, roles=("anonymous", "writer"), shows=("title",)))
surfaces.register(Surface("uses", told_uses, roles=("anonymous",), changes=False))
