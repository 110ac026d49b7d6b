"""Absolute addresses, on the public origin that the site is configured with: never on the host of a request,
which a client chooses."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.encoding import iri_to_uri


def origin():
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


def absolute(path):
    """The address of a path of ours; what is already absolute stays. "" stays ""."""
    if not path or urlsplit(path).scheme:
        return path
    return origin() + iri_to_uri(path)


def address_of(page):
    """A page's address. The tree's `url_path` is the public path: see `publication.views.serve`."""
    return absolute(page.url_path)
