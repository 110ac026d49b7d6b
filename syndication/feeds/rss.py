"""RSS 2.0 (rssboard.org) with full text, by the RSS Best Practices Profile; Content, Dublin Core, Atom and Media RSS
modules. It has no word for what was withdrawn: that leaves the feed."""

from django.utils.feedgenerator import rfc2822_date, rfc3339_date
from django.utils.translation import gettext as _

from .scopes import FORMS
from .xml import Writer, add_media

NAMESPACES = {
    "xmlns__atom": "http://www.w3.org/2005/Atom",
    "xmlns__content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns__dc": "http://purl.org/dc/elements/1.1/",
    "xmlns__media": "http://search.yahoo.com/mrss/",
}
SPECIFICATION = "https://www.rssboard.org/rss-specification"
#: Minutes for which a reader that ignores HTTP may keep the feed.
TTL = "60"


def write(feed):
    xml = Writer(feed.language)
    with xml.inside("rss", version="2.0", **NAMESPACES), xml.inside("channel"):
        _channel(xml, feed)
        for entry in feed.entries:
            with xml.inside("item"):
                _item(xml, entry)
    return xml.text()


def _channel(xml, feed):
    xml.add("title", feed.title)
    xml.add("link", feed.home)
    xml.add("description", feed.about)
    for relation, address in feed.addresses("rss").items():
        xml.add("atom:link", rel=relation, type=FORMS["rss"], href=address)
    for hub in feed.hubs:
        xml.add("atom:link", rel="hub", href=hub)
    xml.add("language", feed.language)
    xml.add("copyright", f"© {feed.house}")
    xml.add("lastBuildDate", rfc2822_date(feed.changed_at))
    xml.add("ttl", TTL)
    xml.add("docs", SPECIFICATION)
    xml.add("generator", _("Newsroom"))
    with xml.inside("image"):
        xml.add("url", feed.icon.url)
        xml.add("title", feed.title)
        xml.add("link", feed.home)
        xml.add("width", feed.icon.width)
        xml.add("height", feed.icon.height)


def _item(xml, entry):
    xml.add("title", entry.title)
    xml.add("link", entry.url)
    xml.add("guid", entry.id, isPermaLink="false")
    xml.add("pubDate", rfc2822_date(entry.published))
    if entry.updated > entry.published:
        xml.add("atom:updated", rfc3339_date(entry.updated))
    for name in entry.authors:
        xml.add("dc:creator", name)
    for name in entry.categories:
        xml.add("category", name)
    xml.add("description", entry.summary)
    xml.add("content:encoded", entry.html)
    if entry.enclosure:
        xml.add("enclosure", url=entry.enclosure.url, length=entry.enclosure.bytes, type=entry.enclosure.type)
    add_media(xml, entry)
