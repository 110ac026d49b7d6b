from django.core.cache import cache
from wagtail.models import Page

from media_library.uses import forget_uses, record_uses
from publication.signals import Event

from .document import assets_of
from .models.brand import CACHE_KEY


def record_asset_uses(page, event, **kwargs):
    """The assets that the public page shows become readable with it, and close with it."""
    if not hasattr(page, "document"):
        return
    owner = Page(pk=page.pk)
    if event == Event.WITHDRAWN:
        forget_uses(owner)
    else:
        record_uses(owner, {asset.public_id for asset in [*page.assets(), *assets_of(page.document())]})


def record_brand_assets(instance, **kwargs):
    pictures = (instance.logo, instance.logo_dark, instance.favicon)
    record_uses(instance, {picture.public_id for picture in pictures if picture})


def forget_brand(**kwargs):
    cache.delete(CACHE_KEY)
