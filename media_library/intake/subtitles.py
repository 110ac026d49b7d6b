"""Captions of films and recordings: WebVTT (W3C) and SubRip are read cue by cue and written anew, so that nothing else
stands in what a browser is given."""

import re
import unicodedata
from html import unescape

from django.utils.translation import gettext_lazy as _

from .refusal import Refused

LARGEST = 2 * 1024**2
MOST_CUES = 20_000
TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{3})"
TIMING = re.compile(rf"\s*{TIME}\s*-->\s*{TIME}(?:[ \t]+(.*))?\s*")
SETTING = re.compile(
    r"(?:vertical:(?:rl|lr)|line:-?[\d.]+%?(?:,(?:start|center|end))?|size:[\d.]+%"
    r"|position:[\d.]+%?(?:,(?:line-left|center|line-right))?|align:(?:start|center|end|left|right))"
)
#: Who speaks, and what is set apart. Classes, colours and links are left out with all else.
TAG = re.compile(r"<(/?)(v|b|i|u|ruby|rt|lang)(?:\.[^\s>]*)?(?:[ \t]+([^<>]*))?>")
MARK = "\u200f"


def take_in_captions(data):
    """The captions as WebVTT text. Raises `Refused` in words that an editor can act upon."""
    if len(data) > LARGEST:
        raise Refused(_("These captions are too long for one recording."), code="too_big")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("These captions are not in UTF-8. Save them as UTF-8 and upload them again."), code="encoding")  # noqa: B904
    if "\0" in text:
        raise _no_captions()
    cues = list(_cues(text.replace("\r\n", "\n").replace("\r", "\n")))
    if not cues:
        raise _no_captions()
    return "\n".join(["WEBVTT\n", *cues])


def _no_captions():
    return Refused(
        _("There are no captions in this file. Possible are WebVTT (.vtt) and SubRip (.srt)."), code="no_captions"
    )


def _cues(text):
    latest = count = 0
    for block in re.split(r"\n[ \t]*\n+", text):
        lines = block.strip("\n").split("\n")
        place = next((place for place, line in enumerate(lines[:2]) if "-->" in line), None)
        if place is None:
            continue  # the head, a note, a style, a region
        start, end, settings = _timing(lines[place])
        if start < latest:
            raise _refused_at(lines[place], _("it begins before the one above it"))
        latest, count = start, count + 1
        if count > MOST_CUES:
            raise Refused(_("These captions are too long for one recording."), code="too_big")
        words = [_line(line) for line in lines[place + 1 :] if line.strip()]
        if words:
            yield f"{_written(start)} --> {_written(end)}{settings}\n" + "\n".join(words) + "\n"


def _timing(line):
    match = TIMING.fullmatch(line)
    if not match:
        raise _refused_at(line, _("a time looks like 00:01:02.500"))
    start, end = _moment(match.groups()[:4]), _moment(match.groups()[4:8])
    if end <= start:
        raise _refused_at(line, _("it ends before it begins"))
    kept = [word for word in (match[9] or "").split()[:8] if SETTING.fullmatch(word)]
    return start, end, "".join(f" {word}" for word in kept)


def _refused_at(line, why):
    return Refused(
        _("The caption at “%(line)s” cannot be shown: %(why)s."),
        code="timing",
        params={"line": line.strip()[:60], "why": why},
    )


def _moment(parts):
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def _written(moment):
    seconds, thousandths = divmod(moment, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{thousandths:03}"


def _line(line):
    """One line of a cue. Signs of mark-up that make none are words."""
    written, position = [], 0
    for match in TAG.finditer(line):
        written += [_escaped(line[position : match.start()]), _tag(*match.groups())]
        position = match.end()
    return _turned("".join([*written, _escaped(line[position:])]))


def _tag(slash, name, argument):
    argument = re.sub(r"[^\w\s.'’\u200c-]", "", argument or "").strip()[:80]
    return f"<{slash}{name}{' ' + argument if argument and not slash else ''}>"


def _escaped(words):
    words = re.sub(r"<[^<>]{0,200}>", "", words)
    return unescape(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def _turned(line):
    """A browser sets each line by its first letter: a Persian one that begins with a Latin name is marked."""
    letters = [unicodedata.bidirectional(sign) for sign in re.sub(r"<[^>]*>|&\w+;", "", line)]
    strong = [kind for kind in letters if kind in ("L", "R", "AL")]
    persian = sum(kind != "L" for kind in strong)
    return f"{MARK}{line}" if strong[:1] == ["L"] and persian * 2 > len(strong) else line
