"""What machines read, in the leak audit: each of it shows what is public, and nothing else."""

from functools import partial
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from facts.audit import address_of
from facts.models import Fact
from people.models import Person
from publication.audit.visits import Visit
from publication.gate import is_published
from publication.registries import Surface, surfaces
from stories.models import PersonIndexPage, PressRelease

from .cards import making
from .cards.finding import path_of as path_of_card
from .feeds.scopes import FORMS as FORMS_OF_FEEDS
from .feeds.scopes import AboutTopic, Corrections, Everything, OfKind, OfPerson, kinds
from .forms.registry import CARD, FORMS, FORMS_OF_A_FACT, TABLE
from .models import ShareCard
from .sitemaps import path_of

ONE = ("anonymous",)
#: What a browser sends with a form of this site.
READER = (("Origin", "http://testserver"), ("User-Agent", "Mozilla/5.0"))


def feeds(site):
    """Those that are always there."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield from (scope(language).path(form) for scope in (Everything, Corrections) for form in FORMS_OF_FEEDS)


def about_feeds(site):
    """The page that lists them, those of topics too."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield reverse("follow")


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


def other_forms(name, site):
    """All are made of the same words behind the same gate; so a quick audit asks for one form of each secret, and for
    every form of something public, which shows that its words are found in the form at all."""
    names = [*OTHER_FORMS]
    for place, canary in enumerate(site.telling):
        if site.thorough or canary.is_public or place % len(names) == names.index(name):
            yield from (f"{address}?format={name}" for address in canary.addresses if canary.page)


def forms_of_facts(site):
    addresses = [address for canary in site.canaries if isinstance(canary.row, Fact) for address in canary.addresses]
    if not site.is_planted:
        addresses = [address_of(fact, language) for fact in Fact.objects.all() for language in site.languages]
    for address in addresses:
        yield from (f"{address}?format={name}" for name in FORMS_OF_A_FACT)


def cards(site):
    """Of everybody, also of those who are no press contacts."""
    slugs = [token.value for token in (canary.find("person: slug") for canary in site.telling) if token]
    if not site.is_planted:
        slugs = list(Person.objects.values_list("slug", flat=True))
    for index in site.pages(PersonIndexPage)[: None if site.thorough else 1]:
        yield from (f"{index.url_path}{slug}/?format={CARD.name}" for slug in slugs)


#: Forms of an item but plain text, and what of something public must be found in them.
OTHER_FORMS = {name: ("standfirst",) for name in FORMS if name != "txt"} | {TABLE.name: ("facts: heading",)}


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
surfaces.register(Surface("feeds", feeds, shows=("standfirst", "correction: says"), still=True))
surfaces.register(Surface("page about feeds", about_feeds, roles=("anonymous", "writer"), shows=("topic: name",)))
surfaces.register(Surface("feeds of kinds", feeds_of_kinds, roles=ONE, shows=("standfirst",)))
surfaces.register(Surface("feeds of topics and people", narrow_feeds, roles=ONE, shows=("standfirst",)))
surfaces.register(Surface("sitemaps", sitemaps, shows=("slug",), still=True))
surfaces.register(Surface("robots.txt", lambda site: [reverse("robots")]))
for name, shown in OTHER_FORMS.items():
    surfaces.register(
        Surface(
            f"items as {name}", partial(other_forms, name), roles=("anonymous",), shows=shown, changes=name == "json"
        )
    )
surfaces.register(Surface("forms of facts", forms_of_facts, roles=("anonymous",), shows=("fact: value",)))
surfaces.register(Surface("contact cards", cards, roles=("anonymous",), shows=("person: name",), changes=False))
surfaces.register(Surface("news sitemap", news, shows=("title",)))
surfaces.register(Surface("share cards", share_cards, roles=("anonymous",), shows=("title",)))
surfaces.register(Surface("pictures of items, as archives", archives, roles=("anonymous", "writer"), shows=("title",)))
surfaces.register(Surface("uses", told_uses, roles=("anonymous",), changes=False))
