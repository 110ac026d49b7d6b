"""Every kind of item and every page that lists, in every state."""

import json

from wagtail.models import Page

from editorial.models import Correction
from publication.audit.states import EVERY_KIND, UPDATES, PageKind, expired, unpublished
from publication.gate import published
from publication.registries import CanaryMaker, canaries

from ..models import (
    FactIndexPage,
    FactSheet,
    InfoPage,
    KitIndexPage,
    KitItem,
    MediaPage,
    PersonIndexPage,
    PressKit,
    PressRelease,
    RelatedItem,
    ReleaseIndexPage,
    Statement,
    StatementIndexPage,
    Story,
    StoryIndexPage,
    TopicIndexPage,
)
from .bodies import (
    block,
    fill_fact_sheet,
    fill_info_page,
    fill_kit,
    fill_release,
    fill_section,
    fill_statement,
    fill_story,
    fill_thread,
)

# -- Ties: a live item beside one that is not ----------------------------------------------------------------------


def _related(live, hidden):
    live.related_items = [RelatedItem(target=hidden.newsitem_ptr)]


def _superseding(live, hidden):
    hidden.supersedes = live.newsitem_ptr


def _superseded(live, hidden):
    live.supersedes = hidden.newsitem_ptr


def _linked(live, hidden):
    link = block("paragraph", f'<p><a linktype="page" id="{hidden.pk}">What it links to</a></p>')
    live.body = json.dumps([*live.body.raw_data, link])


def _in_a_kit(live, hidden):
    live.kit_items = [KitItem(target=hidden.newsitem_ptr)]


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


def _told_for_good(page, says):
    """What readers were told of a page stays told while the page is public, whatever its text has become since."""

    def allows(token, surface, address):
        told = token.field.startswith("correction: ") and Correction.objects.told().filter(page_id=page, says=says)
        return "a correction stays told" if told and published().filter(pk=page).exists() else ""

    return allows


def _corrected(page, canary):
    """Told with the publication of the page, and never before it."""
    words = {name: canary.word(f"correction: {name}", shown=True) for name in ("said", "says", "credited_to")}
    Correction.objects.create(page_id=page.pk, **words)
    canary.allowances.append(_told_for_good(page.pk, words["says"]))
    reason = canary.word("reason for no note", always_secret=True)
    Correction.objects.create(page_id=page.pk, kind=Correction.Kind.SILENT, says=reason)


stories = PageKind("story", Story, fill_story, _section(StoryIndexPage), ties=TIES, beside=_corrected)
releases = PageKind(
    "press release", PressRelease, fill_release, _section(ReleaseIndexPage), ties=TIES, beside=_corrected
)
statements = PageKind("statement", Statement, fill_statement, _section(StatementIndexPage))
threads = PageKind(
    "thread", Statement, fill_thread, _section(StatementIndexPage), states=(*EVERY_KIND, unpublished, expired)
)
sheets = PageKind("fact sheet", FactSheet, fill_fact_sheet, _section(FactIndexPage))
kits = PageKind("press kit", PressKit, fill_kit, _section(KitIndexPage), ties={"in a live kit": _in_a_kit})
info_pages = PageKind("information page", InfoPage, fill_info_page, _home)

for kind in (stories, releases, statements, threads, sheets, kits, info_pages):
    canaries.register(CanaryMaker(kind.kind, kind, page_types=(kind.model._meta.label,)))

for model in (
    StoryIndexPage, ReleaseIndexPage, StatementIndexPage, FactIndexPage, KitIndexPage, MediaPage, PersonIndexPage,
    TopicIndexPage,
):  # fmt: skip
    name = str(model._meta.verbose_name)
    section = PageKind(name, model, fill_section, states=UPDATES, existing=_section(model))
    canaries.register(CanaryMaker(name, section, page_types=(model._meta.label,)))
