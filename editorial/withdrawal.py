"""Taking a piece off the site, with the reason: for the house alone, or for whoever comes to its address."""

from django.utils.translation import gettext as _
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.log_actions import log

from publication.gate import is_published
from publication.models import Withdrawal

ACTION = "editorial.withdraw"
LONGEST = Withdrawal._meta.get_field("reason").max_length


def reason_in(request):
    return " ".join(request.POST.get("reason", "").split())[:LONGEST]


def ask_for_the_reason(request, page):
    """Before it is unpublished: readers cannot be told nothing."""
    if request.POST.get("tell_readers") and not reason_in(request):
        return _asked_again(request, page, _("Say why it is withdrawn: readers are told."))
    page.readers_knew_it = is_published(page)
    return None


def _asked_again(request, page, error):
    """Wagtail's question as it was answered: a tick that got lost would tell readers nothing, without a word."""
    view = UnpublishView()
    view.setup(request, page.pk)
    view.objects_to_unpublish = view.get_objects_to_unpublish()
    return view.render_to_response(view.get_context_data(reason_error=error), status=422)


def keep_the_reason(request, page):
    reason, is_public = reason_in(request), bool(request.POST.get("tell_readers")) and page.readers_knew_it
    if reason:
        Withdrawal.objects.create(
            page_id=page.pk, url_path=page.url_path, reason=reason, is_public=is_public, user=request.user
        )
        log(instance=page, action=ACTION, user=request.user, data={"reason": reason, "is_public": is_public})


def describe(data):
    """For the history of the page."""
    words = _("Withdrawn, readers are told: %(reason)s") if data.get("is_public") else _("Withdrawn: %(reason)s")
    return words % {"reason": data.get("reason", "")}
