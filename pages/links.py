"""Links inside rich text, through the gate: a link to a page that is not public has no address."""

import re

from django.db.models import ForeignKey
from django.utils.html import escape
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.rich_text.rewriters import extract_attrs

from publication.gate import published

from .rich_text import key_in
from .streams import chosen_in, rich_texts_in

_LINK = re.compile(r"<a\b([^>]*)>")


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


def pages_linked_from(page):
    """Primary keys of the pages that this one leads to, as it is in memory: in texts, as blocks, in rows of its own."""
    found = set()
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found |= _keys_in_stream(getattr(page, field.name))
    for relation in get_all_child_relations(page):
        for name in _keys_of_pages(relation.related_model):
            found |= {getattr(row, name) for row in getattr(page, relation.get_accessor_name()).all()}
    return found - {None, page.pk}


def _keys_in_stream(stream):
    links = [extract_attrs(match[1]) for source in rich_texts_in(stream) for match in _LINK.finditer(source)]
    found = {key_in(attributes) for attributes in links if attributes.get("linktype") == "page"}
    for model, keys in chosen_in(stream).items():
        if issubclass(model, Page):
            found.update(keys)
    return found


def _keys_of_pages(model):
    fields = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    return [
        field.attname
        for field in fields
        if not isinstance(field, ParentalKey) and issubclass(field.related_model, Page)
    ]
