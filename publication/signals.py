"""One signal, sent inside the transaction that changes what the public sees.

Receivers write rows (asset uses, outbox entries) and nothing else: no mail, no network, no image work. Wagtail's
own `page_published` also fires when a page is only scheduled and on each edit; nothing of ours hangs on it.

It speaks of the page's own state. A page that is hidden or shown because one above it was withdrawn, restricted or
moved has no signal of its own: the gate decides when it is read, and whoever sends or keeps a copy asks the gate then.
What must be told of such pages, `syndication.reach` works out from what happened above.
"""

from django.db.models import TextChoices
from django.dispatch import Signal


class Event(TextChoices):
    WENT_LIVE = "went_live"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


#: Arguments: `page` (specific), `event` (`Event`), `revision` (None for aliases and withdrawals), `at`.
public_state_changed = Signal()
