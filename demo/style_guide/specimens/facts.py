"""Figures that are kept once, wherever they stand."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..specimen import BODY, Proof, Section, State, alone
from .items import RECORD, STORY
from .text import in_body

SECTION = Section("facts", _("Facts"))
LONG_PAST = date(2025, 1, 31)


def fact_states(examples):
    """Label and what a template is told of the fact: fresh, changed, stale, kept by an old release, withdrawn."""
    older, now = examples.rows.versions["average-fall"][-2:]
    last_week = timezone.now() - timedelta(days=7)
    return [
        (pgettext_lazy("style guide", "Fresh"), {"said": examples.fact("wells-read", changed_at=None)}),
        (_("Changed lately"), {"said": examples.fact("average-fall", changed_at=last_week)}),
        (_("Past its review date"), {"said": examples.fact("wells-by-hand", changed_at=None, review_by=LONG_PAST)}),
        (_("As published, another value now"), {"said": older, "now": now}),
        (
            _("Withdrawn since"),
            {"said": examples.fact("pumped-wells", changed_at=None), "withdrawn": True},
        ),
    ]


@SECTION.specimen(
    "fact-card", _("Fact"), "partials/fact.html",
    _("One figure, large: value first, then what it counts, its date and its source."),
)  # fmt: skip
def fact_card(examples):
    states = (State(label, context) for label, context in fact_states(examples))
    return Proof(tuple(states), body=STORY, within=BODY)


@SECTION.specimen(
    "fact-table", _("Table of facts"), "partials/fact_table.html",
    _("A group of a fact sheet: every line has its date and source, and can be copied alone or with its group."),
)  # fmt: skip
def fact_table(examples):
    (block,) = examples.blocks("facts")
    shown = [context for _label, context in fact_states(examples)]
    facts = [context if "now" in context or "withdrawn" in context else context["said"] for context in shown]
    table = {"title": block.value["title"], "facts": facts, "id": block.id}
    return [
        alone(table, label=_("A line of each state"), body="k-sheet v-record"),
        in_body([block], label=_("As a block"), body="k-sheet v-record"),
    ]


@SECTION.specimen(
    "figures", _("Figures in this text"), "partials/figures.html",
    _("Under a text that cites facts in its sentences: each once, with date and source."),
)  # fmt: skip
def figures(examples):
    return alone({"page": examples.page("night-readers")}, body=STORY, within=BODY)


@SECTION.specimen(
    "fact-ref", _("Fact as a block"), "blocks/fact_ref.html",
    _("The same card, placed in a text by its editor."),
)  # fmt: skip
def fact_ref(examples):
    return in_body(examples.blocks("fact_ref"))


@SECTION.specimen(
    "changes", _("What changed"), "partials/fact_changes.html",
    _("What is another in a version of a fact sheet: was, is, added, taken out."),
)  # fmt: skip
def changes(examples):
    version = examples.versions_of(examples.page("marvdan-plain"))[0]
    fact = examples.fact("wells-read")
    more = [{"before": None, "after": fact}, {"before": fact, "after": None}]
    return alone({"version": {"changes": [*version.changes[:2], *more]}}, body=RECORD)


@SECTION.specimen(
    "versions", _("Version history"), "partials/sheet_versions.html",
    _("Under a fact sheet: every version that was public, with its day and what changed."),
)  # fmt: skip
def versions(examples):
    sheet = examples.page("marvdan-plain")
    sheet.versions = examples.versions_of(sheet)
    return alone({"page": sheet, "present": sheet.versions[0]}, body="k-sheet v-record")
