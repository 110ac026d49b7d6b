"""Which languages the site speaks: those that have a front page. The others are set up in the settings only."""

from functools import wraps

from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Page

from .gate import published


def in_a_language_of_the_site(view):
    """For lists and pages at `/<language>/…` that no page of the tree answers for: 404 where the language has no public
    front page."""

    @wraps(view)
    def respond(request, *args, **kwargs):
        homes = Page.objects.filter(depth=2, locale__language_code=get_language())
        if not published(queryset=homes).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return respond
