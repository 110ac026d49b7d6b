"""Where things stand on the public site: their sections, and the other languages of items."""

from wagtail.models import Page

from publication.gate import published
from stories.models import PersonIndexPage, TopicIndexPage
from wordings.models import locale_codes

from .objects import Edition

SECTION_DEPTH = 3


def locale_of(language):
    """Primary key of the language's locale, or 0."""
    return next((pk for pk, code in locale_codes().items() if code == language), 0)


class Sections:
    """The public sections of a language that serve people and topics. One query."""

    def __init__(self, language):
        rows = published(queryset=Page.objects.filter(depth=SECTION_DEPTH, locale_id=locale_of(language)))
        self._paths = dict(rows.order_by("-path").values_list("content_type__model", "url_path"))

    @property
    def people(self):
        return self._paths.get(PersonIndexPage.kind(), "")

    @property
    def topics(self):
        return self._paths.get(TopicIndexPage.kind(), "")


def give_editions(items):
    """Leaves on each item its public translations, as `editions`. One query."""
    keys = {item.translation_key for item in items}
    rows = published(queryset=Page.objects.filter(translation_key__in=keys)).order_by("locale_id")
    found = {}
    for key, locale, path in rows.values_list("translation_key", "locale_id", "url_path"):
        found.setdefault(key, []).append(Edition(key, locale_codes().get(locale, ""), path))
    for item in items:
        others = found.get(item.translation_key, [])
        item.editions = [edition for edition in others if edition.language != item.locale.language_code]
