"""The style book in the admin: its rules in one list. Editors and publishers change them, the others read them."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import get_page_models

from pages.forms import RowForm

from ..models import StyleRule


def kinds_of_page():
    """Machine name and name of each kind that editors write."""
    kinds = [kind for kind in get_page_models() if getattr(kind, "is_creatable", False) and hasattr(kind, "kind")]
    return sorted(((kind.kind(), capfirst(kind._meta.verbose_name)) for kind in kinds), key=lambda kind: str(kind[1]))


class StyleRuleForm(RowForm):
    page_kinds = forms.MultipleChoiceField(
        label=_("kinds of page"), choices=kinds_of_page, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: it holds for all of them."),
    )  # fmt: skip


class StyleRuleDeleteView(DeleteView):
    """A check is switched off, not deleted: the machine would make its row anew."""

    def get_object(self, *args, **kwargs):
        rule = super().get_object(*args, **kwargs)
        if rule.check_name:
            raise PermissionDenied
        return rule


class StyleRuleIndexView(IndexView):
    def get_delete_url(self, instance):
        return None if instance.check_name else super().get_delete_url(instance)


class StyleRuleViewSet(ModelViewSet):
    model = StyleRule
    name = "style_book"
    icon = "edit"
    menu_label = pgettext_lazy("menu", "Style book")
    menu_order = 198
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    index_view_class, delete_view_class = StyleRuleIndexView, StyleRuleDeleteView
    list_filter = ["kind", "language", "is_on", "must_be_mended", "is_public"]
    search_fields = ["avoid", "prefer", "reason", "text"]
    list_per_page = 50
    ordering = ["kind", "prefer", "pk"]
    list_display = [
        "isolated",
        Column("get_kind_display", label=_("Kind")),
        Column("get_language_display", label=_("Language")),
        BooleanColumn("is_on", label=_("In force")),
        BooleanColumn("must_be_mended", label=_("Must be mended")),
        BooleanColumn("is_public", label=pgettext_lazy("style book", "Public")),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(["kind", "language", "is_on", "must_be_mended", "is_public"], heading=_("Rule")),
            MultiFieldPanel(
                [HelpPanel(_("For words and names.")), "avoid", "prefer"], heading=_("What to write, and what not")
            ),
            MultiFieldPanel(
                [HelpPanel(_("For checks of the machine.")), "check_name", "limit", "setting"], heading=_("Check")
            ),
            MultiFieldPanel(
                [HelpPanel(_("For texts that have to stand in a piece.")), "text", "condition"],
                heading=_("Required text"),
            ),
            MultiFieldPanel(
                [HelpPanel(_("For required texts and for checks of a headline or a standfirst.")), "page_kinds"],
                heading=pgettext_lazy("style book", "Where"),
            ),
            FieldPanel("reason"),
        ],
        base_form_class=StyleRuleForm,
    )
