"""What machines read, in the leak audit: each of it shows what is public, and nothing else."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from publication.registries import Surface, surfaces
from stories.models import PressRelease

from .cards import making
from .cards.finding import path_of as path_of_card
from .models import ShareCard
from .sitemaps import path_of


def feeds(site):
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield reverse("feed")


def sitemaps(site):
    yield reverse("sitemap")
    for language, _name in settings.LANGUAGES:
        yield path_of(language, 1)


def news(site):
    yield reverse("news_sitemap")


def share_cards(site):
    """Those that there are, drawn before their subjects were closed too; and of some drafts those that would be."""
    public = ShareCard.objects.public().values("pk")
    yield from map(path_of_card, ShareCard.objects.exclude(pk__in=public).values_list("digest", flat=True)[:200])
    if not site.is_planted:
        return
    releases = [canary for canary in site.telling if canary.page and canary.page.specific_class is PressRelease]
    for canary in releases:
        page = canary.page.specific
        making.make("page", page.pk)
        drafts = [page, page.get_latest_revision_as_object()] if page.latest_revision_id else [page]
        yield from {path_of_card(face.digest) for face in map(making.face_in_its_language, drafts) if face}


def texts(site):
    """Of every page, also where it has none: drafts must be as absent in this form as in the other."""
    for canary in site.telling:
        yield from (f"{address}?format=txt" for address in canary.addresses)


surfaces.register(Surface("items as plain text", texts, roles=("anonymous", "writer"), shows=("standfirst",)))
surfaces.register(Surface("feeds", feeds, shows=("standfirst",), still=True))
surfaces.register(Surface("sitemaps", sitemaps, shows=("slug",), still=True))
surfaces.register(Surface("robots.txt", lambda site: [reverse("robots")]))
surfaces.register(Surface("news sitemap", news, shows=("title",)))
surfaces.register(Surface("share cards", share_cards, roles=("anonymous",), shows=("title",)))
