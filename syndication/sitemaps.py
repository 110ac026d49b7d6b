"""Sitemaps (sitemaps.org 0.9) with language alternates (Google's `xhtml:link`): one index, one file a language.

What is listed is what the gate lets through, with the time of its last publication: work on drafts does not show.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.conf import settings
from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import escape
from wagtail.models import Page

from facts.models import Citation, Fact, FactVersion
from media_library.models.asset import gate_address, today
from people.models import Person
from publication.gate import published
from stories.library.lines import public_ids
from stories.models import ItemTopic, NewsItem
from wordings.models import locale_codes

from .addresses import absolute

#: The protocol allows 50,000 addresses and 50 MB a file; with alternates each takes some 500 bytes.
LENGTH = 25_000
XMLNS = "http://www.sitemaps.org/schemas/sitemap/0.9"
IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"
#: Those that serve what is no page of its own.
SECTIONS = ("personindexpage", "topicindexpage", "mediapage")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


@dataclass(frozen=True)
class Entry:
    language: str
    path: str
    #: What all language versions of the same thing share.
    thing: object
    changed_at: datetime | None = None
    #: Address of its lead picture, "" where there is none.
    picture: str = ""


def entries():
    """Every public address of every language, in twelve queries."""
    pages = list(_pages())
    sections = {(model, language): entry.path for model, language, entry in pages if model in SECTIONS}
    found = [Entry(settings.LANGUAGE_CODE, "/", "front door")] if pages else []
    found += [entry for _model, _language, entry in pages]
    people = list(Person.objects.public().order_by("slug").values_list("slug", flat=True))
    for language in locale_codes().values():
        if index := sections.get(("personindexpage", language)):
            found += [Entry(language, f"{index}{slug}/", ("person", slug)) for slug in people]
    for slug, language, changed_at in _topics():
        if index := sections.get(("topicindexpage", language)):
            found.append(Entry(language, f"{index}{slug}/", ("topic", slug), changed_at))
    assets = public_ids() if any(model == "mediapage" for model, _language in sections) else []
    for language in locale_codes().values():
        if index := sections.get(("mediapage", language)):
            found += [Entry(language, f"{index}{public_id}/", ("asset", public_id)) for public_id in assets]
    return found + list(_facts())


def index(found):
    """The list of sitemaps: those of a language that has nothing are left out."""
    maps = "".join(
        f"<sitemap><loc>{absolute(path)}</loc>{_lastmod(max(filter(None, times), default=None))}</sitemap>"
        for path, times in _files(found)
    )
    return f'{HEAD}\n<sitemapindex xmlns="{XMLNS}">{maps}</sitemapindex>\n'


def sitemap(found, language, number=1):
    """The file of a language, or "" where there is no such one."""
    versions = defaultdict(dict)
    for entry in found:
        versions[entry.thing][entry.language] = absolute(entry.path)
    part = [entry for entry in found if entry.language == language][LENGTH * (number - 1) : LENGTH * number]
    if not part:
        return ""
    urls = "\n".join(_url(entry, versions[entry.thing]) for entry in part)
    names = f'xmlns="{XMLNS}" xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:image="{IMAGE}"'
    return f"{HEAD}\n<urlset {names}>\n{urls}\n</urlset>\n"


def parts(found, language):
    """How many files a language has."""
    return ceil(sum(entry.language == language for entry in found) / LENGTH)


def path_of(language, number):
    return f"/sitemap-{language}.xml" if number == 1 else f"/sitemap-{language}-{number}.xml"


def _pages():
    newer = NewsItem.objects.filter(supersedes_id=OuterRef("pk")).published().order_by()
    rows = published(queryset=Page.objects.exclude(Exists(newer))).order_by("path")
    pictures = _pictures()
    for pk, model, locale, path, key, at in rows.values_list(
        "pk", "content_type__model", "locale_id", "url_path", "translation_key", "last_published_at"
    ):
        language = locale_codes().get(locale, "")
        yield model, language, Entry(language, path, key, at, pictures.get(pk, ""))


def _pictures():
    """Page to the address of its lead picture, as wide as readers get it. One query."""
    sizes = NewsItem.objects.filter(
        Q(lead_image__expires_on=None) | Q(lead_image__expires_on__gte=today()),
        lead_image__renditions__filter_spec__startswith="width-",
        lead_image__renditions__filter_spec__endswith="|format-jpeg",
    )
    rows = sizes.order_by("lead_image__renditions__width").values_list("pk", "lead_image__renditions__file")
    return {page: absolute(gate_address(name, "rendition")) for page, name in dict(rows).items()}


def _topics():
    """(slug, language, last publication) of each topic that something public is about."""
    public = NewsItem.objects.published().order_by().values("pk")
    return (
        ItemTopic.objects.filter(content_object__in=public)
        .order_by("tag__slug")
        .values_list("tag__slug", "content_object__locale__language_code")
        .annotate(Max("content_object__last_published_at"))
    )


def _facts():
    """Public facts that something public says, in each language that they are worded in."""
    public = published().order_by().values("pk")
    said = Citation.objects.filter(fact=OuterRef("fact"), page__in=public)
    versions = FactVersion.objects.filter(is_current=True, fact__in=Fact.objects.public()).filter(Exists(said))
    rows = list(versions.order_by("fact_id").values_list("fact__public_id", "wordings", "at"))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for public_id, wordings, changed_at in rows:
                if language in wordings:
                    yield Entry(language, reverse("fact", args=[public_id]), ("fact", public_id), changed_at)


def _files(found):
    for language, _name in settings.LANGUAGES:
        times = [entry.changed_at for entry in found if entry.language == language]
        for number, start in enumerate(range(0, len(times), LENGTH), 1):
            yield path_of(language, number), times[start : start + LENGTH]


def _url(entry, versions):
    links = ""
    if len(versions) > 1:
        default = versions.get(settings.LANGUAGE_CODE) or next(iter(versions.values()))
        links = "".join(_link(code, address) for code, address in [*sorted(versions.items()), ("x-default", default)])
    image = f"<image:image><image:loc>{escape(entry.picture)}</image:loc></image:image>" if entry.picture else ""
    return f"<url><loc>{escape(absolute(entry.path))}</loc>{_lastmod(entry.changed_at)}{links}{image}</url>"


def _link(code, address):
    return f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(address)}"/>'


def _lastmod(at):
    """W3C datetime with its offset: a date alone would not tell two changes of a day apart."""
    return f"<lastmod>{timezone.localtime(at).isoformat(timespec='seconds')}</lastmod>" if at else ""
