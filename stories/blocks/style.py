"""The style book, for readers."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from editorial.models import StyleRule
from editorial.style.public import public_rules
from pages.document import StatesDocument, Table

from .fields import CharBlock
from .groups import DATA

Kind = StyleRule.Kind


class StyleRulesBlock(StatesDocument, blocks.StructBlock):
    """The rules of one kind that are public, in the language of the page, as they stand now."""

    title = CharBlock(label=_("Heading"), max_length=100)
    show = blocks.ChoiceBlock(
        label=_("Rules about"),
        choices=[(Kind.TERM, _("words")), (Kind.NAME, _("names")), (Kind.CHECK, _("signs, numbers and lengths"))],
        default=Kind.TERM,
    )

    def document(self, value):
        rules = public_rules(value.get("show"), get_language())
        return [Table(value.get("title", ""), rules.head, rules.rows)]

    def get_context(self, value, parent_context=None):
        rules = public_rules(value.get("show"), get_language())
        return super().get_context(value, parent_context) | {"rules": rules}

    class Meta:
        icon = "edit"
        label = _("Rules of the style book")
        group = DATA
        template = "blocks/style_rules.html"
        description = _("The rules of the style book that are public, as they stand")
        preview_value = {"title": "Words", "show": "term"}
