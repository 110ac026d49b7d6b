"""Picture files rebuilt from the parts that make the picture, pixel for pixel the same.

What is left out: EXIF (position, serial numbers, maker notes, thumbnails), XMP, IPTC, comments, and whatever
hangs behind the end of the picture. Any surprise in a file raises an exception; the caller refuses it.
"""

import struct
import zlib

# A progressive JPEG may hold thousands of scans, each of which costs a pass over all pixels.
MOST_SCANS = 120
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
WEBP_KEPT = {b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"}
WEBP_HAS_ICC, WEBP_HAS_ALPHA, WEBP_HAS_EXIF, WEBP_HAS_XMP = 0x20, 0x10, 0x08, 0x04


def rebuilt(data, kind, keep_icc=True):
    """The same picture without its metadata; `kind` is Pillow's name of the format, "JPEG" to "GIF"."""
    return {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp, "GIF": _gif}[kind](data, keep_icc)


def _jpeg(data, keep_icc):
    if data[:2] != b"\xff\xd8":
        raise ValueError("no start of image")
    out, position, scans = [b"\xff\xd8"], 2, 0
    while True:
        if data[position] != 0xFF:
            raise ValueError("marker expected")
        while data[position] == 0xFF:
            position += 1
        marker = data[position]
        position += 1
        if marker == 0xD9:
            return b"".join([*out, b"\xff\xd9"])
        length = int.from_bytes(data[position : position + 2], "big")
        segment = data[position + 2 : position + length]
        if length < 2 or len(segment) != length - 2:
            raise ValueError("segment cut short")
        position += length
        out.append(_jpeg_segment(marker, segment, keep_icc))
        if marker == 0xDA:
            scans += 1
            if scans > MOST_SCANS:
                raise ValueError("too many scans")
            end = _end_of_scan(data, position)
            out.append(data[position:end])
            position = end


def segments_of(data):
    """Marker, start and end of each segment of a JPEG that was rebuilt here, up to its first scan."""
    position, marker = 2, 0
    while marker != 0xDA:
        marker, length = struct.unpack_from(">xBH", data, position)
        if data[position] != 0xFF:
            raise ValueError("marker expected")
        yield marker, position, position + 2 + length
        position += 2 + length


def _jpeg_segment(marker, segment, keep_icc):
    if marker == 0xE0 and segment.startswith(b"JFIF\0"):
        segment = segment[:12] + b"\0\0"  # without the thumbnail
    elif marker == 0xE2:
        if not keep_icc or not segment.startswith(b"ICC_PROFILE\0"):
            return b""
    elif marker == 0xEE:
        if not segment.startswith(b"Adobe"):  # says whether the colours are CMYK or RGB
            return b""
    elif 0xE0 <= marker <= 0xEF or marker == 0xFE or 0xF0 <= marker <= 0xFD or marker == 0x01:
        return b""
    return bytes([0xFF, marker]) + struct.pack(">H", len(segment) + 2) + segment


def _end_of_scan(data, position):
    while True:
        position = data.index(b"\xff", position)
        following = data[position + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return position
        position += 1 if following == 0xFF else 2


def _png(data, keep_icc):
    if not data.startswith(PNG_SIGNATURE):
        raise ValueError("no signature")
    kept = PNG_KEPT | ({b"iCCP"} if keep_icc else set())
    out, position = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while True:
        length, kind = struct.unpack_from(">I4s", data, position)
        end = position + 12 + length
        if end > len(data):
            raise ValueError("chunk cut short")
        if kind in kept:
            if zlib.crc32(data[position + 4 : end - 4]) != struct.unpack_from(">I", data, end - 4)[0]:
                raise ValueError("wrong sum")
            out.append(data[position:end])
        elif kind[0:1].isupper():
            raise ValueError("unknown critical chunk")
        position = end
        if kind == b"IEND":
            return b"".join(out)


def _webp(data, keep_icc):
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise ValueError("no signature")
    size = struct.unpack_from("<I", data, 4)[0] + 8
    if size > len(data):
        raise ValueError("cut short")
    dropped = WEBP_HAS_EXIF | WEBP_HAS_XMP | (0 if keep_icc else WEBP_HAS_ICC)
    kept = WEBP_KEPT | ({b"ICCP"} if keep_icc else set())
    out, position = [], 12
    while position + 8 <= size:
        kind, length = struct.unpack_from("<4sI", data, position)
        body = data[position + 8 : position + 8 + length]
        if len(body) != length:
            raise ValueError("chunk cut short")
        if kind == b"VP8X":
            body = bytes([body[0] & ~dropped & 0xFF]) + body[1:]
        if kind in kept:
            out.append(kind + struct.pack("<I", length) + body + b"\0" * (length % 2))
        position += 8 + length + length % 2
    content = b"WEBP" + b"".join(out)
    return b"RIFF" + struct.pack("<I", len(content)) + content


def _gif(data, keep_icc):
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        raise ValueError("no signature")
    position = 13 + _colour_table(data[10])
    out = [data[:position]]
    while data[position] != 0x3B:
        start = position
        if data[position] == 0x21:
            label = data[position + 1]
            position = _end_of_blocks(data, position + 2)
            looping = label == 0xFF and data[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
            if label == 0xF9 or looping:
                out.append(data[start:position])
        elif data[position] == 0x2C:
            position = _end_of_blocks(data, position + 11 + _colour_table(data[position + 9]))
            out.append(data[start:position])
        else:
            raise ValueError("unknown block")
    return b"".join([*out, b";"])


def _colour_table(flags):
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(data, position):
    while data[position]:
        position += data[position] + 1
    return position + 1
