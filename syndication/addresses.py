"""Absolute addresses, on the public origin that the site is configured with: never on the host of a request,
which a client chooses."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
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


def address_of_document(document):
    """Where it is taken; of one that has to be asked for, the form for that in the active language."""
    return absolute(document.url if document.is_free else reverse("ask_for", args=[document.public_id]))


def oembed_of(address):
    """Where other sites are told how to show what is at an address of ours (oEmbed); "" stays ""."""
    return address and f"{absolute(reverse('oembed'))}?{urlencode({'url': address, 'format': 'json'})}"
