"""What the trail tells beside Wagtail's own actions, and in which words."""

from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _
from wagtail.log_actions import LogFormatter

from pages.digits import format_number

from .recording import TIMES

PREVIEWED = "editorial.preview"
REFUSED = "editorial.refused"
LOGGED_IN, LOGIN_FAILED = "editorial.login", "editorial.login_failed"
RIGHTS = "editorial.rights"
EXPORTED = "editorial.audit_export"
FORGOTTEN = "editorial.audit_forgotten"


#: What is looked at, by the name of the view; other rooms name theirs themselves.
VIEWS = {
    "preview_on_add": gettext_lazy("something new"),
    "preview_on_edit": gettext_lazy("while editing"),
    "view_draft": gettext_lazy("the draft"),
    "workflow_preview": gettext_lazy("what waits for approval"),
    "revisions_view": gettext_lazy("an earlier state"),
    "revisions_compare": gettext_lazy("a comparison"),
}


def _previewed(data):
    view = data.get("view", "")
    return _("Looked at what is not published: %(view)s") % {"view": VIEWS.get(view, view)}


def _refused(data):
    return _("Was refused: %(path)s") % {"path": data.get("path", "")}


def _login_failed(data):
    return _("A login failed") if data.get("known") else _("A login failed: there is no such account")


#: What `RIGHTS` may say has changed, each with a list of names under `added` and `removed`.
SUBJECTS = {
    "groups": gettext_lazy("Groups"),
    "members": gettext_lazy("Members"),
    "permissions": gettext_lazy("Permissions"),
    "pages": gettext_lazy("Permissions on pages"),
    "collections": gettext_lazy("Permissions on collections"),
    "privacy": gettext_lazy("Who may see the collection"),
    "account": gettext_lazy("Account"),
}
#: Flags of an account, as they stand in such a list.
FLAGS = {
    "is_active": gettext_lazy("active"),
    "is_superuser": gettext_lazy("superuser"),
    "password": gettext_lazy("password"),
    "everything": gettext_lazy("everything"),
}


def _rights(data):
    told = [
        words % {"names": pgettext("between items of a list", ", ").join(str(FLAGS.get(it, it)) for it in data[key])}
        for key, words in (("added", _("given: %(names)s")), ("removed", _("taken: %(names)s")),
                           ("changed", _("changed: %(names)s")))
        if data.get(key)
    ]  # fmt: skip
    return f"{SUBJECTS.get(data.get('subject'), '')}. {'; '.join(told)}"


def _exported(data):
    return _("Exported the audit trail (%(format)s)") % {"format": data.get("format", "")}


def _forgotten(data):
    count = data.get("count", 0)
    words = ngettext(
        "%(count)s entry was deleted: its time was over", "%(count)s entries were deleted: their time was over", count
    )
    return words % {"count": _number(count)}


def _number(value):
    return format_number(value, get_language() or "en")


#: Action to its name in lists and filters, and `words(data)`.
ACTIONS = {
    PREVIEWED: (pgettext_lazy("an action", "Preview"), _previewed),
    REFUSED: (pgettext_lazy("an action", "Refused"), _refused),
    LOGGED_IN: (pgettext_lazy("an action", "Login"), lambda data: _("Logged in")),
    LOGIN_FAILED: (pgettext_lazy("an action", "Failed login"), _login_failed),
    RIGHTS: (pgettext_lazy("an action", "Change of rights"), _rights),
    EXPORTED: (pgettext_lazy("an action", "Export of the audit trail"), _exported),
    FORGOTTEN: (pgettext_lazy("an action", "End of retention"), _forgotten),
}


class TrailFormatter(LogFormatter):
    """Says what happened, and how many times within ten minutes."""

    words = None

    def format_message(self, log_entry):
        told, times = type(self).words(log_entry.data), log_entry.data.get(TIMES, 1)
        return told if times == 1 else _("%(told)s, %(times)s times") % {"told": told, "times": _number(times)}


def register(actions):
    for action, (label, words) in ACTIONS.items():
        actions.register_action(action)(
            type("Formatter", (TrailFormatter,), {"label": label, "words": staticmethod(words)})
        )
