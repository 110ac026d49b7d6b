"""An address map with the media library, the admin and pages, for tests of this room alone."""

from django.http import HttpResponseNotFound
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

handler404 = "tests.media_library.urls.missing"


def missing(request, exception):
    return HttpResponseNotFound("Not found")


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("media/", include("media_library.urls")),
    re_path(r"", include(wagtail_urls)),
]
