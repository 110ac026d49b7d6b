from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from .form_fields import CalendarAwareFormMixin
from .slugs import RESERVED, clean_slug

FRONT_PAGE_DEPTH = 2


class PageForm(CalendarAwareFormMixin, WagtailAdminPageForm):
    """The admin form of every page: reads both calendars, writes in both directions, cleans the slug."""

    def clean_slug(self):
        slug = clean_slug(self.cleaned_data.get("slug", ""))
        if slug in RESERVED and self.parent_page and self.parent_page.depth == FRONT_PAGE_DEPTH:
            raise forms.ValidationError(
                _("“%(slug)s” is the address of something else; choose another."), params={"slug": slug}
            )
        if slug.isdigit():
            # Under a section, digits are the archive of a year.
            raise forms.ValidationError(_("Add a word: an address of digits alone is the archive of a year."))
        return slug

    def clean(self):
        cleaned = super().clean()
        go_live_at, expire_at = cleaned.get("go_live_at"), cleaned.get("expire_at")
        if go_live_at and expire_at and expire_at <= go_live_at:
            self.add_error("expire_at", _("The page would be taken down before it has gone live."))
        return cleaned


class RowForm(CalendarAwareFormMixin, WagtailAdminModelForm):
    """The same for rows that are kept once: people, topics, the brand."""


WEEKDAYS = [
    (6, _("Saturday")), (7, _("Sunday")), (1, _("Monday")), (2, _("Tuesday")), (3, _("Wednesday")),
    (4, _("Thursday")), (5, _("Friday")),
]  # fmt: skip


class BrandForm(RowForm):
    working_days = forms.TypedMultipleChoiceField(
        label=_("working days"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if bool(opens) != bool(closes):
            self.add_error("closes" if opens else "opens", _("Give both hours, or none."))
        elif opens and opens >= closes:
            self.add_error("closes", _("The press line closes before it opens."))
        return cleaned


#: Digits of a primary key.
LONGEST_KEY = 18


class KnownChoices(forms.ModelMultipleChoiceField):
    def clean(self, value):
        """A key that no row can have is no choice; SQLite would stumble over it."""
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": key})
        return super().clean(value)
