"""JSON-LD (schema.org): one `@graph` a page, its nodes tied together by stable `@id`s.

`nodes` says what a subject is; each kind is stated once, by `singledispatch`. It never claims more than the page
shows: what is told by the house is an `Article`, and only official news a `NewsArticle`.
"""

import json
from functools import singledispatch

from django.utils.safestring import mark_safe

from pages.calendar import format_date
from pages.models import BasePage
from people.models import Person
from stories.models import InfoPage, ItemPerson, NewsItem, PressRelease
from stories.models.index import SectionPage
from topics.models import Topic

from .addresses import absolute, address_of
from .metadata import address_of_person, address_of_topic, comma, describe, kind_of, modified_at
from .pictures import logo, widest

Purpose = InfoPage.Purpose
TYPE_OF_PURPOSE = {Purpose.ABOUT: "AboutPage", Purpose.CONTACT: "ContactPage"}
LONGEST_HEADLINE = 110
IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def graph_of(here):
    """The whole graph as text that may stand in a `<script>`: no character of it can end one."""
    found = [*nodes(here.subject, here), website(here), organization(here)]
    graph = {"@context": "https://schema.org", "@graph": [_without_gaps(node) for node in found]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(IN_SCRIPT))  # noqa: S308 - what could end the element is escaped above


@singledispatch
def nodes(subject, here):
    """The site's own nodes stand beside these on every page."""
    return []


@nodes.register
def _page(subject: BasePage, here):
    return [_web_page(here, "WebPage")]


@nodes.register
def _information(subject: InfoPage, here):
    kind = TYPE_OF_PURPOSE.get(subject.purpose, "WebPage")
    checked = {"lastReviewed": subject.checked_on and subject.checked_on.isoformat()}
    return [_web_page(here, kind, about=_publisher(), **checked), *_breadcrumb(here)]


@nodes.register
def _section(subject: SectionPage, here):
    return [_collection(here), *_breadcrumb(here)]


@nodes.register
def _topic(subject: Topic, here):
    about = {"@type": "Thing", "name": str(subject)}
    return [_collection(here, about=about), *_breadcrumb(here)]


@nodes.register
def _person(subject: Person, here):
    person = person_node(subject, here) | {
        "description": subject.word("short_biography"),
        "knowsAbout": [str(topic) for topic in subject.subjects.all()],
        "image": here.card.as_image_object() if subject.portrait else None,
    }
    return [_web_page(here, "ProfilePage", mainEntity=person), *_breadcrumb(here)]


@nodes.register
def _item(subject: NewsItem, here):
    return [article(subject, here), *_breadcrumb(here)]


@nodes.register
def _press_release(subject: PressRelease, here):
    day = format_date(subject.dateline, here.language) if subject.dateline else ""
    terms = here.landmarks.for_purpose(Purpose.USE_OF_CONTENT)
    official = {
        "@type": "NewsArticle",
        "genre": kind_of(subject),
        "dateline": comma().join(filter(None, [subject.place, day])),
        "contentLocation": {"@type": "Place", "name": subject.place} if subject.place else None,
        "copyrightHolder": _publisher(),
        "usageInfo": terms and terms.address,
    }
    return [article(subject, here) | official, *_breadcrumb(here)]


def article(item, here):
    """What every item says of itself. Times carry their offset; the picture comes in two shapes."""
    role = ItemPerson.Role
    return {
        "@type": "Article",
        "@id": f"{here.canonical}#article",
        "url": here.canonical,
        "mainEntityOfPage": here.canonical,
        "isPartOf": _site(here),
        "headline": item.title[:LONGEST_HEADLINE],
        "description": item.standfirst,
        "inLanguage": here.language,
        "articleSection": kind_of(item),
        "datePublished": item.first_published_at.isoformat(),
        "dateModified": modified_at(item).isoformat(),
        "isAccessibleForFree": True,
        "image": [shape.as_image_object() for shape in (here.card, widest(item.lead_image)) if shape],
        "author": _people(item, here, role.BY) or [_publisher()],
        "contributor": _people(item, here, role.WITH, role.PHOTOGRAPHS),
        "translator": _people(item, here, role.TRANSLATED),
        "publisher": _publisher(),
        "about": [
            {"@type": "Thing", "name": str(topic), "url": address_of_topic(topic, here)} for topic in item.topic_list
        ],
        "workTranslation": [
            {"@type": "CreativeWork", "@id": f"{address}#article", "url": address, "inLanguage": code}
            for code, address in here.alternates
            if code != here.language
        ],
    }


def website(here):
    return {
        "@type": "WebSite",
        **_site(here),
        "name": here.site_name,
        "url": here.home,
        "description": here.about,
        "inLanguage": here.language,
        "publisher": _publisher(),
    }


def organization(here):
    """Who publishes. `Organization`, not `NewsMediaOrganization`: a brand's newsroom is none."""
    brand = here.brand
    corrections = here.landmarks.for_purpose(Purpose.CORRECTIONS_POLICY)
    principles = here.landmarks.for_purpose(Purpose.SOCIAL_MEDIA_POLICY) or corrections
    return {
        "@type": "Organization",
        **_publisher(),
        "name": brand.word("name") or here.site_name,
        "url": here.home,
        "logo": logo(brand).as_image_object(),
        "sameAs": [channel.address for channel in brand.channels.all()],
        "contactPoint": _press_contact(here),
        "correctionsPolicy": corrections and corrections.address,
        "publishingPrinciples": principles and principles.address,
    }


def _press_contact(here):
    brand, page = here.brand, here.landmarks.for_purpose(Purpose.CONTACT)
    if not (brand.press_phone or brand.press_email):
        return None
    return _without_gaps(
        {
            "@type": "ContactPoint",
            "contactType": "press",
            "telephone": brand.press_phone,
            "email": brand.press_email,
            "url": page and page.address,
            "availableLanguage": [wording.language_code for wording in brand.wordings.all()],
        }
    )


def person_node(person, here):
    return {
        "@type": "Person",
        "name": str(person),
        "jobTitle": person.word("role"),
        "url": address_of_person(person, here),
        "worksFor": _employer(person),
    }


def _employer(person):
    if name := person.word("organisation"):
        return {"@type": "Organization", "name": name}
    return _publisher() if person.relation == Person.Relation.STAFF else None


def _people(item, here, *roles):
    return [_without_gaps(person_node(row.person, here)) for row in item.people(*roles)]


def _web_page(here, kind, **more):
    described = describe(here.subject, here)
    return {
        "@type": kind,
        "@id": here.canonical,
        "url": here.canonical,
        "name": described.title,
        "description": described.text,
        "inLanguage": here.language,
        "isPartOf": _site(here) if not here.is_front else None,
        **{name: _without_gaps(value) if isinstance(value, dict) else value for name, value in more.items()},
    }


def _collection(here, **more):
    listed = [
        {"@type": "ListItem", "position": place, "name": item.title, "url": address_of(item)}
        for place, item in enumerate(here.items, 1)
    ]
    entity = {"@type": "ItemList", "itemListElement": listed} if listed else None
    return _web_page(here, "CollectionPage", mainEntity=entity, **more)


def _breadcrumb(here):
    """From the front page down to here, by the landmarks: no ancestor is asked for."""
    steps = [(here.site_name, here.home)]
    section = here.landmarks.at("/".join(here.page.url_path.split("/")[:3]) + "/")
    if section and section.address != here.canonical:
        steps.append((section.title, section.address))
    steps.append((describe(here.subject, here).title, here.canonical))
    crumbs = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": crumbs}]


def _publisher():
    return {"@id": absolute("/#organization")}


def _site(here):
    return {"@id": f"{here.home}#website"}


def _without_gaps(node):
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
