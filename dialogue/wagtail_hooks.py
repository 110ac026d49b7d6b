from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from .admin import SuggestionViewSet
from .answering import ACCEPTED, DECLINED
from .desk import SuggestionsByReaders


@hooks.register("register_admin_viewset")
def suggestions():
    return SuggestionViewSet()


@hooks.register("construct_homepage_panels")
def suggestions_at_home(request, panels):
    panels.append(SuggestionsByReaders(request.user))


@hooks.register("register_log_actions")
def answers(actions):
    @actions.register_action(ACCEPTED)
    class AcceptedFormatter(LogFormatter):
        label = gettext_lazy("Accept a suggestion")

        def format_message(self, log_entry):
            return _("Accepted")

    @actions.register_action(DECLINED)
    class DeclinedFormatter(LogFormatter):
        label = gettext_lazy("Decline a suggestion")

        def format_message(self, log_entry):
            return _("Declined")
