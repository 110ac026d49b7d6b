"""MP3, AAC, WAV and OGG without what they say about their makers: each function changes or copies only what it must."""

import shutil
import struct
from functools import cache
from tempfile import TemporaryFile

from django.core.files.base import File

MOST_PAGES = 4_000_000
LARGEST_COMMENT = 8 * 1024**2
#: Chunks of a WAV file that make the sound. Others (LIST, bext, iXML, id3 …) tell of people, places and programs.
WAV_KEPT = {b"fmt ", b"data", b"fact", b"cue ", b"PEAK", b"JUNK", b"PAD ", b"FLLR"}
#: How the first packet of a stream begins -> how many octets stand before its comments, and whether a bit ends them.
OGG_CODECS = {
    b"\x01vorbis": (7, True), b"OpusHead": (8, False), b"\x80theora": (7, False), b"Speex   ": (0, False),
    b"\x7fFLAC": (4, False),
}  # fmt: skip


def copied(file):
    """A copy that may be written into; it lives as long as the upload that it replaces."""
    copy = TemporaryFile()  # noqa: SIM115
    file.seek(0)
    shutil.copyfileobj(file, copy)
    return File(copy)


def without_tags(file):
    """MP3 and AAC: ID3 stands before the sound, ID3v1 and APE behind it."""
    start, end = _end_of_id3(file), _start_of_tail(file)
    if start == 0 and end == file.size or start >= end:
        return file
    copy = TemporaryFile()  # noqa: SIM115 - as above
    file.seek(start)
    left = end - start
    while left and (piece := file.read(min(left, 1024**2))):
        copy.write(piece)
        left -= len(piece)
    return File(copy)


def _end_of_id3(file):
    position = 0
    while True:
        head = _read(file, position, 10)
        if len(head) < 10 or head[:3] != b"ID3" or any(octet & 0x80 for octet in head[6:]):
            return position
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        position += 10 + size + (10 if head[5] & 0x10 else 0)


def _start_of_tail(file):
    end = file.size
    if end >= 128 and _read(file, end - 128, 3) == b"TAG":
        end -= 128
    if end >= 32 and _read(file, end - 32, 8) == b"APETAGEX":
        size, _items, flags = struct.unpack("<III", _read(file, end - 20, 12))
        end -= min(end, size + (32 if flags & 1 << 31 else 0))
    return end


def clean_wav(file):
    private = [(start, size) for kind, start, size in _chunks(file) if kind not in WAV_KEPT]
    if not private:
        return file
    copy = copied(file)
    for start, size in private:
        copy.seek(start)
        copy.write(b"JUNK")
        copy.seek(start + 8)
        while size > 0:
            size -= copy.write(b"\0" * min(size, 1024**2))
    return copy


def _chunks(file):
    """(kind, start, length of what it holds). The last may be cut short, as a recorder leaves it without power."""
    position = 12
    while position + 8 <= file.size:
        kind, size = struct.unpack("<4sI", _read(file, position, 8))
        yield kind, position, min(size, file.size - position - 8)
        position += 8 + size + size % 2


def clean_ogg(file):
    """The comments of every stream made empty, in their own length, so that nothing else moves."""
    comments, pages = {}, {}
    codecs, packets = {}, {}
    for start, serial, spans, page_end, is_first in _pages(file):
        if is_first:
            codecs[serial], packets[serial] = _codec(_read(file, spans[0][0], 8)), 0
        for body, size, ends in spans:
            if packets.get(serial) == 1 and codecs[serial]:
                comments.setdefault((serial, codecs[serial]), []).append((body, size))
                pages[start] = page_end
            if ends:
                packets[serial] = packets.get(serial, 0) + 1
    copy = copied(file)
    for (_serial, codec), spans in comments.items():
        _empty_comment(copy, spans, *codec)
    for start, end in pages.items():
        page = bytearray(_read(copy, start, end - start))
        page[22:26] = b"\0\0\0\0"
        page[22:26] = struct.pack("<I", _ogg_sum(page))
        copy.seek(start)
        copy.write(page)
    return copy


def _codec(head):
    found = next((codec for begins, codec in OGG_CODECS.items() if head.startswith(begins)), None)
    if found is None and not head.startswith(b"fishead"):
        raise ValueError("unknown stream")
    return found


def _pages(file):
    """(start, serial number, spans of packets as (start, length, whether it ends here), end, whether its first)."""
    position = count = 0
    while position < file.size:
        count += 1
        head = _read(file, position, 27)
        if len(head) < 27 or head[:4] != b"OggS" or count > MOST_PAGES:
            raise ValueError("no page")
        lacing = _read(file, position + 27, head[26])
        body = position + 27 + head[26]
        spans, begun, size = [], body, 0
        for length in lacing:
            size += length
            if length < 255:
                spans.append((begun, size, True))
                begun, size = begun + size, 0
        if size:
            spans.append((begun, size, False))
        end = body + sum(lacing)
        if end > file.size or head[5] & 2 and not spans:
            raise ValueError("page cut short")
        yield position, head[14:18], spans, end, bool(head[5] & 2)
        position = end


def _empty_comment(file, spans, before, has_bit):
    length = sum(size for _start, size in spans)
    room = length - before - 8 - has_bit
    if room < 0 or length > LARGEST_COMMENT:
        raise ValueError("no comments")
    kept = b"".join(_read(file, start, size) for start, size in spans)[:before]
    packet = kept + struct.pack("<I", room) + b" " * room + b"\0\0\0\0" + b"\x01" * has_bit
    for start, size in spans:
        file.seek(start)
        file.write(packet[:size])
        packet = packet[size:]


def _ogg_sum(page):
    """CRC-32 as Ogg has it: not reflected, from zero."""
    table, total = _table(), 0
    for octet in page:
        total = (total << 8 & 0xFFFFFFFF) ^ table[(total >> 24) ^ octet]
    return total


@cache
def _table():
    table = []
    for number in range(256):
        total = number << 24
        for _bit in range(8):
            total = (total << 1 ^ 0x04C11DB7 if total & 0x80000000 else total << 1) & 0xFFFFFFFF
        table.append(total)
    return table


def _read(file, start, length):
    file.seek(start)
    return file.read(length)
