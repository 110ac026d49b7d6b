"""Players and maps of other houses: which addresses can be shown in a frame on our page, once a reader asks for it.

Only hosts that stand here are ever let into a page's frames; everything else is a link.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Frame:
    #: Whose the frame is, as a reader is told.
    host: str
    src: str

    @property
    def origin(self):
        parts = urlsplit(self.src)
        return f"{parts.scheme}://{parts.netloc}"


def frame_of(url):
    """The frame of an address, or None for one that can only be gone to."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    maker = _MAKERS.get(host)
    src = maker(parts) if maker and parts.scheme in ("http", "https") else None
    return Frame(urlsplit(src).netloc, src) if src else None


def _youtube(parts):
    path = parts.path.strip("/").split("/")
    named = path[1] if path[0] in ("embed", "shorts", "live") and len(path) > 1 else ""
    found = named or next(iter(parse_qs(parts.query).get("v", ())), "")
    # Sets no cookie before the film is started.
    return _with(r"[\w-]{6,20}", found, "https://www.youtube-nocookie.com/embed/{}")


def _youtube_short(parts):
    return _with(r"[\w-]{6,20}", parts.path.strip("/"), "https://www.youtube-nocookie.com/embed/{}")


def _vimeo(parts):
    found = parts.path.strip("/").removeprefix("video/")
    return _with(r"\d{4,15}", found, "https://player.vimeo.com/video/{}?dnt=1")


def _aparat(parts):
    found = parts.path.strip("/").removeprefix("v/")
    return _with(r"[A-Za-z0-9]{4,12}", found, "https://www.aparat.com/video/video/embed/videohash/{}/vt/frame")


def _open_street_map(parts):
    """The address that its own page for sharing gives, with the edges of the map."""
    edges = next(iter(parse_qs(parts.query).get("bbox", ())), "")
    at = "https://www.openstreetmap.org/export/embed.html?bbox={}&layer=mapnik"
    return _with(r"-?[\d.]+(?:,-?[\d.]+){3}", edges, at)


def _telegram(parts):
    return _with(r"[A-Za-z]\w{3,31}/\d{1,9}", parts.path.strip("/"), "https://t.me/{}?embed=1")


def _with(pattern, found, address):
    return address.format(found) if re.fullmatch(pattern, found) else None


_MAKERS = {
    "youtube.com": _youtube, "youtube-nocookie.com": _youtube, "youtu.be": _youtube_short, "vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo, "aparat.com": _aparat, "openstreetmap.org": _open_street_map, "t.me": _telegram,
}  # fmt: skip
