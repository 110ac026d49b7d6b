"""The reader's search in the leak audit: asked for every token, and for the beginnings of those that were cut."""

from urllib.parse import quote

from django.urls import reverse
from django.utils import translation

from publication.audit.tokens import HEAD
from publication.audit.visits import Visit
from publication.registries import Surface, surfaces

#: Fields that stand for the others where an audit is not thorough: one each of text, name and picture.
TELLING = ("paragraph", "person: name")


def titles(site):
    """The headline of everything, and how it begins; asked in every role."""
    for canary, address in _where_to_ask(site.telling):
        title = canary.find("title")
        if title:
            yield f"{address}?q={quote(title.value)}"
            if site.is_planted and not canary.is_public:
                nothing = site.ledger.about_nothing(title.value)
                yield Visit(f"{address}?q={title.value[:HEAD]}", twin=f"{address}?q={nothing[:HEAD]}")


def feeds(site):
    """The same question to the feed of a search."""
    for canary in site.telling:
        if title := canary.find("title"):
            yield f"/{canary.language}/feeds/search.json?q={quote(title.value)}"


def every_word(site):
    for canary, address in _where_to_ask(site.examples_and_controls):
        for token in canary.tokens.values():
            if site.thorough or token.field in TELLING:
                yield f"{address}?q={quote(token.value)}"


def _where_to_ask(canaries):
    for canary in canaries:
        with translation.override(canary.language):
            yield canary, reverse("search")


surfaces.register(Surface("search", titles, roles=("anonymous", "writer"), shows=("standfirst",)))
surfaces.register(Surface("feeds of searches", feeds, roles=("anonymous",), shows=("standfirst",)))
surfaces.register(Surface("search for every word", every_word, roles=("anonymous",), shows=("title",)))
