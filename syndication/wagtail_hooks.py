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

#: The one form of what is shown before its time: it carries the notice.
BEFORE_ITS_TIME = "txt"


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
    return answering.answer_with_item(request, page, name)


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("share/<int:page_id>/", LooksView.as_view(), name="share_looks"),
        path(
            "share/<slug:content_type_app_name>/<slug:content_type_model_name>/<int:parent_page_id>/",
            LooksOfNewView.as_view(),
            name="share_looks_of_new",
        ),
    ]


@hooks.register("register_page_header_buttons")
def how_the_link_looks(page, user, view_name, next_url=None):
    """Without script there is no panel beside the form: here is a page."""
    if page.depth > 1 and page.permissions_for_user(user).can_edit():
        yield Button(_("How the link looks"), reverse("share_looks", args=[page.pk]), icon_name="link", priority=40)


@hooks.register("register_admin_viewset")
def webhooks():
    return EndpointViewSet()


@hooks.register("register_admin_urls")
def addresses_in_the_admin():
    return [path("posts/<int:page_id>/", desk.posts_of_page, name="posts_of_page")]


@hooks.register("register_page_header_buttons")
def posts_of_an_item(page, user, view_name, next_url=None):
    yield from desk.button_for(page, user)


@hooks.register("register_page_listing_more_buttons")
def posts_in_the_explorer(page, user, next_url=None):
    yield from desk.button_for(page, user)


hooks.register("register_log_actions", desk.register_log_actions)
