"""What the newsroom and its house are called, where machines read it: never nothing, whatever the brand says."""

from django.conf import settings
from django.utils import translation


def newsroom(brand, language=None):
    """Its name in this language, which is the active one without any."""
    return brand.word("newsroom_name", language) or _without_brand(language)


def house(brand, language=None):
    """Who publishes: the organisation, else the newsroom."""
    return brand.word("name", language) or newsroom(brand, language)


def _without_brand(language):
    with translation.override(language or translation.get_language()):
        return str(settings.WAGTAIL_SITE_NAME)
