"""What the head of a page tells machines: Open Graph (ogp.me), X cards, robots, canonical and alternate addresses.

`describe` says what a subject is called and about; each kind is described once, by `singledispatch`.
"""

from dataclasses import dataclass, field, replace
from functools import singledispatch

from django.utils import translation
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from facts.models import FactVersion
from media_library.models import Asset, Document
from pages.bidi import one_line
from pages.calendar import format_date
from pages.digits import is_persian
from pages.models import BasePage
from people.models import Person
from stories.library.tiles import title_of
from stories.models import FactSheet, InfoPage, NewsItem, PressKit
from stories.models.index import SectionPage
from topics.models import Topic

from .addresses import absolute, oembed_of
from .here import Corrections, Following, Wire

#: `language_TERRITORY`, as Open Graph wants it.
OG_LOCALES = {"en": "en_US", "fa": "fa_IR"}
#: What a search engine's page shows of a description.
DESCRIPTION_LENGTH = 150


@dataclass
class Description:
    title: str
    text: str = ""
    kind: str = "website"
    #: (Open Graph property, content) pairs beyond the common ones.
    properties: list = field(default_factory=list)
    authors: list = field(default_factory=list)
    #: Accounts in the fediverse of those who speak for it.
    creators: list = field(default_factory=list)
    #: (label, text) pairs that some messengers show below the link.
    labels: list = field(default_factory=list)


@singledispatch
def describe(subject, here):
    """A page of no kind of ours, or none at all: the site speaks for it."""
    return Description(here.site_name, f"{here.site_name}. {here.about}")


@describe.register
def _page(subject: BasePage, here):
    text = subject.search_description or getattr(subject, "standfirst", "")
    title = here.site_name if here.is_front else subject.title
    return Description(title, text or here.about)


@describe.register
def _section(subject: SectionPage, here):
    text = subject.search_description or subject.introduction
    title = subject.title
    if here.filter:
        title = f"{title}: {here.filter}"
    return Description(title, text or f"{subject.title}. {here.about}")


@describe.register
def _information(subject: InfoPage, here):
    text = subject.search_description or subject.standfirst
    return Description(subject.title, text or f"{subject.title}. {here.about}")


@describe.register
def _item(subject: NewsItem, here):
    authors = subject.speakers
    # A piece of nobody's is the house's.
    addresses = [address_of_person(person, here) for person in authors] or [here.home]
    properties = [
        ("article:published_time", subject.first_published_at.isoformat()),
        ("article:modified_time", modified_at(subject).isoformat()),
        ("article:section", kind_of(subject)),
        *(("article:author", address) for address in addresses),
        *(("article:tag", str(topic)) for topic in subject.topic_list),
        ("article:expiration_time", subject.expire_at and subject.expire_at.isoformat()),
    ]
    names = [str(person) for person in authors] or [here.brand.word("name") or here.site_name]
    return Description(
        subject.title,
        subject.search_description or subject.standfirst,
        "article",
        [(name, content) for name, content in properties if content],
        [str(person) for person in authors],
        [person.fediverse for person in authors if person.fediverse],
        [
            (_("By"), comma().join(names)),
            (_("Published"), format_date(subject.first_published_at, here.language)),
        ],
    )


@describe.register(FactSheet)
@describe.register(PressKit)
def _kept_up_to_date(subject, here):
    """Told like an item, but it is no article: a set of figures or files, which its structured data says as well."""
    described = _item(subject, here)
    return replace(described, kind="website", properties=[])


@describe.register
def _corrections(subject: Corrections, here):
    return Description(
        _("Corrections"),
        _("What we had to put right, make clearer or add after publication. The piece itself says so too."),
    )


@describe.register
def _following(subject: Following, here):
    return Description(
        _("Follow us"),
        _("Feeds bring you what we publish as soon as it is out. They ask for no account and no address."),
    )


@describe.register
def _wire(subject: Wire, here):
    text = _("Everything that was published, the newest first, as plain text for a bad line.")
    return Description(_("The wire"), text)


@describe.register
def _person(subject: Person, here):
    text = subject.word("short_biography") or subject.word("biography")
    title = comma().join(filter(None, [str(subject), subject.word("role")]))
    return Description(title, text or title, "profile")


@describe.register
def _fact(subject: FactVersion, here):
    return Description(subject.headline, " ".join(filter(None, [subject.sentence, subject.note])))


@describe.register
def _asset(subject: Asset, here):
    """A picture, recording or document of the library: what it shows, whose it is, on which terms."""
    title, _language = title_of(subject)
    name = "description" if isinstance(subject, Document) else "caption"
    told = [subject.word(name) or title, subject.credit, capfirst(str(subject.get_terms_display()))]
    return Description(title, ". ".join(part.rstrip(".") for part in told if part) + ".")


@describe.register
def _topic(subject: Topic, here):
    return Description(str(subject), subject.word("introduction") or here.about)


def authors_of(item):
    """People who speak for what it says; without any, the house does."""
    return item.speakers


def modified_at(item):
    """When the editors last told readers of a change. Never the time of the last click, never before publication."""
    told = (item.first_published_at, item.updated_at, getattr(item, "latest_at", None))
    return max(time for time in told if time)


def kind_of(item):
    """The kind as a label that stands alone."""
    return capfirst(str(item.kind_label))


def address_of_person(person, here):
    """The person's public page in this language, or "" where there is none."""
    index = here.landmarks.of_model("personindexpage")
    return absolute(f"{index.path}{person.slug}/") if index and person.is_public else ""


def address_of_topic(topic, here):
    index = here.landmarks.of_model("topicindexpage")
    return absolute(f"{index.path}{topic.slug}/") if index else ""


def comma():
    return "، " if is_persian(translation.get_language()) else ", "


def og_locale(language):
    return OG_LOCALES.get(language) or f"{language}_{language.upper()}"


def metadata_of(here):
    """Everything that the template prints, under the names that it uses."""
    described = describe(here.subject, here)
    text = " ".join(described.text.split())
    title, share_text = for_sharing(here.subject, described)
    return {
        "title": title,
        "kind": described.kind,
        "text": share_text,
        "description": Truncator(text).chars(DESCRIPTION_LENGTH, truncate="…"),
        "creators": described.creators or list(filter(None, [here.brand.fediverse])),
        "labels": described.labels,
        "properties": described.properties,
        "authors": comma().join(described.authors),
        "canonical": here.canonical,
        "site_name": here.site_name,
        "card": here.card,
        "alternates": here.alternates,
        "default_alternate": here.default_alternate,
        "locale": og_locale(here.language),
        "other_locales": [og_locale(code) for code, _url in here.alternates if code != here.language],
        "oembed": oembed_of(here.framed),
    }


def for_sharing(subject, described):
    """Title and text with which networks and messengers announce it: the editors' own, else what it is about."""
    title = getattr(subject, "share_title", "") or described.title
    text = getattr(subject, "share_text", "") or described.text
    return one_line(title), " ".join(text.split())
