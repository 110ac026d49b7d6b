"""Writes XML that no text can break: what XML does not know as a character is left out, the rest is escaped."""

import re
from contextlib import contextmanager
from io import StringIO

from django.templatetags.static import static
from django.utils.xmlutils import SimplerXMLGenerator

#: What XML 1.0 (2.2) does not know as a character, half surrogate pairs among it. The zero-width non-joiner is one.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Makes a feed readable that is opened in a browser. CSS: support of XSLT is being taken out of browsers.
STYLESHEETS = {"fa": "css/feed_fa.css"}
STYLESHEET = "css/feed.css"


def legal(text):
    """The text without characters that no XML may hold: one of them makes a feed unreadable."""
    return ILLEGAL.sub("", str(text or ""))


class Writer(SimplerXMLGenerator):
    def __init__(self, language):
        self.written = StringIO()
        super().__init__(self.written, "utf-8", short_empty_elements=True)
        self.startDocument()
        address = static(STYLESHEETS.get(language, STYLESHEET))
        self.processingInstruction("xml-stylesheet", f'type="text/css" href="{address}"')
        self.ignorableWhitespace("\n")

    def add(self, name, text=None, **attributes):
        """An element, if there is anything in it."""
        given = {key.replace("__", ":"): legal(value) for key, value in attributes.items() if value not in (None, "")}
        if text not in (None, "") or given:
            self.addQuickElement(name, legal(text) if text not in (None, "") else None, given)

    @contextmanager
    def inside(self, name, **attributes):
        self.startElement(name, {key.replace("__", ":"): legal(value) for key, value in attributes.items()})
        yield
        self.endElement(name)
        self.ignorableWhitespace("\n")

    def text(self):
        self.endDocument()
        return self.written.getvalue()


def add_media(xml, entry):
    """Media RSS: the lead picture with what has to be said about it."""
    picture = entry.picture
    if picture is None:
        return
    size = {"width": picture.width, "height": picture.height}
    if picture.bytes:
        size["fileSize"] = picture.bytes
    with xml.inside("media:content", url=picture.url, type=picture.type, medium="image", **size):
        for name in ("title", "description", "credit", "copyright"):
            kind = {"type": "plain"} if name in ("title", "description") else {}
            if entry.rights.get(name):
                xml.add(f"media:{name}", entry.rights[name], **kind)
