"""Networks that a post is prepared for: how long it may be, how they count, where somebody posts by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import counting


@dataclass(frozen=True)
class Network:
    label: str | Promise
    limit: int
    count: Callable
    #: Where somebody posts by hand, with what is handed over: the whole text, the words without link, the link.
    intent: str
    #: How many topics become hashtags; 0: it makes no use of them.
    hashtags: int = 2
    #: Whether the link stands in the text; else it is handed over beside it.
    has_link: bool = True
    #: As long as the proposal gets at most: what is long is not read.
    proposed: int = 0
    bytes: int = 0

    def length(self, text):
        return self.count(text)

    def fits(self, text):
        return self.count(text) <= self.limit and (not self.bytes or len(text.encode()) <= self.bytes)

    def address_to_post(self, text, words, link):
        return self.intent.format(text=quote(text, safe=""), words=quote(words, safe=""), link=quote(link, safe=""))


_graphemes_with_short_links = counting.with_short_links(counting.graphemes)

NETWORKS = {
    "x": Network(
        "X", 280, counting.with_short_links(counting.weighted), "https://x.com/intent/post?text={text}"
    ),
    "linkedin": Network(
        "LinkedIn", 3000, counting.utf16, "https://www.linkedin.com/feed/?shareActive=true&text={text}",
        hashtags=3, proposed=700,
    ),
    "facebook": Network(
        "Facebook", 63206, counting.utf16, "https://www.facebook.com/sharer/sharer.php?u={link}",
        hashtags=0, has_link=False, proposed=500,
    ),
    "mastodon": Network(
        "Mastodon", 500, _graphemes_with_short_links, "https://share.joinmastodon.org/#text={text}", hashtags=3
    ),
    "bluesky": Network(
        "Bluesky", 300, counting.graphemes, "https://bsky.app/intent/compose?text={text}", bytes=3000
    ),
    "telegram": Network(
        # A post with a picture is its caption.
        _("Telegram"), 1024, counting.utf16, "https://t.me/share/url?url={link}&text={words}", hashtags=3
    ),
    "threads": Network(
        "Threads", 500, counting.in_threads, "https://www.threads.net/intent/post?text={text}", hashtags=1
    ),
}  # fmt: skip
