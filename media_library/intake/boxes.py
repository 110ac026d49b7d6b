"""MP4 and M4A (ISO 14496-12): how long, how large, and where they keep what is private."""

import struct

MOST_INDEX = 128 * 1024**2
MOST_BOXES = 100_000
#: What holds the words, the place and the device of a recording (XMP stands in `uuid`), and the boxes that hold them.
PRIVATE = {b"udta", b"meta", b"uuid"}
WITH_BOXES = {b"moov", b"trak", b"mdia"}


def private_spans(file):
    """Start and length of every private box. Raises for a file whose boxes do not fit into one another."""
    found = []
    for kind, start, _body, end in _walk(file, 0, file.size):
        if kind in PRIVATE:
            if end - start > MOST_INDEX:
                raise ValueError("box too large")
            found.append((start, end - start))
    return found


def empty(file, spans):
    """Makes those boxes ones that every player skips, in place, so that no other box moves."""
    for start, size in spans:
        file.seek(start + 4)
        file.write(b"free" + b"\0" * (size - 8))


def measured(file):
    """Seconds, and the pixels of the first picture track as it is shown."""
    found = {}
    for kind, _start, body, end in _walk(file, 0, file.size):
        if kind == b"mvhd" and "duration" not in found:
            found["duration"] = _seconds(_read(file, body, end, 32))
        elif kind == b"tkhd" and "width" not in found:
            found |= _pixels(_read(file, body, end, 96))
    return found


def _walk(file, position, end, depth=0):
    """(kind, start, start of what it holds, end) of the boxes, those within others after them."""
    count = 0
    while position + 8 <= end:
        count += 1
        if count > MOST_BOXES or depth > 8:
            raise ValueError("too many boxes")
        header = _read(file, position, end, 16)
        size, kind, body = int.from_bytes(header[:4], "big"), header[4:8], position + 8
        if size == 1:
            size, body = int.from_bytes(header[8:16], "big"), position + 16
        size = size or end - position
        if size < body - position or position + size > end:
            raise ValueError("box out of bounds")
        yield kind, position, body, position + size
        if kind in WITH_BOXES:
            yield from _walk(file, body, position + size, depth + 1)
        position += size


def _read(file, start, end, length):
    file.seek(start)
    return file.read(min(length, end - start))


def _seconds(body):
    scale, length = struct.unpack(">IQ", body[20:32]) if body[0] == 1 else struct.unpack(">II", body[12:20])
    return length / scale if scale else 0


def _pixels(body):
    """A track that is shown has a width; its matrix says whether it lies on its side, as telephones film."""
    at = 88 if body[0] == 1 else 76
    matrix = struct.unpack(">9i", body[at - 36 : at])
    width, height = (number >> 16 for number in struct.unpack(">II", body[at : at + 8]))
    if not (width and height):
        return {}
    turned = matrix[0] == 0 and matrix[1] != 0
    return {"width": height, "height": width} if turned else {"width": width, "height": height}
