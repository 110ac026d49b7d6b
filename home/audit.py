"""The front page in the leak audit, and what concerns the whole site."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from facts.models import Fact
from media_library.audit import picture
from outbox.models import Delivery
from publication.audit.own_surfaces import desk_mail
from publication.audit.planting import Planting
from publication.audit.states import UPDATES, PageKind
from publication.registries import CanaryMaker, Surface, canaries, surfaces
from stories.audit.kinds import stories

from .models import Announcement, ChosenFact, ChosenPicture, HomePage, TopStory
from .structure import lay_out


def fill(page, canary):
    page.title = canary.word("title")
    page.seo_title = canary.word("title for search engines")
    page.search_description = canary.word("search description")
    page.share_text = canary.word("text for sharing")
    page.standfirst = canary.word("standfirst")
    page.chosen_pictures = [ChosenPicture(image=picture(canary, "chosen picture"))]
    others = [row for row in page.announcements.all() if row.kind != Announcement.Kind.LIVE]
    page.announcements = [*others, _announcement(canary, Announcement.Kind.LIVE, begun=-2, over=9)]


def _announcement(canary, kind=Announcement.Kind.SERVICE, begun=None, over=9, **fields):
    """From and until: days from now."""
    now = timezone.now()
    return Announcement(
        kind=kind,
        text=canary.word("announcement"),
        address="" if fields else f"https://notice.invalid/{canary.word('announcement: address')}",
        starts_at=None if begun is None else now + timedelta(days=begun),
        ends_at=now + timedelta(days=over),
        **fields,
    )


def _home(language):
    return HomePage.objects.get(depth=2, locale__language_code=language)


front_page = PageKind("front page", HomePage, fill, states=UPDATES, existing=_home)


def plant(site):
    for language in site.languages:
        _choose(Planting(site, stories, language))
    front_page(site)


def _choose(planting):
    """The editors' choice, of which nothing is public: the newest stands in its place, or nothing does."""
    home = _home(planting.language)
    home.billboard = _hidden(planting, "billboard that is not public")
    home.top_stories = [TopStory(item=_hidden(planting, "top story that is not public"))]
    home.chosen_facts = [ChosenFact(fact=fact) for fact in _facts_of(planting.site)]
    waiting, over = (planting.secret(f"announcement {state}") for state in ("not yet on", "that is over"))
    home.announcements = [
        _announcement(waiting, begun=1),
        _announcement(over, begun=-3, over=-1),
        # In one language it stands above the front page's own, in the other below it.
        _leading_nowhere(planting, begun=-1 if planting.language == planting.site.languages[-1] else -4),
    ]
    home.save_revision().publish()


def _hidden(planting, state):
    return planting.new(planting.secret(state)).newsitem_ptr


def _leading_nowhere(planting, begun):
    """Its sentence is public, and what it leads to is not."""
    said = planting.site.canary("announcement", "live", planting.language, is_public=True)
    return _announcement(said, begun=begun, item=_hidden(planting, "item of an announcement, not public"))


def _facts_of(site):
    planted = (canary for canary in site.canaries if isinstance(canary.row, Fact) and canary.state != "deleted fact")
    return list(dict.fromkeys(canary.row for canary in planted))


canaries.register(CanaryMaker("front page", plant, page_types=("home.HomePage",), prepare=lay_out))


def front_pages(site):
    yield from (f"/{language}/" for language in site.languages)
    yield from (f"/{language}/?page=2" for language in site.languages)


def wires(site):
    """Its pages, and one that it does not have."""
    for language in site.languages:
        with translation.override(language):
            address = reverse("wire")
        yield from (f"{address}?page={number}" for number in (*range(1, 13 if site.thorough else 4), 999))


def sitemap_parts(site):
    for language in site.languages:
        yield reverse("sitemap_of_language", args=[language])
        yield from (reverse("sitemap_part", args=[language, number]) for number in (1, 2))


def choices_of_theme(site):
    """Whoever chooses on the page of something secret is led back to it as to an address of nothing."""
    chosen = f"{reverse('appearance')}?set=dark"
    yield chosen
    yield from (f"{chosen}&next={address}" for canary in site.few for address in canary.addresses)


def deliveries(site):
    """What waits to leave the house or has left it. What is told of items asks the gate first: see `syndication`."""
    for delivery in Delivery.objects.filter(about=""):
        yield f"{delivery.channel} to {delivery.payload.get('to', '')}", str(delivery.payload)


surfaces.register(Surface("front pages", front_pages, shows=("announcement",)))
surfaces.register(Surface("front door", lambda site: [reverse("front_door")]))
surfaces.register(Surface("wire", wires, shows=("title",)))
surfaces.register(Surface("light or dark", choices_of_theme, roles=("anonymous",), changes=False))
surfaces.register(Surface("health", lambda site: [reverse("health")], changes=False))
surfaces.register(Surface("outbox", texts=deliveries, allows=desk_mail))
surfaces.register(Surface("parts of the sitemap", sitemap_parts, roles=("anonymous",), shows=("slug",)))
