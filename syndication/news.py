"""The news sitemap (Google's `news:` 0.9): what was news in the last two days, in all languages.

Only what reports: stories, releases, statements. Fact sheets and press kits are kept up to date and are none.
"""

from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.html import escape

from pages.bidi import strip_controls
from pages.models import BrandSettings
from stories.models import NewsItem, PressRelease, Statement, Story
from wordings.models import locale_codes

from .addresses import address_of
from .naming import newsroom
from .sitemaps import HEAD, XMLNS
from .validators import State

KINDS = (Story, PressRelease, Statement)
DAYS = 2
#: The protocol's limit to a file; who publishes more in two days names the newest.
LENGTH = 1000
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
KEPT_SECONDS = 3600


def state_of_the_hour():
    """The state of what is public, which is another each hour: items leave by the clock, when nobody writes a row.
    None before anything was published."""
    state = State.of(settings.LANGUAGE_CODE)
    if state is None:
        return None
    return state.since(timezone.now().replace(minute=0, second=0, microsecond=0))


def kept(state):
    key = "syndication.news"
    made = cache.get(key)
    if made is None or made[0] != state.etag:
        made = (state.etag, sitemap())
        cache.set(key, made, KEPT_SECONDS)
    return made[1]


def sitemap():
    """One query, besides brand and languages. Without any news it is an empty list, which the protocol allows."""
    brand = BrandSettings.current()
    urls = "\n".join(_url(item, locale_codes().get(item.locale_id, ""), brand) for item in _items())
    return f'{HEAD}\n<urlset xmlns="{XMLNS}" xmlns:news="{NEWS}">\n{urls}\n</urlset>\n'


def _items():
    newer = NewsItem.objects.filter(supersedes__isnull=False).published().order_by().values("supersedes_id")
    since = timezone.now() - timedelta(days=DAYS)
    recent = NewsItem.objects.type(*KINDS).published().filter(first_published_at__gt=since)
    return recent.exclude(pk__in=newer).newest_first()[:LENGTH]


def _url(item, language, brand):
    at = timezone.localtime(item.first_published_at).isoformat(timespec="seconds")
    return (
        f"<url><loc>{escape(address_of(item))}</loc><news:news>"
        f"<news:publication><news:name>{_text(newsroom(brand, language))}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
        f"<news:publication_date>{at}</news:publication_date><news:title>{_text(item.title)}</news:title>"
        f"</news:news></url>"
    )


def _text(text):
    return escape(strip_controls(text))
