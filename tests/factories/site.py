from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from wagtail.models import Locale

from home.models import HomePage
from home.structure import lay_out
from tests.kept_rows import KeptRows, tables

#: What the first laying out in this process found and what it left; inside a transaction that never ends, what waits
#: for its end is not done.
_laid_out = {}


def newsroom():
    """The skeleton: front pages, sections, roles, workflow, site. Returns the front pages by language code.

    It is laid out once in a process, by the product; where the database is again as it was then, its rows are laid
    back."""
    key = connection.in_atomic_block
    if key not in _laid_out:
        before = KeptRows(tables())
        homes = lay_out()
        after = KeptRows(tables())
        same = before.same_in(after)
        _laid_out[key] = before.without(same), after.without(same)
        return homes
    before, after = _laid_out[key]
    if not before.stand():
        return lay_out()
    with transaction.atomic():
        after.put_in_place_of_what_stands()
    cache.clear()
    homes = {home.locale.language_code: home for home in HomePage.objects.filter(depth=2).select_related("locale")}
    return {code: homes[code] for code, _name in settings.LANGUAGES}


def locale(language):
    return Locale.objects.get(language_code=language)


def section(model, language="en"):
    """The section page of this model in a language."""
    return model.objects.get(locale__language_code=language)
