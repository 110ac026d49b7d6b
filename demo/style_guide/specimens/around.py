"""What stands around every page."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.models import Announcement

from ..around import EVENING
from ..specimen import BARE, Proof, Section, State, alone

SECTION = Section("around", _("Around every page"))
#: An evening before two days without hours: the press line opens on another day than tomorrow.
WEDNESDAY_EVENING = EVENING - timedelta(days=3)


@SECTION.specimen(
    "masthead", _("Masthead"), "partials/masthead.html",
    _("At the head of every page: date, press line, languages, name, sections; the Oxford rule closes it."),
)  # fmt: skip
def masthead(examples):
    story, home = examples.pages["night-readers"], examples.home
    looks = [
        (_("Press line open, on the front page"), {"page": home}, {"translated": True}),
        (_("Press line closed, in a section"), {"page": story}, {"at": EVENING}),
        (_("Name centred above the sections"), {"page": home}, {"translated": True, "masthead": "centred"}),
        (_("Without logo and press line"), {}, {"logo": None, "press_phone": ""}),
    ]
    return [alone(context, around, label=label, within=BARE) for label, context, around in looks]


@SECTION.specimen(
    "press-line", _("Press line"), "partials/press_line.html",
    _("Where a journalist looks first: who answers now, and which number does when nobody is there."),
)  # fmt: skip
def press_line(examples):
    return Proof(
        (
            State(pgettext_lazy("style guide", "Open")),
            State(_("Closed until tomorrow"), around={"at": EVENING}),
            State(_("Closed over the weekend"), around={"at": WEDNESDAY_EVENING}),
            State(_("Without hours"), around={"opens": None}),
        )
    )


@SECTION.specimen(
    "languages", _("Language switch"), "partials/editions.html",
    _("Each language in its own name; where the item is missing it says so and leads to the section."),
)  # fmt: skip
def languages(examples):
    story = {"page": examples.pages["night-readers"]}
    return Proof(
        (
            State(_("There in the other language"), story, {"translated": True}),
            State(_("Not there: near it"), story),
        )
    )


@SECTION.specimen(
    "footer", _("Footer"), "partials/footer.html",
    _("At the foot of every page: who we are, whom to call, what we promise, languages and appearance."),
)  # fmt: skip
def footer(examples):
    return alone({"page": examples.home}, {"translated": True}, within=BARE)


@SECTION.specimen(
    "notice-strip", _("Notice strip"), "home/announcement.html",
    _("One sentence above everything on the front page, one at a time, and it leaves by itself."),
)  # fmt: skip
def notice_strip(examples):
    thread, elsewhere = examples.pages["kalateh-mir-roof-fall"], "https://video.karizan.example/live"
    leads = {"service": {}, "statement": {"announced": thread}, "live": {}}
    rows = [
        Announcement(kind=kind, text=text, address=elsewhere if kind == "live" else "")
        for kind, text in examples.words["announcements"].items()
    ]
    states = [State(row.get_kind_display(), {"announcement": row} | leads[row.kind]) for row in rows]
    return Proof(tuple(states), within=BARE)
