"""Figures and files."""

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from facts.blocks import CitedFacts, FactChooserBlock, key_of
from pages.document import Files, Items, StatesDocument, Table, Timeline

from .. import tables
from .fields import CalendarDateBlock, CharBlock, TextBlock
from .groups import DATA


class DataTableValue(blocks.StructValue):
    @cached_property
    def shown(self):
        """The rows of its file, if one is chosen, else those that were written here."""
        if file := self.get("file"):
            return tables.of_file(file)
        table = self.get("table")
        return tables.of_typed(table) if table else tables.Shown()


class DataTableBlock(StatesDocument, blocks.StructBlock):
    caption = CharBlock(label=_("Caption"))
    table = TypedTableBlock(
        [
            ("text", CharBlock(required=False, label=_("Text"))),
            ("number", CharBlock(required=False, label=_("Number"))),
        ],
        label=_("Table"),
    )
    file = DocumentChooserBlock(
        label=_("Or a file"), required=False,
        help_text=_("A CSV file of the library: its rows are shown in place of those written here."),
    )  # fmt: skip
    source = CharBlock(label=_("Source"))
    as_of = CalendarDateBlock(label=_("As of"))

    def clean(self, value):
        cleaned = super().clean(value)
        file = cleaned.get("file")
        if file and not tables.of_file(file).rows:
            fault = _("This file holds no table: choose a CSV file with a first row of headings.")
            raise StructBlockValidationError({"file": ValidationError(fault)})
        return cleaned

    def document(self, value):
        shown = value.shown
        of = (value.get("source", ""), value.get("as_of"), value.get("file"))
        return [Table(value.get("caption", ""), shown.head, shown.rows, *of)]

    class Meta:
        icon = "table"
        label = _("Table")
        group = DATA
        template = "blocks/data_table.html"
        value_class = DataTableValue
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
        titles = tuple(document.word("title") or document.title for document in documents)
        beside = tuple(document.accessible_version for document in documents if document.accessible_version)
        return [Files(documents, titles, beside)]

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        group = DATA
        template = "blocks/documents.html"
        description = _("Files to take away, with type and weight")


class FactsBlock(StatesDocument, blocks.StructBlock):
    """A group of facts under a heading: the rows of a fact sheet."""

    title = CharBlock(label=_("Heading"), max_length=100)
    facts = blocks.ListBlock(FactChooserBlock(), label=_("Facts"), min_num=1)

    def document(self, value):
        keys = tuple(key for key in map(key_of, value.get("facts") or ()) if key)
        return [CitedFacts(value.get("title", ""), keys)] if keys else []

    class Meta:
        icon = "table"
        label = _("Group of facts")
        group = DATA
        template = "blocks/facts.html"
        description = _("Facts under a heading, each with value, date and source")


class NamesBlock(StatesDocument, blocks.StructBlock):
    """Names as they are written and said."""

    title = CharBlock(label=_("Heading"), max_length=100)
    people = blocks.ListBlock(SnippetChooserBlock("people.Person"), label=_("People"), min_num=1)

    def document(self, value):
        people = [person for person in value.get("people") or () if person]
        lines = [" – ".join(filter(None, [str(person), person.word("pronunciation")])) for person in people]
        return [Items(tuple(lines), label=value.get("title", ""))] if lines else []

    class Meta:
        icon = "user"
        label = _("Names")
        group = DATA
        template = "blocks/names.html"
        description = _("Names with their spelling and how to say them")
