"""Other forms of a page, on its own address, behind the gate: content knows nothing of them."""

from django.http import Http404
from wagtail import hooks

from stories.models import NewsItem

from . import picture_archive, taken, text_form, uses

#: What `?format=` may ask for of an item, and who answers.
FORMS = {"txt": text_form.answer}
#: The same for what takes the conditions of the request as well.
ARCHIVES = {"zip": picture_archive.answer}


# After Wagtail's own, which turns other methods than GET and HEAD away.
@hooks.register("before_serve_page", order=10)
def other_form(page, request, serve_args, serve_kwargs):
    """A form that a page does not have is not there; nor is one of an earlier version."""
    name = request.GET.get("format")
    if name is None:
        return None
    if name not in {**FORMS, **ARCHIVES} or not isinstance(page, NewsItem) or "version" in request.GET or serve_kwargs:
        raise Http404
    response = ARCHIVES[name](page, request) if name in ARCHIVES else FORMS[name](page)
    return uses.count_download(request, response, page, name)


@hooks.register("register_admin_urls")
def addresses():
    return taken.urls


hooks.register("register_reports_menu_item", taken.menu_item)


@hooks.register("register_page_header_buttons")
def buttons_of_a_page(page, user, view_name, next_url=None):
    return taken.button_for(page, user)
