"""The front page in the leak audit, and what concerns the whole site."""

from django.urls import reverse

from outbox.models import Delivery
from publication.audit.own_surfaces import desk_mail
from publication.audit.planting import Planting
from publication.audit.states import UPDATES, PageKind
from publication.registries import CanaryMaker, Surface, canaries, surfaces
from stories.audit import stories

from .models import HomePage
from .structure import lay_out


def fill(page, canary):
    page.title = canary.word("title")
    page.seo_title = canary.word("title for search engines")
    page.search_description = canary.word("search description")
    page.standfirst = canary.word("standfirst")


def _home(language):
    return HomePage.objects.get(depth=2, locale__language_code=language)


front_page = PageKind("front page", HomePage, fill, states=UPDATES, existing=_home)


def plant(site):
    _billboard(site)
    front_page(site)


def _billboard(site):
    """The editors' choice, which is not public: it leads nothing, and the newest story leads in its place."""
    for language in site.languages:
        planting = Planting(site, stories, language)
        hidden = planting.new(planting.secret("billboard that is not public"))
        home = _home(language)
        home.billboard = hidden.newsitem_ptr
        home.save_revision().publish()


canaries.register(CanaryMaker("front page", plant, page_types=("home.HomePage",), prepare=lay_out))


def front_pages(site):
    yield from (f"/{language}/" for language in site.languages)
    yield from (f"/{language}/?page=2" for language in site.languages)


def sitemap_parts(site):
    for language in site.languages:
        yield reverse("sitemap_of_language", args=[language])
        yield from (reverse("sitemap_part", args=[language, number]) for number in (1, 2))


def deliveries(site):
    """What waits to leave the house or has left it."""
    for delivery in Delivery.objects.all():
        yield f"{delivery.channel} to {delivery.payload.get('to', '')}", str(delivery.payload)


surfaces.register(Surface("front pages", front_pages, shows=("title",)))
surfaces.register(Surface("front door", lambda site: [reverse("front_door")]))
surfaces.register(Surface("health", lambda site: [reverse("health")], changes=False))
surfaces.register(Surface("outbox", texts=deliveries, allows=desk_mail))
surfaces.register(Surface("parts of the sitemap", sitemap_parts, roles=("anonymous",), shows=("slug",)))
