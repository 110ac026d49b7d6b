"""Who publishes, for what files say of themselves: the brand's name, and the page on the use of content."""

from django.conf import settings

from media_library.house import House
from pages.models import BrandSettings
from publication.gate import published

from .models import InfoPage


def told():
    """One query; the brand comes from the cache."""
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    names = {wording.language_code: wording.name for wording in BrandSettings.current().wordings.all()}
    address = _terms_address()
    return House(names, f"{base}/", f"{base}{address}" if address else "")


def _terms_address():
    """In the first of the site's languages that has such a page: a file names one."""
    pages = published(queryset=InfoPage.objects.filter(purpose=InfoPage.Purpose.USE_OF_CONTENT))
    found = dict(pages.order_by("-pk").values_list("locale__language_code", "url_path"))
    order = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return next((found[code] for code in order if code in found), "")
