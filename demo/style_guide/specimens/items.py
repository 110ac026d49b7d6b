"""What stands on the page of an item around its text."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.embargo import USUAL_TERMS, Notice
from stories.models import ItemPerson, NewsItem

from ..rows import altered
from ..specimen import BODY, Proof, Section, State, alone

SECTION = Section("items", _("Around a text"))
RECORD, STORY = "k-release v-record", "k-story v-story"


def _years_ago(years):
    return timezone.now() - timedelta(days=366 * years)


@SECTION.specimen(
    "slugline", _("Slugline"), "partials/slugline.html",
    _("Over every headline: the kind behind the brand tab, a topic, a date, and what readers must notice."),
)  # fmt: skip
def slugline(examples):
    story, release = examples.pages["night-readers"], examples.pages["kalateh-mir-runs"]
    return Proof(
        (
            State(_("Story"), {"item": story}),
            State(_("Press release, dated"), {"item": release, "dated": True}),
            State(_("Statement"), {"item": examples.pages["kalateh-mir-roof-fall"]}),
            State(_("Fact sheet"), {"item": examples.pages["marvdan-plain"]}),
            State(_("Press kit"), {"item": examples.pages["qanat-kit"]}),
            State(_("Updated"), {"item": altered(release, updated_at=_years_ago(0)), "dated": True}),
        )
    )


@SECTION.specimen(
    "item-head", _("Head of an item"), "partials/item_head.html",
    _("Bars that a reader must see first, the slugline with reference, headline and standfirst."),
)  # fmt: skip
def item_head(examples):
    release, sheet, story = (examples.page(key) for key in ("kalateh-mir-runs", "marvdan-plain", "night-readers"))
    updated = examples.page("groundwater-year-1405", updated_at=_years_ago(0))
    table = {"version": examples.versions_of(sheet)[0], "as_of": sheet.as_of, "timeless": True}
    looks = [
        (_("Press release"), {"page": release}, RECORD),
        (_("Updated"), {"page": updated}, RECORD),
        (_("Corrected"), {"page": examples.page("groundwater-year-1405", notes=examples.notes())}, RECORD),
        (_("Fact sheet"), {"page": sheet} | table, "k-sheet v-record"),
        (_("Story"), {"page": story, "minutes": True, "extra": story.get_form_display()}, STORY),
    ]
    return [alone(context, label=label, body=body) for label, context, body in looks]


@SECTION.specimen(
    "bars", _("Bars over a headline"), "partials/notices.html",
    _("Replaced or old: said before the headline, because it decides whether to read on."),
)  # fmt: skip
def bars(examples):
    release, newer = examples.pages["groundwater-year-1403"], examples.pages["groundwater-year-1405"]
    looks = [
        (pgettext_lazy("style guide", "Replaced"), newer, _years_ago(0)),
        (_("A year old"), None, _years_ago(1)),
        (_("Replaced and old"), newer, _years_ago(2)),
    ]
    return Proof(
        tuple(
            State(label, {"page": altered(release, replaced_by=by, first_published_at=at)}) for label, by, at in looks
        )
    )


@SECTION.specimen(
    "update", _("Update bar"), "partials/update_note.html",
    _("The first thing in the text when it says something else than it did: when, and what."),
)  # fmt: skip
def update(examples):
    release = altered(examples.pages["kalateh-mir-runs"], updated_at=_years_ago(0))
    note = examples.words["update_note"]
    return Proof(
        (
            State(_("With a note"), {"page": altered(release, update_note=note)}),
            State(pgettext_lazy("style guide", "Without"), {"page": release}),
        )
    )


@SECTION.specimen(
    "corrections", _("Correction bar"), "partials/corrections.html",
    _("The very first thing in the text when it was wrong: what it said, what it says, and who pointed it out."),
)  # fmt: skip
def corrections(examples):
    correction, clarification = examples.notes()
    return Proof(
        (
            State(_("Correction"), {"notes": [correction]}),
            State(_("Clarification"), {"notes": [clarification]}),
            State(_("Several, the newest first"), {"notes": [correction, clarification]}),
        )
    )


@SECTION.specimen(
    "embargo", _("Embargo bar"), "partials/embargo.html",
    _("Above a piece that somebody may read before its time: until when, in which zones, on what terms, and for whom."),
)  # fmt: skip
def embargo(examples):
    until, terms = timezone.now() + timedelta(days=3), str(USUAL_TERMS)
    over = Notice(until, terms, reader=examples.words["journalist"])
    return [
        alone({"notice": Notice(until, terms)}, label=_("Before the terms are accepted")),
        alone({"notice": over}, label=_("Over the piece")),
    ]


@SECTION.specimen(
    "byline", _("Byline"), "partials/byline.html",
    _("Who wrote, with whom, who photographed and who translated: a story has at least one name."),
)  # fmt: skip
def byline(examples):
    one, several = examples.page("closed-wells"), examples.page("forty-nine-years")
    people, roles = examples.rows.people, ItemPerson.Role
    one.item_people = [ItemPerson(person=people["leila-rahmani"], role=roles.BY)]
    several.item_people = [
        ItemPerson(person=people[key], role=role)
        for key, role in (
            ("hamid-yazdani", roles.BY), ("leila-rahmani", roles.WITH), ("behrouz-sohrabi", roles.PHOTOGRAPHS),
            ("sara-holm", roles.TRANSLATED),
        )
    ]  # fmt: skip
    return [
        alone({"page": one}, label=pgettext_lazy("style guide", "One"), body=STORY),
        alone({"page": several}, label=pgettext_lazy("style guide", "Several"), body=STORY),
    ]


@SECTION.specimen(
    "speaker", _("Speaker"), "partials/speaker.html",
    _("Whose statement it is: a person's, or the house's own."),
)  # fmt: skip
def speaker(examples):
    statement = examples.page("deep-wells-tal-e-sorkh")
    return Proof(
        (
            State(pgettext_lazy("style guide", "A person"), {"page": statement}),
            State(
                pgettext_lazy("style guide", "The house"),
                {"page": examples.page("kalateh-mir-roof-fall", attributed_to=None)},
            ),
        )
    )


@SECTION.specimen(
    "rail", pgettext_lazy("style guide", "Rail"), "partials/rail.html",
    _("On the start side of a text: dates, reference, topics, languages; small, and never over the text."),
)  # fmt: skip
def rail(examples):
    both, one = {"page": examples.page("kalateh-mir-runs", version_count=3)}, {"page": examples.page("night-readers")}
    return [
        alone(both, {"translated": True}, label=_("There in the other language"), body=RECORD),
        alone(one, label=pgettext_lazy("style guide", "Not there"), body=STORY),
    ]


@SECTION.specimen(
    "action-bar", _("Bar of a phone"), "partials/action_bar.html",
    _("On narrow screens, at the foot of the screen as soon as the masthead has left it: what a reporter does next."),
)  # fmt: skip
def action_bar(examples):
    return alone({"page": examples.page("night-readers"), "hero": True, "text": "story-text"}, body=STORY)


@SECTION.specimen(
    "contents", pgettext_lazy("style guide", "Contents"), "partials/contents.html",
    _("On fact sheets and press kits with more than one group: the headings, as links."),
)  # fmt: skip
def contents(examples):
    return alone({"page": examples.page("qanat-kit")})


@SECTION.specimen(
    "about", _("About the house"), "partials/about.html",
    _("Under every release: the boilerplate, with a button that copies it."),
)  # fmt: skip
def about(examples):
    return alone({"page": examples.page("kalateh-mir-runs")}, body=RECORD, within=BODY)


@SECTION.specimen(
    "ai", _("Statement on AI"), "partials/ai_statement.html",
    _("Under the text where a machine had a part in it, and only there."),
)  # fmt: skip
def ai(examples):
    uses, note = NewsItem.AIUse, examples.words["ai_note"]
    page = examples.pages["night-readers"]
    states = [State("", {"page": altered(page, ai_use=use, ai_note=note)}) for use in uses if use != uses.NONE]
    return Proof(tuple(states), body=STORY, within=BODY)


@SECTION.specimen(
    "authors", _("About the author"), "partials/authors.html",
    _("At the end of a story: one or two sentences on each person with the role “by”."),
)  # fmt: skip
def authors(examples):
    return alone({"page": examples.page("night-readers")}, body=STORY, within=BODY)
