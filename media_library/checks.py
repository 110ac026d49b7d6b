from django.core.checks import Error, register
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import NoReverseMatch, reverse

from .storage import PrivateStorage

STOCK_VIEWS = {"wagtaildocs_serve": (1, "name.pdf"), "wagtailimages_serve": ("signature", 1, "original")}


@register()
def files_have_no_public_folder(app_configs=None, **kwargs):
    stock = isinstance(default_storage, FileSystemStorage) and not isinstance(default_storage, PrivateStorage)
    if not stock:
        return []
    return [
        Error(
            "Uploads are stored where each file has an address that passes the gate by.",
            hint='Set STORAGES["default"] to media_library.storage.PrivateStorage.',
            id="media_library.E001",
        )
    ]


@register()
def stock_serving_views_are_absent(app_configs=None, **kwargs):
    return [
        Error(
            f"Wagtail's view {name} hands out files by their number, without asking the gate.",
            hint="Take its URL patterns away; media_library.urls serves all files.",
            id="media_library.E002",
        )
        for name, args in STOCK_VIEWS.items()
        if _reverses(name, args)
    ]


def _reverses(name, args):
    try:
        reverse(name, args=args)
    except NoReverseMatch:
        return False
    return True
