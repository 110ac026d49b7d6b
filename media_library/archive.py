"""Several files as one ZIP archive, written while it is sent.

Nothing in it is compressed, because pictures are already: so its length is known before its first byte, any part of it
can be sent alone, and never more than a chunk stands in memory. The same files and words make the same bytes, whoever
asks for them and when.
"""

import hashlib
import struct
import unicodedata
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.utils import timezone

#: What the archive of one piece should hold at most, in bytes; and where the format itself ends.
LIMIT, END_OF_FORMAT = 500 * 1024 * 1024, 2**32 - 1
MOST_MEMBERS = 2**16 - 2
CHUNK = 256 * 1024
#: Spreadsheets and old editors take a text for UTF-8 only if it says so.
BYTE_ORDER_MARK = "\ufeff"

# PKWARE's APPNOTE, 4.3.7, 4.3.12 and 4.3.16.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _READABLE = 20, 3 << 8, 0o100644 << 16
#: General purpose bit 11: the name is UTF-8. Windows, macOS and Info-ZIP go by it.
_UTF8 = 1 << 11


@dataclass(frozen=True)
class Member:
    """One file of the archive."""

    name: str
    size: int
    checksum: int
    open: Callable[[], BinaryIO]

    @classmethod
    def text(cls, name, words):
        data = (BYTE_ORDER_MARK + words).encode()
        return cls(name, len(data), zlib.crc32(data), lambda: BytesIO(data))

    @classmethod
    def stored(cls, name, path, size, checksum):
        """A file of the storage, as `checksums.checksums_of` knows it."""
        return cls(name, size, checksum, lambda: default_storage.open(path, "rb"))


class Changed(Exception):
    """A file is no longer the one that was summed up."""


class TooLarge(ValueError):
    """It has to be taken in parts."""


class Archive:
    """`moment` is written on every file in it."""

    def __init__(self, members, moment):
        self.members = list(members)
        self._stamp = _dos_stamp(moment)
        # One after the other: bytes as they are, and members whose bytes stand in a file.
        self._parts = list(self._laid_out())
        self.size = sum(length for length, _part in self._parts)

    @property
    def etag(self):
        """It says nothing of what is in it, and is the same for the same bytes."""
        told = [f"{one.name}:{one.size}:{one.checksum}" for one in self.members]
        told.append(str(self._stamp))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]

    def __iter__(self):
        return self.between(0, self.size)

    def between(self, start, stop):
        """The bytes from `start` up to, and without, `stop`."""
        at = 0
        for length, part in self._parts:
            first, last = max(start - at, 0), min(stop - at, length)
            if first < last:
                yield from _chunks(part, first, last) if isinstance(part, Member) else [part[first:last]]
            at += length

    def _laid_out(self):
        offset, index = 0, []
        for one in self.members:
            name = unicodedata.normalize("NFC", one.name).encode()
            flags = 0 if one.name.isascii() else _UTF8
            facts = (*self._stamp, one.checksum, one.size, one.size, len(name), 0)
            if offset + one.size > END_OF_FORMAT:
                raise TooLarge("An archive of this size has to be split.")
            head = _LOCAL.pack(b"PK\3\4", _VERSION, flags, 0, *facts) + name
            yield len(head), head
            yield one.size, one
            index.append(
                _CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, _VERSION, flags, 0, *facts, 0, 0, 0, _READABLE, offset)
                + name
            )
            offset += len(head) + one.size
        index = b"".join(index)
        count = len(self.members)
        if offset + len(index) + _END.size > END_OF_FORMAT or count > MOST_MEMBERS:
            raise TooLarge("An archive of this size has to be split.")
        end = index + _END.pack(b"PK\5\6", 0, 0, count, count, len(index), offset, 0)
        yield len(end), end


def _chunks(member, first, last):
    with member.open() as file:
        # A file that was written anew meanwhile: the download breaks off, and the next one begins anew (another ETag).
        if file.seek(0, SEEK_END) != member.size:
            raise Changed(member.name)
        file.seek(first)
        left = last - first
        while left and (chunk := file.read(min(CHUNK, left))):
            yield chunk
            left -= len(chunk)


def _dos_stamp(moment):
    """Time and date as the format keeps them: two seconds fine, in no zone (here UTC), from 1980 on."""
    at = timezone.localtime(moment, timezone.get_fixed_timezone(0))
    return at.hour << 11 | at.minute << 5 | at.second // 2, max(at.year - 1980, 0) << 9 | at.month << 5 | at.day
