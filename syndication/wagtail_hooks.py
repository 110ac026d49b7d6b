"""Other forms of a page, on its own address, behind the gate: content knows nothing of them."""

from django.http import Http404
from wagtail import hooks

from stories.models import NewsItem, PersonIndexPage

from .forms import answering

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
