from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from wagtail.fields import StreamField
from wagtail.models import Page

from media_library.many import follow
from media_library.models import AssetUse, Tour
from media_library.uses import forget_uses, record_uses
from publication.models import Epoch
from publication.signals import Event

from .document import assets_of
from .models.brand import CACHE_KEY
from .streams import chosen_in


def record_asset_uses(page, event, **kwargs):
    """The assets that the public page shows become readable with it, and close with it."""
    if not hasattr(page, "document"):
        return
    owner = Page(pk=page.pk)
    if event == Event.WITHDRAWN:
        forget_uses(owner)
    else:
        shown = [*page.assets(), *assets_of(page.document()), *_tours_of(page)]
        record_uses(owner, {thing.public_id for thing in shown})


def record_uses_again(instance, **kwargs):
    """A tour or a document has changed, and with it what the public pages show that it stands on: pictures of rooms and
    accessible versions come and go."""
    follow(_record_pages_with, instance.public_id)


def _record_pages_with(public_ids):
    page_type = ContentType.objects.get_for_model(Page)
    owners = AssetUse.objects.filter(public_id__in=public_ids, owner_type=page_type).values("owner_id")
    pages = list(Page.objects.filter(pk__in=owners).specific())
    for page in pages:
        record_asset_uses(page, Event.CHANGED)
    if pages:
        Epoch.objects.move()


def _tours_of(page):
    streams = [getattr(page, field.name) for field in page._meta.get_fields() if isinstance(field, StreamField)]
    keys = {key for stream in streams for key in chosen_in(stream).get(Tour, ())}
    return Tour.objects.filter(pk__in=keys) if keys else []


def record_brand_assets(instance, **kwargs):
    pictures = (instance.logo, instance.logo_dark, instance.favicon)
    record_uses(instance, {picture.public_id for picture in pictures if picture})


def forget_brand(**kwargs):
    cache.delete(CACHE_KEY)
