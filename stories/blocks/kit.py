"""What a press kit and a statement are made of besides the common blocks."""

from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from pages.document import Figure, Files, Heading, Paragraph, Recording, StatesDocument, elements_of_rich_text

from .fields import CalendarDateTimeBlock, CharBlock, TextBlock
from .groups import DATA, TEXT
from .text import ParagraphBlock


class KitFilesBlock(blocks.StreamBlock):
    image = ImageChooserBlock(label=_("Picture"))
    video = VideoChooserBlock(label=_("Film"))
    audio = AudioChooserBlock(label=_("Sound"))
    document = DocumentChooserBlock(label=_("Document"))


class ChapterBlock(StatesDocument, blocks.StructBlock):
    """Files that belong together, in the order in which they are offered."""

    title = CharBlock(label=_("Heading"), max_length=100)
    text = TextBlock(label=_("A sentence about them"), required=False)
    files = KitFilesBlock(label=_("Files"), min_num=1)

    def document(self, value):
        elements = [Heading(escape(value.get("title", "")), 2)]
        if value.get("text"):
            elements.append(Paragraph(escape(value["text"])))
        return elements + [_element(child) for child in value.get("files") or () if child.value]

    class Meta:
        icon = "folder-open-1"
        label = _("Chapter")
        group = DATA
        template = "blocks/chapter.html"
        description = _("Pictures, films, recordings and documents under a heading")


def _element(child):
    asset = child.value
    if child.block_type == "image":
        return Figure(asset, asset.word("caption"), asset.word("alt"))
    if child.block_type == "document":
        beside = (asset.accessible_version,) if asset.accessible_version else ()
        return Files((asset,), (asset.word("title") or asset.title,), beside)
    return Recording(asset, asset.word("caption"), asset.word("transcript"))


class EntryBlock(StatesDocument, blocks.StructBlock):
    """One addition to a thread: when it was said, and what."""

    at = CalendarDateTimeBlock(label=_("Time"), help_text=_("When it was said; the latest stands on top."))
    headline = CharBlock(label=_("Headline"), max_length=120)
    text = ParagraphBlock(label=_("Text"))

    def document(self, value):
        text = value.get("text")
        return [Heading(escape(value.get("headline", "")), 2), *elements_of_rich_text(text.source if text else "")]

    class Meta:
        icon = "time"
        label = _("Entry")
        group = TEXT
        template = "blocks/entry.html"
        description = _("A dated addition to a statement")
