"""Links inside rich text, through the gate: a link to a page that is not public has no address."""

from django.utils.html import escape
from wagtail.rich_text.pages import PageLinkHandler

from publication.gate import published


class PublicPageLinkHandler(PageLinkHandler):
    """Stock Wagtail prints the address of a draft into a public page."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list):
        ids = {str(attrs.get("id")) for attrs in attrs_list if str(attrs.get("id")).isdigit()}
        public = {str(page.pk): page for page in published().filter(pk__in=ids).select_related("locale")}
        return [cls._opening_tag(public.get(str(attrs.get("id")))) for attrs in attrs_list]

    @staticmethod
    def _opening_tag(page):
        return f'<a href="{escape(page.url)}">' if page else "<a>"
