"""The statement as an XMP packet (ISO 16684-1, IPTC Photo Metadata, PLUS), as short as it can be: it hangs on
every size that a page shows."""

from xml.sax.saxutils import escape, quoteattr

from ..intake.metadata import NAMESPACES

HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
TAIL = '</x:xmpmeta><?xpacket end="r"?>'


def packet(statement):
    body = "".join(_properties(statement))
    spaces = "".join(
        f" xmlns:{prefix}={quoteattr(NAMESPACES[prefix])}" for prefix in NAMESPACES if f"{prefix}:" in body
    )
    rdf = f'<rdf:RDF{spaces}><rdf:Description rdf:about="">{body}</rdf:Description></rdf:RDF>'
    return f"{HEAD}{rdf}{TAIL}".encode()


def _properties(said):
    yield _by_language("dc:title", said.title)
    yield _text("photoshop:Headline", _first(said.title))
    yield _by_language("dc:description", said.description)
    yield _list("dc:creator", "Seq", _item(said.creator))
    yield _text("photoshop:Credit", said.credit)
    yield _by_language("dc:rights", {"": said.copyright_notice} if said.copyright_notice else {})
    yield _text("xmpRights:Marked", "True" if said.copyright_notice else "")
    yield _by_language("xmpRights:UsageTerms", said.terms)
    yield _text("xmpRights:WebStatement", said.terms_address)
    yield _list("plus:Licensor", "Seq", _licensor(said))
    yield _text("photoshop:DateCreated", said.taken_on)
    yield _text("Iptc4xmpCore:Location", _first(said.place))
    place = _by_language("Iptc4xmpExt:LocationName", said.place)
    yield _list("Iptc4xmpExt:LocationCreated", "Bag", _structure(place))
    yield _by_language("Iptc4xmpCore:AltTextAccessibility", said.alt)
    yield _text("Iptc4xmpExt:DigitalSourceType", said.source_type)


def _licensor(said):
    name = _text("plus:LicensorName", _first(said.licensor))
    return _structure(name + _text("plus:LicensorURL", said.licensor_address))


def _by_language(name, texts):
    """Language alternatives: the standard wants the default one first."""
    if not texts:
        return ""
    items = [("x-default", _first(texts)), *(pair for pair in texts.items() if pair[0])]
    return _list(name, "Alt", "".join(f'<rdf:li xml:lang="{code}">{escape(text)}</rdf:li>' for code, text in items))


def _list(name, kind, items):
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _item(text):
    return f"<rdf:li>{escape(text)}</rdf:li>" if text else ""


def _structure(fields):
    return f'<rdf:li rdf:parseType="Resource">{fields}</rdf:li>' if fields else ""


def _text(name, text):
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _first(texts):
    return next(iter(texts.values()), "")
