"""What the nodes of a page's structured data are made of (schema.org); `graph` says which stand on which page."""

from django.utils.translation import get_language

from facts.units import CHOICES
from media_library.models import Image
from people.models import Person
from stories.models import ItemPerson

from .addresses import absolute, address_of
from .metadata import address_of_person, address_of_topic, authors_of, describe, kind_of, modified_at
from .pictures import widest

LONGEST_HEADLINE = 110
UNIT_NAMES = dict(CHOICES)


def article(item, here):
    """What every item says of itself. Times carry their offset; the picture comes in two shapes."""
    role = ItemPerson.Role
    return {
        "@type": "Article",
        "@id": f"{here.canonical}#article",
        "url": here.canonical,
        "mainEntityOfPage": here.canonical,
        "isPartOf": site(here),
        "headline": item.title[:LONGEST_HEADLINE],
        "description": item.standfirst,
        "inLanguage": here.language,
        "articleSection": kind_of(item),
        "datePublished": item.first_published_at.isoformat(),
        "dateModified": modified_at(item).isoformat(),
        "isAccessibleForFree": True,
        "image": [shape.as_image_object() for shape in (here.card, widest(item.lead_image)) if shape],
        "author": [without_gaps(person_node(who, here)) for who in authors_of(item)] or [publisher()],
        "contributor": _people(item, here, role.WITH, role.PHOTOGRAPHS),
        "translator": _people(item, here, role.TRANSLATED),
        "publisher": publisher(),
        "about": things(item, here),
        "workTranslation": [
            {"@type": "CreativeWork", "@id": f"{address}#article", "url": address, "inLanguage": code}
            for code, address in here.alternates
            if code != here.language
        ],
    }


def _people(item, here, *roles):
    return [without_gaps(person_node(row.person, here)) for row in item.people(*roles)]


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
    return publisher() if person.relation == Person.Relation.STAFF else None


def things(item, here):
    return [{"@type": "Thing", "name": str(topic), "url": address_of_topic(topic, here)} for topic in item.topic_list]


def figure(fact):
    """A value with what it is about; a number as a number, whatever digits the page writes it in."""
    value, unit = fact.value, ""
    if fact.amount is not None:
        value = int(fact.amount) if fact.amount == fact.amount.to_integral_value() else float(fact.amount)
        unit = str(UNIT_NAMES.get(fact.unit) or fact.words(get_language()).get("counted", ""))
    return without_gaps(
        {
            "@type": "PropertyValue",
            "name": fact.statement,
            "value": value,
            "unitText": unit,
            "description": fact.basis,
            "url": absolute(fact.url),
        }
    )


def media(asset):
    """A file of a press kit. Of a picture the widest size that readers get, for the original is the desk's; None
    while there is none."""
    rights = {"creditText": asset.credit, "copyrightNotice": asset.copyright_notice}
    if isinstance(asset, Image):
        shown = widest(asset)
        picture = shown and {**shown.as_image_object(), "caption": asset.word("caption") or shown.alt}
        return picture and without_gaps(picture | rights)
    kind = {"audio": "AudioObject", "video": "VideoObject"}.get(getattr(asset, "type", ""), "MediaObject")
    file = {"@type": kind, "name": asset.word("title") or asset.title, "contentUrl": absolute(asset.url)}
    return without_gaps(file | rights)


def web_page(here, kind, **more):
    described = describe(here.subject, here)
    return {
        "@type": kind,
        "@id": here.canonical,
        "url": here.canonical,
        "name": described.title,
        "description": described.text,
        "inLanguage": here.language,
        "isPartOf": site(here) if not here.is_front else None,
        **{name: without_gaps(value) if isinstance(value, dict) else value for name, value in more.items()},
    }


def collection(here, **more):
    listed = [
        {"@type": "ListItem", "position": place, "name": item.title, "url": address_of(item)}
        for place, item in enumerate(here.items, 1)
    ]
    entity = {"@type": "ItemList", "itemListElement": listed} if listed else None
    return web_page(here, "CollectionPage", mainEntity=entity, **more)


def breadcrumb(here):
    """From the front page down to here, by the landmarks: no ancestor is asked for."""
    steps = [(here.site_name, here.home)]
    section = here.landmarks.at("/".join(here.path.split("/")[:3]) + "/")
    if section and section.address != here.canonical:
        steps.append((section.title, section.address))
    steps.append((describe(here.subject, here).title, here.canonical))
    crumbs = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": crumbs}]


def times(item, changed_at):
    return {
        "datePublished": item.first_published_at.isoformat(),
        "dateModified": changed_at.isoformat(),
        "publisher": publisher(),
    }


def publisher():
    return {"@id": absolute("/#organization")}


def site(here):
    return {"@id": f"{here.home}#website"}


def without_gaps(node):
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}
