"""What has been done with a bundle, for its history: one entry for each step."""

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry

from pages.calendar import format_datetime
from publication.models.release import LEFT

from .approved import HELD

SHOWN = 50


class Action(TextChoices):
    ADDED = "editorial.release.added", gettext_lazy("Add items")
    REMOVED = "editorial.release.removed", gettext_lazy("Remove items")
    REPLACED = "editorial.release.replaced", gettext_lazy("Take the newer text")
    HELD = HELD, gettext_lazy("Approved, and waits for the others")
    LEFT = LEFT, gettext_lazy("Left the release")
    ARMED = "editorial.release.armed", gettext_lazy("Let it go out")
    TAKEN_BACK = "editorial.release.taken_back", gettext_lazy("Take back")
    MOVED = "editorial.release.moved", gettext_lazy("Move")
    NOW = "editorial.release.now", gettext_lazy("Release now")
    CANCELLED = "editorial.release.cancelled", gettext_lazy("Cancel")
    RECALLED = "editorial.release.recalled", gettext_lazy("Withdraw everything of it")


#: In words, with what the entry remembers.
SAID = {
    Action.ADDED: gettext_lazy("Added: %(titles)s"),
    Action.REMOVED: gettext_lazy("Removed: %(titles)s"),
    Action.REPLACED: gettext_lazy("Takes the newer text: %(titles)s"),
    Action.LEFT: gettext_lazy("Left it: published, withdrawn, unscheduled or scheduled alone: %(title)s"),
    Action.ARMED: gettext_lazy("Goes out at its moment"),
    Action.TAKEN_BACK: gettext_lazy("Taken back, to be prepared further"),
    Action.MOVED: gettext_lazy("Moved from %(before)s to %(after)s"),
    Action.NOW: gettext_lazy("Goes out at once; it was planned for %(before)s"),
    Action.CANCELLED: gettext_lazy("Cancelled"),
    Action.RECALLED: gettext_lazy("Everything of it was withdrawn: %(reason)s"),
}


#: Entries that remember a moment keep it in ISO 8601, to be read in the calendar of whoever looks.
MOMENTS = ("before", "after")


def in_words(action, data):
    told = {"title": "", "reason": "", **data, "titles": ", ".join(data.get("titles", ()))}
    told |= {name: _moment(data[name]) for name in MOMENTS if name in data}
    if action == Action.HELD:
        # Of one that was approved before, somebody has to choose.
        taken, kept = _("Approved, and waits here: %(title)s"), _("Approved anew, and not taken yet: %(title)s")
        return (taken if data.get("is_taken") else kept) % told
    return SAID[action] % told


def _moment(text):
    moment = timezone.localtime(parse_datetime(text), timezone.get_default_timezone())
    return format_datetime(moment, get_language())


def history_of(release):
    """What was done, the newest first: one query."""
    entries = ModelLogEntry.objects.for_instance(release).select_related("user", "content_type").order_by("-timestamp")
    return list(entries[:SHOWN])


def register(actions):
    """With Wagtail, which writes no entry of an action that it does not know."""
    for action in Action:
        actions.register_action(action.value)(_formatter(action))


def _formatter(action):
    class BundleFormatter(LogFormatter):
        label = action.label

        def format_message(self, log_entry):
            return in_words(action, log_entry.data)

    return BundleFormatter
