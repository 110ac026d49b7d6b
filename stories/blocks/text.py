"""What is read: paragraphs, lines, quotes."""

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.document import Items, Quote, StatesDocument, elements_of_rich_text
from pages.rich_text import DEFAULT_FEATURES, INLINE_FEATURES

from .fields import CharBlock, TextBlock
from .groups import TEXT


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
    """Lines that may hold facts: what is chosen stays true, what is typed is true on the day."""

    def __init__(self, **kwargs):
        kwargs.setdefault("min_num", 1)
        kwargs.setdefault("max_num", 6)
        super().__init__(blocks.RichTextBlock(features=["bold", "fact", "isolate"], label=_("Line")), **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("Key facts")
        group = TEXT
        template = "blocks/key_facts.html"
        description = _("One to six lines that a journalist can take over as they stand")
        preview_value = ["<p>34 qanats run again</p>", "<p>212 km of tunnel cleaned</p>"]


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
