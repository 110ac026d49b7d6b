"""Whether what a row says still holds at the moment of sending. The gate decides, not the row."""

from django.utils.translation import gettext_noop as _

from outbox.channels import Cancelled
from outbox.models import Delivery
from publication.gate import is_published
from stories.models import NewsItem

#: Last part of an event: `story.withdrawn`.
PUBLISHED, UPDATED, CORRECTED, WITHDRAWN = "published", "updated", "corrected", "withdrawn"
ACTIONS = (PUBLISHED, UPDATED, CORRECTED, WITHDRAWN)

#: Kept on the row in English, and shown in the language of whoever looks.
NOT_PUBLIC = _("The piece is not public any more.")
PUBLIC_AGAIN = _("The piece is public again.")
NEVER_TOLD = _("The receiver was never told of the piece.")
OVERTAKEN = _("It was withdrawn before this left.")


def action_of(event):
    return event.rpartition(".")[2]


def make_sure_it_holds(delivery):
    """Raises `Cancelled` for what must not leave any more."""
    page = NewsItem.objects.filter(pk=delivery.payload["page"]).first()
    public = page is not None and is_published(page)
    if action_of(delivery.event) != WITHDRAWN:
        if not public:
            raise Cancelled(NOT_PUBLIC)
    elif public:
        raise Cancelled(PUBLIC_AGAIN)
    elif was_kept_back(delivery.channel, delivery.lane, delivery.about):
        raise Cancelled(NEVER_TOLD)


def was_kept_back(channel, lane, about):
    """Whether this receiver would have been told of the piece, and nothing of it has left. Not where the row of the
    publication itself is missing: what was sent long ago is forgotten (`OUTBOX_KEPT_DAYS`)."""
    rows = Delivery.objects.filter(channel=channel, lane=lane).about(about).exclude(event__endswith=f".{WITHDRAWN}")
    return rows.filter(event__endswith=f".{PUBLISHED}").exists() and not rows.left().exists()
