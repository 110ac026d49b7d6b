"""What HTTP is told of one feed: validators that move when it says something else, and never else.

The state of a language (`FeedState`) moves with each change that any feed may show. Whether this one shows it is known
when it is made: the first reader after a change has it made, and what it says is noted as a digest, with the state that
it was found in. As long as that state holds, the note answers, in one query.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils.http import quote_etag

from ..models import ScopeState
from ..models.feed_state import ONE_SECOND

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Validity:
    #: Of all that a form of a feed says.
    digest: str
    changed_at: datetime

    @property
    def etag(self):
        """Weak, as that of `validators.State`."""
        return "W/" + quote_etag(self.digest)

    @property
    def last_modified(self):
        return int(self.changed_at.timestamp())


def noted(state, form):
    """What was noted of a feed in this very state, or None."""
    seen, digest, changed_at = state.noted
    return Validity(f"{form}-{digest}", changed_at) if seen == _seen_in(state) else None


def note(scope, state, feed):
    """Notes what a feed says in this state, and returns it with the time since which it does. One query.

    The time is that of the state and not of the reader, and always after the one before: who asks with a date alone
    must not miss a change.
    """
    digest = feed.digest
    _seen, before, changed_at = state.noted
    if digest != before:
        moved = datetime.fromtimestamp(state.last_modified, UTC)
        changed_at = max(moved, changed_at + ONE_SECOND) if changed_at else moved
    row = ScopeState(scope=scope.key, seen=_seen_in(state), digest=digest, changed_at=changed_at)
    fields = ["seen", "digest", "changed_at"]
    try:
        with transaction.atomic():
            ScopeState.objects.bulk_create([row], update_conflicts=True, unique_fields=["scope"], update_fields=fields)
    except DatabaseError:
        # It can be read and not written (a full disk, a standby): a feed is still read. The next reader tries again.
        logger.warning("What the feed %s says was not noted", scope.key, exc_info=True)
    return feed.at(changed_at)


def _seen_in(state):
    """All that a feed depends on, its settings too."""
    return hashlib.sha256(repr((state.etag, settings.WEBSUB_HUBS, settings.STATIC_URL)).encode()).hexdigest()[:32]
