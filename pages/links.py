"""Links inside rich text, through the gate: a link to a page that is not public has no address."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from publication.gate import published

from .rich_text import key_in


class PublicPageLinkHandler(PageLinkHandler):
    """Stock Wagtail prints the address of a draft into a public page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        keys = [key_in(attrs) for attrs in attrs_list]
        public = {page.pk: page for page in published().filter(pk__in={*keys} - {None}).select_related("locale")}
        return [cls._opening_tag(public.get(key)) for key in keys]

    @staticmethod
    def _opening_tag(page):
        return f'<a href="{escape(page.url)}">' if page else "<a>"
