"""Whether a piece is under embargo, and what is said of that wherever it is shown before its time."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from pages.bidi import marked
from pages.calendar import format_datetime, utc_time, zone_name
from publication.models import Release, ReleaseItem

from .models import Embargo, NeedToKnow

USUAL_TERMS = _(
    "What you read here is for your own preparation. You publish, broadcast and post nothing of it before the embargo "
    "ends, and you show it to nobody outside your newsroom. The link is yours alone. If you cannot accept that, do not "
    "open the piece."
)


def is_under_embargo(page, now=None):
    """Whether what is not published yet of this page must stay among those who work on it. One query."""
    return Embargo.objects.standing(now).filter(page_id=page.pk).exists()


def is_secret(thing, now=None):
    """Whether the very title of its newest text is: under embargo, kept to some desks, in a release that has not gone
    out, or with a time ahead. Of a page that readers read, its next text may be."""
    if isinstance(thing, Page):
        kept = NeedToKnow.objects.standing().filter(page_id=thing.pk)
        planned = ReleaseItem.objects.filter(page_id=thing.pk, release__in=Release.objects.open())
        if is_under_embargo(thing, now) or kept.exists() or planned.exists():
            return True
    at = thing.get_latest_revision_as_object().go_live_at
    return at is not None and at > (now or timezone.now())


def pages_under_embargo(now=None):
    """Primary keys of their pages, as a lazy query for `pk__in`."""
    return Embargo.objects.standing(now).values("page_id")


def end_of_embargo(page, now=None):
    """The moment at which the embargo of this page ends, a release's or the announced one; None without one. One
    query."""
    return Embargo.objects.standing(now).with_moment().filter(page_id=page.pk).values_list("moment", flat=True).first()


def embargo_in_words(thing):
    """Until when nothing of it may be published; "" where nothing is said of that."""
    end = end_of_embargo(thing) if isinstance(thing, Page) else None
    return moment_in_words(end) if end else ""


def not_before_its_end(revision):
    """The revision, to be published at the end of its page's embargo, whatever earlier time was typed in it."""
    page = revision.as_object()
    end = end_of_embargo(page) if isinstance(page, Page) else None
    if end and (page.go_live_at is None or page.go_live_at < end):
        page.go_live_at = end
        # Not in its content, to which its approval is bound.
        revision.as_object = lambda: page
    return revision


def may_be_embargoed(page):
    """Whether it is a piece whose page shows the notice."""
    return not page.alias_of_id and getattr(page.specific_class, "takes_embargo", False)


def moment_in_words(moment):
    """In the site's zone and in UTC: 3 December 2026, 08:00 UTC+3:30 (04:30 UTC), with the day where that differs."""
    with timezone.override(timezone.get_default_timezone()):
        return _in_words(moment, get_language() or "en")


def _in_words(moment, language):
    zone, written = zone_name(moment, language), format_datetime(moment, language)
    if zone == "UTC":
        return f"{written} {_held(zone)}"
    return f"{written} {_held(zone)} ({_held(utc_time(moment, language))})"


def _held(value):
    """Beside Persian words it must not turn round."""
    return marked(value) if get_language_bidi() else value


@dataclass(frozen=True)
class Notice:
    """What stands on a piece that is shown before its time: until when, on what terms, and who is reading."""

    moment: datetime
    terms: str
    #: Name and outlet; "" before anybody has accepted anything.
    reader: str = ""
    #: Where its plain text is.
    plain_text: str = ""

    @property
    def when(self):
        return moment_in_words(self.moment)

    @property
    def line(self):
        """For copies, plain text and paper: the first words of each."""
        return gettext("Under embargo: not for publication before %(moment)s.") % {"moment": self.when}

    @property
    def opening(self):
        """The same as a paragraph, for the script that copies."""
        return f"{self.line}\n\n"

    @property
    def given(self):
        return gettext("Given to %(reader)s.") % {"reader": self.reader}
