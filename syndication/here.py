"""What is being read: a page, or the person or topic that one of its routes serves, or a fact; and where in a list."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from facts.models import FactVersion
from media_library.models import Asset
from pages.models import BasePage
from pages.templatetags.frame import frame
from stories.models import MediaPage, NewsItem, PersonIndexPage, TopicIndexPage
from topics.models import Topic

from .addresses import absolute, address_of
from .api.facts import said
from .cards.finding import card_of_newsroom, own_card_of
from .landmarks import Landmarks
from .naming import newsroom
from .pictures import card, default_card, picture_of

#: What is told of an item and is not in its own row. Where its page has read it (`stories.context`), nothing is asked.
OF_AN_ITEM = (
    "lead_image__renditions", "lead_image__wordings", "share_image__renditions", "share_image__wordings",
    "item_people__person__wordings",
)  # fmt: skip
#: The length of a description made of the boilerplate.
SENTENCE = 150


@dataclass(frozen=True)
class Corrections:
    """All that readers of a language were told about changes: a list that is no page of the tree."""


@dataclass(frozen=True)
class Following:
    """The page that explains the feeds: no page of the tree either."""


@dataclass(frozen=True)
class Wire:
    """Everything public of a language as lines of text: a list that is no page of the tree."""


@dataclass
class Here:
    request: Any
    frame: Any
    page: Any = None
    subject: Any = None
    items: list = field(default_factory=list)
    number: int = 1
    year: int | None = None
    filter: Topic | None = None
    #: On the page of a topic, the one kind that is listed (`stories.tallies.OfKind`).
    kind: Any = None
    #: Locales in which a route below the page leads somewhere too; None: those of the page itself.
    route_locales: Any = None
    #: The earlier version of an item that was asked for.
    shown: Any = None
    #: One of many lists under one address: a search, a choice.
    narrowed: bool = False
    #: The feed of a list that rooms above make (`feeds.scopes.Scope`).
    feed_scope: Any = None

    @classmethod
    def of(cls, context):
        page = context.get("page")
        if not isinstance(page, BasePage):
            return cls._of_a_view(context)
        person, topic = context.get("person"), context.get("topic")
        here = cls(
            context["request"],
            frame(context),
            page,
            page,
            year=context.get("year"),
            route_locales=context.get("route_locales"),
            shown=context.get("shown"),
            narrowed=bool(context.get("narrowed")),
        )
        here._take_list(context)
        if isinstance(page, PersonIndexPage) and person:
            here.subject = person
        elif isinstance(page, TopicIndexPage) and topic:
            here.subject = topic
            here.kind = context.get("kind")
        elif isinstance(page, MediaPage) and isinstance(context.get("asset"), Asset):
            here.subject = context["asset"]
        else:
            here.filter = topic
        if isinstance(page, NewsItem):
            prefetch_related_objects([page], *OF_AN_ITEM)
        return here

    @classmethod
    def _of_a_view(cls, context):
        """What is no page; of such, a fact, the Wire, the corrections and the feeds have something to say."""
        here = cls(context["request"], frame(context), feed_scope=context.get("feed_scope"))
        if here._is_view("fact") and isinstance(context.get("fact"), FactVersion):
            here.subject = context["fact"]
            here._take_list(context)
        elif here.is_wire:
            here.subject = Wire()
            here._take_list(context)
        elif here._is_view("corrections") and context.get("notes") is not None:
            here.subject, here.number = Corrections(), context["notes"].number
        elif here._is_view("follow"):
            here.subject = Following()
        return here

    def _take_list(self, context):
        page_of_items = context.get("items")
        if hasattr(context.get("found"), "number"):
            self.number = context["found"].number
        if page_of_items is not None and hasattr(page_of_items, "number"):
            self.items, self.number = list(page_of_items), page_of_items.number
        elif context.get("lead"):
            self.items = [context["lead"], *context.get("top_stories", [])]
        elif context.get("kits"):
            self.items = list(context["kits"])

    @property
    def is_front(self):
        """Front pages stand right below the root; their model is a room above."""
        return self.page is not None and self.page.depth == 2

    @property
    def is_front_door(self):
        return self.page is None and self._is_view("front_door")

    @property
    def is_wire(self):
        return self.page is None and self._is_view("wire")

    @property
    def is_fact(self):
        return isinstance(self.subject, FactVersion)

    def _is_view(self, name):
        match = self.request.resolver_match
        return match is not None and match.view_name == name

    @property
    def indexable(self):
        """Searches, what is not there, one list under many addresses and what once held are nothing to find."""
        return (
            self.is_front_door
            or (self.subject is not None and self.filter is None and self.kind is None and self.shown is None)
            and not self.narrowed
        )

    @cached_property
    def language(self):
        return translation.get_language()

    @cached_property
    def brand(self):
        return self.frame.brand

    @cached_property
    def site_name(self):
        return newsroom(self.brand)

    @cached_property
    def about(self):
        """What the newsroom is, in the words of the brand."""
        boilerplate = " ".join(self.brand.word("boilerplate").split())
        described = self.brand.word("description") or Truncator(boilerplate).chars(SENTENCE, truncate="…")
        return described or _("News, stories and press releases: %(name)s") % {"name": self.site_name}

    @cached_property
    def landmarks(self):
        return Landmarks.of(self.frame)

    @cached_property
    def canonical(self):
        """This very page of a list: page 2 is no duplicate of page 1."""
        query = {}
        if self.filter:
            query["topic"] = self.filter.slug
        if self.kind:
            query["kind"] = self.kind.name
        if self.number > 1:
            query["page"] = self.number
        return absolute(self.path) + (f"?{urlencode(query)}" if query else "")

    @property
    def framed(self):
        """The address of what other sites may show in a frame (`embed`), or ""."""
        is_framed = isinstance(self.subject, NewsItem) or (self.is_fact and self._is_said)
        return self.canonical if is_framed and not self.shown else ""

    @property
    def _is_said(self):
        """Whether something public says the fact: known without a query where the page lists what does."""
        return bool(self.items) or said().filter(pk=self.subject.pk).exists()

    @property
    def path(self):
        """The page's own, or below it that of a route."""
        return self.page.url_path if self.page and self.page is self.subject and not self.year else self.request.path

    @cached_property
    def home(self):
        return absolute(f"/{self.language}/")

    @cached_property
    def card(self):
        """The subject's own picture, else the card that was drawn for it or for the newsroom, else the emblem.

        A card over a picture stands before the picture; until it is drawn, the picture does.
        """
        own, drawn = picture_of(self.subject), None
        if own is None or getattr(self.subject, "share_over_picture", False):
            drawn = own_card_of(self.subject, self.language, self.brand)
        return drawn or card(own) or card_of_newsroom(self.language, self.brand) or default_card(self.site_name)

    @cached_property
    def alternates(self):
        """(language, address) of this and of every public translation, or nothing where there is none.

        The pages of a list, and its years, are not each other's translations.
        """
        if self.number > 1 or self.year or self.filter or self.kind or self.shown or self.narrowed:
            return []
        if self.is_fact:
            return self._wordings_of_fact()
        if self.is_wire or isinstance(self.subject, Corrections | Following):
            return self._in_every_language(self.request.resolver_match.view_name)
        if self.page is None:
            return []
        own = self.page.url_path
        tail = self.request.path.removeprefix(own) if self.subject is not self.page else ""
        others = [
            (page.locale.language_code, address_of(page) + tail)
            for page in self.page.public_translations
            if self._subject_is_in(page.locale)
        ]
        return sorted([(self.language, self.canonical), *others]) if others else []

    def _in_every_language(self, view):
        """Of the languages whose front page is public: a list of nothing is no translation."""
        found = []
        for code, _name in settings.LANGUAGES:
            if self.frame.home_in(code):
                with translation.override(code):
                    found.append((code, absolute(reverse(view))))
        return found if len(found) > 1 and self.language in dict(found) else []

    def _wordings_of_fact(self):
        """In a language that nobody has worded it in, a fact has an address, but no translation."""
        found = []
        for code in sorted(self.subject.languages()):
            with translation.override(code):
                found.append((code, absolute(self.subject.url)))
        return found if len(found) > 1 and self.language in self.subject.languages() else []

    @cached_property
    def default_alternate(self):
        """`x-default`: the version in the site's first language, else the first."""
        addresses = dict(self.alternates)
        return addresses.get(settings.LANGUAGE_CODE) or next(iter(addresses.values()), "")

    def _subject_is_in(self, locale):
        if self.route_locales is not None:
            return locale.pk in self.route_locales
        if not isinstance(self.subject, Topic):
            return True
        return NewsItem.objects.published().filter(locale=locale).about(self.subject).exists()
