import logging
import shutil
from tempfile import TemporaryFile

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from ..names import clean_file_name
from .refusal import Refused, broken, passed, unsupported, wrong_kind

logger = logging.getLogger(__name__)

MOST_INDEX = 128 * 1024**2
#: Boxes of an MP4 file that hold the words and the place of the recording, and the boxes that hold them.
PRIVATE_BOXES = {b"udta", b"meta"}
BOXES_WITH_BOXES = {b"moov", b"trak", b"mdia"}


def take_in_recording(file, name=None):
    """The recording if it begins like what its name says; an MP4 file without its place and device."""
    if getattr(file, "taken_in", False):
        return file
    name = clean_file_name(name or file.name)
    extension = name.rpartition(".")[2] if "." in name else ""
    kinds = settings.WAGTAILMEDIA
    allowed = {*kinds.get("AUDIO_EXTENSIONS", ()), *kinds.get("VIDEO_EXTENSIONS", ())}
    if extension not in allowed:
        raise unsupported(allowed)
    if not file.size:
        raise Refused(_("The file is empty."), code="empty")
    try:
        if not _begins_like(extension, file):
            raise wrong_kind(extension)
        if extension in ("mp4", "m4a"):
            file = _without_place(file)
    except Refused:
        raise
    except Exception as error:
        logger.info("Refused a recording: %r", error)
        raise broken() from error
    return passed(file, name)


def _begins_like(extension, file):
    file.seek(0)
    head = file.read(16)
    sync = head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE0 == 0xE0
    return {
        "mp3": head.startswith(b"ID3") or sync,
        "aac": sync or head.startswith((b"ADIF", b"ID3")),
        "m4a": head[4:8] == b"ftyp",
        "mp4": head[4:8] == b"ftyp",
        "ogg": head.startswith(b"OggS"),
        "wav": head.startswith(b"RIFF") and head[8:12] == b"WAVE",
        "webm": head.startswith(b"\x1a\x45\xdf\xa3"),
    }.get(extension, True)


def _without_place(file):
    """The same file, its private boxes made empty in place, so that no other box moves."""
    private = list(_private_boxes(file, 0, file.size))
    if not private:
        return file
    copy = TemporaryFile()  # noqa: SIM115 - lives as long as the upload that it replaces
    file.seek(0)
    shutil.copyfileobj(file, copy)
    for start, size in private:
        copy.seek(start + 4)
        copy.write(b"free" + b"\0" * (size - 8))
    return File(copy)


def _private_boxes(file, position, end):
    while position + 8 <= end:
        file.seek(position)
        header = file.read(16)
        size, kind = int.from_bytes(header[:4], "big"), header[4:8]
        start = position + 8
        if size == 1:
            size, start = int.from_bytes(header[8:16], "big"), position + 16
        size = size or end - position
        if size < start - position or position + size > end:
            raise ValueError("box out of bounds")
        if kind in PRIVATE_BOXES:
            if size > MOST_INDEX:
                raise ValueError("box too large")
            yield position, size
        elif kind in BOXES_WITH_BOXES:
            yield from _private_boxes(file, start, position + size)
        position += size
