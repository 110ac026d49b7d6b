"""What lists and front page are put together from."""

from django.utils.translation import gettext_lazy as _

from ..rows import altered
from ..specimen import BARE, Proof, Section, State, alone

SECTION = Section("lists", _("Front page and lists"))


@SECTION.specimen(
    "billboard", _("Billboard"), "home/billboard.html",
    _("The item that leads the front page, in the style that the house has chosen; without a picture always as type."),
)  # fmt: skip
def billboard(examples):
    story = examples.pages["night-readers"]
    without = altered(story, lead_image=None)
    looks = [
        (_("Headline cut into the picture"), story, "cut-in"),
        (_("Picture above the headline"), story, "above"),
        (_("Headline alone"), story, "type-only"),
        (_("Without a picture"), without, "cut-in"),
    ]
    page = {"body": "k-home v-record", "within": BARE, "tall": True}
    return [alone({"item": item}, {"billboard": style}, label=label, **page) for label, item, style in looks]


@SECTION.specimen(
    "teaser", _("Teaser"), "partials/teaser.html",
    _("An item in a list: large, with its picture, as text alone, or as a row that turns narrow by itself."),
)  # fmt: skip
def teaser(examples):
    story, release = examples.pages["night-readers"], examples.pages["kalateh-mir-runs"]
    looks = [
        (_("Large, story"), story, {"class": "teaser-l"}),
        (_("Medium, release"), release, {"class": "teaser-m"}),
        (_("Text alone"), story, {"class": "teaser-t", "without_picture": True}),
        (_("Row, story"), story, {"class": "teaser-row", "dated": True}),
        (_("Row, release without picture"), altered(release, lead_image=None), {"class": "teaser-row", "dated": True}),
    ]
    return Proof(tuple(State(label, {"item": item, "level": 3} | look) for label, item, look in looks))


@SECTION.specimen(
    "ledger", _("Ledger, by day"), "partials/ledger.html",
    _("The record: time, kind and headline in columns, a heading for each day; on the front page."),
)  # fmt: skip
def ledger(examples):
    items = [*examples.of_kind("releases")[:4], *examples.of_kind("statements")[:2]]
    newest_first = sorted(items, key=lambda item: item.first_published_at, reverse=True)
    return alone({"items": newest_first})


@SECTION.specimen(
    "ledger-months", _("Ledger, by month"), "partials/ledger_months.html",
    _("The same where the time of day says nothing any more: topics, people, archives."),
)  # fmt: skip
def ledger_months(examples):
    return alone({"items": examples.of_kind("stories")[:6]})


@SECTION.specimen(
    "contact-sheet", _("Contact sheet"), "partials/contact_sheet.html",
    _("Pictures to choose from: square, numbered, each with its credit and terms."),
)  # fmt: skip
def contact_sheet(examples):
    names = ("water-divider", "tunnel-lamp", "wetland-dawn", "workshop", "gauge-night")
    return alone({"pictures": [examples.rows.pictures[name] for name in names]})


@SECTION.specimen(
    "topics", _("Topics"), "partials/topic_list.html",
    _("The whole vocabulary with the number of items behind each word."),
)  # fmt: skip
def topics(examples):
    return alone({"topics": counted_topics(examples)})


def counted_topics(examples):
    return [altered(topic, items=number) for number, topic in enumerate(examples.rows.topics.all(), start=3)]


@SECTION.specimen(
    "related", _("Related"), "partials/related.html",
    _("Under an item, never more than five: headlines with kind and date, in their own voice."),
)  # fmt: skip
def related(examples):
    beside = [examples.pages[key] for key in ("kalateh-mir-runs", "forty-nine-years", "kalateh-mir-roof-fall")]
    page = altered(examples.pages["night-readers"], related=beside)
    return alone({"page": page}, within=BARE)
