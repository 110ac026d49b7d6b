"""Walks what a StreamField has stored, so that everything a body chooses is read in one query for each model."""

from dataclasses import dataclass
from typing import Any

from wagtail.blocks import Block, ListBlock, RichTextBlock, StreamBlock, StreamValue, StructBlock
from wagtail.blocks.field_block import ChooserBlock
from wagtail.blocks.list_block import ListValue


def leaves(stream):
    """Pairs of a block and its stored value, for every block of the body that holds no others. No query."""
    for entry in stream.raw_data if stream else ():
        for _path, block, raw in _leaves_of_entry(stream.stream_block, entry):
            yield block, raw


class Unread:
    """What a chooser chose, where only the page's own words matter: it has none."""

    pk, title = None, ""
    #: Of a tour, and of a document.
    shown_rooms, accessible_version = (), None

    def word(self, name):
        return ""

    def __str__(self):
        return ""


class _UnreadRows:
    def get(self, key, default=None):
        return self if isinstance(key, type) else Unread() if key else None


@dataclass(frozen=True)
class Typed:
    """A block at the top of a body. `leaves` are triples: the path to a block inside it that holds no others, as the
    editor's form names it, that block, and its stored value."""

    block: Block
    value: Any
    leaves: tuple


def typed_in(stream):
    """The blocks of a body with the words that stand in it alone, not in what it chooses. No query."""
    for entry in stream.raw_data if stream else ():
        block = stream.stream_block.child_blocks.get(entry["type"])
        if block is not None:
            value = _read(block, entry["value"], _UnreadRows())
            yield Typed(block, value, tuple(_leaves_of_entry(stream.stream_block, entry)))


def chosen_in(stream):
    """What the choosers of a body chose: model to primary keys."""
    wanted = {}
    for block, raw in leaves(stream):
        if isinstance(block, ChooserBlock):
            wanted.setdefault(block.model_class, set()).add(raw)
    return wanted


def rich_texts_in(stream):
    """The stored rich texts of a body."""
    return [raw for block, raw in leaves(stream) if isinstance(block, RichTextBlock) and isinstance(raw, str)]


def fill(stream, rows, settle=None):
    """Puts the rows (model to key to row) where the choosers of the body name them; stock blocks ask the database
    once for each type. `settle(source)` is what a stored rich text is to say instead.

    The body is for reading after this: what was filled in must not be saved.
    """
    for place, entry in enumerate(stream.raw_data if stream else ()):
        block = stream.stream_block.child_blocks.get(entry["type"])
        if block is not None:
            stream[place] = (entry["type"], _read(block, entry["value"], rows, settle), entry.get("id"))


def _leaves_of_entry(stream_block, entry, path=()):
    block = stream_block.child_blocks.get(entry["type"])
    if block is not None:
        yield from _leaves(block, entry["value"], (*path, entry.get("id") or ""))


def _leaves(block, raw, path):
    if isinstance(block, StructBlock):
        for name, child in block.child_blocks.items():
            yield from _leaves(child, (raw or {}).get(name), (*path, name))
    elif isinstance(block, ListBlock):
        for entry in raw or ():
            yield from _leaves(block.child_block, _in_list(entry), (*path, _id_in_list(entry)))
    elif isinstance(block, StreamBlock):
        for entry in raw or ():
            yield from _leaves_of_entry(block, entry, path)
    else:
        yield path, block, raw


def _read(block, raw, rows, settle=None):
    if isinstance(block, ChooserBlock):
        return rows.get(block.model_class, {}).get(raw)
    if isinstance(block, RichTextBlock) and settle and isinstance(raw, str):
        return block.to_python(settle(raw))
    if isinstance(block, StructBlock):
        raw = raw or {}
        values = {
            name: _read(child, raw[name], rows, settle) if name in raw else child.get_default()
            for name, child in block.child_blocks.items()
        }
        return block.meta.value_class(block, values)
    if isinstance(block, ListBlock):
        return ListValue(block, values=[_read(block.child_block, _in_list(entry), rows, settle) for entry in raw or ()])
    if isinstance(block, StreamBlock):
        known = [entry for entry in raw or () if entry["type"] in block.child_blocks]
        return StreamValue(
            block,
            [
                (entry["type"], _read(block.child_blocks[entry["type"]], entry["value"], rows, settle), entry.get("id"))
                for entry in known
            ],
        )
    return block.to_python(raw)


def _in_list(entry):
    """An entry of a list, stored with its id since Wagtail 2.16 and bare before."""
    return entry["value"] if isinstance(entry, dict) and entry.get("type") == "item" else entry


def _id_in_list(entry):
    return entry.get("id") or "" if isinstance(entry, dict) else ""
