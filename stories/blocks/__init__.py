"""The body, block by block. Names are final: stored bodies, templates and feeds speak of them."""

from wagtail import blocks

from facts.blocks import FactRefBlock

from .data import DataTableBlock, DocumentsBlock, FactsBlock, NamesBlock, TimelineBlock
from .groups import DATA
from .kit import ChapterBlock, EntryBlock
from .media import AudioBlock, EmbedBlock, GalleryBlock, ImageBlock, TourBlock, VideoBlock
from .style import StyleRulesBlock
from .text import KeyFactsBlock, NotesBlock, ParagraphBlock, QuoteBlock


class InfoBody(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    image = ImageBlock()
    data_table = DataTableBlock()
    documents = DocumentsBlock()
    style_rules = StyleRulesBlock()


class StoryBody(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    key_facts = KeyFactsBlock()
    fact_ref = FactRefBlock(group=DATA)
    quote = QuoteBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    tour = TourBlock()
    embed = EmbedBlock()
    data_table = DataTableBlock()
    timeline = TimelineBlock()
    documents = DocumentsBlock()


class ReleaseBody(blocks.StreamBlock):
    key_facts = KeyFactsBlock()
    paragraph = ParagraphBlock()
    fact_ref = FactRefBlock(group=DATA)
    quote = QuoteBlock()
    notes = NotesBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    audio = AudioBlock()
    tour = TourBlock()
    data_table = DataTableBlock()
    documents = DocumentsBlock()


class StatementBody(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    key_facts = KeyFactsBlock()
    fact_ref = FactRefBlock(group=DATA)
    quote = QuoteBlock()
    notes = NotesBlock()
    image = ImageBlock()
    documents = DocumentsBlock()


class ThreadBody(blocks.StreamBlock):
    entry = EntryBlock()


class SheetBody(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    facts = FactsBlock()
    names = NamesBlock()
    data_table = DataTableBlock()
    documents = DocumentsBlock()


class KitBody(blocks.StreamBlock):
    paragraph = ParagraphBlock()
    chapter = ChapterBlock()
    tour = TourBlock()
    facts = FactsBlock()


__all__ = ["InfoBody", "KitBody", "ReleaseBody", "SheetBody", "StatementBody", "StoryBody", "ThreadBody"]
