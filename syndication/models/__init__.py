from .feed_state import FeedState, ScopeState, Tombstone
from .share_card import ShareCard

__all__ = ["FeedState", "ScopeState", "ShareCard", "Tombstone"]
