"""Recordings made by hand, a second or two of silence each, with words about who made them."""

import struct
import wave
from io import BytesIO

PLACE = b"+35.6892+051.3890/"
MAKER = b"Recorder 9000"


def wav(*chunks, seconds=2):
    sound = BytesIO()
    with wave.open(sound, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 8000 * seconds)
    data = sound.getvalue() + b"".join(kind + struct.pack("<I", len(body)) + body for kind, body in chunks)
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


def info_list(**words):
    body = b"INFO"
    for name, text in words.items():
        text = text.encode() + b"\0"
        body += name.encode() + struct.pack("<I", len(text)) + text + b"\0" * (len(text) % 2)
    return b"LIST", body


def id3(**frames):
    body = b""
    for name, text in frames.items():
        content = b"\x03" + text.encode()
        body += name.encode() + struct.pack(">IH", len(content), 0) + content
    size = len(body)
    return b"ID3\x03\0\0" + bytes(size >> shift & 127 for shift in (21, 14, 7, 0)) + body


def mp3(head=b"", tail=b"", seconds=2):
    """Frames of 128 kbit/s at 44.1 kHz, 417 octets and 1152 samples each."""
    frame = b"\xff\xfb\x90\x00" + b"\0" * 413
    return head + frame * round(seconds * 44100 / 1152) + tail


def adts(seconds=2):
    """AAC frames of 1024 samples at 44.1 kHz."""
    length = 64
    head = bytes([0xFF, 0xF1, 0x50, 0x80 | length >> 11, length >> 3 & 255, (length & 7) << 5 | 31, 0xFC])
    return (head + b"\0" * (length - 7)) * round(seconds * 44100 / 1024)


def box(kind, *content):
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4(*private, seconds=3, size=(640, 360), turned=False):
    matrix = (0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30) if turned else (1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
    movie = struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + b"\0" * 80
    track = b"\0" * 40 + struct.pack(">9i", *matrix) + struct.pack(">II", size[0] << 16, size[1] << 16)
    moov = box(b"moov", box(b"mvhd", movie), box(b"trak", box(b"tkhd", track)), *private)
    return box(b"ftyp", b"mp42\0\0\0\0mp42isom") + moov + box(b"mdat", b"\0" * 64)


def place():
    return box(b"udta", box(b"\xa9xyz", struct.pack(">HH", len(PLACE), 0) + PLACE))


def element(kind, *content, unknown=False):
    body = b"".join(content)
    size = b"\x01" + b"\xff" * 7 if unknown else struct.pack(">Q", len(body) | 1 << 56)
    return bytes.fromhex(kind) + size + body


def number(value):
    return struct.pack(">I", value)


def webm(title="Water", artist="Mina Tavakoli", seconds=4, unknown=False):
    head = element("1a45dfa3", element("4282", b"webm"))
    length = [] if unknown else [element("4489", struct.pack(">d", seconds * 1000))]
    info = element(
        "1549a966", element("2ad7b1", number(1_000_000)), *length, element("7ba9", title.encode()),
        element("4461", b"\0" * 8), element("4d80", MAKER), element("5741", MAKER),
    )  # fmt: skip
    video = element("e0", element("b0", number(1280)), element("ba", number(720)))
    tracks = element("1654ae6b", element("ae", element("536e", b"Camera of Mina"), video))
    tags = element(
        "1254c367", element("7373", element("67c8", element("45a3", b"ARTIST"), element("4487", artist.encode())))
    )
    moments = [element("1f43b675", element("e7", number(at)), element("a3", b"\0" * 9), unknown=unknown)
               for at in (0, seconds * 1000)]  # fmt: skip
    parts = [info, tracks, *moments] if unknown else [info, tracks, *moments, tags]
    return head + element("18538067", *parts, unknown=unknown)


def ogg(seconds=2, *comments):
    """Vorbis, as far as its head goes."""
    ident = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 8000, 0, 64000, 0, 0xB8, 1)
    listed = b"".join(struct.pack("<I", len(text.encode())) + text.encode() for text in comments)
    words = b"\x03vorbis" + struct.pack("<I", len(MAKER)) + MAKER + struct.pack("<I", len(comments)) + listed + b"\x01"
    setup = b"\x05vorbis" + b"\0" * 40
    return b"".join(
        [
            page(0, 2, 0, [ident]),
            page(1, 0, 0, [words, setup]),
            page(2, 4, 8000 * seconds, [b"\0" * 90]),
        ]
    )


def page(number, flags, moment, packets):
    lacing = b"".join(b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255]) for packet in packets)
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, moment, 7, number, 0, len(lacing)) + lacing
    whole = head + b"".join(packets)
    return whole[:22] + struct.pack("<I", checksum(whole)) + whole[26:]


def checksum(data):
    total = 0
    for octet in data:
        total ^= octet << 24
        for _bit in range(8):
            total = (total << 1 ^ 0x04C11DB7 if total & 0x80000000 else total << 1) & 0xFFFFFFFF
    return total
