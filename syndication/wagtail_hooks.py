"""Other forms of a page, on its own address, behind the gate: content knows nothing of them."""

from django.http import Http404
from django.urls import path
from wagtail import hooks

from stories.models import NewsItem

from . import text_form
from .channels import desk
from .channels.endpoint_admin import EndpointViewSet

#: What `?format=` may ask for of an item, and who answers.
FORMS = {"txt": text_form.answer}


# After Wagtail's own, which turns other methods than GET and HEAD away.
@hooks.register("before_serve_page", order=10)
def other_form(page, request, serve_args, serve_kwargs):
    """A form that a page does not have is not there; nor is one of an earlier version."""
    name = request.GET.get("format")
    if name is None:
        return None
    if name not in FORMS or not isinstance(page, NewsItem) or "version" in request.GET or serve_kwargs:
        raise Http404
    return FORMS[name](page)


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
