"""Several files as one ZIP archive, written while it is sent.

Nothing in it is compressed, because pictures are already: so its length is known before its first byte, and never more
than a chunk stands in memory. The same files and words make the same bytes, whoever asks for them and when.
"""

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.utils import timezone

#: What one archive should hold at most, in bytes; and where the format itself ends.
LIMIT, END_OF_FORMAT = 500 * 1024 * 1024, 2**32 - 1
CHUNK = 64 * 1024
#: Spreadsheets and old editors take a text for UTF-8 only if it says so.
BYTE_ORDER_MARK = "\ufeff"

# PKWARE's APPNOTE, 4.3.7, 4.3.12 and 4.3.16.
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX, _READABLE = 20, 3 << 8, 0o100644 << 16

_CHECKSUM_KEPT = 24 * 3600  # seconds


@dataclass(frozen=True)
class Member:
    """One file of the archive, under an ASCII name."""

    name: str
    size: int
    checksum: int
    open: Callable[[], BinaryIO]

    @classmethod
    def text(cls, name, words):
        data = (BYTE_ORDER_MARK + words).encode()
        return cls(name, len(data), zlib.crc32(data), lambda: BytesIO(data))

    @classmethod
    def stored(cls, name, rendition):
        """A size of a picture; None if its file is not there. The file is read once, to be summed up: what stands
        under an etag never changes."""
        path = rendition.file.name
        key = f"media_library.checksum.{rendition.etag}"
        known = cache.get(key) or _summed_up(path)
        if known is None:
            return None
        cache.set(key, known, _CHECKSUM_KEPT)
        return cls(name, *known, lambda: default_storage.open(path, "rb"))


class Archive:
    """`moment` is written on every file in it."""

    def __init__(self, members, moment):
        self.members = list(members)
        self._stamp = _dos_stamp(moment)
        self.size = sum(_LOCAL.size + _CENTRAL.size + 2 * len(one.name) + one.size for one in self.members) + _END.size
        if self.size > END_OF_FORMAT:
            raise ValueError("An archive of this size has to be split.")

    @property
    def etag(self):
        """It says nothing of what is in it, and is the same for the same bytes."""
        told = [f"{one.name}:{one.size}:{one.checksum}" for one in self.members]
        told.append(str(self._stamp))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]

    def __iter__(self):
        offset, index = 0, []
        for one in self.members:
            name = one.name.encode("ascii")
            facts = (*self._stamp, one.checksum, one.size, one.size, len(name), 0)
            yield _LOCAL.pack(b"PK\3\4", _VERSION, 0, 0, *facts) + name
            yield from _chunks(one)
            index.append(
                _CENTRAL.pack(b"PK\1\2", _UNIX | _VERSION, _VERSION, 0, 0, *facts, 0, 0, 0, _READABLE, offset) + name
            )
            offset += _LOCAL.size + len(name) + one.size
        index = b"".join(index)
        yield index + _END.pack(b"PK\5\6", 0, 0, len(self.members), len(self.members), len(index), offset, 0)


def _chunks(member):
    with member.open() as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _summed_up(path):
    """Size and checksum of a stored file, or None."""
    size = checksum = 0
    try:
        with default_storage.open(path, "rb") as file:
            while chunk := file.read(CHUNK):
                size, checksum = size + len(chunk), zlib.crc32(chunk, checksum)
    except FileNotFoundError:
        return None
    return size, checksum


def _dos_stamp(moment):
    """Time and date as the format keeps them: two seconds fine, in no zone (here UTC), from 1980 on."""
    at = timezone.localtime(moment, timezone.get_fixed_timezone(0))
    return at.hour << 11 | at.minute << 5 | at.second // 2, max(at.year - 1980, 0) << 9 | at.month << 5 | at.day
