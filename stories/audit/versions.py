"""Earlier versions in the leak audit: open and closed, and one that was withheld."""

from contextlib import contextmanager

from django.core.cache import cache

from pages.models import BrandSettings
from pages.models.brand import CACHE_KEY
from publication.audit.planting import Planting
from publication.audit.visits import Visit
from publication.models import PublishedVersion
from publication.registries import CanaryMaker, Surface, canaries, surfaces

from ..versions import PLACE
from .kinds import releases, stories

#: Below the address of a piece: the list, versions that are there, and a number that nothing ever had.
ALWAYS, RESTS = ("", "1/"), ("2/", "2/changes/", "3/changes/")
NEVER_THERE = "999999/"


def open_to_readers():
    """The audit's newsroom lets readers read earlier versions: the more there is to be seen, the more it finds."""
    brand = BrandSettings.objects.first() or BrandSettings()
    brand.earlier_versions = True
    brand.save()


def plant(site):
    """A live piece that once said what must not be read: published, replaced by what it said before, and withheld."""
    for language in site.languages if site.thorough else site.languages[:1]:
        for kind in (stories, releases) if site.thorough else (stories,):
            planting = Planting(site, kind, language)
            public = planting.live("live, an earlier version withheld")
            said_first = planting.fresh(public.page).live_revision
            hidden = planting.secret("withheld version of a live page", page=public.page)
            # At the same address: one that was public once leads to its page for good.
            page = planting.fresh(public.page)
            kind.fill(page, hidden)
            page.save_revision(user=planting.desk).publish(user=planting.desk)
            said_first.publish(user=planting.desk)
            planting.put_into_index(page)
            PublishedVersion.objects.filter(page_id=public.page.pk, number=2).update(is_withheld=True)


def versions(site):
    """Of every page, also of those that are not public; a withheld version is compared with one that never was."""
    for canary in site.telling:
        for address in canary.addresses:
            yield from (f"{address}{PLACE}/{rest}" for rest in ALWAYS)
    for canary in site.few:
        yield from (f"{address}{PLACE}/{rest}" for address in canary.addresses for rest in RESTS)
    for version in PublishedVersion.objects.filter(is_withheld=True, page__live=True).select_related("page"):
        there = f"{version.page.url_path}{PLACE}/"
        yield Visit(f"{there}{version.number}/", twin=f"{there}{NEVER_THERE}")
        yield Visit(f"{there}{version.number}/changes/", twin=f"{there}{NEVER_THERE}changes/")
        yield f"{there}{version.number + 1}/changes/"


def told_then(token, address):
    """What a page said before, is read in the version that said it, as long as that is not withheld."""
    page = token.canary.page
    if page is None or not token.canary.state.startswith("live"):
        return ""
    said = PublishedVersion.objects.told().filter(page_id=page.pk, page__live=True)
    here = said.select_related("revision", "page")
    told = any(address.startswith(row.page.url_path) and token.value in str(row.revision.content) for row in here)
    return "earlier versions of a public page can be read" if told else ""


def closed_versions(site):
    """The same addresses in a newsroom that opens none; of a site in use, nothing is changed."""
    if site.is_planted:
        with _closed():
            yield from _as_never_there(site)


def _as_never_there(site):
    for canary in site.few:
        for address in canary.addresses:
            for rest in ALWAYS:
                yield Visit(f"{address}{PLACE}/{rest}", twin=f"{address}nothing/{rest}")


@contextmanager
def _closed():
    _set(False)
    try:
        yield
    finally:
        _set(True)


def _set(value):
    # Not by `save`: it would move feeds, which nobody has published anything for.
    BrandSettings.objects.update(earlier_versions=value)
    cache.delete(CACHE_KEY)


canaries.register(CanaryMaker("earlier version", plant, prepare=open_to_readers))
SOME = ("anonymous", "writer")
surfaces.register(Surface("earlier versions", versions, roles=SOME, shows=("paragraph",), allows=told_then))
surfaces.register(Surface("earlier versions, closed", closed_versions, roles=("anonymous",), changes=False))
