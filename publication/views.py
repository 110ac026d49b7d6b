from django.http import Http404
from django.shortcuts import render
from wagtail import hooks
from wagtail.url_routing import RouteResult

from .gate import published
from .memory import keep_epoch
from .models import Withdrawal
from .models.epoch import with_epoch


def find(language, path):
    """The deepest public page on the way to this path, and the path components that are left.

    One query for any address. The components that lead nowhere, to a draft or to a private page are left over alike,
    so that the answer takes as long for each.
    """
    components = [component for component in path.split("/") if component]
    slugs = [language, *components]
    prefixes = [f"/{'/'.join(slugs[:length])}/" for length in range(1, len(slugs) + 1)]
    # The slug narrows the search by its index; `url_path` has none.
    candidates = published().filter(slug__in=slugs, url_path__in=prefixes)
    page = with_epoch(candidates).order_by("-depth").first()
    if page is None:
        raise Http404
    return page, slugs[page.url_path.count("/") - 1 :]


def serve(request, path):
    """A page, the reason why it was withdrawn (410), or the uniform 404. What is not there is asked for one query more,
    whatever the address."""
    try:
        return _serve(request, path)
    except Http404:
        withdrawal = Withdrawal.objects.told_at(f"/{request.LANGUAGE_CODE}/{path}")
        if withdrawal is None:
            raise
        return render(request, "410.html", {"withdrawal": withdrawal}, status=410)


def _serve(request, path):
    """Wagtail's own view, entered after the gate. A home page's slug is its language code, so that the tree's
    `url_path` is the public address."""
    page, remaining = find(request.LANGUAGE_CODE, path)
    keep_epoch(request, page)
    result = page.specific.route(request, remaining)
    if not isinstance(result, RouteResult):
        raise Http404
    page, args, kwargs = result
    # Not `on_serve_page`: its one stock receiver asks for view restrictions, and answers them with a redirect.
    for hook in hooks.get_hooks("before_serve_page"):
        response = hook(page, request, args, kwargs)
        if response is not None:
            return response
    return page.serve(request, *args, **kwargs)
