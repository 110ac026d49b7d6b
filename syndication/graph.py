"""JSON-LD (schema.org): one `@graph` a page, its nodes tied together by stable `@id`s.

`nodes` says what a subject is; each kind is stated once, by `singledispatch`. It never claims more than the page
shows: what is told by the house is an `Article`, and only official news a `NewsArticle`.
"""

import json
from functools import singledispatch

from django.utils.safestring import mark_safe

from facts.models import FactVersion
from media_library.models import Asset
from pages.calendar import format_date
from pages.models import BasePage
from people.models import Person
from stories.models import FactSheet, InfoPage, NewsItem, PressKit, PressRelease, Statement
from stories.models.index import SectionPage
from topics.models import Topic

from .metadata import comma, describe, kind_of, modified_at
from .pictures import logo
from .schema import (
    Purpose,
    article,
    breadcrumb,
    collection,
    contact_of,
    described_at_length,
    downloads,
    fediverse_profile,
    figure,
    media,
    person_node,
    pictures_of,
    principles_of,
    publisher,
    site,
    things,
    times,
    web_page,
    without_gaps,
)

TYPE_OF_PURPOSE = {Purpose.ABOUT: "AboutPage", Purpose.CONTACT: "ContactPage"}
IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def graph_of(here):
    """The whole graph as text that may stand in a `<script>`: no character of it can end one."""
    # What an earlier version said is nothing to be claimed; a fact sheet knows that itself.
    is_earlier = here.shown and not isinstance(here.subject, FactSheet)
    about = [web_page(here, "WebPage"), *breadcrumb(here)] if is_earlier else nodes(here.subject, here)
    found = [*about, website(here), organization(here)]
    return _in_script({"@context": "https://schema.org", "@graph": [without_gaps(node) for node in found]})


def shortest_graph(here):
    """For a page that counts its bytes: that it is a list, and which."""
    name = describe(here.subject, here).title
    return _in_script(
        {"@context": "https://schema.org", "@type": "CollectionPage", "name": name, "url": here.canonical}
    )


def _in_script(graph):
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(IN_SCRIPT))  # noqa: S308 - what could end the element is escaped above


@singledispatch
def nodes(subject, here):
    """The site's own nodes stand beside these on every page."""
    return []


@nodes.register
def _page(subject: BasePage, here):
    return [web_page(here, "WebPage")]


@nodes.register
def _information(subject: InfoPage, here):
    kind = TYPE_OF_PURPOSE.get(subject.purpose, "WebPage")
    checked = {"lastReviewed": subject.checked_on and subject.checked_on.isoformat()}
    return [web_page(here, kind, about=publisher(), **checked), *breadcrumb(here)]


@nodes.register
def _section(subject: SectionPage, here):
    return [collection(here), *breadcrumb(here)]


@nodes.register
def _asset(subject: Asset, here):
    """The page is where to ask for more than its terms allow."""
    file = media(subject, here)
    page = web_page(here, "ItemPage", mainEntity=file and file | {"mainEntityOfPage": here.canonical})
    return [page, *breadcrumb(here)]


@nodes.register
def _topic(subject: Topic, here):
    about = {"@type": "Thing", "name": str(subject)}
    return [collection(here, about=about), *breadcrumb(here)]


@nodes.register
def _person(subject: Person, here):
    person = person_node(subject, here) | {
        "description": subject.word("short_biography"),
        "knowsAbout": [str(topic) for topic in subject.subjects.all()],
        "image": pictures_of(subject, here) if subject.portrait else None,
        "contactPoint": contact_of(subject),
    }
    return [web_page(here, "ProfilePage", mainEntity=person), *breadcrumb(here)]


@nodes.register
def _item(subject: NewsItem, here):
    return [article(subject, here), *breadcrumb(here)]


@nodes.register
def _press_release(subject: PressRelease, here):
    day = format_date(subject.dateline, here.language) if subject.dateline else ""
    terms = here.landmarks.for_purpose(Purpose.USE_OF_CONTENT)
    official = {
        "@type": "NewsArticle",
        "genre": kind_of(subject),
        "dateline": comma().join(filter(None, [subject.place, day])),
        "contentLocation": {"@type": "Place", "name": subject.place} if subject.place else None,
        "copyrightHolder": publisher(),
        "usageInfo": terms and terms.address,
    }
    return [article(subject, here) | official, *breadcrumb(here)]


@nodes.register
def _statement(subject: Statement, here):
    """What the house, or one of its people, says: official, like a release."""
    official = {"@type": "NewsArticle", "genre": kind_of(subject), "copyrightHolder": publisher()}
    return [article(subject, here) | official, *breadcrumb(here)]


@nodes.register
def _fact_sheet(subject: FactSheet, here):
    """The figures themselves, only where the page shows those that hold now."""
    version = subject.version
    grouped = [key for _heading, keys in subject.groups for key in keys if key in subject.cited]
    figures = [figure(subject.cited[key].said) for key in dict.fromkeys([*grouped, *sorted(subject.cited)])]
    terms = here.landmarks.for_purpose(Purpose.USE_OF_CONTENT)
    changed_at = max(filter(None, [modified_at(subject), version and version.at]))
    dataset = {
        "@type": "Dataset",
        "@id": f"{here.canonical}#figures",
        "url": here.canonical,
        "name": subject.title,
        "description": described_at_length(subject.standfirst, here),
        "inLanguage": here.language,
        "license": terms and terms.address,
        "dateModified": changed_at.isoformat(),
        "distribution": downloads(here),
        "version": version and str(version.number),
        "temporalCoverage": subject.as_of and subject.as_of.isoformat(),
        "creator": publisher(),
        "isAccessibleForFree": True,
        "variableMeasured": figures,
    }
    return [
        web_page(here, "WebPage", mainEntity=None if here.shown else dataset, **times(subject, changed_at)),
        *breadcrumb(here),
    ]


@nodes.register
def _press_kit(subject: PressKit, here):
    page = collection(here, associatedMedia=_files(subject, here), about=things(subject, here))
    return [page | times(subject, modified_at(subject)), *breadcrumb(here)]


def _files(kit, here):
    return [*filter(None, (media(asset, here) for asset in kit.files))]


@nodes.register
def _fact(subject: FactVersion, here):
    terms = here.landmarks.for_purpose(Purpose.USE_OF_CONTENT)
    source = without_gaps({"@type": "CreativeWork", "name": subject.source, "url": subject.source_address})
    value = figure(subject)
    dataset = {
        "@type": "Dataset",
        "@id": f"{here.canonical}#figure",
        "url": here.canonical,
        "name": subject.statement,
        "description": described_at_length(subject.sentence, here),
        "inLanguage": here.language,
        "version": str(subject.number),
        "temporalCoverage": subject.as_of and subject.as_of.isoformat(),
        "dateModified": subject.at.isoformat(),
        "license": terms and terms.address,
        "creator": publisher(),
        "isAccessibleForFree": True,
        "variableMeasured": value,
        "distribution": downloads(here),
    }
    cited = source if subject.source else None
    page = web_page(here, "WebPage", mainEntity=value, citation=cited, hasPart=dataset)
    return [page | {"dateModified": subject.at.isoformat(), "publisher": publisher()}, *breadcrumb(here)]


def website(here):
    return {
        "@type": "WebSite",
        **site(here),
        "name": here.site_name,
        "url": here.home,
        "description": here.about,
        "inLanguage": here.language,
        "publisher": publisher(),
    }


def organization(here):
    """Who publishes. `Organization`, not `NewsMediaOrganization`: a brand's newsroom is none."""
    brand = here.brand
    corrections = here.landmarks.for_purpose(Purpose.CORRECTIONS_POLICY)
    principles = principles_of(here)
    return {
        "@type": "Organization",
        **publisher(),
        "name": brand.word("name") or here.site_name,
        "url": here.home,
        "logo": logo(brand).as_image_object(),
        "sameAs": [*(channel.address for channel in brand.channels.all()), *_in_the_fediverse(brand)],
        "contactPoint": _press_contact(here),
        "correctionsPolicy": corrections and corrections.address,
        "publishingPrinciples": principles and principles.address,
    }


def _in_the_fediverse(brand):
    return [*filter(None, [fediverse_profile(brand.fediverse)])]


def _press_contact(here):
    brand, page = here.brand, here.landmarks.for_purpose(Purpose.CONTACT)
    if not (brand.press_phone or brand.press_email):
        return None
    return without_gaps(
        {
            "@type": "ContactPoint",
            "contactType": "press",
            "telephone": brand.press_phone,
            "email": brand.press_email,
            "url": page and page.address,
            "availableLanguage": [wording.language_code for wording in brand.wordings.all()],
        }
    )
