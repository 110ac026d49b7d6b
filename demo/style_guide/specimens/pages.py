"""Whole pages: what the parts make together, by the page's own template."""

from datetime import timedelta
from types import SimpleNamespace

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dialogue.forms import SuggestionForm
from home.models import Announcement
from media_library.downloads import Offer
from media_library.models import Image
from pages.difference import Line, count_of_words, difference
from publication.models import PublishedVersion, Withdrawal
from stories.library.asking import RequestForm
from stories.library.days import Days
from stories.library.facets import Narrowed, fixed_names
from stories.library.lines import Line as LibraryLine
from stories.library.listing import SORTS
from stories.library.tiles import Tile
from stories.models import FactSheet, PressRelease, Story
from stories.tallies import OfKind
from stories.versions import Told

from ..rows import altered
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
    _("The media library: every file that readers may take or ask for, and the way to the press kits."),
)  # fmt: skip
def media(examples):
    page, rows = examples.section("media"), examples.rows
    names = ("cranes-passing", "plain-map", "windcatchers", "village-evening")
    tiles = [_tile(rows.pictures[name]) for name in names]
    tiles.append(_tile(altered(rows.pictures["wetland-dawn"], terms="ask"), ()))
    shapes = (("wide", "free"), ("tall", "ask"), ("wide", "free"))
    lines = [
        LibraryLine(Image, 0, "", None, values={"kind": ("picture",), "shape": (shape,), "terms": (terms,)})
        for shape, terms in shapes
    ]
    for line in lines:
        line.values |= {"topic": (), "person": (), "kit": (), "year": ()}
    narrowed = Narrowed(lines, QueryDict("shape=wide"), fixed_names())
    full = SimpleNamespace(
        query="", narrowed=narrowed, applied=list(narrowed.applied({})), trail="",
        days=Days(QueryDict(), "lib-find"),
        sorts=[(name, label, name == "newest") for name, label in SORTS.items()],
    )  # fmt: skip
    empty = SimpleNamespace(query="", narrowed=Narrowed([], QueryDict(), fixed_names()), applied=[], trail="", sorts=[])
    return [
        whole(
            pgettext_lazy("style guide", "Full"), page=page, kits=examples.of_kind("kits"), library=full,
            found=_listed(tiles),
        ),
        whole(pgettext_lazy("style guide", "Empty"), page=page, library=empty, found=_listed([])),
    ]  # fmt: skip


def _tile(asset, sizes=("print", "web")):
    """With sizes that no file stands behind."""
    tile = Tile(asset)
    tile.offers = [
        Offer(size, form, width, width * 2 // 3, width * 400, "#", f"{size}.{form}", "", "")
        for size, width in (("print", 3600), ("web", 2000)) if size in sizes for form in ("jpeg", "webp")
    ]  # fmt: skip
    return tile


@SECTION.specimen(
    "asset", _("Page of an asset"), "stories/asset.html",
    _("All that somebody who wants to print a picture has to know, with the terms beside the sizes."),
)  # fmt: skip
def asset(examples):
    page, rows = examples.section("media"), examples.rows
    shown = altered(rows.pictures["tunnel-lamp"], taken_on=timezone.localdate(), copyright_notice="© Karizan")
    around = {"place": 2, "count": 14, "before": "", "after": shown.public_id, "trail": "sort=newest"}
    given = {"page": page, "sort_of_asset": "image", "items": examples.of_kind("stories")[:2]}
    asked = altered(shown, terms="ask")
    return [
        whole(_("Free with credit"), asset=shown, tile=_tile(shown), around=around, **given),
        whole(_("To be asked for"), asset=asked, tile=_tile(asked, ()), **given),
    ]


@SECTION.specimen(
    "basket", _("Basket"), "stories/basket.html",
    _("What somebody has put aside from the library and from kits, weighed before the click."),
)  # fmt: skip
def basket(examples):
    pictures = examples.rows.pictures
    tiles = [_tile(pictures[name]) for name in ("gaz-gate", "workshop")]
    full = {"tiles": tiles, "offered": tiles, "weight": 2_880_000, "web_weight": 1_600_000, "has_lighter": True}
    return [
        whole(pgettext_lazy("style guide", "Full"), **full, gone=1),
        whole(pgettext_lazy("style guide", "Empty"), tiles=[]),
    ]


@SECTION.specimen(
    "too-large", _("Too large for one archive"), "stories/too_large.html",
    _("In place of an archive that the format cannot hold: how to take less."),
)  # fmt: skip
def too_large(examples):
    return whole()


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
    "tour-page", _("Virtual tour, as a page"), "stories/tour.html",
    _("A tour alone, with the pieces that show it."),
)  # fmt: skip
def tour(examples):
    return whole(tour=examples.rows.tours["nowbar"], items=examples.of_kind("stories")[:1])


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
