"""What photographers and agencies write into their files: XMP first, then IPTC-IIM, then EXIF.

IPTC Photo Metadata Standard. Only what the library has a field for is read; nothing private is.
"""

import re
from dataclasses import dataclass, field

from defusedxml import ElementTree
from django.conf import settings
from django.utils.translation import get_language_info
from PIL import IptcImagePlugin

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ARABIC_LETTERS = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
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
            if value:
                found.fields.setdefault(name, value[:255])
        for language, texts in words.items():
            for name, value in texts.items():
                if value:
                    found.words.setdefault(language, {}).setdefault(name, value)
    return found


def _from_xmp(picture):
    packet = picture.info.get("xmp")
    if not packet:
        return {}, {}
    packet = packet if isinstance(packet, bytes) else packet.encode()
    descriptions = ElementTree.fromstring(packet.strip(b"\0 \r\n")).iterfind(".//rdf:Description", NAMESPACES)
    values = _XMPValues(list(descriptions))
    origin = values.first("Iptc4xmpExt", "DigitalSourceType").rstrip("/").rpartition("/")[2]
    fields = {
        "credit": values.first("photoshop", "Credit") or values.first("dc", "creator"),
        "copyright_notice": values.first("dc", "rights"),
        "source": values.first("photoshop", "Source"),
        "ai_origin": AI_ORIGINS.get(origin, ""),
    }
    words = {}
    for name, prefix, tag in (
        ("caption", "dc", "description"),
        ("alt", "Iptc4xmpCore", "AltTextAccessibility"),
    ):
        for language, text in values.by_language(prefix, tag).items():
            words.setdefault(language, {})[name] = text if name == "caption" else text[:500]
    return fields, words


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
            for element in description.iterfind(name):
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
        value = records.get((2, dataset), b"")
        value = value[0] if isinstance(value, list) else value
        return _decoded(value, utf8).strip().strip("\0")

    fields = {"credit": text(110) or text(80), "copyright_notice": text(116), "source": text(115)}
    caption = text(120)
    return fields, {language_of(caption): {"caption": caption}}


def _from_exif(picture):
    exif = picture.getexif()
    texts = {tag: str(exif.get(tag, "")).strip().strip("\0") for tag in (0x010E, 0x013B, 0x8298)}
    caption = texts[0x010E]
    fields = {"credit": texts[0x013B], "copyright_notice": texts[0x8298]}
    return fields, {language_of(caption): {"caption": caption}}


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
