"""What machines read, in the leak audit: each of it shows what is public, and nothing else."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from publication.registries import Surface, surfaces

from .feeds.scopes import FORMS, AboutTopic, Corrections, Everything, OfKind, OfPerson, kinds
from .sitemaps import path_of

ONE = ("anonymous",)


def feeds(site):
    """Those that are always there."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield from (scope(language).path(form) for scope in (Everything, Corrections) for form in FORMS)


def feeds_of_kinds(site):
    for language, _name in settings.LANGUAGES:
        yield from (OfKind(language, kind).path("json") for kind in kinds())


def narrow_feeds(site):
    """Of each topic and person by what they are called in addresses; where only what is not public is about them, none
    is there. Their forms say the same, so one form is asked for here."""
    for canary in site.telling:
        if topic := canary.find("topic: slug"):
            yield AboutTopic(canary.language, topic.value).path("atom")
        if person := canary.find("person: slug"):
            yield OfPerson(canary.language, person.value).path("json")


def sitemaps(site):
    yield reverse("sitemap")
    for language, _name in settings.LANGUAGES:
        yield path_of(language, 1)


def texts(site):
    """Of every page, also where it has none: drafts must be as absent in this form as in the other."""
    for canary in site.telling:
        yield from (f"{address}?format=txt" for address in canary.addresses)


surfaces.register(Surface("items as plain text", texts, roles=("anonymous", "writer"), shows=("standfirst",)))
surfaces.register(Surface("feeds", feeds, shows=("standfirst", "correction: says"), still=True))
surfaces.register(Surface("feeds of kinds", feeds_of_kinds, roles=ONE, shows=("standfirst",)))
surfaces.register(Surface("feeds of topics and people", narrow_feeds, roles=ONE, shows=("standfirst",)))
surfaces.register(Surface("sitemaps", sitemaps, shows=("slug",), still=True))
surfaces.register(Surface("robots.txt", lambda site: [reverse("robots")]))
