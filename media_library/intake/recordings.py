import contextlib
import logging

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from tinytag import TinyTag

from ..names import clean_file_name
from . import boxes, ebml
from .metadata import Found, language_of
from .refusal import Refused, broken, passed, unsupported, wrong_kind
from .sound import clean_ogg, clean_wav, copied, without_tags

logger = logging.getLogger(__name__)


def take_in_recording(file, name=None):
    """The recording if it begins like what its name says, without its place, device and tags; in `found` its words, its
    length and its pixels."""
    if getattr(file, "taken_in", False):
        return file
    name = clean_file_name(name or file.name)
    extension = name.rpartition(".")[2] if "." in name else ""
    kinds = settings.WAGTAILMEDIA
    allowed = {*kinds.get("AUDIO_EXTENSIONS", ()), *kinds.get("VIDEO_EXTENSIONS", ())}
    if extension not in allowed:
        raise unsupported(allowed)
    _check_size(file)
    try:
        if not _begins_like(extension, file):
            raise wrong_kind(extension)
        found, clean = READERS[extension](file)
    except Refused:
        raise
    except Exception as error:
        logger.info("Refused a recording: %r", error)
        raise broken() from error
    clean = passed(clean, name)
    clean.found = found
    return clean


def _check_size(file):
    if not file.size:
        raise Refused(_("The file is empty."), code="empty")
    limit = settings.RECORDINGS_MAX_UPLOAD_SIZE
    if file.size > limit:
        raise Refused(
            _("This file is too big (%(size)s). Possible are %(limit)s."),
            code="too_big",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
        )


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


# -- Each kind: what it says, and the file without it -------------------------------------------------------


def _mp3(file):
    return _told(file), without_tags(file)


def _aac(file):
    return Found(measured={"duration": _seconds_of_adts(file)}), without_tags(file)


def _wav(file):
    return _told(file), clean_wav(file)


def _ogg(file):
    return _told(file), clean_ogg(file)


def _mp4(file):
    spans = boxes.private_spans(file)
    found = _told(file)
    found.measured |= boxes.measured(file)
    if spans:
        file = copied(file)
        boxes.empty(file, spans)
    return found, file


def _webm(file):
    film = ebml.read(file)
    found = _found(film.words.get("TITLE"), film.words.get("ARTIST"), film.words.get("COPYRIGHT"))
    found.measured = {"duration": film.seconds, "width": film.width, "height": film.height}
    file = copied(file)
    ebml.empty(file, film)
    return found, file


READERS = {"mp3": _mp3, "aac": _aac, "wav": _wav, "ogg": _ogg, "m4a": _mp4, "mp4": _mp4, "webm": _webm}


def _told(file):
    """What the tags say. Tags that cannot be read count as none: the sound may still be good."""
    file.seek(0)
    tag = None
    with contextlib.suppress(Exception):
        tag = TinyTag.get(file_obj=file)
    if tag is None:
        return Found()
    found = _found(tag.title, tag.artist, next(iter(tag.other.get("copyright") or ()), ""))
    found.measured = {"duration": tag.duration or 0}
    return found


def _found(title, artist, notice):
    title, artist, notice = (
        " ".join(str(text or "").replace("\0", " ").split())[:255] for text in (title, artist, notice)
    )
    fields = {"creator": artist, "copyright_notice": notice}
    return Found(
        {name: value for name, value in fields.items() if value},
        {language_of(title): {"title": title}} if title else {},
    )


#: Samples a second, by their number in the head of an AAC frame (ISO 14496-3).
RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
MOST_FRAMES = 2_000_000


def _seconds_of_adts(file):
    """Counted frame by frame, of 1024 samples each: AAC says its length nowhere."""
    position = frames = 0
    rate = None
    while frames < MOST_FRAMES:
        file.seek(position)
        head = file.read(7)
        if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
            break
        length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        number = head[2] >> 2 & 15
        if length < 7 or number >= len(RATES):
            break
        rate, frames, position = RATES[number], frames + 1, position + length
    return frames * 1024 / rate if rate else 0
