"""The product's addresses, and some that an unwary developer might add."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail.models import Page

from newsroom.urls import handler404, handler500
from newsroom.urls import urlpatterns as public_urls


def all_pages(request):
    return HttpResponse("\n".join(Page.objects.values_list("title", flat=True)))


def how_many(request):
    """Shows no word, but counts what it should not."""
    return HttpResponse(str(Page.objects.filter(title__icontains=request.GET.get("q", "")).count()))


def stock(request, path):
    """As Wagtail answers for a page that is private: a way to the login, where others get a 404."""
    page = get_object_or_404(Page, url_path=f"/{path}/", live=True)
    if page.get_view_restrictions().exists():
        return redirect_to_login(request.get_full_path())
    raise Http404


def broken(request):
    raise RuntimeError("This page is broken.")


urlpatterns = [
    path("all-pages/", all_pages),
    path("how-many/", how_many),
    path("broken/", broken),
    path("stock/<path:path>/", stock),
    *public_urls,
]

__all__ = ["handler404", "handler500", "urlpatterns"]
