"""What the history of a page says of passes, and how it gets there."""

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter, log
from wagtail.models import Page

from pages.digits import format_number

from ..audit_trail.recording import present_request
from ..desk.rows import may

SET, TAKEN_AWAY = "editorial.embargo.set", "editorial.embargo.taken_away"
ISSUED, SENT, RENEWED, REVOKED, ACCEPTED, OPENED, DOWNLOADED, REFUSED = (
    f"editorial.pass.{what}"
    for what in ("issued", "sent", "renewed", "revoked", "accepted", "opened", "downloaded", "refused")
)

#: Action to its name in filters, and to what it says.
WORDS = {
    SET: (_("Set an embargo"), _("Embargo set")),
    TAKEN_AWAY: (_("Take an embargo away"), _("Embargo taken away")),
    ISSUED: (_("Issue an embargo pass"), _("Embargo pass issued to %(journalist)s")),
    SENT: (_("Send an embargo pass again"), _("Another link sent to %(journalist)s; the one before opens nothing")),
    RENEWED: (_("Renew an embargo pass"), _("Embargo pass of %(journalist)s shows the newest text")),
    REVOKED: (_("Revoke an embargo pass"), _("Embargo pass of %(journalist)s revoked")),
    ACCEPTED: (_("Accept the terms of an embargo"), _("%(journalist)s accepted the terms of the embargo")),
    OPENED: (_("Open with an embargo pass"), _("%(journalist)s opened the piece")),
    DOWNLOADED: (_("Take a file with an embargo pass"), _("%(journalist)s took the file %(file)s")),
    REFUSED: (_("Refuse an embargo pass"), _("The link of %(journalist)s was refused")),
}


class PassFormatter(LogFormatter):
    """Fills the sentence with what was noted, and adds from where it was done."""

    def format_message(self, log_entry):
        named = _named(log_entry.data) if _gives_passes() else str(_("a journalist"))
        return str(self.message) % {"journalist": named, "file": log_entry.data.get("file", "")}

    def format_comment(self, log_entry):
        told, parts = log_entry.data, []
        if (times := told.get("times", 1)) > 1:
            parts.append(ngettext("%(number)s time", "%(number)s times", times) % {"number": _written(times)})
        if told.get("from") and _gives_passes():
            parts.append(str(_("from %(address)s")) % {"address": told["from"]})
        return " ".join(parts)


def register(actions):
    for action, (label, message) in WORDS.items():
        actions.register_action(action)(
            type("Formatter", (PassFormatter,), {"label": label, "message": message}),
        )


def write(given, action, *, user=None, address="", timestamp=None, **more):
    """One line in the history of the page that the pass is for."""
    told = {"journalist": given.journalist.name, "outlet": given.journalist.outlet, **more}
    if address:
        told["from"] = address
    when = {"timestamp": timestamp} if timestamp else {}
    log(instance=given.page.specific_deferred, action=action, user=user, data=told, **when)


def _gives_passes():
    """Whether whoever reads the history may know who has one: names of journalists are the publishers'."""
    user = getattr(present_request(), "user", None)
    return bool(user and user.is_authenticated and may(user, "publish", Page))


def _named(told):
    return ", ".join(filter(None, [told.get("journalist", ""), told.get("outlet", "")]))


def _written(number):
    return format_number(number, get_language() or "en")
