"""Feeds of everything, of each kind, topic and person, and of corrections, as RSS 2.0, Atom 1.0 and JSON Feed 1.1.

What a feed is about is a scope (`scopes`); what it says is put together once (`entries`), and each form only writes
it down (`rss`, `atom`, `json_feed`). Rooms above make a feed of a list of their own with a scope of their own.
"""

from .scopes import topics_of

__all__ = ["topics_of"]
