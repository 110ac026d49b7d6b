"""Old addresses of public pages lead to the new ones. Working titles of drafts lead nowhere.

Wagtail's own handlers announce every change of a draft's slug to the public, so they are switched off
(`WAGTAILREDIRECTS_AUTO_CREATE`) and these do the same for pages that the public has seen.
"""

from copy import copy

from wagtail.contrib.redirects.signal_handlers import create_redirects
from wagtail.models import Page, Site

from .gate import is_published


def redirect_from_old_slug(instance, instance_before, **kwargs):
    """The first publication of a draft also changes the slug of the row: what it was before was never public."""
    if instance_before.live and is_published(instance):
        _redirect(instance, instance_before.url_path)


def redirect_from_old_place(instance, parent_page_before, url_path_before, url_path_after, **kwargs):
    """Only out of a place that is public itself: the names of the others stay with the editors."""
    if url_path_before != url_path_after and is_published(instance) and is_published(parent_page_before):
        _redirect(instance, url_path_before)


def _redirect(page, old_url_path):
    """Descendants too: Wagtail's function makes rows for the live ones, and the middleware asks the gate again."""
    page = Page.objects.get(pk=page.pk).specific
    before = copy(page)
    before.url_path = old_url_path
    create_redirects(page=page, page_old=before, sites=Site.objects.all())
