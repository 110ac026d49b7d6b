"""The body, block by block. Names are final: stored bodies, templates and feeds speak of them."""

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from media_library.models import Image
from pages.document import (
    Figure,
    Files,
    Items,
    Link,
    Quote,
    Recording,
    StatesDocument,
    Table,
    Timeline,
    elements_of_rich_text,
)
from pages.form_fields import CalendarDateField, CalendarDateInput
from pages.rich_text import DEFAULT_FEATURES, INLINE_FEATURES

TEXT, MEDIA, DATA = _("Text"), _("Pictures and sound"), _("Figures and files")


class WrittenInEitherDirection:
    """Text inputs that take the direction of what is typed, not that of the interface."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.field.widget.attrs["dir"] = "auto"


class CharBlock(WrittenInEitherDirection, blocks.CharBlock):
    pass


class TextBlock(WrittenInEitherDirection, blocks.TextBlock):
    def __init__(self, *args, rows=2, **kwargs):
        super().__init__(*args, rows=rows, **kwargs)

    class Meta:
        icon = "pilcrow"


class CalendarDateBlock(blocks.DateBlock):
    """Understands dates of both calendars, like every date of the admin."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = CalendarDateField(
            required=self.field.required, help_text=self.field.help_text, widget=CalendarDateInput
        )
        self.field = field


class ParagraphBlock(StatesDocument, blocks.RichTextBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("features", DEFAULT_FEATURES)
        super().__init__(**kwargs)

    def document(self, value):
        return elements_of_rich_text(value.source)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = TEXT
        template = "blocks/paragraph.html"
        description = _("Paragraphs, headings and lists")
        preview_value = "<h2>A heading</h2><p>A paragraph, with <b>weight</b> where it is needed.</p>"


class LinesBlock(StatesDocument, blocks.ListBlock):
    """A short list under a label of its own. Empty lines are dropped when the page is read, not refused."""

    ordered = False

    def document(self, value):
        lines = tuple(line.source if hasattr(line, "source") else escape(line) for line in value)
        return [Items(lines, ordered=self.ordered, label=self.label)] if lines else []


class KeyFactsBlock(LinesBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("min_num", 1)
        kwargs.setdefault("max_num", 6)
        super().__init__(blocks.CharBlock(max_length=200, label=_("Fact")), **kwargs)
        self.child_block.field.widget.attrs["dir"] = "auto"

    class Meta:
        icon = "list-ul"
        label = _("Key facts")
        group = TEXT
        template = "blocks/key_facts.html"
        description = _("One to six lines that a journalist can take over as they stand")
        preview_value = ["34 qanats run again", "212 km of tunnel cleaned"]


class NotesBlock(LinesBlock):
    ordered = True

    def __init__(self, **kwargs):
        kwargs.setdefault("min_num", 1)
        super().__init__(blocks.RichTextBlock(features=INLINE_FEATURES, label=_("Note")), **kwargs)

    class Meta:
        icon = "list-ol"
        label = _("Notes to editors")
        group = TEXT
        template = "blocks/notes.html"
        description = _("Sources, definitions and background, numbered, at the end of a release")
        preview_value = ["<p>Flow was measured at the mouth in May and October.</p>"]


class QuoteValue(blocks.StructValue):
    @property
    def speaker(self):
        person = self.get("person")
        return (person.word("name") if person else "") or self.get("name", "")

    @property
    def speaker_role(self):
        person = self.get("person")
        return self.get("role") or (person.word("role") if person else "")


class QuoteBlock(StatesDocument, blocks.StructBlock):
    words = TextBlock(label=_("Words"), rows=3, help_text=_("Without quotation marks; the page sets them."))
    person = SnippetChooserBlock("people.Person", label=_("Speaker"), required=False)
    name = CharBlock(label=_("Speaker's name"), required=False, help_text=_("For somebody without a page here."))
    role = CharBlock(label=_("Role"), required=False, help_text=_("Overrides the role on the person's page."))

    def clean(self, value):
        cleaned = super().clean(value)
        if not (cleaned.get("person") or cleaned.get("name") or self.is_deferred_validation):
            raise StructBlockValidationError(
                {"person": ValidationError(_("Say who said it: choose a person or write a name."))}
            )
        return cleaned

    def document(self, value):
        return [Quote(value.get("words", ""), value.speaker, value.speaker_role)]

    class Meta:
        icon = "openquote"
        label = _("Quote")
        group = TEXT
        template = "blocks/quote.html"
        value_class = QuoteValue
        description = _("Somebody's words, with who said them")
        preview_value = {
            "words": "We stopped asking people to use less.",
            "name": "Mina Tavakoli",
            "role": "",
        }


class ImageValue(blocks.StructValue):
    @property
    def shown_caption(self):
        image = self.get("image")
        return self.get("caption") or (image.word("caption") if image else "")


def a_picture():
    """For the preview in the block chooser: the newest picture of the library, or none."""
    return {"image": Image.objects.order_by("-pk").first(), "caption": "", "decorative": False, "width": "text"}


def some_pictures():
    return [{"image": image, "caption": ""} for image in Image.objects.order_by("-pk")[:4]]


class ImageBlock(StatesDocument, blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = TextBlock(
        label=_("Caption"), required=False, help_text=_("Left empty, the picture's own caption stands here.")
    )
    decorative = blocks.BooleanBlock(
        label=_("Decorative"),
        required=False,
        help_text=_("Says nothing that the text does not: read aloud as nothing."),
    )
    width = blocks.ChoiceBlock(
        label=_("Width"),
        choices=[
            ("text", _("as the text")),
            ("wide", _("wide")),
            ("bleed-end", _("to the far edge of the screen")),
            ("full", _("the whole screen")),
        ],
        default="text",
    )

    def document(self, value):
        image = value.get("image")
        if not image:
            return []
        return [Figure(image, value.shown_caption, image.word("alt"), bool(value.get("decorative")))]

    class Meta:
        icon = "image"
        label = _("Picture")
        group = MEDIA
        template = "blocks/image.html"
        value_class = ImageValue
        description = _("One picture with caption and credit")
        preview_value = staticmethod(a_picture)


class GalleryPictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    caption = TextBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        value_class = ImageValue


class GalleryBlock(StatesDocument, blocks.ListBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("min_num", 2)
        super().__init__(GalleryPictureBlock(label=_("Picture")), **kwargs)

    def document(self, value):
        return [
            Figure(picture["image"], picture.shown_caption, picture["image"].word("alt"))
            for picture in value
            if picture.get("image")
        ]

    class Meta:
        icon = "image"
        label = _("Contact sheet")
        group = MEDIA
        template = "blocks/gallery.html"
        description = _("Several pictures as numbered frames")
        preview_value = staticmethod(some_pictures)


class RecordingBlock(StatesDocument, blocks.StructBlock):
    """A sound or a film. Somebody who cannot hear it gets its words: caption track or transcript."""

    media = None
    caption = TextBlock(label=_("Caption"), required=False)

    def document(self, value):
        media = value.get("media")
        if not media:
            return []
        return [Recording(media, value.get("caption") or media.word("caption"), media.word("transcript"))]


class VideoBlock(RecordingBlock):
    media = VideoChooserBlock(label=_("Film"))

    class Meta:
        icon = "media"
        label = _("Film")
        group = MEDIA
        template = "blocks/video.html"
        description = _("A film with captions or a transcript")


class AudioBlock(RecordingBlock):
    media = AudioChooserBlock(label=_("Recording"))

    class Meta:
        icon = "media"
        label = _("Sound")
        group = MEDIA
        template = "blocks/audio.html"
        description = _("A recording with its transcript")


class DataTableBlock(StatesDocument, blocks.StructBlock):
    caption = CharBlock(label=_("Caption"))
    table = TypedTableBlock(
        [
            ("text", CharBlock(required=False, label=_("Text"))),
            ("number", CharBlock(required=False, label=_("Number"))),
        ],
        label=_("Table"),
    )
    source = CharBlock(label=_("Source"))
    as_of = CalendarDateBlock(label=_("As of"))

    def document(self, value):
        table = value.get("table")
        head = tuple(column["heading"] for column in table.columns) if table else ()
        rows = tuple(tuple(str(cell.value or "") for cell in row) for row in table.rows) if table else ()
        return [Table(value.get("caption", ""), head, rows, value.get("source", ""), value.get("as_of"))]

    class Meta:
        icon = "table"
        label = _("Table")
        group = DATA
        template = "blocks/data_table.html"
        description = _("Figures with their caption, source and date")


class TimelineEntryBlock(blocks.StructBlock):
    when = CharBlock(label=_("When"), max_length=60)
    what = TextBlock(label=_("What happened"))

    class Meta:
        icon = "time"


class TimelineBlock(StatesDocument, blocks.ListBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("min_num", 2)
        super().__init__(TimelineEntryBlock(label=_("Entry")), **kwargs)

    def document(self, value):
        return [Timeline(tuple((entry["when"], entry["what"]) for entry in value))]

    class Meta:
        icon = "history"
        label = _("Timeline")
        group = DATA
        template = "blocks/timeline.html"
        description = _("What happened when")
        preview_value = [
            {"when": "1397", "what": "The first shaft is opened."},
            {"when": "1405", "what": "Water."},
        ]


class DocumentsBlock(StatesDocument, blocks.ListBlock):
    def __init__(self, **kwargs):
        kwargs.setdefault("min_num", 1)
        super().__init__(DocumentChooserBlock(label=_("Document")), **kwargs)

    def document(self, value):
        documents = tuple(document for document in value if document)
        return [Files(documents, tuple(document.word("title") or document.title for document in documents))]

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        group = DATA
        template = "blocks/documents.html"
        description = _("Files to take away, with type and weight")


class EmbedBlock(StatesDocument, blocks.StructBlock):
    """Something that lives with somebody else. Nothing of theirs loads until the reader goes there."""

    url = blocks.URLBlock(label=_("Address"))
    title = CharBlock(label=_("What it is"), help_text=_("Stands on the button, beside the name of the host."))

    def document(self, value):
        return [Link(value.get("url", ""), value.get("title", ""))]

    class Meta:
        icon = "link-external"
        label = _("From elsewhere")
        group = MEDIA
        template = "blocks/embed.html"
        description = _("A post, film or map on another site, opened by a click that names the host")
        preview_value = {"url": "https://video.example/1", "title": "The opening, filmed from the air"}


class InfoBody(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    image = ImageBlock()
    data_table = DataTableBlock()
    documents = DocumentsBlock()


class StoryBody(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    key_facts = KeyFactsBlock()
    quote = QuoteBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    embed = EmbedBlock()
    data_table = DataTableBlock()
    timeline = TimelineBlock()
    documents = DocumentsBlock()


class ReleaseBody(blocks.StreamBlock):
    key_facts = KeyFactsBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    notes = NotesBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    data_table = DataTableBlock()
    documents = DocumentsBlock()


__all__ = ["InfoBody", "ReleaseBody", "StoryBody"]
