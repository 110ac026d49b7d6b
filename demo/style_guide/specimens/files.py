"""Pictures, recordings and documents, with what one may do with them."""

from datetime import date
from types import SimpleNamespace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from media_library.models import Terms

from ..rows import altered
from ..specimen import BODY, Proof, Section, State, alone
from .items import STORY
from .text import in_body

SECTION = Section("files", _("Files"))
ENDED = date(2025, 12, 31)


@SECTION.specimen(
    "chapter", _("Chapter of a press kit"), "blocks/chapter.html",
    _("Files that belong together, numbered, under a heading that can be linked to."),
)  # fmt: skip
def chapter(examples):
    return in_body(examples.blocks("chapter"), body="k-kit v-record")


@SECTION.specimen(
    "tile", pgettext_lazy("style guide", "Tile"), "partials/tile.html",
    _("One file in a press kit: what it is, how heavy, whose, and on which terms."),
)  # fmt: skip
def tile(examples):
    rows = examples.rows
    kinds = (
        ("image", rows.pictures["tunnel-lamp"]), ("video", rows.recordings["film"]),
        ("audio", rows.recordings["divider-at-dawn"]), ("document", rows.documents["qanat-register"]),
    )  # fmt: skip
    dawn = rows.pictures["wetland-dawn"]
    terms = [("image", altered(dawn, terms=word)) for word in Terms]
    ended, uncaptioned = ("image", altered(dawn, expires_on=ENDED)), ("image", rows.pictures["logo"])
    chapters = (
        (pgettext_lazy("style guide", "Each kind"), kinds),
        (_("Each word on rights"), [*terms, ended]),
        (_("Without a caption"), [uncaptioned]),
    )
    states = (State("", _chapter(title, files), template="blocks/chapter.html") for title, files in chapters)
    return Proof(tuple(states), body="k-kit v-record", within=BODY)


def _chapter(title, files):
    return {
        "value": {"title": title, "files": [SimpleNamespace(value=asset, block_type=kind) for kind, asset in files]}
    }


@SECTION.specimen(
    "rights", pgettext_lazy("style guide", "Rights"), "media_library/rights.html",
    _("Wherever a file is shown: credit, terms, and a warning when the rights have ended."),
)  # fmt: skip
def rights(examples):
    picture = examples.rows.pictures["tunnel-lamp"]
    states = [State(word.label, {"asset": altered(picture, terms=word)}) for word in Terms]
    ended = State(pgettext_lazy("style guide", "Ended"), {"asset": altered(picture, expires_on=ENDED)})
    return Proof((*states, ended))


@SECTION.specimen(
    "gone", _("No longer available"), "partials/gone.html",
    _("In the place of a file whose rights have ended, or that was deleted."),
)  # fmt: skip
def gone(examples):
    kinds = (
        (pgettext_lazy("style guide", "Picture"), "image"), (pgettext_lazy("style guide", "Document"), "document"),
        (pgettext_lazy("style guide", "Recording"), "audio"),
    )  # fmt: skip
    return Proof(tuple(State(label, {"kind": kind}) for label, kind in kinds), within=BODY)


@SECTION.specimen(
    "lead-picture", _("Lead picture"), "partials/figure.html",
    _("Over a text, the one picture that is fetched first; it carries the library's own caption."),
)  # fmt: skip
def lead_picture(examples):
    image = examples.rows.pictures["gauge-night"]
    return alone({"image": image, "captioned": True, "class": "hero"}, body=STORY, within=BODY)


@SECTION.specimen(
    "player", pgettext_lazy("style guide", "Player"), "partials/player.html",
    _("The browser's own controls, and nothing is fetched before somebody presses play."),
)  # fmt: skip
def player(examples):
    recordings = examples.rows.recordings
    return Proof(
        (
            State(_("Sound"), {"media": recordings["divider-at-dawn"], "kind": "audio"}),
            State(_("Film"), {"media": recordings["film"], "kind": "video"}),
        )
    )


@SECTION.specimen(
    "transcript", _("Transcript"), "partials/transcript.html",
    _("Folded under every recording, in the language that was spoken."),
)  # fmt: skip
def transcript(examples):
    return alone({"media": examples.rows.recordings["film"]})


@SECTION.specimen(
    "boilerplate", _("Boilerplate"), "partials/boilerplate.html",
    _("Who we are, in 60 to 90 words, ready to be taken over."),
)  # fmt: skip
def boilerplate(examples):
    words = examples.brand.wording(examples.language)
    return alone({"text": words.boilerplate, "id": "example"})


@SECTION.specimen(
    "copy", _("Copy button"), "partials/copy.html",
    _("Beside whatever a reporter takes over; without script it stays away, because text can be selected."),
)  # fmt: skip
def copy(examples):
    words = examples.fact("wells-read").sentence
    return alone({"label": _("Copy figure"), "words": words})
