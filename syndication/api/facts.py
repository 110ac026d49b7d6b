"""Facts that something public says, those that changed last first; each with what it said before."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language
from wagtail.models import Page

from facts.models import Citation, Fact, FactVersion
from publication.gate import published
from stories.context import with_words
from stories.models import NewsItem

from ..values import moment, unit_of
from . import objects, paging, parameters
from .objects import NAMED_ITEM, PAST, SAYING
from .parameters import Parameter
from .resources import Part, Resource
from .shapes import LINK, MOMENT, TEXT, WHOLE, Field, Shape, attribute, many, maybe

#: Of the items that say a fact, the newest.
MOST_ITEMS = 50


SOURCE = Shape(
    "SourceDocument", "The file that a fact was taken from.",
    (
        Field("id", TEXT, attribute("public_id"), "Of the asset."),
        Field("title", TEXT, lambda file: file.word("title") or file.title),
        Field("url", maybe(LINK), objects.url_of_document, "Null while it has to be asked for."),
    ),
)  # fmt: skip


def _source(fact):
    return SOURCE.of(fact.file) if fact.file else None


FACT = Shape(
    "Fact", "A figure, or a few words, that the house vouches for.",
    (
        Field("id", TEXT, attribute("public_id"), "Permanent."),
        Field("url", LINK, objects.url_of_fact, "The page, for people."),
        Field("api", LINK, lambda fact: objects.at_api("fact", fact.public_id), "All of it."),
        Field("language", TEXT, attribute("language"), "Of the words: another, where it has none in yours."),
        *SAYING,
        Field("unit_name", TEXT, unit_of, "The unit, or what is counted, in words."),
        Field("note", TEXT, attribute("note"), "How it was counted, what it leaves out."),
        Field("version", WHOLE, attribute("number")),
        Field("changed_at", MOMENT, lambda fact: moment(fact.at), "When this version was published."),
        Field("source_document", maybe(SOURCE), _source, alone=True),
        Field("history", many(PAST), lambda fact: PAST.of_each(fact.history), "Newest first.", alone=True),
        Field("items", many(NAMED_ITEM), lambda fact: NAMED_ITEM.of_each(fact.items),
              f"What says it in your language, newest first, at most {MOST_ITEMS}.", alone=True),
    ),
)  # fmt: skip


def said():
    """The present versions of public facts that a public page says. What is approved and not said yet is not told."""
    page = published(queryset=Page.objects.filter(pk=OuterRef("page_id"))).order_by()
    citations = Citation.objects.filter(Exists(page), fact=OuterRef("fact_id"))
    return FactVersion.objects.filter(Exists(citations), is_current=True, fact__in=Fact.objects.public())


def read_list(request, asked):
    versions = said().select_related("fact").order_by("-at", "-fact__public_id")
    if asked["item"]:
        cited = Citation.objects.filter(page__in=objects.public_item(asked["item"]).values("pk"))
        versions = versions.filter(fact__in=cited.values("fact_id"))
    if asked["since"]:
        versions = versions.filter(at__gte=asked["since"])
    if place := paging.place(asked, datetime, str):
        versions = versions.filter(paging.after(("at", place[0]), ("fact__public_id", place[1])))
    rows = list(versions[: asked["limit"] + 1])
    return Part.of(rows, asked["limit"], lambda row: paging.written(row.at, row.public_id))


def read_one(request, public_id):
    fact = said().filter(fact__public_id=public_id).select_related("fact", "source_document").first()
    if fact is None:
        return None
    files = [fact.source_document] if fact.source_document_id else []
    open_ones = [file for file in files if file.is_public]
    fact.file = next(iter(_with_words(open_ones)), None)
    fact.history = list(FactVersion.objects.filter(fact=fact.fact_id).order_by("-number").select_related("fact"))
    citing = NewsItem.objects.filter(citations__fact=fact.fact_id).published().in_language(get_language())
    fact.items = list(citing.newest_first().for_lines()[:MOST_ITEMS])
    return fact


def _with_words(files):
    return with_words(type(files[0]).objects.filter(pk=files[0].pk)) if files else []


FACTS = Resource(
    "facts", "fact",
    "Figures that something public says, those that changed last first.",
    "The public id of the fact, as in its address.",
    FACT, read_list, read_one,
    filters=(
        Parameter("item", TEXT, parameters.item_id, "Only what this item says: its id."),
        parameters.since("Only what was published, or published anew, at this moment or later."),
    ),
)  # fmt: skip
