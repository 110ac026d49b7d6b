"""The style book, for readers."""

from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from editorial.models import StyleRule
from editorial.style.public import public_rules
from pages.document import StatesDocument, Table

from .fields import CharBlock
from .groups import DATA

Kind = StyleRule.Kind


class StyleRulesValue(blocks.StructValue):
    @cached_property
    def rules(self):
        """Read once for each object in memory."""
        return public_rules(self.get("show"), get_language())


class StyleRulesBlock(StatesDocument, blocks.StructBlock):
    """The rules of one kind that are public, in the language of the page, as they stand now."""

    title = CharBlock(label=_("Heading"), max_length=100)
    show = blocks.ChoiceBlock(
        label=_("Rules about"),
        choices=[
            (Kind.TERM, pgettext_lazy("style book", "words")),
            (Kind.NAME, pgettext_lazy("style book", "names")),
            (Kind.CHECK, pgettext_lazy("style book", "signs, numbers and lengths")),
        ],
        default=Kind.TERM,
    )

    def document(self, value):
        return [Table(value.get("title", ""), value.rules.head, value.rules.rows)]

    class Meta:
        icon = "edit"
        label = _("Rules of the style book")
        group = DATA
        template = "blocks/style_rules.html"
        value_class = StyleRulesValue
        description = _("The rules of the style book that are public, as they stand")
        preview_value = {"title": "Words", "show": "term"}
