"""The blocks of a body, as `stories.blocks` names them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from demo import style
from editorial.models import StyleRule
from editorial.style.public import as_table

from ..specimen import BODY, Proof, Section, State
from .items import RECORD, STORY

SECTION = Section("text", _("In the text"))
VOICES = ((_("Story voice"), STORY), (_("Record voice"), RECORD))


def in_body(blocks, *labels, label="", body=STORY):
    """A proof of blocks, by the template that every body goes through; `labels` are theirs, in order."""
    labels = [*labels, *[""] * len(blocks)]
    states = (
        State(name, {"page": {"body": [block]}}, template="partials/body.html")
        for name, block in zip(labels, blocks, strict=False)
    )
    return Proof(tuple(states), label=label, body=body, within=BODY)


@SECTION.specimen(
    "paragraph", _("Text"), "blocks/paragraph.html",
    _("Paragraphs, two levels of headings, lists; a figure from the fact sheets is dotted and leads to its source."),
)  # fmt: skip
def paragraph(examples):
    return [in_body(examples.blocks("paragraph"), label=voice, body=body) for voice, body in VOICES]


@SECTION.specimen(
    "key-facts", _("Key facts"), "blocks/key_facts.html",
    _("One to six lines that a journalist can take over as they stand, with one button for all of them."),
)  # fmt: skip
def key_facts(examples):
    return in_body(examples.blocks("key_facts"))


@SECTION.specimen(
    "quote", _("Pull quote"), "blocks/quote.html",
    _("Somebody's own words with name and role; the page sets the marks of its language."),
)  # fmt: skip
def quote(examples):
    labels = (_("Somebody with a page here"), _("Somebody without"))
    return [in_body(examples.blocks("quote"), *labels, label=voice, body=body) for voice, body in VOICES]


@SECTION.specimen(
    "image", pgettext_lazy("style guide", "Figure"), "blocks/image.html",
    _("A picture with caption, credit and terms: as the text, or wider where it must be seen large."),
)  # fmt: skip
def image(examples):
    labels = (
        _("As the text, with a caption of its own"), _("Wide, with the picture's own caption"),
        _("To the far edge of the screen"), _("The whole screen"), _("Decorative: read aloud as nothing"),
    )  # fmt: skip
    return in_body(examples.blocks("image"), *labels)


@SECTION.specimen(
    "gallery", _("Contact sheet in a text"), "blocks/gallery.html",
    _("Several pictures as numbered frames; on a phone the next one looks in from the edge."),
)  # fmt: skip
def gallery(examples):
    return in_body(examples.blocks("gallery"))


@SECTION.specimen(
    "video", _("Film"), "blocks/video.html",
    _("A film that starts when somebody wants it, with its words below."),
)  # fmt: skip
def video(examples):
    return in_body(examples.blocks("video"))


@SECTION.specimen(
    "audio", _("Sound"), "blocks/audio.html",
    _("A recording with its transcript: without one it is not published."),
)  # fmt: skip
def audio(examples):
    return in_body(examples.blocks("audio"))


@SECTION.specimen(
    "tour", _("Virtual tour"), "blocks/tour.html",
    _("Rooms to look around in; what the points say stands in a list below, for everybody and without script."),
)  # fmt: skip
def tour(examples):
    return in_body(examples.blocks("tour"))


@SECTION.specimen(
    "embed", _("From elsewhere"), "blocks/embed.html",
    _("What lives with somebody else: nothing of theirs loads, and the host is named before the click."),
)  # fmt: skip
def embed(examples):
    return in_body(examples.blocks("embed"))


@SECTION.specimen(
    "data-table", _("Data table"), "blocks/data_table.html",
    _("Figures in columns with caption, date and source; it scrolls by itself where it is too wide."),
)  # fmt: skip
def data_table(examples):
    return in_body(examples.blocks("data_table"))


@SECTION.specimen(
    "timeline", _("Timeline"), "blocks/timeline.html",
    _("What happened when, in a few words each."),
)  # fmt: skip
def timeline(examples):
    return in_body(examples.blocks("timeline"))


@SECTION.specimen(
    "documents", _("Documents"), "blocks/documents.html",
    _("Files to take away, with type and weight before the click."),
)  # fmt: skip
def documents(examples):
    return in_body(examples.blocks("documents"))


@SECTION.specimen(
    "notes", _("Notes to editors"), "blocks/notes.html",
    _("Sources, definitions and background, numbered, at the end of a release."),
)  # fmt: skip
def notes(examples):
    return in_body(examples.blocks("notes"), body=RECORD)


@SECTION.specimen(
    "names", _("Names"), "blocks/names.html",
    _("How names are written and said, for captions and for presenters."),
)  # fmt: skip
def names(examples):
    return in_body(examples.blocks("names"), body=RECORD)


@SECTION.specimen(
    "style-rules", _("Rules of the style book"), "blocks/style_rules.html",
    _("How the house writes, for readers who want to hold it to that: the rules that are public, with their reasons."),
)  # fmt: skip
def style_rules(examples):
    shown = examples.blocks("style_rules")
    for block in shown:
        kind = block.value["show"]
        rules = [StyleRule(**entry) for entry in style.entries() if entry["kind"] == kind]
        rules = [rule for rule in rules if rule.language == examples.language]
        block.value.rules = as_table(rules, kind, examples.language)
    return in_body(shown, body="k-info v-record")


@SECTION.specimen(
    "entry", _("Entry of a thread"), "blocks/entry.html",
    _("A dated addition to a statement; the latest stands on top, and none is changed afterwards."),
)  # fmt: skip
def entry(examples):
    return in_body(examples.blocks("entry")[::-1], body="k-statement v-record")
