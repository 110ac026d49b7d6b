from ..channels.models import PreparedPost, WebhookEndpoint
from .feed_state import FeedState, ScopeState, Tombstone
from .share_card import ShareCard

__all__ = ["FeedState", "PreparedPost", "ScopeState", "ShareCard", "Tombstone", "WebhookEndpoint"]
