"""What the history of a page says of reviewers without an account, and how it gets there."""

from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import log

INVITED, SENT, REVOKED, OPENED, COMMENTED, CONSENTED = (
    f"editorial.review.{what}" for what in ("invited", "sent", "revoked", "opened", "commented", "consented")
)


def write(link, action, *, user=None, address="", comment=""):
    """One line in the history of the page. `address` is from where a reviewer has done it."""
    told = {"reviewer": link.name, "from": address, "speaker": link.speaker, "comment": comment}
    told = {name: value for name, value in told.items() if value}
    log(instance=link.page.specific_deferred, action=action, user=user, data=told)


def _invited(data):
    return gettext("%(reviewer)s was asked for a review, by a link") % _named(data)


def _sent(data):
    return gettext("Another review link sent to %(reviewer)s; the one before opens nothing") % _named(data)


def _revoked(data):
    return gettext("Review link of %(reviewer)s revoked") % _named(data)


def _opened(data):
    return _from(data, gettext("%(reviewer)s opened the text for review"))


def _commented(data):
    return _from(data, gettext("%(reviewer)s commented on the text"))


def _consented(data):
    return _from(data, gettext("%(reviewer)s has consented, by their own link, to words of %(speaker)s"))


def _from(data, sentence):
    sentence %= _named(data)
    if not data.get("from"):
        return sentence
    return gettext("%(sentence)s (from %(address)s)") % {"sentence": sentence, "address": data["from"]}


def _named(data):
    return {"reviewer": data.get("reviewer", ""), "speaker": data.get("speaker", "")}


#: Action, its name in filters, and what it says of the data that it was logged with.
ACTIONS = [
    (INVITED, gettext_lazy("Ask for a review"), _invited),
    (SENT, gettext_lazy("Send a review link again"), _sent),
    (REVOKED, gettext_lazy("Revoke a review link"), _revoked),
    (OPENED, gettext_lazy("Open with a review link"), _opened),
    (COMMENTED, gettext_lazy("Comment with a review link"), _commented),
    (CONSENTED, gettext_lazy("Consent with a review link"), _consented),
]
