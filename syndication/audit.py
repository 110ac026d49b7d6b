"""What machines read, in the leak audit: each of it shows what is public, and nothing else."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from publication.registries import Surface, surfaces

from .sitemaps import path_of


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


surfaces.register(Surface("items as plain text", texts, roles=("anonymous", "writer"), shows=("standfirst",)))
surfaces.register(Surface("feeds", feeds, shows=("standfirst",), still=True))
surfaces.register(Surface("sitemaps", sitemaps, shows=("slug",), still=True))
surfaces.register(Surface("robots.txt", lambda site: [reverse("robots")]))
