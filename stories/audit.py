"""What is told, in the leak audit: every kind of item with a token in every field, and all that lists them."""

import json

from django.utils import timezone
from wagtail.models import Locale, Page

from media_library.audit import document, picture, recording
from people.audit import person
from people.models import Person
from publication.audit.states import UPDATES, PageKind
from publication.registries import CanaryMaker, Surface, canaries, surfaces
from topics.models import Topic, TopicWording

from .models import (
    InfoPage,
    ItemContact,
    ItemPerson,
    ItemTopic,
    PersonIndexPage,
    PressRelease,
    RelatedItem,
    ReleaseIndexPage,
    Story,
    StoryIndexPage,
    TopicIndexPage,
)

# -- Filling ---------------------------------------------------------------------------------------------------


def fill_story(page, canary):
    _fill_item(page, canary)
    page.body = json.dumps(_story_body(canary, page.lead_image))


def fill_release(page, canary):
    _fill_item(page, canary)
    page.place = canary.word("place", shown=True)
    page.dateline = timezone.localdate()
    page.boilerplate = canary.word("boilerplate", shown=True)
    page.contacts = [ItemContact(person=page.item_people.all()[0].person)]
    page.body = json.dumps(_release_body(canary, page.lead_image))


def fill_info_page(page, canary):
    _fill_page(page, canary)
    page.standfirst = canary.word("standfirst", shown=True)
    blocks = [_paragraph(canary), _image(canary, picture(canary)), _table(canary), _documents(canary)]
    page.body = json.dumps(blocks)


def fill_section(page, canary):
    _fill_page(page, canary)
    page.introduction = canary.word("introduction", shown=True)


def _fill_page(page, canary):
    page.title = canary.word("title", shown=True)
    page.seo_title = canary.word("title for search engines")
    page.search_description = canary.word("search description")


def _fill_item(page, canary):
    _fill_page(page, canary)
    page.standfirst = canary.word("standfirst", shown=True)
    page.lead_image = picture(canary, "lead picture")
    page.update_note, page.updated_at = canary.word("update note"), timezone.now()
    page.ai_use, page.ai_note = page.AIUse.ASSISTED, canary.word("statement on AI")
    someone = person(canary)
    page.item_people = [ItemPerson(person=someone)]
    page.item_topics = [ItemTopic(tag=topic(canary))]


def topic(canary):
    """A topic that only this item is about: without a public item it does not exist."""
    made = Topic(name=canary.word("topic: desk name"), slug=canary.word("topic: slug"))
    words = {"name": canary.word("topic: name"), "introduction": canary.word("topic: introduction")}
    made.wordings = [TopicWording(locale=locale, **words) for locale in Locale.objects.all()]
    made.save()
    return made


# -- Bodies ----------------------------------------------------------------------------------------------------


def _story_body(canary, image):
    entry = {"when": canary.word("timeline: when"), "what": canary.word("timeline: what", shown=True)}
    return [
        _paragraph(canary),
        _key_facts(canary),
        _quote(canary),
        _image(canary, image),
        _gallery(canary, image),
        _audio(canary),
        _block(
            "embed", {"url": f"https://video.invalid/{canary.word('embed: address')}", "title": canary.word("embed")}
        ),
        _table(canary),
        _block("timeline", [entry, entry]),
        _documents(canary),
    ]


def _release_body(canary, image):
    return [
        _key_facts(canary),
        _paragraph(canary),
        _quote(canary),
        _block("notes", [f"<p>{canary.word('notes to editors', shown=True)}</p>"]),
        _image(canary, image),
        _audio(canary),
        _table(canary),
        _documents(canary),
    ]


def _block(kind, value):
    return {"type": kind, "value": value}


def _paragraph(canary):
    heading, text = canary.word("heading", shown=True), canary.word("paragraph", shown=True)
    return _block("paragraph", f"<h2>{heading}</h2><p>{text}</p>")


def _key_facts(canary):
    return _block("key_facts", [canary.word("key fact", shown=True)])


def _quote(canary):
    value = {
        "words": canary.word("quote", shown=True),
        "name": canary.word("speaker"),
        "role": canary.word("speaker's role"),
    }
    return _block("quote", {**value, "person": None})


def _image(canary, image):
    value = {"image": image.pk, "caption": canary.word("caption", shown=True), "decorative": False, "width": "text"}
    return _block("image", value)


def _gallery(canary, image):
    return _block("gallery", [{"image": image.pk, "caption": canary.word("caption in a gallery")}] * 2)


def _audio(canary):
    return _block("audio", {"media": recording(canary).pk, "caption": canary.word("caption of a recording")})


def _table(canary):
    columns = [{"type": "text", "heading": canary.word("table: column")}]
    rows = [{"values": [canary.word("table: cell", shown=True)]}]
    value = {
        "caption": canary.word("table: caption"),
        "source": canary.word("table: source"),
        "as_of": "2026-03-01",
        "table": {"columns": columns, "rows": rows, "caption": ""},
    }
    return _block("data_table", value)


def _documents(canary):
    return _block("documents", [document(canary).pk])


# -- Ties: a live item beside one that is not ----------------------------------------------------------------------


def _related(live, hidden):
    live.related_items = [RelatedItem(target=hidden.newsitem_ptr)]


def _superseding(live, hidden):
    hidden.supersedes = live.newsitem_ptr


def _superseded(live, hidden):
    live.supersedes = hidden.newsitem_ptr


def _linked(live, hidden):
    link = _block("paragraph", f'<p><a linktype="page" id="{hidden.pk}">What it links to</a></p>')
    live.body = json.dumps([*live.body.raw_data, link])


TIES = {
    "related to a live item": _related,
    "superseding a live item": _superseding,
    "superseded by a live item": _superseded,
    "linked from a live text": _linked,
}


# -- Kinds -----------------------------------------------------------------------------------------------------


def _home(language):
    return Page.objects.get(depth=2, slug=language)


def _section(model):
    """The first section of a type in a language: the audit puts others beside it that are not public."""
    return lambda language: model.objects.filter(locale__language_code=language).order_by("path").first()


stories = PageKind("story", Story, fill_story, _section(StoryIndexPage), ties=TIES)
releases = PageKind("press release", PressRelease, fill_release, _section(ReleaseIndexPage), ties=TIES)
info_pages = PageKind("information page", InfoPage, fill_info_page, _home)

for kind in (stories, releases, info_pages):
    canaries.register(CanaryMaker(kind.kind, kind, page_types=(kind.model._meta.label,)))

for model in (StoryIndexPage, ReleaseIndexPage, PersonIndexPage, TopicIndexPage):
    name = str(model._meta.verbose_name)
    section = PageKind(name, model, fill_section, states=UPDATES, existing=_section(model))
    canaries.register(CanaryMaker(name, section, page_types=(model._meta.label,)))


# -- Surfaces --------------------------------------------------------------------------------------------------


def lists(site):
    """Each list, its pages and its years in both calendars."""
    year = timezone.localdate().year
    for index in _news_indexes(site):
        yield from _numbered(index.url_path, last=12 if site.thorough else 3)
        yield from (f"{index.url_path}{number}/" for number in (year, year - 1, year - 621, year - 622))


def lists_by_topic(site):
    """For every topic, also those that nothing public is about."""
    for index in _news_indexes(site):
        for slug in _slugs(site, "topic: slug", Topic):
            yield f"{index.url_path}?topic={slug}"


def topic_pages(site):
    for index in _indexes(site, TopicIndexPage):
        yield index.url_path
        for slug in _slugs(site, "topic: slug", Topic):
            yield f"{index.url_path}{slug}/"
            if site.thorough:
                yield f"{index.url_path}{slug}/?page=2"


def person_pages(site):
    for index in _indexes(site, PersonIndexPage):
        yield index.url_path
        yield from (f"{index.url_path}{slug}/" for slug in _slugs(site, "person: slug", Person))


def _news_indexes(site):
    return [*_indexes(site, StoryIndexPage), *_indexes(site, ReleaseIndexPage)]


def _indexes(site, model):
    indexes = site.pages(model).select_related("locale")
    return [index for index in indexes if site.thorough or index.language_code == site.languages[0]]


def _numbered(path, last):
    yield path
    yield from (f"{path}?page={number}" for number in range(1, last + 1))


def _slugs(site, name, model):
    """Planted ones, or on a site in use those that exist."""
    if not site.is_planted:
        return list(model.objects.values_list("slug", flat=True))
    return [token.value for token in (canary.find(name) for canary in site.telling) if token]


SOME = ("anonymous", "writer")
surfaces.register(Surface("lists of items", lists, shows=("title",)))
surfaces.register(Surface("lists of items by topic", lists_by_topic, roles=("anonymous",), shows=("title",)))
surfaces.register(Surface("topics", topic_pages, roles=SOME, shows=("topic: name",)))
surfaces.register(Surface("people", person_pages, roles=SOME, shows=("person: name",)))
