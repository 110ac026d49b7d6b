"""What photographers and agencies write into their files: XMP first, then IPTC-IIM, then EXIF.

IPTC Photo Metadata Standard. Only what the library has a field for is read; nothing private is.
"""

import contextlib
import re
from dataclasses import dataclass, field
from datetime import date

from defusedxml import ElementTree
from django.conf import settings
from django.utils.translation import get_language_info
from PIL import IptcImagePlugin

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ARABIC_LETTERS = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
DAY = re.compile(r"([0-9]{4})[-:]?([0-9]{2})[-:]?([0-9]{2})")
#: Characters that the columns hold.
LONGEST = {"title": 255, "alt": 500, "place": 160}
#: What cameras write where nobody has written a caption.
CAMERAS_OWN = {"OLYMPUS DIGITAL CAMERA", "SONY DSC", "KODAK Digital Still Camera", "DCIM", "default"}
#: Signs that XML 1.0 has no place for; PostgreSQL refuses one of them, NUL.
UNSEEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UTF8_MARK = b"\x1b%G"
AI_ORIGINS = {
    "trainedAlgorithmicMedia": "generated",
    "compositeWithTrainedAlgorithmicMedia": "assisted",
    "compositeSynthetic": "assisted",
}


@dataclass
class Found:
    """Words of a file for the fields of an asset, and by language code for its wordings; in `measured` what is so
    whatever the asset said before, such as a length."""

    fields: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    measured: dict = field(default_factory=dict)


def read_words(picture):
    """`Found` for a Pillow picture; metadata that cannot be read counts as none."""
    found = Found()
    for reader in (_from_xmp, _from_iim, _from_exif):
        try:
            fields, words = reader(picture)
        except Exception:  # noqa: BLE001, S112 - damaged metadata raises anything; the picture is still good
            continue
        for name, value in fields.items():
            if value := _clean(value, 255) if isinstance(value, str) else value:
                found.fields.setdefault(name, value)
        for language, texts in words.items():
            for name, value in texts.items():
                if value := _clean(value, LONGEST.get(name)):
                    found.words.setdefault(language, {}).setdefault(name, value)
    return found


def _clean(text, longest):
    return UNSEEN.sub("", text).strip()[:longest].rstrip()


def _from_xmp(picture):
    packet = picture.info.get("xmp")
    if not packet:
        return {}, {}
    packet = packet if isinstance(packet, bytes) else packet.encode()
    descriptions = ElementTree.fromstring(packet.strip(b"\0 \r\n")).iterfind(".//rdf:Description", NAMESPACES)
    values = _XMPValues(list(descriptions))
    origin = values.first("Iptc4xmpExt", "DigitalSourceType").rstrip("/").rpartition("/")[2]
    creator = _joined(text for _language, text in values.all("dc", "creator"))
    fields = {
        "creator": creator,
        "credit": values.first("photoshop", "Credit") or creator,
        "copyright_notice": values.first("dc", "rights"),
        "source": values.first("photoshop", "Source"),
        "taken_on": _day(values.first("photoshop", "DateCreated") or values.first("exif", "DateTimeOriginal")),
        "ai_origin": AI_ORIGINS.get(origin, ""),
    }
    words = {}
    for name, texts in (
        ("title", _title(values)),
        ("caption", values.by_language("dc", "description")),
        ("alt", values.by_language("Iptc4xmpCore", "AltTextAccessibility")),
        ("place", _place(values)),
    ):
        for language, text in texts.items():
            words.setdefault(language, {})[name] = text
    return fields, words


def _title(values):
    """The headline is written for readers; the title is often a job's name, and stands in where there is none."""
    headline = values.first("photoshop", "Headline")
    titles = values.by_language("dc", "title")
    return titles | {language_of(headline): headline} if headline else titles


def _place(values):
    """Its name by language, as newer programs write it, before the place, town and country of older ones."""
    named = values.by_language("Iptc4xmpExt", "LocationName")
    if named:
        return named
    parts = [
        values.first("Iptc4xmpCore", "Location") or values.first("Iptc4xmpExt", "Sublocation"),
        values.first("photoshop", "City") or values.first("Iptc4xmpExt", "City"),
        values.first("photoshop", "Country") or values.first("Iptc4xmpExt", "CountryName"),
    ]
    return _by_script(parts)


def _by_script(parts):
    text = _joined(parts)
    return {language_of(text): text} if text else {}


def _joined(parts):
    parts = list(dict.fromkeys(part for part in parts if part))
    return ("، " if ARABIC_LETTERS.search("".join(parts)) else ", ").join(parts)


def _day(text):
    """Of "2026-03-14T09:12:00", "2026:03:14 09:12:00" and "20260314"; None of what is no day."""
    match = DAY.match(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


class _XMPValues:
    """Properties of an XMP packet, whether written as attribute, text, list or language alternatives."""

    def __init__(self, descriptions):
        self.descriptions = descriptions

    def all(self, prefix, tag):
        """Pairs of language tag and text."""
        name = f"{{{NAMESPACES[prefix]}}}{tag}"
        for description in self.descriptions:
            if description.get(name):
                yield "", description.get(name).strip()
            # Also within structures: where it was made is one.
            for element in description.iter(name):
                items = element.findall(".//rdf:li", NAMESPACES)
                for item in items or [element]:
                    yield item.get(XML_LANG, ""), (item.text or "").strip()

    def first(self, prefix, tag):
        return next((text for _language, text in self.all(prefix, tag) if text), "")

    def by_language(self, prefix, tag):
        """Texts by content language. `x-default` and languages that the site lacks go by their script."""
        texts = {}
        pairs = list(self.all(prefix, tag))
        for language, text in sorted(pairs, key=lambda pair: pair[0] in ("", "x-default")):
            code = language.partition("-")[0].lower()
            known = code in dict(settings.WAGTAIL_CONTENT_LANGUAGES)
            if text and (known or language in ("", "x-default")):
                texts.setdefault(code if known else language_of(text), text)
        return texts


def _from_iim(picture):
    records = IptcImagePlugin.getiptcinfo(picture) or {}
    utf8 = records.get((1, 90)) == UTF8_MARK

    def text(dataset):
        values = records.get((2, dataset), b"")
        values = values if isinstance(values, list) else [values]
        return _joined(_decoded(value, utf8).strip().strip("\0") for value in values)

    creator = text(80)
    fields = {
        "creator": creator,
        "credit": text(110) or creator,
        "copyright_notice": text(116),
        "source": text(115),
        "taken_on": _day(text(55)),
    }
    words = {}
    for name, value in (
        ("title", text(105) or text(5)),
        ("caption", text(120)),
        ("place", _joined([text(92), text(90), text(101)])),
    ):
        words.setdefault(language_of(value), {})[name] = value
    return fields, words


def _from_exif(picture):
    exif = picture.getexif()
    caption, artist, rights = (_exif_text(exif.get(tag, "")) for tag in (0x010E, 0x013B, 0x8298))
    taken = exif.get_ifd(0x8769).get(0x9003, "")
    fields = {"creator": artist, "credit": artist, "copyright_notice": rights, "taken_on": _day(_exif_text(taken))}
    caption = "" if caption in CAMERAS_OWN else caption
    return fields, {language_of(caption): {"caption": caption}}


def _exif_text(value):
    """ASCII, says the standard; programs write UTF-8, which Pillow reads as Latin letters. NUL parts the photographer's
    notice of copyright from the editor's."""
    text = str(value)
    with contextlib.suppress(UnicodeError):
        text = text.encode("latin-1").decode("utf-8")
    return _joined(part.strip() for part in text.split("\0"))


def _decoded(value, utf8):
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return "" if utf8 else value.decode("cp1252", errors="ignore")


def language_of(text):
    """The content language whose script the text is in; the site's own language where none fits better."""
    right_to_left = bool(ARABIC_LETTERS.search(text))
    codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    fitting = [code for code in codes if get_language_info(code)["bidi"] == right_to_left]
    return fitting[0] if fitting else codes[0]
