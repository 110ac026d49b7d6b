"""All that lists items, and what is served below pages."""

from django.urls import reverse
from django.utils import timezone, translation

from facts.audit import address_of
from facts.models import Fact
from media_library.models import Tour
from people.models import Person
from publication.registries import EVERYBODY, Surface, surfaces
from topics.models import Topic

from ..models import (
    FactIndexPage,
    FactSheet,
    KitIndexPage,
    MediaPage,
    PersonIndexPage,
    ReleaseIndexPage,
    StatementIndexPage,
    StoryIndexPage,
    TopicIndexPage,
)

NEWS_INDEXES = (StoryIndexPage, ReleaseIndexPage, StatementIndexPage, FactIndexPage, KitIndexPage)


def lists(site):
    """Each list, its pages and its years in both calendars."""
    year = timezone.localdate().year
    for index in _news_indexes(site):
        yield from _numbered(index.url_path, last=12 if site.thorough else 3)
        yield from (f"{index.url_path}{number}/" for number in (year, year - 1, year - 621, year - 622))


def lists_by_topic(site):
    """For every topic, also those that nothing public is about."""
    for index in _news_indexes(site):
        for slug in _slugs(site, "topic: slug", Topic):
            yield f"{index.url_path}?topic={slug}"


def topic_pages(site):
    for index in _indexes(site, TopicIndexPage):
        yield index.url_path
        for slug in _slugs(site, "topic: slug", Topic):
            yield f"{index.url_path}{slug}/"
            if site.thorough:
                yield f"{index.url_path}{slug}/?page=2"


def person_pages(site):
    for index in _indexes(site, PersonIndexPage):
        yield index.url_path
        yield from (f"{index.url_path}{slug}/" for slug in _slugs(site, "person: slug", Person))


def media_pages(site):
    return [page.url_path for page in _indexes(site, MediaPage)]


def fact_pages(site):
    """Each fact by its permanent address, and by others that somebody might guess."""
    if not site.is_planted:
        for fact in Fact.objects.all():
            yield from (address_of(fact, language) for language in site.languages)
    for canary in site.canaries:
        if isinstance(canary.row, Fact):
            for address in canary.addresses:
                yield address
                yield f"{address}?page=2"
                yield f"{address}?version=1"
            yield f"/en/facts/figures/{canary.row.pk}/"
            yield f"/en/facts/{canary.row.pk}/"


def tours(site):
    """Each tour on its own page, in every language."""
    known = [key for canary in site.canaries for key in getattr(canary, "tours", ())]
    for public_id in known if site.is_planted else Tour.objects.values_list("public_id", flat=True):
        for language in site.languages:
            with translation.override(language):
                yield reverse("tour", args=[public_id])


def tables(site):
    """Tables as files, also of pages that have none."""
    for canary in site.telling:
        if canary.page:
            blocks = [block.id for block in getattr(canary.page, "body", ()) if block.block_type == "data_table"]
            for name in (*blocks, "0" * 36):
                yield from (f"{address}?table={name}" for address in canary.addresses)


def corrections(site):
    for language in site.languages:
        with translation.override(language):
            address = reverse("corrections")
        yield from (f"{address}?page={number}" for number in (*range(1, 13 if site.thorough else 4), 999))


def fact_sheet_versions(site):
    """Every version that a public fact sheet has had, and one more; of what is not public, the first."""
    for sheet in site.pages(FactSheet):
        last = sheet.sheet_versions.count() + 1
        yield from (f"{sheet.url_path}?version={number}" for number in range(last + 1))
    for canary in site.telling:
        if canary.page and issubclass(canary.page.specific_class, FactSheet):
            yield from (f"{address}?version=1" for address in canary.addresses)


def earlier_version(token, address):
    """Headline and headings that a fact sheet had in public are read in its earlier versions."""
    was_public = token.canary.kind == "fact sheet" and token.canary.state.startswith("live,")
    said = token.field in ("title", "facts: heading")
    return "earlier versions of a public fact sheet can be read" if was_public and said else ""


def _news_indexes(site):
    return [index for model in NEWS_INDEXES for index in _indexes(site, model)]


def _indexes(site, model):
    indexes = site.pages(model).select_related("locale")
    return [index for index in indexes if site.thorough or index.language_code == site.languages[0]]


def _numbered(path, last):
    yield path
    yield from (f"{path}?page={number}" for number in range(1, last + 1))


def _slugs(site, name, model):
    """Planted ones, or on a site in use those that exist."""
    if not site.is_planted:
        return list(model.objects.values_list("slug", flat=True))
    return [token.value for token in (canary.find(name) for canary in site.telling) if token]


SOME = ("anonymous", "writer")
surfaces.register(Surface("virtual tours", tours, roles=SOME, shows=("tour: title",)))
surfaces.register(Surface("tables as files", tables, roles=SOME, shows=("table: cell",)))
surfaces.register(Surface("lists of items", lists, shows=("title",)))
surfaces.register(Surface("lists of items by topic", lists_by_topic, roles=("anonymous",), shows=("title",)))
surfaces.register(Surface("topics", topic_pages, roles=SOME, shows=("topic: name",)))
surfaces.register(Surface("people", person_pages, roles=SOME, shows=("person: name",)))
surfaces.register(Surface("media pages", media_pages, roles=SOME, shows=("title",)))
surfaces.register(Surface("corrections", corrections, roles=SOME, shows=("title",)))
surfaces.register(Surface("facts", fact_pages, roles=EVERYBODY, shows=("fact: value",)))
surfaces.register(
    Surface(
        "versions of fact sheets", fact_sheet_versions, roles=SOME, shows=("fact: value",), allows=earlier_version
    )
)  # fmt: skip
