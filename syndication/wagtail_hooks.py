"""Other forms of a page, on its own address, behind the gate: content knows nothing of them."""

from django.http import Http404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from stories.models import NewsItem, PersonIndexPage

from .channels import desk
from .channels.endpoint_admin import EndpointViewSet
from .forms import answering
from .looks.views import LooksOfNewView, LooksView
from .takeaway import files_report, picture_archive, report, uses

#: The one form of what is shown before its time: it carries the notice.
BEFORE_ITS_TIME = "txt"
#: The pictures of an item as one file: no form of its text.
ARCHIVE = "zip"


# After Wagtail's own, which turns other methods than GET and HEAD away.
@hooks.register("before_serve_page", order=10)
def other_form(page, request, serve_args, serve_kwargs):
    """A form that a page does not have is not there; nor is one of an earlier version."""
    name = request.GET.get("format")
    if name is None:
        return None
    if isinstance(page, PersonIndexPage):
        return answering.answer_with_person(request, page, name, *serve_args)
    if not isinstance(page, NewsItem) or "version" in request.GET or serve_kwargs:
        raise Http404
    if page.embargo_notice and name != BEFORE_ITS_TIME:
        raise Http404
    if name == ARCHIVE:
        response = picture_archive.answer(page, request)
    else:
        response = answering.answer_with_item(request, page, name)
    return uses.count_download(request, response, page, name)


@hooks.register("register_admin_urls")
def addresses():
    return [
        *report.urls,
        *files_report.urls,
        path("posts/<int:page_id>/", desk.posts_of_page, name="posts_of_page"),
        path("share/<int:page_id>/", LooksView.as_view(), name="share_looks"),
        path(
            "share/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            LooksOfNewView.as_view(),
            name="share_looks_of_new",
        ),
    ]


@hooks.register("register_page_header_buttons")
def buttons_of_a_page(page, user, view_name, next_url=None):
    """How its link looks has a panel beside the form too; without script it is a page."""
    yield from desk.button_for(page, user)
    yield from report.button_for(page, user)
    if page.depth > 1 and page.permissions_for_user(user).can_edit():
        yield Button(_("How the link looks"), reverse("share_looks", args=[page.pk]), icon_name="link", priority=40)


@hooks.register("register_admin_viewset")
def webhooks():
    return EndpointViewSet()


@hooks.register("register_page_listing_more_buttons")
def posts_in_the_explorer(page, user, next_url=None):
    yield from desk.button_for(page, user)


hooks.register("register_log_actions", desk.register_log_actions)
hooks.register("register_reports_menu_item", report.menu_item)
hooks.register("register_reports_menu_item", files_report.menu_item)
