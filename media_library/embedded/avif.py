"""XMP in AVIF (HEIF, ISO 23008-12): an item of the meta box that describes the primary one, its octets in a box of
their own behind all others, where they can be changed without touching the picture.

Only what stands in the file as it is written by encoders of still pictures is understood; all else raises `ValueError`.
"""

import struct
from dataclasses import dataclass, replace

CONTENT_TYPE = b"application/rdf+xml"


@dataclass(frozen=True)
class Place:
    """Where an item's octets stand. `method` 0 counts from the start of the file, 1 from that of the meta's idat."""

    item: int
    method: int
    extents: tuple


def with_xmp(data, xmp):
    boxes = list(_boxes(data, 0, len(data)))
    if any(kind == b"moov" for kind, _start, _end in boxes):
        raise ValueError("tracks, whose offsets are not known here")
    start, end = next((start, end) for kind, start, end in boxes if kind == b"meta")
    parts = [(kind, data[at + 8 : till]) for kind, at, till in _boxes(data, start + 12, end)]
    places = _places(dict(parts)[b"iloc"])
    parts, places, rest = _without_xmp(parts, places, data[end:], end)
    item = 1 + max(place.item for place in places)
    primary = _number(dict(parts)[b"pitm"], 4, _wide(dict(parts)[b"pitm"]))
    parts = _with_item(parts, item, primary)
    new = Place(item, 0, ((0, len(xmp)),))
    length = len(_meta(parts, [*places, new]))
    moved = [_moved(place, end, start + length - end) for place in places]
    new = replace(new, extents=((start + length + len(rest) + 8, len(xmp)),))
    return data[:start] + _meta(parts, [*moved, new]) + rest + _box(b"mdat", xmp)


def _boxes(data, position, end):
    """Kind, start and end of each; the start is that of its header, always of eight octets here."""
    while position < end:
        size, kind = struct.unpack_from(">I4s", data, position)
        size = size or end - position
        if size < 8 or position + size > end:
            raise ValueError("box out of bounds")
        yield kind, position, position + size
        position += size


def _without_xmp(parts, places, rest, end):
    """The same without the item that an earlier run wrote."""
    version, entries = _entries(dict(parts)[b"iinf"])
    old = [entry for entry in entries if entry[8:12] == b"mime" and CONTENT_TYPE in entry]
    if not old:
        return parts, places, rest
    item = int.from_bytes(old[0][4:6], "big")
    ((at, length),) = next(place.extents for place in places if place.item == item)
    if len(old) > 1 or at + length != end + len(rest) or rest[at - end - 8 : at - end] != _header(b"mdat", length):
        raise ValueError("XMP that somebody else wrote")
    kept = [entry for entry in entries if entry is not old[0]]
    changed = {b"iinf": _list_of_entries(version, kept)}
    if b"iref" in dict(parts):
        changed[b"iref"] = _references_without(dict(parts)[b"iref"], item)
    parts = [(kind, changed.get(kind, body)) for kind, body in parts if changed.get(kind, body)]
    return parts, [place for place in places if place.item != item], rest[: at - end - 8]


def _with_item(parts, item, primary):
    version, entries = _entries(dict(parts)[b"iinf"])
    entry = b"\x02\0\0\0" + struct.pack(">HH", item, 0) + b"mime\0" + CONTENT_TYPE + b"\0"
    body = dict(parts).get(b"iref") or b"\0\0\0\0"
    form = ">IHI" if body[0] else ">HHH"
    reference = body + _box(b"cdsc", struct.pack(form, item, 1, primary))
    out = []
    for kind, body in parts:
        if kind == b"iinf":
            out += [(kind, _list_of_entries(version, [*entries, entry])), (b"iref", reference)]
        elif kind not in (b"iref", b"iloc"):
            out.append((kind, body))
    return out


def _references_without(body, item):
    wide = 4 if body[0] else 2
    kept = [
        body[start:end]
        for _kind, start, end in _boxes(body, 4, len(body))
        if int.from_bytes(body[start + 8 : start + 8 + wide], "big") != item
    ]
    return body[:4] + b"".join(kept) if kept else b""


def _entries(body):
    """Version, and the bodies of the `infe` boxes."""
    head = 8 if body[0] else 6
    return body[0], [body[start + 8 : end] for _kind, start, end in _boxes(body, head, len(body))]


def _list_of_entries(version, entries):
    count = struct.pack(">I" if version else ">H", len(entries))
    return bytes([version, 0, 0, 0]) + count + b"".join(_box(b"infe", entry) for entry in entries)


def _places(body):
    """Of an iloc box, its offsets made whole: no base, no index."""
    version, sizes = body[0], body[4:6]
    offset, length, base, index = sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15
    if version > 2 or (version and index):
        raise ValueError("kind of iloc not known here")
    wide = 4 if version == 2 else 2
    count, position = _number(body, 6, wide), 6 + wide
    found = []
    for _item in range(count):
        item = _number(body, position, wide)
        position += wide
        method = _number(body, position, 2) & 15 if version else 0
        position += 2 if version else 0
        start = _number(body, position + 2, base)
        extents = _number(body, position + 2 + base, 2)
        position += 4 + base
        spans = []
        for _extent in range(extents):
            span = start + _number(body, position, offset), _number(body, position + offset, length)
            position += offset + length
            spans.append(span)
        if method > 1 or not all(size for _at, size in spans):
            raise ValueError("kind of extent not known here")
        found.append(Place(item, method, tuple(spans)))
    return found


def _moved(place, end, delta):
    """What stands behind the meta box moves with its end."""
    if place.method:
        return place
    return replace(place, extents=tuple((at + delta if at >= end else at, size) for at, size in place.extents))


def _meta(parts, places):
    """The whole box; `iloc` is written anew, version 1, before the list of items."""
    head = b"\x01\0\0\0\x44\0" + struct.pack(">H", len(places))
    rows = b"".join(
        struct.pack(">HHHH", place.item, place.method, 0, len(place.extents))
        + b"".join(struct.pack(">II", *extent) for extent in place.extents)
        for place in places
    )
    out = []
    for kind, body in parts:
        if kind == b"iinf":
            out.append(_box(b"iloc", head + rows))
        out.append(_box(kind, body))
    return _box(b"meta", b"\0\0\0\0" + b"".join(out))


def _wide(body):
    return 4 if body[0] else 2


def _number(body, at, size):
    return int.from_bytes(body[at : at + size], "big")


def _box(kind, body):
    return _header(kind, len(body)) + body


def _header(kind, length):
    return struct.pack(">I4s", length + 8, kind)
