"""RSS 2.0 (rssboard.org) with full text, by the RSS Best Practices Profile; Content, Dublin Core, Atom and Media RSS
modules. Elements that Django's generator lacks or writes wrongly are written here."""

import re

from django.utils.feedgenerator import Rss201rev2Feed

NAMESPACES = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}
SPECIFICATION = "https://www.rssboard.org/rss-specification"
#: Minutes for which a reader that ignores HTTP may keep the feed.
TTL = "60"
#: What XML 1.0 (2.2) does not know as a character. The zero-width non-joiner is one.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text):
    """The text without characters that no XML may hold: one of them makes a feed unreadable."""
    return ILLEGAL.sub("", str(text or ""))


class NewsFeed(Rss201rev2Feed):
    """Beside Django's arguments: `changed_at`, `image` (pictures.Shown); to items `creators`, `html`, `picture`
    (pictures.Shown), `rights` (Media RSS element to text) and `updated_at`."""

    def rss_attributes(self):
        return super().rss_attributes() | NAMESPACES

    def latest_post_date(self):
        """`lastBuildDate`: Django's goes back when the newest item is withdrawn."""
        return self.feed["changed_at"]

    def add_root_elements(self, handler):
        url, self.feed["feed_url"] = self.feed["feed_url"], None
        super().add_root_elements(handler)
        self.feed["feed_url"] = url
        handler.addQuickElement("atom:link", None, {"rel": "self", "type": "application/rss+xml", "href": url})
        handler.addQuickElement("docs", SPECIFICATION)
        handler.addQuickElement("generator", self.feed["generator"])
        self._add_image(handler, self.feed["image"])

    def _add_image(self, handler, image):
        handler.startElement("image", {})
        handler.addQuickElement("url", image.url)
        handler.addQuickElement("title", self.feed["title"])
        handler.addQuickElement("link", self.feed["link"])
        handler.addQuickElement("width", str(image.width))
        handler.addQuickElement("height", str(image.height))
        handler.endElement("image")

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", legal(name))
        if item["updated_at"]:
            handler.addQuickElement("atom:updated", item["updated_at"].isoformat())
        handler.addQuickElement("content:encoded", legal(item["html"]))
        if item["picture"]:
            self._add_media(handler, item["picture"], item["rights"])

    def _add_media(self, handler, picture, rights):
        attributes = {
            "url": picture.url,
            "type": picture.type,
            "medium": "image",
            "width": str(picture.width),
            "height": str(picture.height),
        }
        if picture.bytes:
            attributes["fileSize"] = str(picture.bytes)
        handler.startElement("media:content", attributes)
        for name, text in rights.items():
            if text:
                kind = {"type": "plain"} if name in ("title", "description") else {}
                handler.addQuickElement(f"media:{name}", legal(text), kind)
        handler.endElement("media:content")
