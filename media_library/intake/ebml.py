"""WebM (RFC 8794, RFC 9559): how long, how large, its words, and where they stand."""

import struct
from dataclasses import dataclass, field

SEGMENT, CLUSTER, INFO, TRACKS, TRACK, VIDEO = 0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B, 0xAE, 0xE0
TAGS, ATTACHMENTS, TAG, SIMPLE_TAG, TAG_NAME, TAG_STRING = 0x1254C367, 0x1941A469, 0x7373, 0x67C8, 0x45A3, 0x4487
SCALE, DURATION, TITLE, DATE, TRACK_NAME = 0x2AD7B1, 0x4489, 0x7BA9, 0x4461, 0x536E
MUXER, WRITER, FILE_NAME, SEGMENT_ID = 0x4D80, 0x5741, 0x7384, 0x73A4
WIDTH, HEIGHT, SHOWN_WIDTH, SHOWN_HEIGHT, MOMENT = 0xB0, 0xBA, 0x54B0, 0x54BA, 0xE7
HEAD = 0x1A45DFA3

WITH_ELEMENTS = {SEGMENT, CLUSTER, INFO, TRACKS, TRACK, VIDEO, TAGS, TAG, SIMPLE_TAG}
#: Skipped by players once they say that they are nothing; the names of programs must stand, and stand empty.
TAKEN_OUT = {TAGS, ATTACHMENTS, TITLE, DATE, TRACK_NAME, FILE_NAME, SEGMENT_ID}
EMPTIED = {MUXER, WRITER}
VOID = 0xEC
MOST_ELEMENTS = 2_000_000
LONGEST_TEXT = 4096


@dataclass
class Film:
    """What the file says. `words` are names of tags in capitals and their texts; `private` are (start, body, end)."""

    seconds: float = 0
    width: int | None = None
    height: int | None = None
    words: dict = field(default_factory=dict)
    private: list = field(default_factory=list)
    emptied: list = field(default_factory=list)


def read(file):
    film, scale, length, last, name = Film(), 1_000_000, 0, 0, ""
    shown = {}
    for kind, start, body, end in _walk(file):
        if kind in TAKEN_OUT:
            film.private.append((start, end))
        elif kind in EMPTIED:
            film.emptied.append((body, end))
        if kind == SCALE:
            scale = _number(file, body, end)
        elif kind == DURATION:
            length = _float(file, body, end)
        elif kind == MOMENT:
            last = max(last, _number(file, body, end))
        elif kind in (WIDTH, HEIGHT, SHOWN_WIDTH, SHOWN_HEIGHT):
            shown.setdefault(kind, _number(file, body, end))
        elif kind == TITLE:
            film.words["TITLE"] = _text(file, body, end)
        elif kind == TAG_NAME:
            name = _text(file, body, end).upper()
        elif kind == TAG_STRING and name:
            film.words.setdefault(name, _text(file, body, end))
    # A film that was recorded in a browser says its length nowhere; its last pictures say when they are.
    film.seconds = (length or last) * scale / 1e9
    film.width = shown.get(SHOWN_WIDTH) or shown.get(WIDTH)
    film.height = shown.get(SHOWN_HEIGHT) or shown.get(HEIGHT)
    return film


def empty(file, film):
    """Takes the private elements out, in place, so that no other moves."""
    for start, end in film.private:
        total = end - start
        size = 8 if total >= 9 else 1
        head = bytes([VOID]) + ((total - 1 - size) | 1 << (7 * size)).to_bytes(size, "big")
        file.seek(start)
        file.write(head + b"\0" * (total - len(head)))
    for body, end in film.emptied:
        file.seek(body)
        file.write(b"\0" * (end - body))


def _walk(file):
    """(kind, start, start of what it holds, end) of every element, flat; what an element holds comes after it."""
    position, count, ends = 0, 0, []
    kind, _body, position = _head(file, 0, file.size)
    if kind != HEAD:
        raise ValueError("no EBML")
    while position < file.size:
        count += 1
        if count > MOST_ELEMENTS:
            raise ValueError("too many elements")
        while ends and position >= ends[-1]:
            ends.pop()
        kind, body, end = _head(file, position, ends[-1] if ends else file.size)
        yield kind, position, body, end
        if kind in WITH_ELEMENTS:
            ends.append(end)
            position = body
        else:
            position = end


def _head(file, position, limit):
    """Kind, start of what it holds, end. One that does not know its size ends with what holds it."""
    file.seek(position)
    head = file.read(12)
    width = 9 - head[0].bit_length() if head else 0
    if not 1 <= width <= 4 or len(head) <= width:
        raise ValueError("no element")
    kind = int.from_bytes(head[:width], "big")
    length = 9 - head[width].bit_length()
    if length > 8 or len(head) < width + length:
        raise ValueError("no size")
    size = int.from_bytes(head[width : width + length], "big") & ((1 << 7 * length) - 1)
    body = position + width + length
    if size == (1 << 7 * length) - 1:
        if kind not in (SEGMENT, CLUSTER):
            raise ValueError("no size")
        return kind, body, limit
    if body + size > limit:
        raise ValueError("element out of bounds")
    return kind, body, body + size


def _bytes(file, body, end, most):
    file.seek(body)
    return file.read(min(end - body, most))


def _number(file, body, end):
    return int.from_bytes(_bytes(file, body, end, 8), "big")


def _float(file, body, end):
    data = _bytes(file, body, end, 8)
    return struct.unpack(">d" if len(data) == 8 else ">f", data)[0] if len(data) in (4, 8) else 0


def _text(file, body, end):
    return _bytes(file, body, end, LONGEST_TEXT).decode("utf-8", "replace").strip("\0 ")
