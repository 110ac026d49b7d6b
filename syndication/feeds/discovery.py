"""Which feeds a page announces in its head: its own, and the language's main one in each form."""

from django.conf import settings
from django.utils import translation

from people.models import Person
from stories.models import NewsItem
from stories.models.index import NewsIndexPage
from topics.models import Topic

from ..here import Corrections, Here
from .scopes import FORMS, NAMES, AboutTopic, Everything, OfKind, OfPerson
from .scopes import Corrections as CorrectionsFeed


def announced_on(here: Here):
    """(title, content type, address) of each. The front door leads to all languages."""
    if here.is_front_door:
        return [found for code, _name in settings.LANGUAGES for found in _main(code, ["rss"])]
    own = scope_of(here)
    return [*([_link(own, "rss")] if own else []), *_main(here.language, FORMS)]


def scope_of(here):
    """The feed that goes on where this page leaves off; None where there is none of its own, or nothing in it."""
    subject, language = here.subject, here.language
    if here.feed_scope:
        return here.feed_scope
    if isinstance(subject, NewsItem):
        return _of_kind(subject.specific_class, language)
    if isinstance(subject, Corrections):
        return CorrectionsFeed(language)
    if not here.items:
        return None
    if isinstance(subject, NewsIndexPage):
        return _of_kind(subject.kind_model, language)
    if isinstance(subject, Topic):
        return AboutTopic(language, subject.slug, str(subject))
    return OfPerson(language, subject.slug, str(subject)) if isinstance(subject, Person) else None


def _of_kind(kind, language):
    scope = OfKind(language, kind.kind())
    scope.name_it()
    return scope


def _main(language, forms):
    with translation.override(language):
        return [_link(Everything(language), form) for form in forms]


def _link(scope, form):
    title = scope.announced_as if form == "rss" else f"{scope.announced_as} ({NAMES[form]})"
    return title, FORMS[form], scope.address(form)
