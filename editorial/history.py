"""What the history of a page or fact says of the editorial room's own actions."""

from functools import partial

from django.utils.translation import gettext, gettext_lazy
from wagtail.log_actions import LogFormatter

from . import versions, withdrawal, without_approval
from .deciding.views import CONSENTED
from .models.sign_off import VOTED
from .need_to_know import views as need_to_know
from .reviewing import history as of_reviews


def _voted(data):
    return gettext("Approved at “%(step)s”, where several have to approve") % {"step": data.get("step", "")}


def _consented(data):
    return gettext("%(name)s has consented to the words quoted: %(how)s") % {
        "name": data.get("speaker", ""),
        "how": data.get("how", ""),
    }


#: Action, its name in filters, and what it says of the data that it was logged with.
ACTIONS = [
    (VOTED, gettext_lazy("Approve as one of several"), _voted),
    (CONSENTED, gettext_lazy("Note a consent"), _consented),
    (without_approval.ACTION, gettext_lazy("Let out without approval"), without_approval.describe),
    (withdrawal.ACTION, gettext_lazy("Withdraw"), withdrawal.describe),
    (versions.WITHHELD, gettext_lazy("Withhold a version"), partial(versions.describe, versions.WITHHELD)),
    (versions.OPENED, gettext_lazy("Open a version"), partial(versions.describe, versions.OPENED)),
    (need_to_know.ACTION, gettext_lazy("Say who may know of it"), need_to_know.describe),
    *of_reviews.ACTIONS,
]


def formatter(name, describe):
    """A class, as Wagtail wants it."""

    class Formatter(LogFormatter):
        label = name

        def format_message(self, log_entry):
            return describe(log_entry.data)

        def format_comment(self, log_entry):
            return log_entry.data.get("comment", "")

    return Formatter
