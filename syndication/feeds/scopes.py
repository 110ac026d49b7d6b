"""What a feed is about, at which addresses it is read, and which items it holds."""

from collections import defaultdict
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.db.models import Q, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Page

from editorial.models import Correction
from pages.models import BrandSettings
from people.models import Person
from publication.gate import published
from stories.context import with_words
from stories.models import ItemPerson, ItemTopic, NewsItem, PersonIndexPage, Statement, TopicIndexPage
from stories.models.index import NewsIndexPage
from topics.models import Topic

from ..addresses import absolute
from ..identity import keyed
from ..naming import newsroom

#: The forms that every feed has, and what HTTP calls them.
FORMS = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}
NAMES = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass
class Scope:
    """One feed in one language, whatever its form. Titles are in the active language, which is the scope's own."""

    language: str
    slug: str = ""
    title: str = ""
    #: The path of the page for people that lists the same.
    home: str = ""

    #: What it is about, for ever: slugs may change. Known once it was read.
    identity: str = ""

    folder: ClassVar[str] = ""
    #: Whether there is such a feed while nothing public belongs to it.
    always: ClassVar[bool] = False
    #: Whether it stays while nothing but what was withdrawn belongs to it: not where its name would tell what the site
    #: does not tell any more.
    survives: ClassVar[bool] = True
    #: Whether its bodies are kept, and what HTTP is told of it: for feeds of which there are not any number.
    is_kept: ClassVar[bool] = True
    #: Whether search engines may list it.
    indexable: ClassVar[bool] = True

    @property
    def name(self):
        return f"{self.folder}/{self.slug}" if self.folder else self.slug

    @property
    def key(self):
        return f"{self.language}/{self.name}"

    @property
    def id(self):
        """The same for ever, whatever becomes of its address."""
        return f"urn:uuid:{keyed('feed', self.language, self.folder, self.identity or self.slug)}"

    @property
    def query(self):
        """What stands in the query of its address."""
        return {}

    def path(self, form="rss", **more):
        query = {**self.query, **more}
        return f"/{self.language}/feeds/{self.name}.{form}" + (f"?{urlencode(query)}" if query else "")

    def address(self, form="rss", **more):
        return absolute(self.path(form, **more))

    @property
    def links(self):
        """(name, content type, path) of each of its forms."""
        return [(NAMES[form], kind, self.path(form)) for form, kind in FORMS.items()]

    @property
    def whole_title(self):
        """With the name of the newsroom: readers have many feeds in one list."""
        return _("%(name)s: %(list)s") % {"name": _newsroom(), "list": self.title}

    @property
    def announced_as(self):
        """Its name in the head of a page, beside others."""
        return self.whole_title

    def read(self):
        """Fills in title and home, with one query at most. False where there is nothing of this name."""
        return True

    def choose(self, items):
        """Those of these items that belong to it."""
        return items


class Everything(Scope):
    always = True

    def __init__(self, language):
        super().__init__(language, "all", _("All news"), f"/{language}/")

    def path(self, form="rss", **more):
        """Where the first of all feeds has always been."""
        if form != "rss":
            return super().path(form, **more)
        return f"/{self.language}/feed.xml" + (f"?{urlencode(more)}" if more else "")

    @property
    def whole_title(self):
        return _newsroom()

    @property
    def announced_as(self):
        return _("%(name)s: all news") % {"name": _newsroom()}


class OfKind(Scope):
    folder = "kinds"

    @property
    def model(self):
        return kinds()[self.slug]

    def read(self):
        self.name_it()
        sections = [model for model in NewsIndexPage.__subclasses__() if model.kind_model is self.model]
        self.home = next(iter(_sections(self.language, *sections)), f"/{self.language}/")
        return True

    def name_it(self):
        """Its title alone, which costs no query."""
        self.title = capfirst(str(self.model._meta.verbose_name_plural))

    def choose(self, items):
        return items.type(self.model)


class AboutTopic(Scope):
    folder = "topics"
    survives = False

    def read(self):
        named = Topic.objects.filter(slug=self.slug).annotate(index=_section(self.language, TopicIndexPage))
        topic = next(iter(with_words(named)), None)
        if topic:
            self.identity = str(topic.pk)
            self.title, self.home = str(topic), f"{topic.index}{topic.slug}/" if topic.index else f"/{self.language}/"
        return topic is not None

    def choose(self, items):
        return items.filter(pk__in=ItemTopic.objects.filter(tag__slug=self.slug).values("content_object_id"))


class OfPerson(Scope):
    """What somebody with a public page has made or said."""

    folder = "people"

    def read(self):
        named = Person.objects.public().filter(slug=self.slug)
        person = next(iter(with_words(named.annotate(index=_section(self.language, PersonIndexPage)))), None)
        if person:
            self.identity, self.title = str(person.pk), str(person)
            self.home = f"{person.index}{person.slug}/" if person.index else f"/{self.language}/"
        return person is not None

    def choose(self, items):
        public = Person.objects.public().filter(slug=self.slug).values("pk")
        made = ItemPerson.objects.filter(person__in=public).order_by().values("item_id")
        said = Statement.objects.filter(attributed_to__in=public).order_by().values("pk")
        return items.filter(Q(pk__in=made) | Q(pk__in=said))


class Corrections(Scope):
    """Each is an entry of its own: see `entries`."""

    always = True

    def __init__(self, language):
        super().__init__(language, "corrections", _("Corrections"), f"/{language}/corrections/")


def _newsroom():
    return newsroom(BrandSettings.current())


FOLDERS = {scope.folder: scope for scope in (OfKind, AboutTopic, OfPerson)}
SINGLE = {"all": Everything, "corrections": Corrections}


def find(language, folder, slug):
    """The scope of this name, not yet read; None where no feed can have such a name. No query."""
    if folder == OfKind.folder and slug not in kinds():
        return None
    if folder:
        return FOLDERS[folder](language, slug) if folder in FOLDERS else None
    return SINGLE[slug](language) if slug in SINGLE else None


def kinds():
    """Machine name to model of every kind of news."""
    return {kind.kind(): kind for kind in NewsItem.__subclasses__()}


def scopes_of(page):
    """The scopes that an item belongs to, as its rows say: all, its kind, its topics and its people."""
    return scopes_of_many([page])[page.pk]


def scopes_of_many(pages):
    """The same for many, by primary key; as many queries for one as for all of them."""
    keys = [page.pk for page in pages]
    topics, people = defaultdict(set), defaultdict(set)
    for key, slug in ItemTopic.objects.filter(content_object__in=keys).values_list("content_object_id", "tag__slug"):
        topics[key].add(slug)
    made = ItemPerson.objects.filter(item__in=keys).order_by().values_list("item_id", "person_id")
    said = Statement.objects.filter(pk__in=keys).exclude(attributed_to=None).order_by()
    parts = [*made, *said.values_list("pk", "attributed_to")]
    public = Person.objects.public().filter(pk__in={person for _key, person in parts})
    slugs = dict(public.values_list("pk", "slug"))
    for key, person in parts:
        people[key].update(filter(None, [slugs.get(person)]))
    return {page.pk: _scopes(page, sorted(topics[page.pk]), sorted(people[page.pk])) for page in pages}


def _scopes(page, topics, people):
    language = page.locale.language_code
    return [
        Everything(language),
        OfKind(language, page.specific_class.kind()),
        *(AboutTopic(language, slug) for slug in topics),
        *(OfPerson(language, slug) for slug in people),
    ]


def topics_of(page):
    """The addresses of all feeds that change when this page goes live, changes or is withdrawn: what WebSub calls
    topics. None for a page that is no news; feeds of any search are not among them."""
    return topics_of_many([page]).get(page.pk, [])


def topics_of_many(pages):
    items = NewsItem.objects.filter(pk__in=[page.pk for page in pages]).select_related("locale", "supersedes__locale")
    # What an item replaces leaves the feeds, or comes back.
    known = {page.pk: page for item in items for page in (item, item.supersedes) if page}
    scopes = scopes_of_many(list(known.values()))
    keys = [item.alias_of_id or item.pk for item in items]
    told = set(Correction.objects.told().filter(page__in=keys).order_by().values_list("page_id", flat=True))
    found = {}
    for item in items:
        own = [*scopes[item.pk], *(scopes[item.supersedes_id] if item.supersedes else [])]
        if (item.alias_of_id or item.pk) in told:
            own.append(Corrections(item.locale.language_code))
        found[item.pk] = list(dict.fromkeys(scope.address(form) for scope in own for form in FORMS))
    return found


def _sections(language, *models):
    pages = published(queryset=Page.objects.type(*models).filter(locale__language_code=language))
    return pages.order_by("path").values_list("url_path", flat=True)[:1]


def _section(language, model):
    return Subquery(_sections(language, model))
