"""Whole pages: what the parts make together, by the page's own template."""

from datetime import timedelta
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogue.forms import SuggestionForm
from home.models import Announcement
from pages.difference import Line, count_of_words, difference
from publication.models import PublishedVersion, Withdrawal
from stories.library.asking import RequestForm
from stories.models import FactSheet, PressRelease, Story
from stories.tallies import OfKind
from stories.versions import Told

from ..specimen import WHOLE, Section, alone
from .front import counted_topics

#: On the contact sheet of the front page.
SHEET = ("workshop", "tunnel-lamp", "water-clock", "gaz-gate", "terraces")
SECTION = Section("pages", _("Whole pages"))


def whole(label="", around=None, **context):
    return alone(context, around, label=label, within=WHOLE, tall=True)


def _listed(items, number=1, length=6):
    return Paginator(items, length).page(number)


@SECTION.specimen(
    "home", _("Front page"), "home/home_page.html",
    _("What leads, top stories, the record and the desk, pictures, figures, topics: a part without content goes."),
)  # fmt: skip
def home(examples):
    stories, record = examples.of_kind("stories"), examples.of_kind("releases")
    notice = Announcement(kind="statement", text=examples.words["announcements"]["statement"])
    full = {
        "announcement": notice, "announced": examples.pages["kalateh-mir-roof-fall"],
        "lead": stories[0], "top_stories": stories[1:5], "record": record[:8],
        "pictures": [examples.rows.pictures[name] for name in SHEET],
        "facts": [examples.fact(key) for key in ("average-fall", "wells-read", "qanats-restored", "tunnel-cleaned")],
        "topics": counted_topics(examples),
    }  # fmt: skip
    front = {"page": examples.home}
    return [
        whole(pgettext_lazy("style guide", "Full"), {"translated": True}, **full, **front),
        whole(_("On the first day"), {"translated": True}, **front),
    ]


@SECTION.specimen(
    "story", _("Story"), "stories/story.html",
    _("Journalism: somebody with a name tells what happened."),
)  # fmt: skip
def story(examples):
    return whole(page=examples.page("night-readers"), around={"translated": True})


@SECTION.specimen(
    "release", _("Press release"), "stories/press_release.html",
    _("An official announcement that a journalist can use as it stands."),
)  # fmt: skip
def release(examples):
    page = examples.page("kalateh-mir-runs")
    texts = (block.value for block in page.body if block.block_type == "paragraph")
    return whole(page=page, opening=next(texts), contacts=page.press_contacts(), around={"translated": True})


@SECTION.specimen(
    "statement", _("Statement"), "stories/statement.html",
    _("What somebody says for the house; with entries it is a thread, closed when it has an outcome."),
)  # fmt: skip
def statement(examples):
    one, thread = examples.page("deep-wells-tal-e-sorkh"), examples.page("kalateh-mir-roof-fall")
    closed = examples.page("kalateh-mir-roof-fall", outcome=examples.words["outcome"])
    looks = (
        (_("One statement"), one),
        (_("Thread"), thread),
        (_("Closed thread"), closed),
    )
    return [whole(label, page=page, contacts=page.press_contacts()) for label, page in looks]


@SECTION.specimen(
    "fact-sheet", _("Fact sheet"), "stories/fact_sheet.html",
    _("Groups of facts on one page, with a version for every change."),
)  # fmt: skip
def fact_sheet(examples):
    sheet = examples.page("marvdan-plain")
    sheet.versions = examples.versions_of(sheet)
    contacts = sheet.press_contacts()
    return [
        whole(_("The present version"), page=sheet, contacts=contacts),
        whole(_("An earlier version"), page=sheet, contacts=contacts, shown=sheet.versions[1]),
    ]


@SECTION.specimen(
    "press-kit", _("Press kit"), "stories/press_kit.html",
    _("Everything for covering a subject: files in chapters with their terms, facts, people, items."),
)  # fmt: skip
def press_kit(examples):
    kit = examples.page("qanat-kit")
    kit.items = examples.of_kind("stories")[:3]
    return whole(page=kit, contacts=kit.press_contacts())


@SECTION.specimen(
    "information", _("Information page"), "stories/info_page.html",
    _("What stands still: about, contact, the policies."),
)  # fmt: skip
def information(examples):
    return whole(page=examples.page("contact"))


@SECTION.specimen(
    "index", pgettext_lazy("style guide", "Index"), "stories/news_index.html",
    _("One kind, newest first, narrowed by year or topic."),
)  # fmt: skip
def index(examples):
    page, empty = examples.section("stories"), examples.section("statements")
    given = {"topics": counted_topics(examples), "years": [], "items": _listed(examples.of_kind("stories"))}
    return [
        whole(_("First page"), page=page, **given),
        whole(pgettext_lazy("style guide", "Empty"), page=empty, items=_listed([])),
    ]


@SECTION.specimen(
    "media", _("Media page"), "stories/media_page.html",
    _("The way to press kits and to the newest pictures that are free to use."),
)  # fmt: skip
def media(examples):
    page, pictures = examples.section("media"), examples.rows.pictures
    shown = [pictures[name] for name in ("cranes-passing", "plain-map", "windcatchers", "village-evening")]
    return [
        whole(pgettext_lazy("style guide", "Full"), page=page, kits=examples.of_kind("kits"), pictures=shown),
        whole(pgettext_lazy("style guide", "Empty"), page=page),
    ]


@SECTION.specimen(
    "people-index", _("People"), "stories/person_index.html",
    _("Everybody with a public page, by name."),
)  # fmt: skip
def people_index(examples):
    page = examples.section("people")
    return [
        whole(pgettext_lazy("style guide", "Full"), page=page, people=examples.rows.people.all()),
        whole(pgettext_lazy("style guide", "Empty"), page=page),
    ]


@SECTION.specimen(
    "person", _("Person"), "stories/person.html",
    _("An author, a spokesperson, a press contact, or several of these at once."),
)  # fmt: skip
def person(examples):
    page, rows = examples.section("people"), examples.rows
    subjects = [rows.topics[key] for key in ("groundwater", "wetlands")]
    items = _listed(examples.of_kind("stories")[:4])
    return whole(page=page, person=rows.people["mina-tavakoli"], subjects=subjects, items=items)


@SECTION.specimen(
    "topic-index", _("Topics, as a page"), "stories/topic_index.html",
    _("Each topic with two or three sentences on what stands behind the word."),
)  # fmt: skip
def topic_index(examples):
    page = examples.section("topics")
    return [
        whole(pgettext_lazy("style guide", "Full"), page=page, topics=counted_topics(examples)),
        whole(pgettext_lazy("style guide", "Empty"), page=page),
    ]


@SECTION.specimen(
    "topic", _("Topic"), "stories/topic.html",
    _("A written introduction, what leads, everything else by month, and who speaks on it."),
)  # fmt: skip
def topic(examples):
    page, rows = examples.section("topics"), examples.rows
    topic, spokespeople = rows.topics["qanats"], [rows.people[key] for key in ("mina-tavakoli", "kaveh-nazari")]
    stories = [item for item in examples.of_kind("stories") if topic in item.topic_list]
    start_here = [examples.pages["qanats-in-figures"], examples.pages["qanat-kit"]]
    given = {"topic": topic, "lead": stories[0], "items": _listed(stories, length=2), "start_here": start_here}
    given["kinds"] = [OfKind(Story, len(stories)), OfKind(PressRelease, 3), OfKind(FactSheet, 1)]
    return whole(page=page, spokespeople=spokespeople, **given)


@SECTION.specimen(
    "figure", _("Figure, as a page"), "stories/fact.html",
    _("The permanent address of a fact: value, date, source, history, and what says it."),
)  # fmt: skip
def figure(examples):
    versions = examples.rows.versions["average-fall"][::-1]
    stale = examples.fact("wells-read", review_by=versions[-1].as_of)
    items = _listed(examples.of_kind("releases")[:3])
    return [
        whole(_("With a history"), fact=versions[0], versions=versions, items=items),
        whole(_("Past its review date"), fact=stale, versions=[stale], items=_listed([])),
    ]


@SECTION.specimen(
    "corrections-page", _("Corrections, as a page"), "stories/corrections.html",
    _("Everything that readers were told about changes of what they have read, the newest first."),
)  # fmt: skip
def corrections(examples):
    return [
        whole(pgettext_lazy("style guide", "Several"), notes=_listed(examples.notes())),
        whole(pgettext_lazy("style guide", "None yet"), notes=_listed([])),
    ]


def _versions(examples, page):
    """Three versions, the newest first, as `stories.versions.History` has them."""
    newer, older = examples.notes()
    rows = [PublishedVersion(number=number, at=timezone.now() - timedelta(days=3 - number)) for number in (3, 2, 1)]
    for row, before, notes in zip(rows, [*rows[1:], None], ([newer], [older], []), strict=True):
        row.older, row.is_present, row.notes = before, row.number == len(rows), notes
    return {"page": page, "history": SimpleNamespace(newest=len(rows), rows=rows), "version": rows[1], "shown": rows[1]}


@SECTION.specimen(
    "version-history", _("Version history, as a page"), "stories/versions.html",
    _("What a piece has said since it was first published, with what readers were told at each change."),
)  # fmt: skip
def versions(examples):
    return whole(**_versions(examples, examples.page("night-readers")))


@SECTION.specimen(
    "version", _("An earlier version"), "stories/version.html",
    _("Its words as they stood, under a bar that leads to the present ones."),
)  # fmt: skip
def version(examples):
    page = examples.page("night-readers")
    return whole(**_versions(examples, page), told=Told(page.title, page.standfirst, page.document()))


@SECTION.specimen(
    "version-changes", _("What changed in a version"), "stories/version_changes.html",
    _("Two columns, word by word: taken away on the one side, come in on the other, and said in words too."),
)  # fmt: skip
def version_changes(examples):
    note = examples.notes()[0]
    rows = difference([Line(note.said)], [Line(note.says)])
    added, removed = count_of_words(rows)
    page = examples.page("night-readers")
    return whole(**_versions(examples, page), rows=rows, added=added, removed=removed)


@SECTION.specimen(
    "suggestion", _("Suggestion by a reader"), "dialogue/suggest.html",
    _("For whoever has found something wrong: labels above, hints, errors at their fields and in a summary."),
)  # fmt: skip
def suggestion(examples):
    piece, passage = examples.page("night-readers"), examples.words["passage"]
    filled = {"kind": "correction", "passage": passage, "source_url": "karizan", "email": "mina@"}
    return [
        whole(pgettext_lazy("style guide", "Empty"), piece=piece, form=SuggestionForm(initial={"kind": "correction"})),
        whole(_("With errors"), piece=piece, form=SuggestionForm(filled)),
    ]


@SECTION.specimen(
    "suggestion-sent", _("Thanks for a suggestion"), "dialogue/suggestion_sent.html",
    _("What happens next, and the way back to the piece."),
)  # fmt: skip
def suggestion_sent(examples):
    return whole(piece=examples.page("night-readers"))


@SECTION.specimen(
    "asking", _("Asking for a file"), "stories/asking.html",
    _("For journalists who need what is not free: who asks, what for, and until when."),
)  # fmt: skip
def asking(examples):
    asset = examples.rows.pictures["wetland-dawn"]
    told = {"asset": asset, "title": asset.word("caption"), "is_picture": True, "action": "#asking", "months": 12}
    filled = {"name": examples.words["journalist"], "email": "mina@", "deadline": "2001-01-01"}
    return [
        whole(pgettext_lazy("style guide", "Empty"), form=RequestForm(), **told),
        whole(_("With errors"), form=RequestForm(filled), **told),
    ]


@SECTION.specimen(
    "asked-for", _("Thanks for a request"), "stories/asked.html",
    _("What happens next, and whom to call if there is no time."),
)  # fmt: skip
def asked_for(examples):
    return whole(title=examples.rows.pictures["wetland-dawn"].word("caption"))


@SECTION.specimen(
    "search", _("Search"), "search/search.html",
    _("Results the best first; where nothing matches, what to try and whom to ask."),
)  # fmt: skip
def search(examples):
    found = _listed(examples.of_kind("stories"), length=3)
    return [
        whole(pgettext_lazy("style guide", "Results"), query=str(examples.rows.topics["qanats"]), results=found),
        whole(_("Nothing found"), query=examples.words["missed"], results=_listed([])),
        whole(_("Before the search"), query="", results=None),
    ]


@SECTION.specimen(
    "withdrawn", _("Withdrawn"), "410.html",
    _("At the address of a piece that was taken back, where readers are told: when, why, and whom to call."),
)  # fmt: skip
def withdrawn(examples):
    return whole(withdrawal=Withdrawal(reason=examples.words["withdrawn"]))


@SECTION.specimen(
    "front-door", _("Front door"), "home/front_door.html",
    _("The address without a language: each language in itself, side by side, nothing guessed."),
)  # fmt: skip
def front_door(examples):
    return whole(homes=examples.homes)


@SECTION.specimen(
    "not-found", _("Not found"), "404.html",
    _("For everything that is not there, whatever the reason: a search with the words of the address, and the desk."),
)  # fmt: skip
def not_found(examples):
    return whole()
