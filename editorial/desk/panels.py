"""The sections of the desk, as panels of Wagtail's home page. One that makes no sense for its reader is not there."""

from django.conf import settings
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from facts.models import Fact
from media_library.models import Document, Image, Media
from people.request import PressRequest

from .asked import requests_waiting
from .corrections import waiting_corrections
from .ending import rights_ending
from .published import published_today
from .rows import may
from .to_check import to_check
from .upcoming import upcoming
from .waiting import Waiting


class Section(Component):
    """Speaks of days and hours of the site, whatever zone its reader has chosen in their account."""

    def __init__(self, user):
        self.user = user

    def is_shown(self):
        return True

    def content(self, request):
        raise NotImplementedError(type(self).__name__)

    def get_context_data(self, parent_context=None):
        return self.content(parent_context["request"])

    def render_html(self, parent_context=None):
        if not self.is_shown():
            return ""
        self.zone_of_reader = timezone.get_current_timezone_name()
        with timezone.override(timezone.get_default_timezone()):
            return super().render_html(parent_context)


class WaitingForYou(Section):
    name, order = "desk_waiting_for_you", 10
    template_name = "wagtailadmin/editorial/waiting_for_you.html"

    def content(self, request):
        waiting = Waiting(self.user)
        return {"to_review": waiting.to_review(), "sent_back": waiting.sent_back(), "drafts": waiting.drafts()}


class WaitingForOthers(Section):
    name, order = "desk_waiting_for_others", 20
    template_name = "wagtailadmin/editorial/waiting_for_others.html"

    def content(self, request):
        return {"waiting": Waiting(self.user).with_others(), "may_write": may(self.user, "add", Page, Fact)}


class GoingOutNext(Section):
    name, order = "desk_going_out_next", 30
    template_name = "wagtailadmin/editorial/going_out_next.html"

    def content(self, request):
        zone = settings.TIME_ZONE if self.zone_of_reader != settings.TIME_ZONE else ""
        return {"next": upcoming(self.user), "zone": zone}


class PublishedToday(Section):
    name, order = "desk_published_today", 40
    template_name = "wagtailadmin/editorial/published_today.html"

    def content(self, request):
        return {"today": published_today(self.user, request)}


class FactsToCheck(Section):
    name, order = "desk_facts_to_check", 50
    template_name = "wagtailadmin/editorial/facts_to_check.html"

    def is_shown(self):
        return may(self.user, "change", Fact)

    def content(self, request):
        return {"facts": to_check(self.user)}


class CorrectionsWaiting(Section):
    name, order = "desk_corrections_waiting", 25
    template_name = "wagtailadmin/editorial/corrections_waiting.html"

    def content(self, request):
        return {"corrections": waiting_corrections(self.user)}


class RequestsByJournalists(Section):
    name, order = "desk_requests", 27
    template_name = "wagtailadmin/editorial/requests_waiting.html"

    def is_shown(self):
        return may(self.user, "change", PressRequest)

    def content(self, request):
        return requests_waiting()


class RightsEnding(Section):
    name, order = "desk_rights", 55
    template_name = "wagtailadmin/editorial/rights_ending.html"

    def is_shown(self):
        return may(self.user, "change", Image, Document, Media)

    def content(self, request):
        rows, has_more = rights_ending(self.user)
        return {"rows": rows, "has_more": has_more}


SECTIONS = [
    WaitingForYou, WaitingForOthers, CorrectionsWaiting, RequestsByJournalists, GoingOutNext, PublishedToday,
    FactsToCheck, RightsEnding,
]  # fmt: skip
#: Wagtail's panels that say the same, or less.
REPLACED = {"workflow_objects_to_moderate", "user_objects_in_workflow_moderation", "recent_edits"}
