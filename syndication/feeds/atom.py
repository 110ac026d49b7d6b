"""Atom 1.0 (RFC 4287) with full text; pages (RFC 5005, 3), tombstones (RFC 6721), pictures by Media RSS."""

from django.utils.feedgenerator import rfc3339_date
from django.utils.translation import gettext as _

from .scopes import FORMS
from .xml import Writer, add_media

NAMESPACES = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns__at": "http://purl.org/atompub/tombstones/1.0",
    "xmlns__media": "http://search.yahoo.com/mrss/",
}


def write(feed):
    xml = Writer(feed.language)
    with xml.inside("feed", xml__lang=feed.language, **NAMESPACES):
        _head(xml, feed)
        for gone in feed.gone:
            with xml.inside("at:deleted-entry", ref=gone.id, when=rfc3339_date(gone.at)):
                xml.add("at:comment", gone.reason)
        for entry in feed.entries:
            with xml.inside("entry"):
                _entry(xml, entry)
    return xml.text()


def _head(xml, feed):
    xml.add("id", feed.id)
    xml.add("title", feed.title)
    xml.add("subtitle", feed.about)
    xml.add("updated", rfc3339_date(feed.changed_at))
    for relation, address in feed.addresses("atom").items():
        xml.add("link", rel=relation, type=FORMS["atom"], href=address)
    xml.add("link", rel="alternate", type="text/html", hreflang=feed.language, href=feed.home)
    for hub in feed.hubs:
        xml.add("link", rel="hub", href=hub)
    with xml.inside("author"):
        xml.add("name", feed.house)
    xml.add("rights", f"© {feed.house}")
    xml.add("icon", feed.logo)
    xml.add("generator", _("Newsroom"))


def _entry(xml, entry):
    xml.add("id", entry.id)
    xml.add("title", entry.title, type="text")
    xml.add("link", rel="alternate", type="text/html", href=entry.url)
    xml.add("published", rfc3339_date(entry.published))
    xml.add("updated", rfc3339_date(entry.updated))
    for name in entry.authors:
        with xml.inside("author"):
            xml.add("name", name)
    for name in entry.categories:
        xml.add("category", term=name)
    xml.add("summary", entry.summary, type="text")
    xml.add("content", entry.html, type="html")
    if entry.enclosure:
        xml.add(
            "link", rel="enclosure", href=entry.enclosure.url, type=entry.enclosure.type,
            length=entry.enclosure.bytes, title=entry.enclosure.title,
        )  # fmt: skip
    add_media(xml, entry)
