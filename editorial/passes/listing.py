"""Passes as the desk sees them: whose, for which text, and what became of them."""

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from pages.calendar import format_datetime
from pages.digits import format_number

from ..models import Pass


def passes_of(page):
    """Every pass that there ever was, the newest first, with what it was used for. One query."""
    return Pass.objects.filter(page_id=page.pk).select_related("journalist").counted()


def state_of(given, now=None):
    """In words, from the last that matters: revoked, expired, opened, accepted, sent."""
    now = now or timezone.now()
    if given.revoked_at:
        return _at(gettext("Revoked %(at)s"), given.revoked_at)
    if not given.journalist.is_active:
        return gettext("Off the list")
    if given.has_expired(now):
        return _at(gettext("Expired %(at)s"), given.expires_at)
    if given.opens:
        times = ngettext("Opened %(number)s time", "Opened %(number)s times", given.opens)
        return times % {"number": format_number(given.opens, get_language())}
    return _at(gettext("Sent %(at)s"), given.sent_at)


def details_of(given):
    """What else is known: the last use, files taken, the end, refusals."""
    if given.accepted_at:
        yield _at(gettext("terms accepted %(at)s"), given.accepted_at)
    if given.last_used_at:
        yield _at(gettext("last used %(at)s"), given.last_used_at)
    if given.downloads:
        words = ngettext("%(number)s file taken", "%(number)s files taken", given.downloads)
        yield words % {"number": format_number(given.downloads, get_language())}
    if given.expires_at and not given.revoked_at:
        yield _at(gettext("works until %(at)s"), given.expires_at)
    if given.refusals:
        words = ngettext("refused %(number)s time", "refused %(number)s times", given.refusals)
        yield words % {"number": format_number(given.refusals, get_language())}


def _at(words, moment):
    return words % {"at": format_datetime(moment, get_language())}
