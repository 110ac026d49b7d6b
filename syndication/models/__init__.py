from ..channels.models import PreparedPost, WebhookEndpoint
from .feed_state import FeedState, ScopeState, Tombstone
from .share_card import ShareCard
from .use import Use

__all__ = ["FeedState", "PreparedPost", "ScopeState", "ShareCard", "Tombstone", "Use", "WebhookEndpoint"]
