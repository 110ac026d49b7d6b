"""Where each container keeps what a file says about itself. Pixels stay octet for octet the same.

What was said before is taken out first. A container that is not built as its standard says raises an exception.
"""

import struct
import zlib

from ..intake.containers import PNG_SIGNATURE, WEBP_HAS_ALPHA, WEBP_HAS_ICC, WEBP_HAS_XMP, segments_of
from . import avif
from .iim import resources
from .xmp import packet

XMP_IN_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
PHOTOSHOP = b"Photoshop 3.0\0"
#: An iTXt chunk: keyword, neither compressed nor in a language of its own.
XMP_IN_PNG = b"XML:com.adobe.xmp\0\0\0\0\0"


def embed(data, statement):
    """The same picture saying this. GIF, whose readers expect nothing, stays as it is."""
    writer = _writer(data)
    return writer(data, statement) if writer else data


def carries(data):
    """Whether files of this kind say something."""
    return _writer(data) is not None


def _writer(data):
    if data.startswith(b"\xff\xd8"):
        return _jpeg
    if data.startswith(PNG_SIGNATURE):
        return _png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return _avif
    return None


def _avif(data, statement):
    return avif.with_xmp(data, packet(statement))


def _jpeg(data, statement):
    head, position = [], 2
    for marker, start, end in segments_of(data):
        if marker != 0xE0:
            break
        head.append(data[start:end])
        position = end
    said = _segment(0xE1, XMP_IN_JPEG + packet(statement)) + _segment(0xED, resources(statement))
    return b"\xff\xd8" + b"".join(head) + said + _without_words(data, position)


def _without_words(data, position):
    kept = []
    for marker, start, end in segments_of(data):
        if marker == 0xDA:
            return b"".join([*kept, data[start:]])
        is_said = data.startswith(XMP_IN_JPEG, start + 4) or data.startswith(PHOTOSHOP, start + 4)
        if start >= position and not is_said:
            kept.append(data[start:end])
    raise ValueError("no scan")


def _segment(marker, body):
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _png(data, statement):
    out, position = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if not (kind == b"iTXt" and data.startswith(XMP_IN_PNG[:18], position + 8)):
            out.append(data[position:end])
        if kind == b"IHDR":
            out.append(_chunk(b"iTXt", XMP_IN_PNG + packet(statement)))
        position = end
    return b"".join(out)


def _chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _webp(data, statement):
    kept, extended, position = [], None, 12
    while position + 8 <= len(data):
        kind, length = struct.unpack_from("<4sI", data, position)
        end = position + 8 + length + length % 2
        if kind == b"VP8X":
            extended = data[position + 8 : position + 8 + length]
        elif kind != b"XMP ":
            kept.append(data[position:end])
        position = end
    extended = extended or _extended(kept[0], kept)
    chunks = [_riff(b"VP8X", bytes([extended[0] | WEBP_HAS_XMP]) + extended[1:]), *kept]
    content = b"WEBP" + b"".join(chunks) + _riff(b"XMP ", packet(statement))
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _extended(picture, chunks):
    """The header that a plain file lacks: what is in the file, and width and height less one."""
    kind, body = picture[:4], picture[8:]
    flags = WEBP_HAS_ICC if any(chunk[:4] == b"ICCP" for chunk in chunks) else 0
    if kind == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        flags |= WEBP_HAS_ALPHA if bits >> 28 & 1 else 0
    elif kind == b"VP8 ":
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
    else:
        raise ValueError("no picture")
    return bytes([flags, 0, 0, 0]) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")


def _riff(kind, body):
    return kind + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
