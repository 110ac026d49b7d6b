"""What the nodes of a page's structured data are made of (schema.org); `graph` says which stand on which page."""

from editorial.models import Correction
from media_library.models import AIOrigin, Document, Image
from pages.document import assets_of
from people.models import Person
from stories.models import InfoPage, ItemPerson

from .addresses import absolute, address_of
from .forms.registry import named_forms
from .metadata import address_of_person, address_of_topic, describe, kind_of, modified_at
from .pictures import card, picture_of, shapes, widest
from .values import number, unit_of

Purpose = InfoPage.Purpose
LONGEST_HEADLINE = 110
SHORTEST_DESCRIPTION = 50
#: What readers are told because something was wrong, or could be misread; an update is none.
CORRECTING = (Correction.Kind.CORRECTION, Correction.Kind.CLARIFICATION)
#: schema.org's names for IPTC's digital source types: see `AIOrigin`.
SOURCE_TYPES = {
    AIOrigin.ASSISTED: "https://schema.org/CompositeWithTrainedAlgorithmicMediaDigitalSource",
    AIOrigin.GENERATED: "https://schema.org/TrainedAlgorithmicMediaDigitalSource",
}


def article(item, here):
    """What every item says of itself. Times carry their offset; the picture comes in three ratios."""
    role = ItemPerson.Role
    principles = principles_of(here)
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
        "expires": item.expire_at and item.expire_at.isoformat(),
        "image": pictures_of(item, here),
        "associatedMedia": [*filter(None, (media(asset, here) for asset in _shown_in(item)))],
        "author": [without_gaps(person_node(who, here)) for who in item.speakers] or [publisher()],
        "contributor": _people(item, here, role.WITH, role.PHOTOGRAPHS),
        "translator": _people(item, here, role.TRANSLATED),
        "publisher": publisher(),
        "about": things(item, here),
        "publishingPrinciples": principles and principles.address,
        "correction": [_correction(note) for note in item.notes if note.kind in CORRECTING],
        _relation_to_others(item): [
            {"@type": "CreativeWork", "@id": f"{address}#article", "url": address, "inLanguage": code}
            for code, address in here.alternates
            if code != here.language
        ],
    }


def pictures_of(item, here):
    """Its own picture in three ratios; while there are none, the card."""
    image = picture_of(item)
    found = shapes(image) or [shape for shape in (card(image), widest(image)) if shape]
    return [image_object(image, shape, here) for shape in found] or [here.card.as_image_object()]


def image_object(image, shape, here):
    return without_gaps(shape.as_image_object() | {"caption": image.word("caption") or shape.alt} | rights(image, here))


def rights(asset, here):
    """Whose it is, and where to read under which terms it may be used."""
    terms = here.landmarks.for_purpose(Purpose.USE_OF_CONTENT)
    return {
        "creditText": asset.credit,
        "creator": _creator(asset.credit, here),
        "copyrightNotice": asset.copyright_notice,
        "license": terms and terms.address,
        "acquireLicensePage": address_of_asset(asset, here) or (terms and terms.address),
        "digitalSourceType": SOURCE_TYPES.get(asset.ai_origin),
    }


def address_of_asset(asset, here):
    """The page of the library where it is taken, or asked for; "" while this language has no library."""
    library = here.landmarks.of_model("mediapage")
    return absolute(f"{library.path}{asset.public_id}/") if library else ""


def _creator(credit, here):
    """Somebody's name in front of a house's: "Leila Rahmani / Karizan". The house itself where it is alone."""
    name = credit.partition("/")[0].strip()
    if not name:
        return None
    return publisher() if name == here.brand.word("name") else {"@type": "Person", "name": name}


def _shown_in(item):
    """The pictures of its text; its lead picture stands as `image`."""
    lead = picture_of(item)
    found = (asset for asset in assets_of(item.document()) if isinstance(asset, Image) and asset != lead)
    return list(dict.fromkeys(found))


def _correction(note):
    text = f"{note.said} → {note.says}" if note.said else note.says
    return {"@type": "CorrectionComment", "text": text, "datePublished": note.at.isoformat()}


def _relation_to_others(item):
    """A piece that somebody has translated is the translation of the others; else they are translations of it."""
    is_translated = item.people(ItemPerson.Role.TRANSLATED) or item.ai_use == item.AIUse.TRANSLATED
    return "translationOfWork" if is_translated else "workTranslation"


def principles_of(here):
    """The page that says by which rules the newsroom works."""
    marks = here.landmarks
    return marks.for_purpose(Purpose.SOCIAL_MEDIA_POLICY) or marks.for_purpose(Purpose.CORRECTIONS_POLICY)


def _people(item, here, *roles):
    return [without_gaps(person_node(row.person, here)) for row in item.people(*roles)]


def person_node(person, here):
    return {
        "@type": "Person",
        "name": str(person),
        "jobTitle": person.word("role"),
        "url": address_of_person(person, here),
        "sameAs": [*filter(None, [fediverse_profile(person.fediverse)])],
        "worksFor": _employer(person),
    }


def fediverse_profile(account):
    """`@name@server` as the page that servers have for it."""
    _start, name, server = account.split("@") if account else ("", "", "")
    return f"https://{server}/@{name}" if server else ""


def contact_of(person):
    """How to reach a press contact, as their page says it; None for others."""
    if not (person.is_press_contact and (person.phone or person.mobile or person.email)):
        return None
    return without_gaps(
        {
            "@type": "ContactPoint",
            "contactType": "press",
            "telephone": person.phone or person.mobile,
            "email": person.email,
            "availableLanguage": person.languages,
        }
    )


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
        value, unit = number(fact.amount), unit_of(fact)
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


def media(asset, here):
    """A file of a press kit, or a picture of a text. Of a picture the widest size that readers get, for the original is
    the desk's; None while there is none."""
    if isinstance(asset, Image):
        shown = widest(asset)
        return shown and image_object(asset, shown, here)
    kind = {"audio": "AudioObject", "video": "VideoObject"}.get(getattr(asset, "type", ""), "MediaObject")
    offered = asset.is_free or not isinstance(asset, Document)
    address = absolute(asset.url) if offered else ""
    file = {"@type": kind, "name": asset.word("title") or asset.title, "contentUrl": address}
    return without_gaps(file | rights(asset, here))


def described_at_length(text, here):
    """Search engines want at least 50 characters said of a dataset, and at most 5,000."""
    return text if len(text) >= SHORTEST_DESCRIPTION else f"{text} {here.about}"


def downloads(here):
    """The same figures as files."""
    forms, address = named_forms(here.subject), here.canonical.partition("?")[0]
    return [
        {"@type": "DataDownload", "encodingFormat": forms[name].media_type, "contentUrl": f"{address}?format={name}"}
        for name in ("csv", "json")
        if name in forms
    ]


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
