"""What the history of a request says."""

from django.utils.translation import gettext_lazy as _

from ..history import formatter
from .answering import GRANTED, REFUSED, REVOKED, SENT

WORDS = [
    (GRANTED, _("Grant a request"), _("Granted, and the link was sent")),
    (REFUSED, _("Refuse a request"), _("Refused")),
    (SENT, _("Send another link"), _("Another link was sent; the one before opens nothing")),
    (REVOKED, _("Take a link back"), _("The link was taken back")),
]


def register(actions):
    for name, label, words in WORDS:
        actions.register_action(name)(formatter(label, lambda data, words=words: str(words)))
