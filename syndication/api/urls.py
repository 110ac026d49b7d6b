from django.urls import path, re_path

from . import views
from .registry import RESOURCES

app_name = "api"


def _addresses_of(resource):
    yield path(f"{resource.name}/", views.list_of(resource), name=resource.name)
    yield path(f"{resource.name}/<str:name>/", views.one_of(resource), name=resource.singular)


urlpatterns = [
    path("", views.entry, name="entry"),
    path("openapi.json", views.openapi, name="openapi"),
    *(address for resource in RESOURCES for address in _addresses_of(resource)),
    # What is not there is told in the language of the API, and never as a page.
    re_path("", views.nothing),
]
