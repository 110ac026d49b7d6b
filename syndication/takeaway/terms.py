"""On which terms what is ours may be used: the information page that says so."""

from publication.gate import published
from stories.models import InfoPage


def terms_page(language):
    """The public page of that purpose in this language, or None. One query."""
    pages = InfoPage.objects.filter(purpose=InfoPage.Purpose.USE_OF_CONTENT, locale__language_code=language)
    return published(queryset=pages).order_by("path").first()
