"""JSON Feed 1.1 (jsonfeed.org). What it has no word for stands under `_newsroom`: see docs/feeds.md."""

import json

from django.utils.feedgenerator import rfc3339_date

from .xml import legal

VERSION = "https://jsonfeed.org/version/1.1"


def write(feed):
    addresses = feed.addresses("json")
    told = {
        "version": VERSION,
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.home,
        "feed_url": addresses["self"],
        "next_url": addresses.get("next"),
        "icon": feed.logo,
        "favicon": feed.icon.url,
        "language": feed.language,
        "authors": [{"name": feed.house}],
        "hubs": [{"type": "WebSub", "url": hub} for hub in feed.hubs],
        "_newsroom": {
            "date_modified": rfc3339_date(feed.changed_at),
            "deleted": [
                {"id": gone.id, "date_deleted": rfc3339_date(gone.at), "reason": gone.reason} for gone in feed.gone
            ],
        },
        "items": [_item(entry, feed) for entry in feed.entries],
    }
    return json.dumps(_clean(told), ensure_ascii=False)


def _item(entry, feed):
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "image": entry.picture and entry.picture.url,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.categories),
        "language": feed.language,
        "attachments": [_attachment(entry.enclosure)] if entry.enclosure else None,
        "_newsroom": {
            "kind": entry.kind,
            "date_corrected": entry.corrected_at and rfc3339_date(entry.corrected_at),
            "image": entry.picture and _picture(entry.picture, entry.rights),
        },
    }


def _attachment(enclosure):
    return {
        "url": enclosure.url,
        "mime_type": enclosure.type,
        "title": enclosure.title,
        "size_in_bytes": enclosure.bytes,
        "duration_in_seconds": enclosure.seconds,
    }


def _picture(picture, rights):
    size = {"mime_type": picture.type, "width": picture.width, "height": picture.height}
    return {**size, "size_in_bytes": picture.bytes, **rights}


def _clean(value):
    """Without what no XML may hold either, and without what says nothing; the list of items stays if it is empty."""
    if isinstance(value, dict):
        cleaned = {name: _clean(inner) for name, inner in value.items()}
        return {name: inner for name, inner in cleaned.items() if name == "items" or inner not in (None, "", [], {}, 0)}
    if isinstance(value, list):
        return [_clean(inner) for inner in value]
    return legal(value) if isinstance(value, str) else value
